import { hostMaths } from "../engine/hostMaths.js";
import { asObject, bad, checkLists } from "../network/check.js";
import { Random } from "../random.js";
import { largestEigenvalue, lastComponent } from "./hessenberg.js";

/** Weighted edges between `n` nodes: edge k leads from `pre[k]` to `post[k]`; several between two nodes add up. */
export interface WeightedGraph {
  n: number;
  pre: ArrayLike<number>;
  post: ArrayLike<number>;
  weight: ArrayLike<number>;
}

/** Vectors of a Krylov space; a space of so many dimensions is taken whole. */
const KRYLOV = 60;
const WHOLE = 100;
/** Multiplications before the first Krylov space and, twice as many each time, the further ones. */
const FIRST_POWERS = 32;
const ROUNDS = 7;
/** Residual of the eigenvalue, relative to it, that is good enough. */
const TOLERANCE = 1e-6;

const checked = (graph: WeightedGraph): void => {
  const where = "spectralRadius";
  const { n, pre, post, weight } = asObject(graph, where, "graph");
  checkLists({ pre, post, weight }, where);
  if (!Number.isSafeInteger(n) || n < 1) throw bad("n", where, "a whole number ≥ 1", n);
  for (const [what, { length }] of Object.entries({ post, weight }))
    if (length !== pre.length) throw bad(`length of ${what}`, where, `that of pre, ${pre.length}`, length);
  const sides = Object.entries({ pre, post });
  for (let k = 0; k < pre.length; k++) {
    for (const [side, ids] of sides)
      if (!Number.isInteger(ids[k]) || ids[k]! < 0 || ids[k]! >= n)
        throw bad(`${side}[${k}]`, where, `0 … ${n - 1}`, ids[k]);
    if (!Number.isFinite(weight[k])) throw bad(`weight[${k}]`, where, "a finite number", weight[k]);
  }
};

/** By node: the number of its strongly connected component (Tarjan 1972, SIAM Journal on Computing 1:146). */
const componentsOf = (n: number, starts: Uint32Array, ends: Uint32Array): Int32Array => {
  const component = new Int32Array(n).fill(-1);
  const order = new Int32Array(n).fill(-1);
  const low = new Int32Array(n);
  const next = starts.slice();
  const open: number[] = [];
  let visited = 0;
  let found = 0;
  for (let root = 0; root < n; root++) {
    if (order[root]! >= 0) continue;
    const path = [root];
    while (path.length > 0) {
      const node = path.at(-1)!;
      if (order[node]! < 0) {
        order[node] = low[node] = visited++;
        open.push(node);
      }
      let child = -1;
      while (child < 0 && next[node]! < starts[node + 1]!) {
        const to = ends[next[node]!++]!;
        if (order[to]! < 0) child = to;
        else if (component[to]! < 0) low[node] = Math.min(low[node]!, order[to]!);
      }
      if (child >= 0) {
        path.push(child);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) low[parent] = Math.min(low[parent]!, low[node]!);
      if (low[node] !== order[node]) continue;
      for (let member = open.pop()!; ; member = open.pop()!) {
        component[member] = found;
        if (member === node) break;
      }
      found++;
    }
  }
  return component;
};

/** A matrix by rows of targets, of what lies on cycles alone, in units of its largest weight. */
interface Matrix {
  readonly unit: number;
  readonly nEntries: number;
  /** y = W x */
  times(x: Float64Array, y: Float64Array): void;
}

const matrixOf = ({ n, pre, post, weight }: WeightedGraph): Matrix => {
  const rows = (kept: (k: number) => boolean) => {
    const starts = new Uint32Array(n + 1);
    for (let k = 0; k < post.length; k++) if (kept(k)) starts[post[k]! + 1]!++;
    for (let t = 0; t < n; t++) starts[t + 1]! += starts[t]!;
    const next = starts.slice();
    const sources = new Uint32Array(starts[n]!);
    const weights = new Float64Array(starts[n]!);
    for (let k = 0; k < post.length; k++) {
      if (!kept(k)) continue;
      const at = next[post[k]!]!++;
      sources[at] = pre[k]!;
      weights[at] = weight[k]!;
    }
    return { starts, sources, weights };
  };
  const all = rows((k) => weight[k] !== 0);
  const component = componentsOf(n, all.starts, all.sources);
  const { starts, sources, weights } = rows((k) => weight[k] !== 0 && component[pre[k]!] === component[post[k]!]);
  let unit = 0;
  for (const w of weights) unit = Math.max(unit, Math.abs(w));
  for (let k = 0; k < weights.length; k++) weights[k]! /= unit;
  return {
    unit,
    nEntries: weights.length,
    times: (x, y) => {
      for (let t = 0; t < n; t++) {
        let sum = 0;
        const end = starts[t + 1]!;
        for (let k = starts[t]!; k < end; k++) sum += weights[k]! * x[sources[k]!]!;
        y[t] = sum;
      }
    },
  };
};

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
};

