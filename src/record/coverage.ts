/** Consecutive steps: from the first on, before the end. */
interface Stretch {
  readonly begin: number;
  readonly end: number;
}

/**
 * Which grid time the recordings of a network cover: what was run since the last reset, in ascending stretches. A restore
 * cuts what lies after its moment; where that lies beyond all that was run, a gap stays.
 */
export class Coverage {
  #closed: Stretch[] = [];
  #begin = 0;
  #now = () => 0;

  /** `now` gives the steps that stand on the network's clock. */
  attach(now: () => number): void {
    this.#now = now;
  }

  /** Forgets everything: time begins anew. */
  reset(): void {
    this.#closed = [];
    this.#begin = 0;
  }

  /** The clock, which stood at `from`, was set to `to`. */
  jump(from: number, to: number): void {
    this.#closed = [...this.#closed, { begin: this.#begin, end: from }]
      .map(({ begin, end }) => ({ begin, end: Math.min(end, to) }))
      .filter(({ begin, end }) => begin < end);
    this.#begin = this.#closed.at(-1)?.end === to ? this.#closed.pop()!.begin : to;
  }

  /** Whether nothing is covered yet. */
  get isFresh(): boolean {
    return this.#closed.length === 0 && this.#begin === this.#now();
  }

  get #stretches(): Stretch[] {
    return [...this.#closed, { begin: this.#begin, end: this.#now() }];
  }

  /** The step at which recording began. */
  get begin(): number {
    return this.#stretches[0]!.begin;
  }

  /** The step at which it stands. */
  get end(): number {
    return this.#now();
  }

  /** The step at which the last stretch begins: before it lies a gap, unless recording began there. */
  get unbroken(): number {
    return this.#begin;
  }

  /** Number of recorded steps from `since` on. */
  steps(since: number): number {
    return this.#stretches.reduce((sum, { begin, end }) => sum + Math.max(0, end - Math.max(begin, since)), 0);
  }

  /** Whether the time between two steps, if the first is a number, was run in one go. */
  spans(first: number, last: number): boolean {
    return first >= this.#begin || this.#closed.some(({ begin, end }) => first >= begin && last < end);
  }

  /** Number of samples until the end of step `until`, taken at the end of every `every`-th step (0: none). */
  samples(every: number, until: number): number {
    if (every === 0) return 0;
    return this.#stretches.reduce(
      (sum, { begin, end }) => sum + Math.max(0, Math.floor(Math.min(end, until) / every) - Math.floor(begin / every)),
      0,
    );
  }

  /** The grid step of the samples first, first + 1, … (`count` of them), taken at the end of every `every`-th step (0: never). */
  sampleSteps(every: number, first: number, count: number): Float64Array {
    const out = new Float64Array(count);
    if (every === 0) return out;
    let at = -first;
    for (const { begin, end } of this.#stretches) {
      const from = Math.floor(begin / every) + 1;
      const samples = Math.max(0, Math.floor(end / every) + 1 - from);
      for (let k = Math.max(0, -at); k < samples && at + k < count; k++) out[at + k] = (from + k) * every;
      at += samples;
    }
    return out;
  }
}
