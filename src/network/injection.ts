import type { InjectionDescription } from "../engine/description.js";
import { isConductance, type Quantity } from "../models/model.js";
import { checkedNumber, checkedUpTo, type ParamValue } from "./check.js";
import type { Group, Home } from "./group.js";
import { checkedInput, checkedWeight } from "./inputs.js";
import { type PlayOptions, playedRows } from "./played.js";

export interface InjectOptions<I extends string> {
  /** Number of channels of the signal. Default 1. */
  channels?: number;
  /** Input of the group's model that the signal adds to. */
  into: I;
  /**
   * Unit of the input for a signal of 1: a number, a distribution (drawn for every channel and neuron), or channels × neurons
   * of the group in an array, by channel. Default 1.
   */
  weight?: ParamValue;
  /** Names the random stream. Default "signal→group", numbered where taken. */
  name?: string;
}

/**
 * Channels that act on a group, as the description has it: those of the readout of this number, or what is played (null).
 * @throws NeurogliaError for a group of sources, an unknown input, channels below 1, a bad weight
 */
export const describedInjection = (
  name: string,
  group: Group,
  { into, weight = 1 }: { readonly into: string; readonly weight?: ParamValue },
  channels: number,
  readout: number | null,
  where: string,
): InjectionDescription => {
  const input = checkedInput("group", group, into, where);
  checkedUpTo(Math.floor(2 ** 28 / group.length), channels, "channels", where);
  const checked = checkedWeight(weight, input, channels * group.length, where);
  return { name, group: group.range, channels, into, weight: checked, readout };
};

/**
 * A signal that is added to an input of a group in every step, as `net.inject` returns it:
 * input_k ← input_k + Σ_c weight[c, k]·u_c, in f32 and in the order of channels. Silent until something is played.
 */
export class Injection {
  readonly name: string;
  /** Number of channels. */
  readonly channels: number;
  /** @internal */
  readonly home: Home;
  readonly #index: number;
  readonly #carried: Quantity;

  /** @internal made by net.inject; `unit` is that of the input */
  constructor(home: Home, name: string, index: number, channels: number, unit: string) {
    this.home = home;
    this.name = name;
    this.channels = channels;
    this.#index = index;
    this.#carried = { unit: "1", default: 0, meaning: "", ...(isConductance(unit) ? { min: 0 } : {}) };
  }

  get #where(): string {
    return `injection "${this.name}"`;
  }

  /**
   * What the channels carry until the next call, which may come during a run, as a group's `set`: `channels` numbers, or rows of them that last `every` ms each, row r from
   * time from + r·every on; before `from` and after the last row, 0. A single row without `every` lasts for ever. As with
   * sources, what is played stays over `reset` and is no part of a checkpoint.
   * @throws NeurogliaError before build, for a length that is no multiple of `channels`, a value that is not
   * finite in f32, or below 0 where the input is a conductance, times that are no whole steps
   */
  play(values: ArrayLike<number>, options: PlayOptions = {}): this {
    const where = this.#where;
    const engine = this.home.live(`play of ${where}`);
    const { rowSteps, fromStep } = playedRows(values, this.channels, options, this.home.dt, "values", where);
    const { min = Number.NEGATIVE_INFINITY } = this.#carried;
    for (let k = 0; k < values.length; k++) {
      const value = values[k];
      // A name for each of many values would cost more than all else.
      if (typeof value !== "number" || !Number.isFinite(Math.fround(value)) || value < min)
        checkedNumber(value, `value ${k}`, this.#carried, where);
    }
    engine.playCurrents(this.#index, values, rowSteps, fromStep);
    return this;
  }

  /** channels × neurons, by channel. @throws NeurogliaError before build */
  weights(): Float32Array {
    return this.home.engine(`weights of ${this.#where}`).injectionWeights(this.#index);
  }
}
