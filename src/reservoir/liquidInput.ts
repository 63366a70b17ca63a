import { isConductance, type NeuronModel, type SourceModel } from "../models/model.js";
import { asNumbers, bad, checkedUpTo, checkLists } from "../network/check.js";
import type { Group } from "../network/group.js";
import type { Injection } from "../network/injection.js";
import { fromTo } from "../network/names.js";
import type { Projection } from "../network/projection.js";
import type { Series, SpikeSample } from "../tasks/task.js";

/** What is shown to a liquid: a series where its input is a current or rates, a spike sample where it is spikes. */
export type Stimulus = Series | SpikeSample;

/** Where signals enter a liquid. */
export class LiquidInput {
  readonly kind: "current" | "rates" | "spikes";
  readonly channels: number;
  /** Of a current: the injections, into excitatory and into inhibitory neurons or into all. */
  readonly injections: readonly Injection[];
  /** Of rates and spikes: the source, and its projections. */
  readonly source: Group<SourceModel> | null;
  readonly projections: readonly Projection[];

  /** @internal made by Liquid */
  constructor(
    kind: LiquidInput["kind"],
    channels: number,
    injections: readonly Injection[],
    source: Group<SourceModel> | null,
    projections: readonly Projection[],
  ) {
    this.kind = kind;
    this.channels = channels;
    this.injections = injections;
    this.source = source;
    this.projections = projections;
  }

  /** @throws NeurogliaError for a stimulus of the other kind, of other channels, or that is empty */
  check(stimulus: Stimulus, where: string): void {
    const { values, times } = (stimulus ?? {}) as Partial<Series & SpikeSample>;
    // A bare list has a method values().
    if (typeof values !== "object" && typeof times !== "object")
      throw bad(
        "stimulus",
        where,
        "a series { values, length, channels } or a spike sample { times, ids, channels, duration }",
        stimulus,
      );
    if (stimulus.channels !== this.channels)
      throw bad("channels of the stimulus", where, `those of the input, ${this.channels}`, stimulus.channels);
    if (this.kind === "spikes") {
      if (!("times" in stimulus)) throw bad("stimulus", where, "a spike sample, as the input takes spikes", "a series");
      if (!(stimulus.duration > 0 && Number.isFinite(stimulus.duration)))
        throw bad("duration of the stimulus", where, "> 0", stimulus.duration, "ms");
      checkLists({ times: stimulus.times, ids: stimulus.ids }, where);
      return;
    }
    if (!("values" in stimulus))
      throw bad("stimulus", where, `a series, as the input takes ${this.kind}`, "a spike sample");
    checkedUpTo(2 ** 32, stimulus.length, "length of the stimulus", where);
    if (asNumbers(stimulus.values, "values of the stimulus", where).length !== stimulus.length * stimulus.channels)
      throw bad(
        "number of values of the stimulus",
        where,
        `length × channels = ${stimulus.length * stimulus.channels}`,
        stimulus.values.length,
      );
  }

  /**
   * Shows a stimulus from time `from` (ms) on, a series in rows of `every` ms; it stays until the next call.
   * @throws NeurogliaError before build, and as `Group.play` and `Injection.play` do
   */
  play(stimulus: Stimulus, { every, from = 0 }: { every?: number; from?: number } = {}): this {
    this.check(stimulus, "play of the liquid's input");
    if ("times" in stimulus) {
      const times = from === 0 ? stimulus.times : Float64Array.from(stimulus.times, (time) => time + from);
      this.source!.play({ times, ids: stimulus.ids });
    } else {
      const rows = { ...(every === undefined ? {} : { every }), from };
      this.source?.play(stimulus.values, rows);
      for (const injection of this.injections) injection.play(stimulus.values, rows);
    }
    return this;
  }

  /** Shows nothing more. @throws NeurogliaError before build */
  silence(): this {
    const nothing = new Float64Array(this.channels);
    if (this.kind === "spikes") this.source!.play({ times: [], ids: [] });
    else this.source?.play(nothing);
    for (const injection of this.injections) injection.play(nothing);
    return this;
  }
}

/** Names of projections and injections from the input: into all, excitatory, inhibitory neurons. */
export const INPUT_NAMES: readonly string[] = ["input", fromTo("input", "exc"), fromTo("input", "inh")];

/** A neuron model's inputs for excitation, inhibition and currents, and whether inhibition has a negative sign. */
export const inputsOf = (
  model: NeuronModel,
): { exc: string; inh: string; current: string; inhibitionIsNegative: boolean } => {
  const names = Object.keys(model.inputs);
  const exc = names.find((name) => name.endsWith("E")) ?? names.find((name) => model.inputs[name]!.decay) ?? names[0]!;
  const inh = names.find((name) => name.endsWith("I")) ?? exc;
  const conducts = (name: string): boolean => isConductance(model.inputs[name]!.unit);
  // What is gone after a step: a current, or pulses of the potential.
  const brief = names.filter((name) => !model.inputs[name]!.decay && !model.state[name]);
  const current = brief.find((name) => model.inputs[name]!.unit !== "mV") ?? (conducts(exc) ? (brief[0] ?? exc) : exc);
  return { exc, inh, current, inhibitionIsNegative: !conducts(inh) };
};
