import type { LearningRule, ReadoutDescription } from "../engine/description.js";
import type { LoopSite, ReadoutWeights } from "../engine/readouts.js";
import { asNumbers, bad, checkedNumber, checkedUpTo, knownOptions } from "./check.js";
import type { Group, Home } from "./group.js";
import { checkNeurons } from "./inputs.js";
import { checkedRule } from "./learning.js";
import { type PlayOptions, playedRows, playedStep } from "./played.js";

export interface LoopReadoutOptions {
  /** Number of outputs. Default 1. */
  outputs?: number;
  /** ms; time constant by which the filter of spikes rises. 0: it has one exponential. Default 2. */
  tauRise?: number;
  /** ms; time constant by which it falls. Default 20. */
  tauDecay?: number;
  /** ms, a whole number of steps: learning is due at the multiples of this time. Default dt. */
  every?: number;
  /** `force`, `lms` or `threeFactor`. Default: none, the weights stay as `setWeights` set them. */
  rule?: LearningRule;
}

const NUMBER = { unit: "", default: 0, meaning: "" };
/** Numbers of lesser size are those of f32. */
const MOST = 3e38;

/**
 * What `readout` is told, as the description has it.
 * @throws NeurogliaError for a group of sources, outputs below 1, time constants or `every` out of range, what is no rule
 */
export const describedReadout = (
  name: string,
  group: Group,
  options: LoopReadoutOptions,
  dt: number,
  where: string,
): ReadoutDescription => {
  knownOptions(options, ["outputs", "tauRise", "tauDecay", "every", "rule"], where);
  const { outputs = 1, tauRise = 2, tauDecay = 20, every = dt, rule = { kind: "none" } } = options;
  checkNeurons("group", group, where);
  checkedUpTo(Math.floor(2 ** 26 / group.length), outputs, "outputs", where);
  const time = { ...NUMBER, unit: "ms" };
  const checked = checkedRule(rule, where);
  return {
    group: group.range,
    outputs,
    tauRise: checkedNumber(tauRise, "tauRise", { ...time, min: 0 }, where),
    tauDecay: checkedNumber(tauDecay, "tauDecay", { ...time, min: 0.001 }, where),
    learnSteps: playedStep(every, dt, 1, "every", where),
    rule: checked,
    name,
  };
};

/**
 * Linear outputs of the filtered spikes of a group, computed in every step of the time loop, as `net.readout` returns it:
 *
 *     r' = −r/tauDecay + h,   h' = −h/tauRise + spikes/(tauRise·tauDecay)      r' = −r/tauDecay + spikes/tauDecay (tauRise 0)
 *     z = Φᵀ r + bias,   error = z − target
 *
 * (Nicola & Clopath 2017, Nat. Commun. 8:2208), the filter exactly and all of it in f64. A spike adds an area of 1 to r, so
 * that r estimates the rate in spikes per ms. r and z stand at the end of a step and know its spikes; then the rule changes
 * the weights, which z knows in the next step. Weights start at 0 and, like what a rule keeps to learn by, stay over a
 * reset; checkpoints have them. Whether it learns, and what is taught, stays over both.
 *
 * A run rejects with code `diverged` after a step in which an output or the gain of `force` was no finite number.
 */
export class LoopReadout {
  readonly name: string;
  /** Number of outputs. */
  readonly outputs: number;
  /** Number of neurons that it reads. */
  readonly neurons: number;
  readonly rule: LearningRule;
  /** @internal */
  readonly home: Home;
  /** @internal */
  readonly index: number;

  /** @internal made by net.readout */
  constructor(home: Home, { name, outputs, rule }: ReadoutDescription, index: number, neurons: number) {
    this.home = home;
    this.name = name;
    this.index = index;
    this.outputs = outputs;
    this.neurons = neurons;
    this.rule = rule;
  }

