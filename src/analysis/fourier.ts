/**
 * Discrete Fourier transform of 4^m complex numbers, in place and without putting them in order: `forward` leaves the
 * coefficients with their digits reversed, `backward` takes them so, and leaves out the factor 1/n. What is done between the two
 * element by element (products of transforms) need not know. Roots of unity come from + − × ÷ and √ alone, so that the bits
 * are the same on every machine.
 */
export class Fourier {
  readonly length: number;
  /** cos and −sin of 2πj/length, j < length/2. */
  readonly #cosine: Float64Array;
  readonly #sine: Float64Array;

  /** @param length a power of four, ≥ 4 */
  constructor(length: number) {
    this.length = length;
    const cosine = new Float64Array(length / 2).fill(1);
    const sine = new Float64Array(length / 2);
    // Angles π/2, π/4 … by halving; the root of j is the product of those of its bits, largest first.
    let [c, s] = [0, 1];
    for (let bit = length / 4; bit >= 1; bit /= 2) {
      for (let first = bit; first < length / 2; first += 2 * bit)
        for (let k = first; k < first + bit; k++) {
          const [re, im] = [cosine[k]!, sine[k]!];
          cosine[k] = re * c + im * s;
          sine[k] = im * c - re * s;
        }
      const half = Math.sqrt((1 + c) / 2);
      [c, s] = [half, s / (2 * half)];
    }
    this.#cosine = cosine;
    this.#sine = sine;
  }

  /** Decimation in frequency, radix 4. */
  forward(re: Float64Array, im: Float64Array): void {
    for (let quarter = this.length / 4, stride = 1; quarter >= 1; quarter /= 4, stride *= 4)
      for (let first = 0; first < this.length; first += 4 * quarter) this.#split(re, im, first, quarter, stride);
  }

  /** Decimation in time, radix 4: undoes the steps of `forward`, last first. */
  backward(re: Float64Array, im: Float64Array): void {
    for (let quarter = 1, stride = this.length / 4; stride >= 1; quarter *= 4, stride /= 4)
      for (let first = 0; first < this.length; first += 4 * quarter) this.#join(re, im, first, quarter, stride);
  }

  /** One step of decimation in frequency on four quarters from `first` on. */
  #split(re: Float64Array, im: Float64Array, first: number, quarter: number, stride: number): void {
    const cosine = this.#cosine;
    const sine = this.#sine;
    for (let k0 = first, root = 0; k0 < first + quarter; k0++, root += stride) {
      const k1 = k0 + quarter;
      const k2 = k1 + quarter;
      const k3 = k2 + quarter;
      const aRe = re[k0]! + re[k2]!;
      const aIm = im[k0]! + im[k2]!;
      const bRe = re[k0]! - re[k2]!;
      const bIm = im[k0]! - im[k2]!;
      const cRe = re[k1]! + re[k3]!;
      const cIm = im[k1]! + im[k3]!;
      const dRe = re[k1]! - re[k3]!;
      const dIm = im[k1]! - im[k3]!;
      const w1Re = cosine[root]!;
      const w1Im = sine[root]!;
      const w2Re = cosine[2 * root]!;
      const w2Im = sine[2 * root]!;
      const w3Re = w1Re * w2Re - w1Im * w2Im;
      const w3Im = w1Re * w2Im + w1Im * w2Re;
      re[k0] = aRe + cRe;
      im[k0] = aIm + cIm;
      re[k1] = (aRe - cRe) * w2Re - (aIm - cIm) * w2Im;
      im[k1] = (aRe - cRe) * w2Im + (aIm - cIm) * w2Re;
      re[k2] = (bRe + dIm) * w1Re - (bIm - dRe) * w1Im;
      im[k2] = (bRe + dIm) * w1Im + (bIm - dRe) * w1Re;
      re[k3] = (bRe - dIm) * w3Re - (bIm + dRe) * w3Im;
      im[k3] = (bRe - dIm) * w3Im + (bIm + dRe) * w3Re;
    }
  }

  /** Undoes `#split`, but for a factor of 4. */
  #join(re: Float64Array, im: Float64Array, first: number, quarter: number, stride: number): void {
    const cosine = this.#cosine;
    const sine = this.#sine;
    for (let k0 = first, root = 0; k0 < first + quarter; k0++, root += stride) {
      const k1 = k0 + quarter;
      const k2 = k1 + quarter;
      const k3 = k2 + quarter;
      const w1Re = cosine[root]!;
      const w1Im = sine[root]!;
      const w2Re = cosine[2 * root]!;
      const w2Im = sine[2 * root]!;
      const w3Re = w1Re * w2Re - w1Im * w2Im;
      const w3Im = w1Re * w2Im + w1Im * w2Re;
      const y1Re = re[k2]! * w1Re + im[k2]! * w1Im;
      const y1Im = im[k2]! * w1Re - re[k2]! * w1Im;
      const y2Re = re[k1]! * w2Re + im[k1]! * w2Im;
      const y2Im = im[k1]! * w2Re - re[k1]! * w2Im;
      const y3Re = re[k3]! * w3Re + im[k3]! * w3Im;
      const y3Im = im[k3]! * w3Re - re[k3]! * w3Im;
      const aRe = re[k0]! + y2Re;
      const aIm = im[k0]! + y2Im;
      const cRe = re[k0]! - y2Re;
      const cIm = im[k0]! - y2Im;
      const bRe = y1Re + y3Re;
      const bIm = y1Im + y3Im;
      const dRe = y3Im - y1Im;
      const dIm = y1Re - y3Re;
      re[k0] = aRe + bRe;
      im[k0] = aIm + bIm;
      re[k2] = aRe - bRe;
      im[k2] = aIm - bIm;
      re[k1] = cRe + dRe;
      im[k1] = cIm + dIm;
      re[k3] = cRe - dRe;
      im[k3] = cIm - dIm;
    }
  }
}
