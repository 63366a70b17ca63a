import { bad } from "../network/check.js";
import { Random } from "../random.js";
import { hessenbergRadius } from "./hessenberg.js";

/** Weighted edges between `n` nodes: edge k leads from `pre[k]` to `post[k]`; several between two nodes add up. */
export interface WeightedGraph {
  n: number;
  pre: ArrayLike<number>;
  post: ArrayLike<number>;
  weight: ArrayLike<number>;
}

/** Vectors of a Krylov space, and multiplications before the first and, twice as many each time, the further ones. */
const KRYLOV = 60;
const FIRST_POWERS = 16;
const MOST_ROUNDS = 9;
const TOLERANCE = 1e-9;

const checked = ({ n, pre, post, weight }: WeightedGraph): void => {
  const where = "spectralRadius";
  if (!Number.isSafeInteger(n) || n < 1) throw bad("n", where, "a whole number ≥ 1", n);
  for (const [what, { length }] of Object.entries({ post, weight }))
    if (length !== pre.length) throw bad(`length of ${what}`, where, `that of pre, ${pre.length}`, length);
  for (let k = 0; k < pre.length; k++) {
    for (const [side, ids] of Object.entries({ pre, post }))
      if (!Number.isInteger(ids[k]) || ids[k]! < 0 || ids[k]! >= n)
        throw bad(`${side}[${k}]`, where, `0 … ${n - 1}`, ids[k]);
    if (!Number.isFinite(weight[k])) throw bad(`weight[${k}]`, where, "a finite number", weight[k]);
  }
};

/** y = W x, with W by rows of targets. */
const multiplier = ({ n, pre, post, weight }: WeightedGraph): ((x: Float64Array, y: Float64Array) => void) => {
  const starts = new Uint32Array(n + 1);
  for (let k = 0; k < post.length; k++) starts[post[k]! + 1]!++;
  for (let t = 0; t < n; t++) starts[t + 1]! += starts[t]!;
  const next = starts.slice();
  const sources = new Uint32Array(post.length);
  const weights = new Float64Array(post.length);
  for (let k = 0; k < post.length; k++) {
    const at = next[post[k]!]!++;
    sources[at] = pre[k]!;
    weights[at] = weight[k]!;
  }
  return (x, y) => {
    for (let t = 0; t < n; t++) {
      let sum = 0;
      for (let k = starts[t]!; k < starts[t + 1]!; k++) sum += weights[k]! * x[sources[k]!]!;
      y[t] = sum;
    }
  };
};

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
};

/** Makes its length 1, and returns what it was. */
const normalise = (x: Float64Array): number => {
  let largest = 0;
  for (let k = 0; k < x.length; k++) largest = Math.max(largest, Math.abs(x[k]!));
  if (largest === 0) return 0;
  // First by the largest element: squares of numbers near the ends of the range would leave it.
  for (let k = 0; k < x.length; k++) x[k]! /= largest;
  const length = Math.sqrt(dot(x, x));
  for (let k = 0; k < x.length; k++) x[k]! /= length;
  return largest * length;
};

/** Largest |Ritz value| of the Krylov space of a unit vector (Arnoldi with reorthogonalisation). */
const krylovRadius = (times: (x: Float64Array, y: Float64Array) => void, start: Float64Array): number => {
  const n = start.length;
  const most = Math.min(n, KRYLOV);
  const basis = [start.slice()];
  const rows = new Float64Array(most * most);
  let m = 0;
  for (; m < most; m++) {
    const w = new Float64Array(n);
    times(basis[m]!, w);
    for (let pass = 0; pass < 2; pass++)
      for (let k = 0; k <= m; k++) {
        const v = basis[k]!;
        const along = dot(v, w);
        rows[k * most + m]! += along;
        for (let i = 0; i < n; i++) w[i]! -= along * v[i]!;
      }
    const rest = normalise(w);
    let above = 0;
    for (let k = 0; k <= m; k++) above = Math.max(above, Math.abs(rows[k * most + m]!));
    if (rest <= 1e-13 * above || m + 1 === most) {
      m++;
      break;
    }
    rows[(m + 1) * most + m] = rest;
    basis.push(w);
  }
  const square = new Float64Array(m * m);
  for (let row = 0; row < m; row++)
    for (let column = 0; column < m; column++) square[row * m + column] = rows[row * most + column]!;
  return hessenbergRadius(square, m);
};

/**
 * Largest |eigenvalue| of the matrix of weights, real or complex: power iteration from a fixed random vector leaves what
 * belongs to the largest eigenvalues, and an Arnoldi iteration of 60 vectors (Saad 2011, Numerical Methods for Large
 * Eigenvalue Problems, chapter 6) tells these apart. Repeated with twice as many powers until two results agree within
 * 1e-9; for matrices whose largest eigenvalues crowd, the last has some six digits. 0 where activity dies out within n steps.
 * @throws NeurogliaError for lengths that differ, ids out of range, weights that are not finite
 */
export const spectralRadius = (graph: WeightedGraph): number => {
  checked(graph);
  const { n } = graph;
  const times = multiplier(graph);
  const random = new Random(1, "spectralRadius:start");
  let x = Float64Array.from({ length: n }, () => random.uniform() - 0.5);
  let y = new Float64Array(n);
  normalise(x);
  let before = Number.NaN;
  for (let round = 0, powers = Math.min(n, FIRST_POWERS); ; round++, powers *= 2) {
    for (let k = 0; k < powers; k++) {
      times(x, y);
      if (normalise(y) === 0) return 0;
      [x, y] = [y, x];
    }
    const radius = krylovRadius(times, x);
    if (Math.abs(radius - before) <= TOLERANCE * radius || round === MOST_ROUNDS) return radius;
    before = radius;
  }
};