  get #where(): string {
    return `readout "${this.name}"`;
  }

  #loop(what: string): LoopSite {
    return this.home.engine(`${what} of ${this.#where}`).readouts![this.index]!;
  }

  #rows(what: "targets" | "gates", values: ArrayLike<number>, width: number, options: PlayOptions) {
    const where = this.#where;
    const steps = playedRows(values, width, options, this.home.dt, what, where);
    const [one, min, max] = what === "gates" ? ["gate", 0, 1] : ["target", -MOST, MOST];
    for (let k = 0; k < values.length; k++) {
      const value = values[k];
      // A name for each of many values would cost more than all else.
      if (!(typeof value === "number" && value >= min && value <= max))
        checkedNumber(value, `${one} ${k}`, { ...NUMBER, ...(what === "gates" && { min, max }) }, where);
    }
    return steps;
  }

  /**
   * What the outputs should be until the next call: `outputs` numbers, or rows of them that last `every` ms each; row r
   * stands for times t with from + r·every ≤ t < from + (r + 1)·every. A single row without `every` lasts for ever.
   * Before `from` and after the last row there is no target: no learning, and `error` is NaN.
   * @throws NeurogliaError before build, while running, for a length that is no multiple of `outputs`, a value that is not
   * finite, times that are no whole steps
   */
  teach(targets: ArrayLike<number>, options: PlayOptions = {}): this {
    const loop = this.#loop("teach");
    const { rowSteps, fromStep } = this.#rows("targets", targets, this.outputs, options);
    loop.teach(targets, rowSteps, fromStep);
    return this;
  }

  /**
   * The gate g(t) of `threeFactor` until the next call: numbers in [0, 1] that last `every` ms each, in the form of `teach`;
   * 0 before `from` and after the last.
   * @throws NeurogliaError before build, while running, for another rule, a value outside [0, 1], bad times
   */
  gate(gates: ArrayLike<number>, options: PlayOptions = {}): this {
    const loop = this.#loop("gate");
    if (this.rule.kind !== "threeFactor") throw bad("rule", `gate of ${this.#where}`, "threeFactor", this.rule.kind);
    const { rowSteps, fromStep } = this.#rows("gates", gates, 1, options);
    loop.gate(gates, rowSteps, fromStep);
    return this;
  }

  /** Whether it learns (from the beginning: yes). @throws NeurogliaError before build, without a rule, unless a boolean */
  learn(on: boolean): this {
    const loop = this.#loop("learn");
    if (typeof on !== "boolean") throw bad("learn", this.#where, "true or false", on);
    if (this.rule.kind === "none") throw bad("rule", `learn of ${this.#where}`, "force, lms or threeFactor", "none");
    loop.learns = on;
    return this;
  }

  /**
   * Adds to the weights the increments that `threeFactor` with `apply: "trialEnd"` has summed up since the last call or reset, and
   * returns them: neurons × outputs, row-major.
   * @throws NeurogliaError before build, while running, for another rule
   */
  apply(): Float64Array {
    const loop = this.#loop("apply");
    const { rule } = this;
    if (rule.kind !== "threeFactor" || rule.apply !== "trialEnd")
      throw bad("rule", `apply of ${this.#where}`, 'threeFactor with apply "trialEnd"', rule.kind);
    return loop.apply();
  }

  /** Φ: neurons × outputs, row-major, as `Ridge` has them. @throws NeurogliaError before build */
  weights(): Float64Array {
    return this.#loop("weights").weights.weights;
  }

  /** One an output; no rule changes it. @throws NeurogliaError before build */
  bias(): Float64Array {
    return this.#loop("bias").weights.bias;
  }

  /**
   * New weights, neurons × outputs, row-major, and one bias an output (those before, if left out); z knows them from the
   * next step on. What a rule keeps to learn by stays.
   * @throws NeurogliaError before build, while running, for another length or a value that is not finite
   */
  setWeights(weights: ArrayLike<number>, bias?: ArrayLike<number>): this {
    const loop = this.#loop("setWeights");
    const checked = (what: string, values: ArrayLike<number>, length: number): Float64Array<ArrayBuffer> => {
      if (asNumbers(values, what, this.#where).length !== length)
        throw bad(`length of ${what}`, this.#where, `${length}`, values.length);
      return Float64Array.from(values, (value, k) => checkedNumber(value, `${what}[${k}]`, NUMBER, this.#where));
    };
    const next: ReadoutWeights = {
      weights: checked("weights", weights, this.neurons * this.outputs),
      bias: bias === undefined ? loop.weights.bias : checked("bias", bias, this.outputs),
    };
    loop.weights = next;
    return this;
  }

  /** Filtered spikes r at the present time, one a neuron, spikes per ms. @throws NeurogliaError before build */
  filtered(): Float64Array {
    return this.#loop("filtered").filtered;
  }

  /** Outputs z at the present time. @throws NeurogliaError before build */
  z(): Float32Array {
    return this.#loop("z").outputs;
  }
}
