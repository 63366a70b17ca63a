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
  v: usize, u: usize, i: usize,
  aStep: v128, b: v128, c: v128, d: v128, vPeak: v128, half: v128, linear: v128, square: v128,
  drive: v128,
): v128 {
  const uNow = v128.load(u);
  const push = f32x4.mul(half, f32x4.sub(f32x4.add(drive, v128.load(i)), uNow));
  const vNext = halfStep(halfStep(v128.load(v), push, linear, square), push, linear, square);
  v128.store(i, f32x4.splat(0));
  const uNext = f32x4.add(uNow, f32x4.mul(aStep, f32x4.sub(f32x4.mul(b, vNext), uNow)));
  const fired = f32x4.ge(vNext, vPeak);
  v128.store(v, choose(fired, c, vNext));
  v128.store(u, f32x4.add(uNext, v128.and(fired, d)));
  return fired;
}
