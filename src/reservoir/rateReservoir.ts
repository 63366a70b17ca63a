import { breathe } from "../breathe.js";
import { Arena } from "../engine/arena.js";
import { Block } from "../engine/block.js";
import { hostMaths } from "../engine/hostMaths.js";
import { asNumbers, asObject, bad, checkedUpTo, checkLists, knownName, knownOptions } from "../network/check.js";
import { instantiateReadouts, type ReadoutKernels } from "../readout/kernels.js";
import type { Series } from "../tasks/task.js";
import type { WeightedGraph } from "./spectralRadius.js";
import type { StateMatrix } from "./stateMatrix.js";

const where = "rate reservoir";
/** Synapses visited between two turns of the event loop: some 20 ms. */
const SLICE_SYNAPSES = 2e7;
export const MOST_NEURONS = 2 ** 20;

/** What makes a {@link RateReservoir}. Rates, weights and inputs have no unit; time counts in steps. */
export interface RateReservoirOptions {
  /** Recurrent weights W: edge k is from neuron `pre[k]` to `post[k]`. */
  recurrent: WeightedGraph;
  /** Input weights W_in, a row of `channels` numbers per neuron. */
  input: { weights: ArrayLike<number>; channels: number };
  /** Added to V: one per neuron. Default 0. */
  bias?: ArrayLike<number>;
  /** `"logistic"` (default): σ(c (V − θ)), rates in [0, 1]; `"tanh"`: tanh V, the classical echo state network. */
  activation?: "logistic" | "tanh";
  /** c, > 0, of the logistic function. Default 10. */
  c?: number;
  /** θ of the logistic function. Default 0. */
  theta?: number;
  /** Share of the new rate in each step, in (0, 1]. Default 1. */
  leak?: number;
  /**
   * Number of excitatory neurons, which come first: their outgoing weights are ≥ 0, those of all others ≤ 0 (Dale's law). Needed
   * for adaptation, which changes the others'.
   */
  nExc?: number;
}

/** Target rates ρ in (0, 1), one for all or one per neuron. */
export type TargetRates = number | ArrayLike<number>;

/** Options of {@link RateReservoir.run} and {@link RateReservoir.adapt}. */
export interface RateRunOptions {
  /** Ends the run between two slices of some 20 ms: it rejects with the signal's reason, and the rates stay where they are. */
  signal?: AbortSignal;
}

/** Options of {@link RateReservoir.adapt}. */
export interface RateAdaptOptions extends RateRunOptions {
  targets: TargetRates;
  /** δ, in (0, 1]: what an inhibitory weight gains in a step for a unit of rate in excess. Default 1e-3. */
  delta?: number;
}

const number = (value: unknown, what: string, expected: string, holds: (value: number) => boolean): number => {
  if (typeof value === "number" && Number.isFinite(Math.fround(value)) && holds(value)) return value;
  throw bad(what, where, expected, value);
};

const column = (values: ArrayLike<number>, length: number, what: string): Float32Array<ArrayBuffer> => {
  if (asNumbers(values, what, where).length !== length)
    throw bad(`length of ${what}`, where, String(length), values.length);
  const found = Float32Array.from(values);
  for (const [k, value] of found.entries())
    if (!Number.isFinite(value)) throw bad(`${what}[${k}]`, where, "a finite number", values[k]);
  return found;
};

/** Synapses by target, inhibitory ones first, in groups of four; where each of the graph's edges went. */
interface Rows {
  rows: Uint32Array;
  inhibitoryEnd: Uint32Array;
  sources: Uint32Array;
  weights: Float32Array;
  places: Uint32Array;
}

const rowsOf = ({ n, pre, post, weight }: WeightedGraph, nExc: number): Rows => {
  const inhibitory = new Uint32Array(n);
  const excitatory = new Uint32Array(n);
  for (let k = 0; k < pre.length; k++) (pre[k]! >= nExc ? inhibitory : excitatory)[post[k]!]!++;
  const rows = new Uint32Array(n + 1);
  const inhibitoryEnd = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    inhibitoryEnd[i] = rows[i]! + Math.ceil(inhibitory[i]! / 4);
    rows[i + 1] = inhibitoryEnd[i]! + Math.ceil(excitatory[i]! / 4);
  }
  const length = 4 * rows[n]!;
  const silent = 4 * padded(n);
  const sources = new Uint32Array(length).fill(silent);
  const weights = new Float32Array(length);
  const places = new Uint32Array(pre.length);
  const nextInhibitory = rows.subarray(0, n).map((group) => 4 * group);
  const nextExcitatory = inhibitoryEnd.map((group) => 4 * group);
  for (let k = 0; k < pre.length; k++) {
    const next = pre[k]! >= nExc ? nextInhibitory : nextExcitatory;
    const at = next[post[k]!]!++;
    sources[at] = 4 * pre[k]!;
    weights[at] = weight[k]!;
    places[k] = at;
  }
  return { rows, inhibitoryEnd, sources, weights, places };
};

