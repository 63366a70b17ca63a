import { Arena } from "../engine/arena.js";
import { ModelInstances } from "../engine/kernels.js";
import { type OnlineKernels, onlineKernels } from "../engine/onlineKernels.js";

/** Doubles of a row of weights and of a sample: whole groups of four. */
const GROUP = 4;

/** Linear outputs of one sample at a time, and the weights by which a rule learns them, in a memory of their own. */
export abstract class LinearLearner {
  readonly columns: number;
  readonly outputs: number;
  /** Features of a sample: the columns and, where there is a bias, a constant 1. */
  readonly nFeatures: number;
  protected readonly arena = new Arena();
  protected readonly kernels: OnlineKernels = onlineKernels(new ModelInstances(this.arena.memory));
  protected readonly nGroups: number;
  /** Addresses: the sample, a row of weights an output, one error an output. */
  protected readonly x: number;
  protected readonly weightRows: number;
  protected readonly errors: number;
  readonly #noBias: number;

  constructor(columns: number, outputs: number, bias: boolean) {
    this.columns = columns;
    this.outputs = outputs;
    this.nFeatures = columns + Number(bias);
    this.nGroups = Math.ceil(this.nFeatures / GROUP);
    const rowBytes = this.nGroups * GROUP * 8;
    this.x = this.allocate(rowBytes);
    this.weightRows = this.allocate(outputs * rowBytes);
    this.errors = this.allocate(outputs * 8);
    this.#noBias = this.allocate(outputs * 8);
    if (bias) this.arena.f64(this.x, this.nFeatures)[columns] = 1;
  }

  protected allocate(bytes: number): number {
    return this.arena.allocate(bytes, "online readout");
  }

  /** Changes weights by the sample at `x` and its `errors`. False: it cannot, because the rule has diverged. */
  protected abstract update(): boolean;

  /** One sample of `columns` values, with one target an output. False: the rule has diverged. */
  learn(sample: ArrayLike<number>, targets: ArrayLike<number>): boolean {
    this.arena.f64(this.x, this.columns).set(sample);
    this.kernels.outputsOf(this.weightRows, this.#noBias, this.outputs, this.x, this.nGroups, this.errors);
    const errors = this.arena.f64(this.errors, this.outputs);
    for (let o = 0; o < this.outputs; o++) errors[o]! -= targets[o]!;
    return this.update();
  }

  #rows(): Float64Array<ArrayBuffer> {
    return this.arena.f64(this.weightRows, this.outputs * this.nGroups * GROUP);
  }

  /** Features × outputs, row-major: the columns' weights and, where there is a bias, the bias. */
  get weights(): Float64Array<ArrayBuffer> {
    const rows = this.#rows();
    const out = new Float64Array(this.nFeatures * this.outputs);
    for (let o = 0; o < this.outputs; o++)
      for (let k = 0; k < this.nFeatures; k++) out[k * this.outputs + o] = rows[o * this.nGroups * GROUP + k]!;
    return out;
  }

  set weights(weights: Float64Array) {
    const rows = this.#rows();
    for (let o = 0; o < this.outputs; o++)
      for (let k = 0; k < this.nFeatures; k++) rows[o * this.nGroups * GROUP + k] = weights[k * this.outputs + o]!;
  }
}
