import { at, type Numbers } from "../models/expression.js";

/** Order of the Taylor series: the first term left out is below 2^−17/17! of what is there where the norm is below 1/2. */
const ORDER = 16;

/** Rows of a matrix, at most. */
const MOST = 32;

/** out ← a·b of n × n, by rows. What is 0 in a costs nothing: chains of decays are triangular. */
const multiply = (out: Float64Array, a: Float64Array, b: Float64Array, n: number): void => {
  out.fill(0);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k]!;
      if (factor === 0) continue;
      for (let j = 0; j < n; j++) out[i * n + j]! += factor * b[k * n + j]!;
    }
};

/** Greatest sum of sizes in a row; NaN where there is one. */
const normOf = (a: Float64Array, n: number): number => {
  let norm = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += Math.abs(a[i * n + j]!);
    norm = Math.max(norm, sum);
  }
  return norm;
};

/**
 * e^A − 1 of an n × n matrix, in its place, by scaling and squaring (Higham 2008, Functions of Matrices, 10.3) of the difference itself: a
 * small step keeps its digits, since e^2A − 1 = 2(e^A − 1) + (e^A − 1)². `b`, `c`: room of the same size.
 */
const exponentiate = (a: Float64Array, n: number, b: Float64Array, c: Float64Array): void => {
  const norm = normOf(a, n);
  if (!(norm < Infinity)) {
    a.fill(Number.NaN);
    return;
  }
  let squarings = 0;
  let scale = 1;
  for (let left = norm; left > 0.5; left /= 2, scale /= 2) squarings++;
  for (let k = 0; k < a.length; k++) a[k]! *= scale;
  // Σ A^k/k! as A(1 + A/2(1 + A/3(1 + …))), the ones left aside.
  b.fill(0);
  for (let order = ORDER; order > 0; order--) {
    for (let i = 0; i < n; i++) b[i * n + i]! += 1;
    multiply(c, a, b, n);
    for (let k = 0; k < b.length; k++) b[k] = c[k]! / order;
  }
  for (; squarings > 0; squarings--) {
    multiply(c, b, b, n);
    for (let k = 0; k < b.length; k++) b[k] = 2 * b[k]! + c[k]!;
  }
  a.set(b);
};

/** Matrices that were asked about, one after the other, and what they come to. */
interface Known {
  readonly given: Float64Array;
  readonly out: Float64Array;
}

/** Those that were asked about last, the first of them first. A system may need some in turn; nobody needs them once a network is built. */
let lately: readonly WeakRef<Known>[] = [];
const KEPT = 4;

const isOf = ({ given }: Known, entries: readonly Numbers[], count: number): boolean => {
  const size = entries.length;
  if (given.length !== size * count) return false;
  for (let k = 0; k < size; k++) {
    const entry = entries[k]!;
    for (let m = 0; m < count; m++) if (!Object.is(at(entry, m), given[m * size + k])) return false;
  }
  return true;
};

/** e^A − 1 of `count` matrices whose entries are these. They are kept, as the next entry of the same is mostly asked for next. */
const exponentials = (entries: readonly Numbers[], n: number, count: number): Float64Array => {
  for (const reference of lately) {
    const known = reference.deref();
    if (known && isOf(known, entries, count)) return known.out;
  }
  const size = n * n;
  const given = new Float64Array(size * count);
  for (let k = 0; k < size; k++) for (let m = 0; m < count; m++) given[m * size + k] = at(entries[k]!, m);
  const out = given.slice();
  const [b, c] = [new Float64Array(size), new Float64Array(size)];
  for (let m = 0; m < count; m++) exponentiate(out.subarray(m * size, (m + 1) * size), n, b, c);
  lately = [...lately.slice(1 - KEPT), new WeakRef({ given, out })];
  return out;
};

/**
 * expm(i, j, a00, a01, …), the matrix by rows: entry (i, j) of e^A, on the diagonal less 1. NaN where an entry is none or the matrix is none. All
 * entries of one matrix are found at once, so ask for them in turn.
 */
export const expm = {
  whole: ([row, column, ...entries]: readonly Numbers[]): Numbers => {
    const n = Math.round(Math.sqrt(entries.length));
    const isPlace = (place: Numbers | undefined): place is number =>
      typeof place === "number" && Number.isInteger(place) && place >= 0 && place < n;
    if (n * n !== entries.length || n > MOST || !isPlace(row) || !isPlace(column)) return Number.NaN;
    const many = entries.find((entry) => typeof entry !== "number") as ArrayLike<number> | undefined;
    const out = exponentials(entries, n, many?.length ?? 1);
    const place = row * n + column;
    if (!many) return out[place]!;
    const of = new Float64Array(many.length);
    for (let k = 0; k < of.length; k++) of[k] = out[k * n * n + place]!;
    return of;
  },
};
