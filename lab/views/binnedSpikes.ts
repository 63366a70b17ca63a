/** Widens a bin's edge, in bins, against the rounding of times on the grid. */
const EDGE = 1e-6;

/** One bin that has passed: spikes of excitatory and of inhibitory neurons in (end − bin, end] ms. */
export type ClosedBin = (end: number, exc: number, inh: number) => void;

/**
 * Counts spikes in bins of `bin` ms from time 0 on, the k-th (k·bin, (k + 1)·bin], since a spike stands at the end of its step; what stands
 * at 0 itself counts in the first. A bin is handed on once time has reached its end.
 */
export class BinnedSpikes {
  readonly #bin: number;
  readonly #nExcitatory: number;
  readonly #onBin: ClosedBin;
  /** Number of the open bin. */
  #open = 0;
  #exc = 0;
  #inh = 0;

  /** @param bin ms @param nExcitatory neurons below this id are excitatory */
  constructor(bin: number, nExcitatory: number, onBin: ClosedBin) {
    this.#bin = bin;
    this.#nExcitatory = nExcitatory;
    this.#onBin = onBin;
  }

  /** Takes up spikes in time order, until `now` ms. */
  push(times: Float64Array, ids: Uint32Array, now: number): void {
    const nExcitatory = this.#nExcitatory;
    let edge = this.#edge();
    for (let k = 0; k < times.length; k++) {
      if (times[k]! > edge) {
        this.#until(Math.ceil(times[k]! / this.#bin - EDGE) - 1);
        edge = this.#edge();
      }
      if (ids[k]! < nExcitatory) this.#exc++;
      else this.#inh++;
    }
    this.#until(Math.floor(now / this.#bin + EDGE));
  }

  #edge(): number {
    return (this.#open + 1 + EDGE) * this.#bin;
  }

  #until(bin: number): void {
    while (this.#open < bin) {
      this.#onBin(++this.#open * this.#bin, this.#exc, this.#inh);
      this.#exc = this.#inh = 0;
    }
  }
}
