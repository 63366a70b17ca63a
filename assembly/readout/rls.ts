/**
 * Recursive least squares (Haykin, Adaptive Filter Theory; FORCE: Sussillo & Abbott 2009, Neuron 63:544). For a sample
 * (x, y) with error e = W x − y before the update:
 *
 *   k = P x,   c = 1/(λ + xᵀk),   w_o ← w_o − c e_o k,   P ← (P − c k kᵀ)/λ,   P(0) = I/α
 *
 * so that w after T samples minimises Σ λ^(T−t) (w·x − y)² + α λ^T |w|²: with λ = 1 ridge regression with β = α.
 *
 * P is read and written once a sample: its update is put off. What is kept is P′, s and g with P = g (P′ − s sᵀ), where
 * s = √c·k and g = 1/λ; the pass that brings P up to date multiplies it by the next x on the way.
 *
 * P is symmetric, so only strips of its lower triangle are there: strip i has rows 4i … 4i+3 and columns 0 … 4i+3, in
 * blocks of four rows of two columns. One left of column 4i serves twice, for its rows and as its mirror image; the two
 * last, on the diagonal, are whole, and stay symmetric to the bit because s_i s_j = s_j s_i. So f64 costs the traffic that f32 would cost as a full
 * square. It is f64 because f32 diverges: rounding adds 1e-7 of 1/α at each update to what the samples shrink towards
 * 1/Σx². With 120 correlated features of order 5 and 20,000 samples, f32 loses definiteness with α = 1e-6, or with
 * λ = 0.999, within 700 samples, and at α = 1e-3 has weights a fifth off.
 */
import { addOuter, dot } from "./online";

/** Two columns of a row of P, brought up to date: (P′ − s sᵀ) g. */
// @ts-ignore: decorator
@inline function downdated(at: usize, row: v128, columns: v128, grow: v128): v128 {
  const next = f64x2.mul(f64x2.sub(v128.load(at), f64x2.mul(row, columns)), grow);
  v128.store(at, next);
  return next;
}

// @ts-ignore: decorator
@inline function sumOf(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

/** P ← g (P′ − s sᵀ) and k = P x, for `groups` groups of four features; `x`, `s`, `k` padded with zeros. */
export function rlsGain(p: usize, groups: u32, s: usize, grow: f64, x: usize, k: usize): void {
  const g = f64x2.splat(grow);
  for (let strip: u32 = 0; strip < groups; strip++) {
    const own = <usize>strip << 5;
    const s0 = v128.load64_splat(s + own);
    const s1 = v128.load64_splat(s + own, 8);
    const s2 = v128.load64_splat(s + own, 16);
    const s3 = v128.load64_splat(s + own, 24);
    const x0 = v128.load64_splat(x + own);
    const x1 = v128.load64_splat(x + own, 8);
    const x2 = v128.load64_splat(x + own, 16);
    const x3 = v128.load64_splat(x + own, 24);
    let k0 = f64x2.splat(0);
    let k1 = f64x2.splat(0);
    let k2 = f64x2.splat(0);
    let k3 = f64x2.splat(0);
    for (let at: usize = 0; at < own; at += 16) {
      const sj = v128.load(s + at);
      const xj = v128.load(x + at);
      const p0 = downdated(p, s0, sj, g);
      const p1 = downdated(p + 16, s1, sj, g);
      const p2 = downdated(p + 32, s2, sj, g);
      const p3 = downdated(p + 48, s3, sj, g);
      k0 = f64x2.add(k0, f64x2.mul(p0, xj));
      k1 = f64x2.add(k1, f64x2.mul(p1, xj));
      k2 = f64x2.add(k2, f64x2.mul(p2, xj));
      k3 = f64x2.add(k3, f64x2.mul(p3, xj));
      const mirrored = f64x2.add(
        f64x2.add(f64x2.mul(p0, x0), f64x2.mul(p1, x1)),
        f64x2.add(f64x2.mul(p2, x2), f64x2.mul(p3, x3)),
      );
      v128.store(k + at, f64x2.add(v128.load(k + at), mirrored));
      p += 64;
    }
    for (let at = own; at < own + 32; at += 16) {
      const sj = v128.load(s + at);
      const xj = v128.load(x + at);
      k0 = f64x2.add(k0, f64x2.mul(downdated(p, s0, sj, g), xj));
      k1 = f64x2.add(k1, f64x2.mul(downdated(p + 16, s1, sj, g), xj));
      k2 = f64x2.add(k2, f64x2.mul(downdated(p + 32, s2, sj, g), xj));
      k3 = f64x2.add(k3, f64x2.mul(downdated(p + 48, s3, sj, g), xj));
      p += 64;
    }
    // Later strips add to these; none has yet.
    store<f64>(k + own, sumOf(k0));
    store<f64>(k + own, sumOf(k1), 8);
    store<f64>(k + own, sumOf(k2), 16);
    store<f64>(k + own, sumOf(k3), 24);
  }
}

/**
 * The rest of an update, with k from `rlsGain`: weights, and s for the next pass. Returns whether λ + xᵀk was positive;
 * where it is not, P has lost its definiteness and nothing is changed.
 */
export function rlsLearn(
  weights: usize,
  outputs: u32,
  errors: usize,
  forgetting: f64,
  x: usize,
  k: usize,
  s: usize,
  groups: u32,
): bool {
  const divisor = forgetting + dot(x, k, groups);
  if (!(divisor > 0 && divisor < Infinity)) return false;
  addOuter(weights, outputs, errors, -1 / divisor, k, groups);
  const root = f64x2.splat(Math.sqrt(1 / divisor));
  const bytes = <usize>groups << 5;
  for (let at: usize = 0; at < bytes; at += 16) v128.store(s + at, f64x2.mul(root, v128.load(k + at)));
  return true;
}

/** P ← I/α over `n` features, the pads of the last group zero; s must be zero and g 1. */
export function rlsBegin(p: usize, groups: u32, n: u32, alpha: f64): void {
  memory.fill(p, 0, (<usize>groups * (<usize>groups + 1)) << 6);
  for (let i: u32 = 0; i < n; i++) {
    const strip = <usize>(i >> 2);
    const row = <usize>i & 3;
    const diagonal = p + ((strip * (strip + 1)) << 6) + (strip << 7);
    store<f64>(diagonal + ((row >> 1) << 6) + (row << 4) + ((row & 1) << 3), 1 / alpha);
  }
}
