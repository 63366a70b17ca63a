import { NeurogliaError } from "../errors.js";
import { asNumbers, asObject, bad, checkedUpTo } from "../network/check.js";
import { MOST } from "../readout/features.js";
import { checkedAtLeast0 } from "./check.js";

const where = "a rate code";

/** Images as a rate code takes them: `count × size` non-negative values, row after row. */
export interface Images {
  readonly count: number;
  readonly pixels: ArrayLike<number>;
}

/**
 * The rate code of Ivanov & Michmizos (2021): each image is divided by the sum of its own pixels, then the whole set by
 * the largest value that this leaves in it. The result is a probability of an event per step.
 */
export class RateCode {
  readonly size: number;
  /** Largest pixel / sum of pixels over the set. */
  readonly peak: number;
  readonly #images: Images;

  /**
   * `peak` may be given where it is known, to spare the look through all images.
   * @throws NeurogliaError if the pixels are no whole number of images, or one that is looked at is not finite and ≥ 0
   */
  constructor(images: Images, peak?: number) {
    const { pixels, count } = asObject(images, where, "images");
    checkedUpTo(2 ** 28, count, "number of images", where);
    this.size = asNumbers(pixels, "pixels", where).length / count;
    if (!Number.isInteger(this.size) || this.size < 1)
      throw new NeurogliaError({
        code: "bad-input",
        what: "number of pixels",
        where,
        expected: `a multiple of the number of images, ${images.count}`,
        got: pixels.length,
      });
    this.#images = images;
    if (peak !== undefined) checkedAtLeast0(peak, "peak", where);
    this.peak = peak ?? this.#largest();
  }

  #sumAndLargest(image: number): [number, number] {
    const { pixels } = this.#images;
    let sum = 0;
    let largest = 0;
    for (let at = image * this.size; at < (image + 1) * this.size; at++) {
      const value = pixels[at]!;
      if (!(value >= 0 && value <= MOST)) throw bad(`pixels[${at}]`, where, "≥ 0 and at most 1e150", value);
      sum += value;
      if (value > largest) largest = value;
    }
    return [sum, largest];
  }

  #largest(): number {
    let peak = 0;
    for (let image = 0; image < this.#images.count; image++) {
      const [sum, largest] = this.#sumAndLargest(image);
      if (sum > 0) peak = Math.max(peak, largest / sum);
    }
    return peak;
  }

  /** Probabilities per step of one image, one a pixel; all zero for a blank image. @throws NeurogliaError for an image that there is not */
  probabilities(image: number): Float32Array {
    const { count } = this.#images;
    if (!(Number.isInteger(image) && image >= 0 && image < count)) throw bad("image", where, `0 … ${count - 1}`, image);
    const [sum] = this.#sumAndLargest(image);
    const out = new Float32Array(this.size);
    if (sum === 0 || this.peak === 0) return out;
    const { pixels } = this.#images;
    for (let k = 0; k < this.size; k++) out[k] = Math.min(1, pixels[image * this.size + k]! / sum / this.peak);
    return out;
  }
}