const padded = (n: number): number => Math.ceil(n / 4) * 4;

const checkGraph = (graph: WeightedGraph, nExc: number | undefined): void => {
  const { n, pre, post, weight } = asObject(graph, where, "recurrent");
  checkLists({ pre, post, weight }, where);
  number(
    n,
    "n of recurrent",
    `a whole number in 1 … ${MOST_NEURONS}`,
    (m) => Number.isInteger(m) && m >= 1 && m <= MOST_NEURONS,
  );
  for (const [what, { length }] of Object.entries({ post, weight }))
    if (length !== pre.length) throw bad(`length of ${what}`, where, `that of pre, ${pre.length}`, length);
  for (let k = 0; k < pre.length; k++) {
    for (const [side, ids] of Object.entries({ pre, post }))
      number(ids[k], `${side}[${k}]`, `0 … ${n - 1}`, (id) => Number.isInteger(id) && id >= 0 && id < n);
    number(weight[k], `weight[${k}]`, "a finite number", () => true);
    if (nExc === undefined) continue;
    if (pre[k]! < nExc && weight[k]! < 0) throw bad(`weight[${k}]`, where, "≥ 0, from an excitatory neuron", weight[k]);
    if (pre[k]! >= nExc && weight[k]! > 0)
      throw bad(`weight[${k}]`, where, "≤ 0, from an inhibitory neuron", weight[k]);
  }
};

const known = ["recurrent", "input", "bias", "activation", "c", "theta", "leak", "nExc"];

/**
 * A reservoir of rate neurons in discrete time, in its own memory; its step is a SIMD kernel (assembly/reservoir/rate.ts):
 *
 *     V = b + W_in u(t) + W r(t)
 *     r(t + 1) = (1 − leak) r(t) + leak σ(c (V − θ))        or tanh V in place of σ
 *
 * With `nExc` its inhibition adapts to target rates ρ, locally (Srinivasan, Plenz & Girvan 2025, arXiv:2504.12480): step by
 * step with {@link adapt}, or at once with {@link adaptOnce}. The same numbers on every machine.
 *
 * `eiReservoir` and `echoState` make the usual ones.
 *
 * @throws NeurogliaError for shapes that do not fit, numbers that are not finite, weights against Dale's law
 */
export class RateReservoir {
  readonly n: number;
  readonly channels: number;
  readonly #arena = new Arena();
  readonly #kernels: ReadoutKernels = instantiateReadouts(this.#arena.memory);
  readonly #block: Block;
  readonly #graph: WeightedGraph;
  readonly #initial: Rows;
  readonly #nExc: number | undefined;
  readonly #logistic: { c: number; theta: number } | undefined;
  readonly #at: Record<"weights" | "rates" | "targets" | "inputWeights" | "bias", number>;
  #running = false;

