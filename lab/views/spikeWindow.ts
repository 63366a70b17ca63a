/** The spikes of the latest `span` ms, oldest first, in buffers that grow as far as `most` spikes; beyond, the oldest go. */
export class SpikeWindow {
  readonly #span: number;
  readonly #most: number;
  #times = new Float64Array(1 << 12);
  #ids = new Uint32Array(1 << 12);
  #begin = 0;
  #end = 0;

  /** @param span ms */
  constructor(span: number, most = 1 << 21) {
    this.#span = span;
    this.#most = most;
  }

  get length(): number {
    return this.#end - this.#begin;
  }

  /** Takes up spikes in time order, then forgets those at `now − span` or before. */
  push(times: Float64Array, ids: Uint32Array, now: number): void {
    const from = Math.max(0, times.length - this.#most);
    const count = times.length - from;
    this.#begin = Math.max(this.#begin, this.#end + count - this.#most, this.#after(now - this.#span));
    this.#begin = Math.min(this.#begin, this.#end);
    if (this.#end + count > this.#times.length) this.#makeRoom(this.length + count);
    this.#times.set(times.subarray(from), this.#end);
    this.#ids.set(ids.subarray(from), this.#end);
    this.#end += count;
    this.#begin = this.#after(now - this.#span);
  }

  /** Views that hold until the next push. */
  view(): { times: Float64Array; ids: Uint32Array } {
    return { times: this.#times.subarray(this.#begin, this.#end), ids: this.#ids.subarray(this.#begin, this.#end) };
  }

  /** The spikes in (from, to] ms. */
  between(from: number, to: number): { times: Float64Array; ids: Uint32Array } {
    const [begin, end] = [this.#after(from), this.#after(to)];
    return { times: this.#times.subarray(begin, end), ids: this.#ids.subarray(begin, end) };
  }

  clear(): void {
    this.#begin = this.#end = 0;
  }

  /** Where the first spike after `time` is. */
  #after(time: number): number {
    let [low, high] = [this.#begin, this.#end];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#times[middle]! <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #makeRoom(needed: number): void {
    let size = this.#times.length;
    while (size < 2 * needed && size < 2 * this.#most) size *= 2;
    const { times, ids } = this.view();
    if (size === this.#times.length) {
      this.#times.copyWithin(0, this.#begin, this.#end);
      this.#ids.copyWithin(0, this.#begin, this.#end);
    } else {
      this.#times = new Float64Array(size);
      this.#times.set(times);
      this.#ids = new Uint32Array(size);
      this.#ids.set(ids);
    }
    this.#end = times.length;
    this.#begin = 0;
  }
}
