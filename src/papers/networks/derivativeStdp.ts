/** Synapse k leads from neuron `pre[k]` to `post[k]` in `delay[k]` ms, 1 … `longest`. */
export interface DelayedSynapses {
  pre: Uint32Array;
  post: Uint32Array;
  delay: Uint8Array;
}

export interface DerivativeStdpConstants {
  /** A trace is set to 1 by each spike of its neuron and multiplied by this every ms. */
  perMs: number;
  aPlus: number;
  aMinus: number;
  /** What a weight gains at every change, whatever the spikes. */
  drift: number;
  /** What is left of the derivative after a change. */
  carried: number;
  /** Weights stay within 0 … most. */
  most: number;
}

/** Indices of items by key, in their order: those of key k are `items[starts[k]] … items[starts[k + 1] − 1]`. */
const byKey = (keys: ArrayLike<number>, nKeys: number): { starts: Uint32Array; items: Uint32Array } => {
  const starts = new Uint32Array(nKeys + 1);
  for (let k = 0; k < keys.length; k++) starts[keys[k]! + 1]!++;
  for (let k = 0; k < nKeys; k++) starts[k + 1]! += starts[k]!;
  const next = starts.slice();
  const items = new Uint32Array(keys.length);
  for (let k = 0; k < keys.length; k++) items[next[keys[k]!]!++] = k;
  return { starts, items };
};

/**
 * STDP as Izhikevich (2006) has it in his program spnet.m: spikes change not the weights but their derivatives, and these the
 * weights from time to time. With traces x that the last spike of a neuron has set, T in ms, d the delay,
 *
 *   post fires at T:                 w' ← w' + aPlus · xPre(T − d)
 *   pre fired at T − d + 1:          w' ← w' − aMinus · xPost(T)
 *   at a change (once a second):     w ← clip(w + drift + w', 0, most);   w' ← carried · w'
 *
 * Weights are constant between changes, so that spikes can be worked through afterwards.
 */
export class DerivativeStdp {
  readonly #constants: DerivativeStdpConstants;
  readonly #synapses: DelayedSynapses;
  readonly #derivative: Float64Array;
  readonly #longest: number;
  readonly #incoming: { starts: Uint32Array; items: Uint32Array };
  /** By (pre, delay). */
  readonly #outgoing: { starts: Uint32Array; items: Uint32Array };
  /** Traces of the last longest + 1 ms, by time modulo their number. */
  readonly #traces: readonly Float64Array[];
  /** Who fired in the same ms. */
  readonly #fired: number[][];

  constructor(synapses: DelayedSynapses, nNeurons: number, longest: number, constants: DerivativeStdpConstants) {
    const { pre, post, delay } = synapses;
    this.#synapses = synapses;
    this.#constants = constants;
    this.#longest = longest;
    this.#derivative = new Float64Array(pre.length);
    this.#incoming = byKey(post, nNeurons);
    this.#outgoing = byKey(
      pre.map((id, k) => id * longest + delay[k]! - 1),
      nNeurons * longest,
    );
    this.#traces = Array.from({ length: longest + 1 }, () => new Float64Array(nNeurons));
    this.#fired = this.#traces.map(() => []);
  }

  /** One ms: who fires at its end, T (a whole number, one more than at the last call). */
  #step(T: number, fired: number[]): void {
    const { perMs, aPlus, aMinus } = this.#constants;
    const { pre, post, delay } = this.#synapses;
    const nSlots = this.#traces.length;
    const derivative = this.#derivative;
    const before = this.#traces[(T + nSlots - 1) % nSlots]!;
    const now = this.#traces[T % nSlots]!;
    for (let id = 0; id < now.length; id++) now[id] = perMs * before[id]!;
    for (const id of fired) now[id] = 1;
    this.#fired[T % nSlots] = fired;
    for (const id of fired)
      for (let at = this.#incoming.starts[id]!; at < this.#incoming.starts[id + 1]!; at++) {
        const k = this.#incoming.items[at]!;
        derivative[k]! += aPlus * this.#traces[(T + nSlots - delay[k]!) % nSlots]![pre[k]!]!;
      }
    for (let ago = 0; ago < this.#longest; ago++)
      for (const id of this.#fired[(T + nSlots - ago) % nSlots]!) {
        const key = id * this.#longest + ago;
        for (let at = this.#outgoing.starts[key]!; at < this.#outgoing.starts[key + 1]!; at++) {
          const k = this.#outgoing.items[at]!;
          derivative[k]! -= aMinus * now[post[k]!]!;
        }
      }
  }

  /** Takes all spikes of ]from, to] ms, in time order; `from` is where the last call ended, first 0. */
  take({ times, ids }: { times: ArrayLike<number>; ids: ArrayLike<number> }, from: number, to: number): void {
    let k = 0;
    for (let T = from + 1; T <= to; T++) {
      const fired: number[] = [];
      for (; k < ids.length && Math.round(times[k]!) <= T; k++) fired.push(ids[k]!);
      this.#step(T, fired);
    }
  }

  /** Changes the weights, in the order of the synapses. */
  change(weights: Float32Array): void {
    const { drift, carried, most } = this.#constants;
    const derivative = this.#derivative;
    for (let k = 0; k < weights.length; k++) {
      weights[k] = Math.min(most, Math.max(0, weights[k]! + drift + derivative[k]!));
      derivative[k]! *= carried;
    }
  }
}
