/** Where a subdiagonal entry counts as zero, relative to its neighbours on the diagonal. */
const NEGLIGIBLE = 2 ** -52;
const MOST_SWEEPS = 60;

const size = (re: number, im: number): number => Math.sqrt(re * re + im * im);

/** The principal root of a complex number. */
const root = (re: number, im: number): [number, number] => {
  const modulus = size(re, im);
  const real = Math.sqrt(Math.max(0, (modulus + re) / 2));
  const imaginary = Math.sqrt(Math.max(0, (modulus - re) / 2));
  return [real, im < 0 ? -imaginary : imaginary];
};

/**
 * Largest |eigenvalue| of an upper Hessenberg matrix of n × n numbers (row-major), by the complex QR algorithm with Wilkinson's shifts
 * and deflation (Golub & Van Loan, Matrix Computations, 7.5). Only + − × ÷ and √, so the same bits everywhere.
 */
export const hessenbergRadius = (matrix: Float64Array, n: number): number => {
  const re = Float64Array.from(matrix);
  const im = new Float64Array(n * n);
  let largest = 0;
  let end = n - 1;
  for (let sweep = 0; end >= 0; ) {
    const at = (row: number, column: number): number => row * n + column;
    let begin = end;
    while (begin > 0) {
      const below = at(begin, begin - 1);
      const [left, right] = [at(begin - 1, begin - 1), at(begin, begin)];
      const around = size(re[left]!, im[left]!) + size(re[right]!, im[right]!);
      if (size(re[below]!, im[below]!) <= NEGLIGIBLE * around) break;
      begin--;
    }
    if (begin === end || sweep === MOST_SWEEPS) {
      largest = Math.max(largest, size(re[at(end, end)]!, im[at(end, end)]!));
      end--;
      sweep = 0;
      continue;
    }
    sweep++;

    // The eigenvalue of the last 2 × 2 block that is nearer to its corner.
    const [a, b, c, d] = [at(end - 1, end - 1), at(end - 1, end), at(end, end - 1), at(end, end)];
    const halfRe = (re[a]! - re[d]!) / 2;
    const halfIm = (im[a]! - im[d]!) / 2;
    const [rootRe, rootIm] = root(
      halfRe * halfRe - halfIm * halfIm + re[b]! * re[c]! - im[b]! * im[c]!,
      2 * halfRe * halfIm + re[b]! * im[c]! + im[b]! * re[c]!,
    );
    const sign = halfRe * rootRe + halfIm * rootIm > 0 ? -1 : 1;
    // Now and then a shift out of turn, which frees a sweep that goes round in circles.
    const stray = sweep % 11 === 10 ? size(re[c]!, im[c]!) : 0;
    const shiftRe = re[d]! + halfRe + sign * rootRe + stray;
    const shiftIm = im[d]! + halfIm + sign * rootIm;
    for (let k = begin; k <= end; k++) {
      re[at(k, k)]! -= shiftRe;
      im[at(k, k)]! -= shiftIm;
    }

    // H = QR by rotations of neighbouring rows, then RQ + shift.
    const rotations: [cos: number, sinRe: number, sinIm: number][] = [];
    for (let k = begin; k < end; k++) {
      const [p, q] = [at(k, k), at(k + 1, k)];
      const sizeP = size(re[p]!, im[p]!);
      const length = Math.sqrt(sizeP * sizeP + re[q]! * re[q]! + im[q]! * im[q]!);
      // The phase of the pivot; cos is real, sin = phase · conj(q) / length.
      const [phaseRe, phaseIm] = sizeP > 0 ? [re[p]! / sizeP, im[p]! / sizeP] : [1, 0];
      const cos = length > 0 ? sizeP / length : 1;
      const sinRe = length > 0 ? (phaseRe * re[q]! + phaseIm * im[q]!) / length : 0;
      const sinIm = length > 0 ? (phaseIm * re[q]! - phaseRe * im[q]!) / length : 0;
      rotations.push([cos, sinRe, sinIm]);
      for (let column = k; column <= end; column++) {
        const [u, w] = [at(k, column), at(k + 1, column)];
        const [uRe, uIm, wRe, wIm] = [re[u]!, im[u]!, re[w]!, im[w]!];
        re[u] = cos * uRe + sinRe * wRe - sinIm * wIm;
        im[u] = cos * uIm + sinRe * wIm + sinIm * wRe;
        re[w] = cos * wRe - sinRe * uRe - sinIm * uIm;
        im[w] = cos * wIm - sinRe * uIm + sinIm * uRe;
      }
    }
    rotations.forEach(([cos, sinRe, sinIm], index) => {
      const k = begin + index;
      for (let row = begin; row <= Math.min(k + 1, end); row++) {
        const [u, w] = [at(row, k), at(row, k + 1)];
        const [uRe, uIm, wRe, wIm] = [re[u]!, im[u]!, re[w]!, im[w]!];
        re[u] = cos * uRe + sinRe * wRe + sinIm * wIm;
        im[u] = cos * uIm + sinRe * wIm - sinIm * wRe;
        re[w] = cos * wRe - sinRe * uRe + sinIm * uIm;
        im[w] = cos * wIm - sinRe * uIm - sinIm * uRe;
      }
    });
    for (let k = begin; k <= end; k++) {
      re[at(k, k)]! += shiftRe;
      im[at(k, k)]! += shiftIm;
    }
  }
  return largest;
};