  constructor(options: RateReservoirOptions) {
    knownOptions(options, known, where);
    const { recurrent, input, bias, activation = "logistic", c = 10, theta = 0, leak = 1, nExc } = options;
    checkGraph(recurrent, nExc);
    const { n } = recurrent;
    const { channels } = asObject(input, where, "input");
    checkedUpTo(Math.floor(2 ** 28 / n), channels, "channels", where);
    knownName(activation, ["logistic", "tanh"], "activation", where);
    number(c, "c", "> 0", (value) => value > 0);
    number(theta, "theta", "a finite number", () => true);
    number(leak, "leak", "in (0, 1]", (value) => value > 0 && value <= 1);
    if (nExc !== undefined)
      number(nExc, "nExc", `a whole number in 0 … ${n}`, (m) => Number.isInteger(m) && m >= 0 && m <= n);
    const inputWeights = column(input.weights, n * channels, "input weights");
    const constant = bias && column(bias, n, "bias");
    this.n = n;
    this.channels = channels;
    this.#nExc = nExc;
    this.#logistic = activation === "logistic" ? { c, theta } : undefined;
    this.#graph = { n, pre: Uint32Array.from(recurrent.pre), post: Uint32Array.from(recurrent.post), weight: [] };
    this.#initial = rowsOf(recurrent, nExc ?? n);

    const arena = this.#arena;
    const { rows, inhibitoryEnd, sources, weights } = this.#initial;
    const width = padded(n);
    const place = (words: number): number => arena.allocate(4 * words, where);
    const of = (values: Uint32Array): number => {
      const address = place(values.length);
      arena.u32(address, values.length).set(values);
      return address;
    };
    this.#block = Block.frame(arena, where, "rateReservoir");
    const drive = place(width);
    this.#at = {
      weights: place(weights.length),
      // Four more cells, which stay 0: the source of pads.
      rates: place(width + 4),
      targets: place(width),
      inputWeights: place(width * channels),
      bias: place(width),
    };
    this.#block
      .setU32("n", n)
      .setU32("nChannels", channels)
      .setU32("rows", of(rows))
      .setU32("inhibitoryEnd", of(inhibitoryEnd))
      .setU32("sources", of(sources))
      .setU32("drive", drive)
      .setU32("tanh", activation === "tanh" ? 1 : 0)
      .setF32("gain", c)
      .setF32("theta", theta)
      .setF32("leak", leak);
    for (const [name, address] of Object.entries(this.#at)) this.#block.setU32(name, address);
    const byChannel = arena.f32(this.#at.inputWeights, width * channels);
    for (let i = 0; i < n; i++)
      for (let channel = 0; channel < channels; channel++)
        byChannel[channel * width + i] = inputWeights[i * channels + channel]!;
    if (constant) arena.f32(this.#at.bias, n).set(constant);
    arena.f32(this.#at.weights, weights.length).set(weights);
  }

  /** r now, one per neuron. */
  get rates(): Float32Array {
    return this.#arena.f32(this.#at.rates, this.n).slice();
  }

  /** The recurrent weights as they are now, edges in the order in which they were given. */
  get recurrent(): WeightedGraph {
    const { weights, places } = this.#initial;
    const now = this.#arena.f32(this.#at.weights, weights.length);
    return { ...this.#graph, weight: Float32Array.from(places, (at) => now[at]!) };
  }

  /**
   * Sets the rates, 0 by default, and leaves the weights as they are.
   * @throws NeurogliaError unless there is one finite number per neuron
   */
  reset(rates?: ArrayLike<number>): void {
    this.#idle();
    this.#arena.f32(this.#at.rates, this.n).set(rates ? column(rates, this.n, "rates") : new Float32Array(this.n));
  }

  /** Takes back all adaptation: the weights that the reservoir was made with. */
  unlearn(): void {
    this.#idle();
    this.#arena.f32(this.#at.weights, this.#initial.weights.length).set(this.#initial.weights);
  }

  /**
   * Shows a series from the present rates on. Row t of the result holds the rates once row t of the input has been shown.
   * @throws NeurogliaError for another number of channels, numbers that are not finite, a run under way; AbortError
   */
  async run(input: Series, options: RateRunOptions = {}): Promise<StateMatrix> {
    const { signal } = asObject(options, where);
    const values = new Float32Array(this.#checked(input) * this.n);
    await this.#shown(input, 0, values, signal);
    return {
      values,
      rows: input.length,
      columns: this.n,
      rowNames: Array.from({ length: input.length }, (_, t) => `step ${t}`),
      columnNames: Array.from({ length: this.n }, (_, i) => `reservoir ${i} rate`),
    };
  }

  /**
   * Shows a series and forgets the states.
   * @throws NeurogliaError as {@link run}
   */
  async warmup(input: Series, options: RateRunOptions = {}): Promise<void> {
    const { signal } = asObject(options, where);
    this.#checked(input);
    await this.#shown(input, 0, undefined, signal);
  }

  /**
   * Shows a series while inhibition adapts on line, in every step after the rates, for each synapse of an inhibitory neuron:
   *
   *     A^I_ij ← max(0, A^I_ij + δ (r_i − ρ_i))
   *
   * @throws NeurogliaError as {@link run}; without `nExc`; for targets outside (0, 1) and δ outside (0, 1]
   */
  async adapt(input: Series, options: RateAdaptOptions): Promise<void> {
    knownOptions(options, ["targets", "delta", "signal"], where);
    const { targets, delta = 1e-3, signal } = options;
    this.#checked(input);
    number(delta, "delta", "in (0, 1]", (value) => value > 0 && value <= 1);
    this.#arena.f32(this.#at.targets, this.n).set(this.#targetRates(targets));
    await this.#shown(input, delta, undefined, signal);
  }

  /**
   * Scales the inhibitory weights of each neuron i once, so that ρ is a fixed point of the step for a constant input ū, the
   * mean of the input to come:
   *
   *     Ω_i = (b_i + Σ_j A^E_ij ρ_j + (W_in ū)_i − θ − logit(ρ_i) / c) / Σ_j A^I_ij ρ_j,   at least 0
   *
   * Logistic reservoirs only. In f64, from +, −, ×, ÷ and the kernels' log.
   * @param mean ū, one number per channel
   * @returns Ω, one per neuron; NaN where a neuron has no inhibition to scale
   * @throws NeurogliaError without `nExc`, for tanh, for targets outside (0, 1) and another number of means
   */
  adaptOnce(targets: TargetRates, mean: ArrayLike<number>): Float64Array {
    this.#idle();
    const rho = this.#targetRates(targets);
    const input = column(mean, this.channels, "mean");
    const { rows, inhibitoryEnd, sources } = this.#initial;
    if (!this.#logistic) throw bad("activation", where, '"logistic", to adapt', "tanh");
    const { c, theta } = this.#logistic;
    const weights = this.#arena.f32(this.#at.weights, this.#initial.weights.length);
    const inputWeights = this.#arena.f32(this.#at.inputWeights, padded(this.n) * this.channels);
    const bias = this.#arena.f32(this.#at.bias, this.n);
    const driveOf = (first: number, end: number): number => {
      let sum = 0;
      for (let at = 4 * first; at < 4 * end; at++) sum += weights[at]! * (rho[sources[at]! / 4] ?? 0);
      return sum;
    };
    const { log } = hostMaths();
    const omega = new Float64Array(this.n).fill(Number.NaN);
    for (let i = 0; i < this.n; i++) {
      const inhibition = -driveOf(rows[i]!, inhibitoryEnd[i]!);
      if (!(inhibition > 0)) continue;
      let needed = bias[i]! + driveOf(inhibitoryEnd[i]!, rows[i + 1]!) - theta - log(rho[i]! / (1 - rho[i]!)) / c;
      for (const [channel, u] of input.entries()) needed += inputWeights[channel * padded(this.n) + i]! * u;
      omega[i] = Math.max(0, needed / inhibition);
      for (let at = 4 * rows[i]!; at < 4 * inhibitoryEnd[i]!; at++) weights[at] = weights[at]! * omega[i]!;
    }
    return omega;
  }

  #targetRates(targets: TargetRates): Float32Array {
    if (this.#nExc === undefined) throw bad("nExc", where, "given, to tell inhibitory neurons", undefined);
    const all =
      typeof targets === "number" ? new Float32Array(this.n).fill(targets) : column(targets, this.n, "targets");
    for (const [i, rho] of all.entries())
      if (!(rho > 0 && rho < 1)) throw bad(`targets[${i}]`, where, "in (0, 1)", rho);
    return all;
  }

  #idle(): void {
    if (this.#running) throw bad("run", where, "over before the next call", "a run under way");
  }

  #checked(input: Series): number {
    const { values, length, channels } = asObject(input, where, "input");
    this.#idle();
    if (channels !== this.channels) throw bad("channels of the input", where, String(this.channels), channels);
    number(length, "length of the input", "a whole number ≥ 1", (steps) => Number.isInteger(steps) && steps >= 1);
    if (asNumbers(values, "values of the input", where).length !== length * channels)
      throw bad("number of values of the input", where, `length × channels = ${length * channels}`, values.length);
    for (let k = 0; k < values.length; k++)
      if (!Number.isFinite(Math.fround(values[k]!)))
        throw bad(`value ${k} of the input`, where, "a finite number", values[k]);
    return length;
  }

  async #shown(
    { values, length, channels }: Series,
    delta: number,
    states: Float32Array | undefined,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    signal?.throwIfAborted();
    const arena = this.#arena;
    const synapses = this.#initial.weights.length + this.n * (channels + 4);
    const slice = Math.max(1, Math.min(length, Math.floor(SLICE_SYNAPSES / synapses)));
    const mark = arena.usedBytes;
    this.#running = true;
    try {
      const input = arena.allocate(4 * slice * channels, where);
      const out = states ? arena.allocate(4 * slice * this.n, where) : 0;
      this.#block.setF32("delta", delta);
      for (let first = 0; first < length; first += slice) {
        const steps = Math.min(slice, length - first);
        const shown = arena.f32(input, steps * channels);
        for (let k = 0; k < shown.length; k++) shown[k] = values[first * channels + k]!;
        this.#kernels.rateSteps(this.#block.address, input, steps, out);
        states?.set(arena.f32(out, steps * this.n), first * this.n);
        if (first + steps === length) break;
        await breathe();
        signal?.throwIfAborted();
      }
    } finally {
      arena.release(mark, where);
      this.#running = false;
    }
  }
}
