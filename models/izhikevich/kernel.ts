/**
 * Izhikevich's simple model, forward Euler as in his net.m (2003). With I = drive + i − u, drive = 140 + iExt:
 *
 *   v ← v + half·I + (square·v + linear)·v, twice;   i ← 0
 *   u ← u + aStep·(b·v − u)
 *   S = v ≥ vPeak;  v ← c, u ← u + d where S
 */
import { choose } from "../../assembly/simd";

/** v after half a step, `push` = half·I. */
// @ts-ignore: decorator
@inline function halfStep(v: v128, push: v128, linear: v128, square: v128): v128 {
  return f32x4.add(f32x4.add(v, push), f32x4.mul(f32x4.add(f32x4.mul(square, v), linear), v));
}

/** Four neurons; returns the mask of those that spike. */
// @ts-ignore: decorator
@inline export function izhikevichStep(
  vAt: usize, uAt: usize, iAt: usize,
  aStep: v128, b: v128, c: v128, d: v128, vPeak: v128, half: v128, linear: v128, square: v128,
  drive: v128,
): v128 {
  let u = v128.load(uAt);
  const push = f32x4.mul(half, f32x4.sub(f32x4.add(drive, v128.load(iAt)), u));
  const v = halfStep(halfStep(v128.load(vAt), push, linear, square), push, linear, square);
  v128.store(iAt, f32x4.splat(0));
  u = f32x4.add(u, f32x4.mul(aStep, f32x4.sub(f32x4.mul(b, v), u)));
  const fired = f32x4.ge(v, vPeak);
  v128.store(vAt, choose(fired, c, v));
  v128.store(uAt, f32x4.add(u, v128.and(fired, d)));
  return fired;
}
