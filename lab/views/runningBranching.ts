/**
 * Branching ratio over the latest bins: the slope of A(t + 1) on A(t), `branchingRatio` of src/analysis over a window that moves. Its
 * sums are of whole numbers and therefore exact, however many bins have come and gone.
 */
export class RunningBranching {
  /** A ring of the latest bins, one more than there are pairs. */
  readonly #activity: Float64Array;
  #seen = 0;
  #sum = 0;
  #sumNext = 0;
  #products = 0;
  #squares = 0;

  /** @param bins length of the window, at least three */
  constructor(bins: number) {
    this.#activity = new Float64Array(bins);
  }

  /** Takes the spikes of one more bin. */
  push(spikes: number): void {
    const { length } = this.#activity;
    const at = (bin: number): number => this.#activity[bin % length]!;
    if (this.#seen >= length) this.#count(at(this.#seen - length), at(this.#seen - length + 1), -1);
    if (this.#seen > 0) this.#count(at(this.#seen - 1), spikes, 1);
    this.#activity[this.#seen++ % length] = spikes;
  }

  /** The slope; NaN before there are three bins, and where activity does not vary. */
  get value(): number {
    const pairs = Math.min(this.#seen, this.#activity.length) - 1;
    const variation = pairs * this.#squares - this.#sum * this.#sum;
    return pairs > 1 && variation > 0 ? (pairs * this.#products - this.#sum * this.#sumNext) / variation : Number.NaN;
  }

  #count(now: number, next: number, sign: 1 | -1): void {
    this.#sum += sign * now;
    this.#sumNext += sign * next;
    this.#products += sign * now * next;
    this.#squares += sign * now * now;
  }
}
