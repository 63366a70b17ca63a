import { Arena } from "../engine/arena.js";
import { NeurogliaError } from "../errors.js";
import { asNumbers, knownOptions } from "../network/check.js";
import { checkOption } from "../readout/features.js";
import { instantiateReadouts, type ReadoutKernels } from "../readout/kernels.js";

const EPSILON = 2 ** -52;
const BISECTIONS = 64;
const OWNER = "singular values";

// One workspace a thread: ranks are asked for by the thousand, and a WebAssembly.Memory reserves gigabytes of addresses.
let workspace: { arena: Arena; kernels: ReadoutKernels } | undefined;

/** A bidiagonal matrix with the singular values of some other; values are times `scale`. */
interface Bidiagonal {
  diagonal: Float64Array;
  upper: Float64Array;
  scale: number;
}

const check = (states: ArrayLike<number>, rows: number, columns: number): void => {
  const where = "state matrix";
  for (const [what, got] of Object.entries({ rows, columns }))
    if (!Number.isSafeInteger(got) || got < 1)
      throw new NeurogliaError({ code: "bad-shape", what, where, expected: "a whole number ≥ 1", got });
  if (asNumbers(states, "states", where).length !== rows * columns)
    throw new NeurogliaError({
      code: "bad-shape",
      what: "length",
      where,
      expected: `rows × columns = ${rows} × ${columns} = ${rows * columns}`,
      got: states.length,
    });
};

const bidiagonal = (states: ArrayLike<number>, rows: number, columns: number): Bidiagonal => {
  check(states, rows, columns);
  let top = 0;
  for (let at = 0; at < states.length; at++) {
    const size = Math.abs(states[at]!);
    if (!Number.isFinite(size))
      throw new NeurogliaError({
        code: "not-finite",
        what: `state at row ${Math.floor(at / columns)}, column ${at % columns}`,
        where: "state matrix",
        expected: "finite",
        got: states[at],
      });
    if (size > top) top = size;
  }
  const n = Math.min(rows, columns);
  if (top === 0) return { diagonal: new Float64Array(n), upper: new Float64Array(n), scale: 1 };
  // A power of two, so that squares neither overflow nor vanish and the matrix is exactly the given one.
  let scale = 1;
  while (top / scale >= 2) scale *= 2;
  while (top / scale < 1) scale /= 2;

  if (!workspace) {
    const arena = new Arena();
    workspace = { arena, kernels: instantiateReadouts(arena.memory) };
  }
  const { arena, kernels } = workspace;
  const mark = arena.usedBytes;
  try {
    const length = Math.max(rows, columns);
    const stride = length + (length & 1);
    const a = arena.allocate(stride * n * 8, OWNER);
    const diagonal = arena.allocate(n * 8, OWNER);
    const upper = arena.allocate(n * 8, OWNER);
    const work = arena.allocate((4 * stride + 2 * n) * 8, OWNER);
    const matrix = arena.f64(a, stride * n);
    // Column-major with the longer side down: rows are columns where the matrix is wide.
    if (columns >= rows)
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < columns; column++)
          matrix[row * stride + column] = states[row * columns + column]! / scale;
    else
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < columns; column++)
          matrix[column * stride + row] = states[row * columns + column]! / scale;
    kernels.bidiagonalise(a, stride, n, diagonal, upper, work);
    return { diagonal: arena.f64(diagonal, n).slice(), upper: arena.f64(upper, n).slice(), scale };
  } finally {
    arena.release(mark, OWNER);
  }
};

/**
 * How many singular values of the bidiagonal matrix are ≥ x > 0: by Sylvester's law of inertia, from the signs of the
 * pivots of T − xI, where the tridiagonal T with zero diagonal and d₁ e₁ d₂ e₂ … beside it has the eigenvalues ±σ (Golub
 * & Kahan 1965; Demmel & Kahan 1990, §3).
 */
