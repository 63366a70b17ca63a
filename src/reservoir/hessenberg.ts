/** Where a subdiagonal entry counts as zero, relative to its neighbours on the diagonal. */
const NEGLIGIBLE = 2 ** -52;
const MOST_SWEEPS = 60;

/** Not hypot, which differs between machines. */
const size = (re: number, im: number): number => Math.sqrt(re * re + im * im);

/** The principal root of a complex number. */
const root = (re: number, im: number): [number, number] => {
  const modulus = size(re, im);
  const real = Math.sqrt(Math.max(0, (modulus + re) / 2));
  const imaginary = Math.sqrt(Math.max(0, (modulus - re) / 2));
  return [real, im < 0 ? -imaginary : imaginary];
};

/** A complex number. */
export interface Complex {
  re: number;
  im: number;
}

/**
 * The eigenvalue of largest modulus of an upper Hessenberg matrix of n × n numbers (row-major), by the complex QR algorithm with Wilkinson's shifts
 * and deflation (Golub & Van Loan, Matrix Computations, 7.5). Only + − × ÷ and √, so the same bits everywhere.
 */
export const largestEigenvalue = (matrix: Float64Array, n: number): Complex => {
  const re = Float64Array.from(matrix);
  const im = new Float64Array(n * n);
  let largest = { re: 0, im: 0 };
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
      const found = { re: re[at(end, end)]!, im: im[at(end, end)]! };
      if (size(found.re, found.im) > size(largest.re, largest.im)) largest = found;
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

/**
 * |last component| of the unit eigenvector of an upper Hessenberg matrix that belongs to an eigenvalue: inverse iteration, by
 * Gaussian elimination with the larger of two rows as pivot.
 */
export const lastComponent = (matrix: Float64Array, n: number, { re: valueRe, im: valueIm }: Complex): number => {
  const re = Float64Array.from(matrix);
  const im = new Float64Array(n * n);
  const vRe = new Float64Array(n).fill(1);
  const vIm = new Float64Array(n);
  let largest = 0;
  for (const entry of matrix) largest = Math.max(largest, Math.abs(entry));
  const least = largest * NEGLIGIBLE;
  for (let k = 0; k < n; k++) {
    re[k * n + k]! -= valueRe;
    im[k * n + k]! -= valueIm;
  }
  const swapped = new Uint8Array(n);
  const factorRe = new Float64Array(n);
  const factorIm = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const own = k * n;
    const next = own + n;
    if (k + 1 < n && size(re[next + k]!, im[next + k]!) > size(re[own + k]!, im[own + k]!)) {
      swapped[k] = 1;
      for (let c = k; c < n; c++) {
        [re[own + c], re[next + c]] = [re[next + c]!, re[own + c]!];
        [im[own + c], im[next + c]] = [im[next + c]!, im[own + c]!];
      }
    }
    // An exact eigenvalue leaves a pivot of zero; a tiny one in its place gives the vector.
    if (size(re[own + k]!, im[own + k]!) < least) re[own + k] = least;
    if (k + 1 === n) break;
    const norm = re[own + k]! ** 2 + im[own + k]! ** 2;
    factorRe[k] = (re[next + k]! * re[own + k]! + im[next + k]! * im[own + k]!) / norm;
    factorIm[k] = (im[next + k]! * re[own + k]! - re[next + k]! * im[own + k]!) / norm;
    for (let c = k; c < n; c++) {
      re[next + c]! -= factorRe[k]! * re[own + c]! - factorIm[k]! * im[own + c]!;
      im[next + c]! -= factorRe[k]! * im[own + c]! + factorIm[k]! * re[own + c]!;
    }
  }
  for (let pass = 0; pass < 2; pass++) {
    for (let k = 0; k + 1 < n; k++) {
      if (swapped[k]) {
        [vRe[k], vRe[k + 1]] = [vRe[k + 1]!, vRe[k]!];
        [vIm[k], vIm[k + 1]] = [vIm[k + 1]!, vIm[k]!];
      }
      vRe[k + 1]! -= factorRe[k]! * vRe[k]! - factorIm[k]! * vIm[k]!;
      vIm[k + 1]! -= factorRe[k]! * vIm[k]! + factorIm[k]! * vRe[k]!;
    }
    for (let k = n - 1; k >= 0; k--) {
      let [sumRe, sumIm] = [vRe[k]!, vIm[k]!];
      for (let c = k + 1; c < n; c++) {
        sumRe -= re[k * n + c]! * vRe[c]! - im[k * n + c]! * vIm[c]!;
        sumIm -= re[k * n + c]! * vIm[c]! + im[k * n + c]! * vRe[c]!;
      }
      const [pRe, pIm] = [re[k * n + k]!, im[k * n + k]!];
      const norm = pRe * pRe + pIm * pIm;
      vRe[k] = (sumRe * pRe + sumIm * pIm) / norm;
      vIm[k] = (sumIm * pRe - sumRe * pIm) / norm;
    }
    let length = 0;
    for (let k = 0; k < n; k++) length = Math.max(length, size(vRe[k]!, vIm[k]!));
    for (let k = 0; k < n; k++) {
      vRe[k]! /= length;
      vIm[k]! /= length;
    }
  }
  let norm = 0;
  for (let k = 0; k < n; k++) norm += vRe[k]! ** 2 + vIm[k]! ** 2;
  return size(vRe[n - 1]!, vIm[n - 1]!) / Math.sqrt(norm);
};
