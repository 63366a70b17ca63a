import { cosTurns } from "../encode/turns.js";
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

/** A matrix by rows of targets, of what lies on several cycles alone, in units of its largest weight. */
interface Matrix {
  /** Largest |eigenvalue| of the components that are left out: those of one cycle. */
  readonly ofCycles: number;
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
  const isInner = (k: number): boolean => weight[k] !== 0 && component[pre[k]!] === component[post[k]!];
  const { ofCycles, isCycle } = cyclesOf(component, rows(isInner));
  const { starts, sources, weights } = rows((k) => isInner(k) && isCycle[component[post[k]!]!] === 0);
  let unit = 0;
  for (const w of weights) unit = Math.max(unit, Math.abs(w));
  for (let k = 0; k < weights.length; k++) weights[k]! /= unit;
  return {
    ofCycles,
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

/** Which components are single cycles, whose eigenvalues all have the size of the weights' geometric mean, and the largest of these. */
const cyclesOf = (
  component: Int32Array,
  { starts, sources, weights }: { starts: Uint32Array; sources: Uint32Array; weights: Float64Array },
): { ofCycles: number; isCycle: Uint8Array } => {
  const { exp, log } = hostMaths();
  const n = component.length;
  const isCycle = new Uint8Array(n).fill(1);
  const logs = new Float64Array(n);
  const last = new Float64Array(n);
  const lengths = new Uint32Array(n);
  for (let t = 0; t < n; t++) {
    const own = component[t]!;
    const source = sources[starts[t]!];
    let sum = 0;
    for (let k = starts[t]!; k < starts[t + 1]!; k++) {
      sum += weights[k]!;
      if (sources[k] !== source) isCycle[own] = 0;
    }
    if (starts[t] === starts[t + 1]) isCycle[own] = 0;
    last[own] = Math.abs(sum);
    logs[own]! += log(last[own]!);
    lengths[own]!++;
  }
  let ofCycles = 0;
  for (let c = 0; c < n; c++)
    if (isCycle[c] === 1) ofCycles = Math.max(ofCycles, lengths[c]! > 1 ? exp(logs[c]! / lengths[c]!) : last[c]!);
  return { ofCycles, isCycle };
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

/**
 * Geometric mean of factors under the window sin⁸, which lets nothing through of what repeats some eight times or more within it: long
 * cycles make the size of powers rise and fall.
 */
const growthRate = (factors: Float64Array): number => {
  const { exp, log } = hostMaths();
  let sum = 0;
  let weights = 0;
  factors.forEach((factor, k) => {
    const weight = (1 - cosTurns((k + 0.5) / factors.length)) ** 4;
    sum += weight * log(factor);
    weights += weight;
  });
  return exp(sum / weights);
};

/**
 * Largest |eigenvalue| of the matrix of weights, real or complex. What lies on no cycle has no part in it, and a component that is
 * one cycle has the geometric mean of its weights. Of the rest, power iteration from a fixed random vector leaves what belongs to the
 * largest eigenvalues, and an Arnoldi iteration of 60 vectors (Saad 2011, Numerical Methods for Large Eigenvalue Problems, chapter 6)
 * tells these apart, with twice as many powers until the residual is below 1e-6. Where too many are too nearly of one size for that, it
 * is the rate at which powers grow (Gelfand's formula), of some four digits then, as also where several long cycles share weights that differ by many orders of magnitude. 0 where there
 * is no cycle.
 * @throws NeurogliaError for lengths that differ, ids out of range, weights that are not finite
 */
export const spectralRadius = (graph: WeightedGraph): number => {
  checked(graph);
  const { n } = graph;
  const { ofCycles, unit, nEntries, times } = matrixOf(graph);
  if (nEntries === 0) return ofCycles;
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
      if (growth[k] === 0) return ofCycles;
      [x, y] = [y, x];
    }
    const { radius, residual } = ritz(times, x);
    if (residual <= TOLERANCE * radius) return Math.max(ofCycles, unit * radius);
  }
  return Math.max(ofCycles, unit * growthRate(growth));
};