const countAtLeast = ({ diagonal, upper }: Bidiagonal, x: number): number => {
  const n = diagonal.length;
  let pivot = -x;
  let below = 1;
  for (let at = 0; at < 2 * n - 1; at++) {
    const beside = at & 1 ? upper[at >> 1]! : diagonal[at >> 1]!;
    if (pivot === 0) pivot = -Number.MIN_VALUE;
    pivot = -x - (beside / pivot) * beside;
    if (pivot < 0) below++;
  }
  return 2 * n - below;
};

/** The `index`-th largest singular value (from 0), by bisection down to neighbouring numbers. */
const bisect = (matrix: Bidiagonal, index: number, bound: number): number => {
  let low = 0;
  let high = bound;
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) break;
    if (countAtLeast(matrix, middle) > index) low = middle;
    else high = middle;
  }
  return low;
};

const upperBound = ({ diagonal, upper }: Bidiagonal): number => {
  let bound = 0;
  for (let at = 0; at < diagonal.length; at++) {
    const left = at > 0 ? Math.abs(upper[at - 1]!) : 0;
    const here = Math.abs(diagonal[at]!);
    const right = at < diagonal.length - 1 ? Math.abs(upper[at]!) : 0;
    bound = Math.max(bound, here + left, here + right);
  }
  return bound * (1 + 4 * EPSILON);
};

/**
 * Singular values, largest first, of a rows × columns matrix (row-major); absolute error of a few ulp of the largest.
 * Bidiagonalisation, then bisection: the time of the latter grows with the square of the shorter side.
 *
 * @throws {NeurogliaError} `bad-shape` or `not-finite`.
 */
export const singularValues = (states: ArrayLike<number>, rows: number, columns: number): Float64Array => {
  const matrix = bidiagonal(states, rows, columns);
  const bound = upperBound(matrix);
  return Float64Array.from({ length: Math.min(rows, columns) }, (_, index) =>
    bound === 0 ? 0 : bisect(matrix, index, bound) * matrix.scale,
  );
};

/** Options of {@link kernelRank} and `liquidRanks`. */
export interface RankOptions {
  /**
   * Singular values up to this share of the largest count as rounding, in [0, 1). Default max(rows, columns) · ε, with the ε of
   * the array's own type: 2⁻²³ for Float32Array, 2⁻¹⁰ for Float16Array, else 2⁻⁵². Give it where numbers are coarser than what holds them.
   */
  tolerance?: number;
}

/** Distance of 1 from the next number of an array's type; whole numbers and plain arrays are exact as f64. */
const epsilonOf = (states: ArrayLike<number>): number => {
  const type = Object.prototype.toString.call(states);
  return type === "[object Float32Array]" ? 2 ** -23 : type === "[object Float16Array]" ? 2 ** -10 : EPSILON;
};

/**
 * Numerical rank of a state matrix: the number of singular values above max(rows, columns) · ε · σ_max, ε that of the array's
 * type, as in NumPy and MATLAB.
 *
 * Taken on the states that `rows` clearly different inputs lead to, this is the kernel quality of Legenstein & Maass
 * (2007, Neural Networks 20:323–334); taken on the states of noisy versions of one input it is their generalisation
 * rank. A good liquid has a high first and a low second. Ivanov & Michmizos (2021) take both on spike counts of test
 * samples, clean and noisy.
 *
 * @param states row-major, one row per input, one column per neuron; no unit
 * @throws {NeurogliaError} `bad-shape` or `not-finite`; `out-of-range` for a tolerance outside [0, 1).
 */
export const kernelRank = (
  states: ArrayLike<number>,
  rows: number,
  columns: number,
  options: RankOptions = {},
): number => {
  knownOptions(options, ["tolerance"], "kernelRank");
  const matrix = bidiagonal(states, rows, columns);
  const { tolerance = Math.min(1, Math.max(rows, columns) * epsilonOf(states)) } = options;
  if (options.tolerance !== undefined) checkOption("tolerance", tolerance, 0, 1 - EPSILON, "kernelRank");
  const bound = upperBound(matrix);
  if (bound === 0) return 0;
  const largest = bisect(matrix, 0, bound);
  return countAtLeast(matrix, Math.max(tolerance * largest, Number.MIN_VALUE));
};
