import type { ParamValue } from "./check.js";
import type { Home } from "./group.js";

export interface FeedbackOptions<I extends string> {
  /** Input of the group's model that the outputs add to. */
  into: I;
  /**
   * Unit of the input for an output of 1: a number, a distribution (drawn for every output and neuron), or outputs × neurons of
   * the group in an array, by output. Default 1.
   */
  weight?: ParamValue;
  /** Names the random stream. Default "readout→group", numbered where taken. */
  name?: string;
}

/**
 * Outputs of a readout that act on a group, as `net.feedback` returns them:
 * input_k ← input_k + Σ_o weight[o, k]·z_o, in f32 and in the order of outputs.
 */
export class Feedback {
  readonly name: string;
  readonly #home: Home;
  readonly #injection: number;

  /** @internal made by net.feedback */
  constructor(home: Home, name: string, injection: number) {
    this.name = name;
    this.#home = home;
    this.#injection = injection;
  }

  /** outputs × neurons, by output. @throws NeurogliaError before build */
  weights(): Float32Array {
    return this.#home.engine(`weights of feedback "${this.name}"`).injectionWeights(this.#injection);
  }
}
