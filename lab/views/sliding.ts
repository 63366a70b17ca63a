/**
 * Rows of numbers, each at a time, of which the latest `span` ms are kept. Columns are contiguous, as uPlot wants them:
 * what is kept moves to the front when the buffers are full, so that a row costs the same on average however long it runs.
 */
export class Sliding {
  readonly #span: number;
  #columns: Float64Array[];
  #begin = 0;
  #end = 0;

  /** @param span ms @param width values per row */
  constructor(span: number, width: number, capacity = 1024) {
    this.#span = span;
    this.#columns = Array.from({ length: width + 1 }, () => new Float64Array(capacity));
  }

  /** Rows kept. */
  get length(): number {
    return this.#end - this.#begin;
  }

  /** Adds a row; `time` must not be before the last one's. Rows at `time − span` or before go. */
  push(time: number, ...values: number[]): void {
    const [times] = this.#columns as [Float64Array];
    if (this.#end === times.length) this.#makeRoom();
    for (let c = 0; c < values.length; c++) this.#columns[c + 1]![this.#end] = values[c]!;
    this.#columns[0]![this.#end++] = time;
    this.#forget(time - this.#span);
  }

  /** Times, then each column, oldest first: views that hold until the next push. */
  view(): [Float64Array, ...Float64Array[]] {
    return this.#columns.map((column) => column.subarray(this.#begin, this.#end)) as [Float64Array, ...Float64Array[]];
  }

  clear(): void {
    this.#begin = this.#end = 0;
  }

  #forget(until: number): void {
    const times = this.#columns[0]!;
    while (this.#begin < this.#end && times[this.#begin]! <= until) this.#begin++;
  }

  /** To the front if that frees half of the room, otherwise into twice as much of it. */
  #makeRoom(): void {
    const { length } = this.#columns[0]!;
    const size = this.length * 2 > length ? length * 2 : length;
    this.#columns = this.#columns.map((column) => {
      const kept = column.subarray(this.#begin, this.#end);
      if (size === length) column.copyWithin(0, this.#begin, this.#end);
      else {
        const larger = new Float64Array(size);
        larger.set(kept);
        return larger;
      }
      return column;
    });
    this.#end -= this.#begin;
    this.#begin = 0;
  }
}