/** Makes its length 1, and returns what it was. */
const normalise = (x: Float64Array): number => {
  const length = Math.sqrt(dot(x, x));
  if (length > 0) for (let k = 0; k < x.length; k++) x[k]! /= length;
  return length;
};

/** Largest |Ritz value| of the Krylov space of a unit vector (Arnoldi with reorthogonalisation), and its residual. */
const ritz = (times: Matrix["times"], start: Float64Array): { radius: number; residual: number } => {
  const n = start.length;
  const most = n <= WHOLE ? n : KRYLOV;
  const basis = [start.slice()];
  const rows = new Float64Array(most * most);
  let m = 0;
  let rest = 0;
  for (; m < most; m++) {
    const w = new Float64Array(n);
    times(basis[m]!, w);
    let above = 0;
    for (let pass = 0; pass < 2; pass++)
      for (let k = 0; k <= m; k++) {
        const v = basis[k]!;
        const along = dot(v, w);
        rows[k * most + m]! += along;
        above = Math.max(above, Math.abs(along));
        for (let i = 0; i < n; i++) w[i]! -= along * v[i]!;
      }
    rest = normalise(w);
    if (rest <= 1e-13 * above) rest = 0;
    if (rest === 0 || m + 1 === most) break;
    rows[(m + 1) * most + m] = rest;
    basis.push(w);
  }
  const size = basis.length;
  const square = new Float64Array(size * size);
  for (let row = 0; row < size; row++) square.set(rows.subarray(row * most, row * most + size), row * size);
  const value = largestEigenvalue(square, size);
  const residual = size === n ? 0 : rest * lastComponent(square, size, value);
  return { radius: Math.sqrt(value.re * value.re + value.im * value.im), residual };
};

/** exp of the slope of the logarithm of a product of factors, by least squares. */
const growthRate = (factors: Float64Array): number => {
  const { exp, log } = hostMaths();
  const middle = (factors.length - 1) / 2;
  let size = 0;
  let along = 0;
  let spread = 0;
  factors.forEach((factor, k) => {
    size += log(factor);
    along += (k - middle) * size;
    spread += (k - middle) * (k - middle);
  });
  return exp(along / spread);
};

/**
 * Largest |eigenvalue| of the matrix of weights, real or complex. What lies on no cycle has no part in it; of the rest, power
 * iteration from a fixed random vector leaves what belongs to the largest eigenvalues, and an Arnoldi iteration of 60 vectors
 * (Saad 2011, Numerical Methods for Large Eigenvalue Problems, chapter 6) tells these apart, with twice as many powers until the
 * residual is below 1e-6. Where too many are too nearly of one size for that, it is the rate at which powers grow (Gelfand's
 * formula), of some four digits then. 0 where there is no cycle.
 * @throws NeurogliaError for lengths that differ, ids out of range, weights that are not finite
 */
export const spectralRadius = (graph: WeightedGraph): number => {
  checked(graph);
  const { n } = graph;
  const { unit, nEntries, times } = matrixOf(graph);
  if (nEntries === 0) return 0;
  const random = new Random(1, "spectralRadius:start");
  let x = Float64Array.from({ length: n }, () => random.uniform() - 0.5);
  let y = new Float64Array(n);
  normalise(x);
  let growth = new Float64Array(0);
  for (let round = 0, powers = FIRST_POWERS; round < ROUNDS; round++, powers *= 2) {
    growth = new Float64Array(powers);
    for (let k = 0; k < powers; k++) {
      times(x, y);
      growth[k] = normalise(y);
      if (growth[k] === 0) return 0;
      [x, y] = [y, x];
    }
    const { radius, residual } = ritz(times, x);
    if (residual <= TOLERANCE * radius) return unit * radius;
  }
  return unit * growthRate(growth);
};
