/** 1, 2 or 5 times a power of ten: the least that is not below x > 0. */
export const roundStep = (x: number): number => {
  const power = 10 ** Math.floor(Math.log10(x));
  const [factor] = [1, 2, 5].filter((f) => f * power >= x * (1 - 1e-9));
  return (factor ?? 10) * power;
};

/** Spans below, relative to the values and in themselves, count as none: an axis could not tell their ticks apart. */
const FINEST = 1e-9;
const TINIEST = 1e-30;

/**
 * A range of an axis that does not twitch: it has round bounds, grows when values leave it, and shrinks only when they
 * need less than two fifths of it.
 */
export class SteadyRange {
  readonly #floor: number | null;
  #low = Number.NaN;
  #high = Number.NaN;

  /** @param floor lower bound that stays, if any */
  constructor(floor: number | null = null) {
    this.#floor = floor;
  }

  /** The range for values from `least` to `most`. */
  fit(least: number, most: number): [number, number] {
    const low = this.#floor ?? least;
    const high = Math.max(most, low);
    const size = Math.max(Math.abs(low), Math.abs(high));
    const span = high - low > Math.max(FINEST * size, TINIEST) ? high - low : 0;
    const fits = low >= this.#low && high <= this.#high && span >= 0.4 * (this.#high - this.#low);
    if (!fits && !(this.#low <= low && high <= this.#high && span === 0)) {
      const step = roundStep((span || (size > TINIEST ? size : 1)) / 5);
      this.#low = this.#floor ?? Math.floor(low / step) * step;
      this.#high = Math.ceil(high / step) * step;
      if (this.#high === this.#low) this.#high += step;
    }
    return [this.#low, this.#high];
  }
}
