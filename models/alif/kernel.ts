/**
 * Leaky integrate-and-fire with an adaptive threshold, exact, potentials as in threshold.ts:
 *
 *   v as in lif;   a ← a·fadeA
 *   then v ← v + delta, delta ← 0; a spike where v ≥ theta + a; reset and refractory period (threshold.ts, held.ts)
 *   S:  a ← a + jump
 */
import { lifAdvance } from "../lif/kernel";

/** Four neurons: v at t+dt, before delta and the threshold. */
// @ts-ignore: decorator
@inline export function alifAdvance(
  v: v128, iE: v128, iI: v128, a: usize, vInf: v128, leak: v128, gainE: v128, gainI: v128, fadeA: v128,
): v128 {
  v128.store(a, f32x4.mul(v128.load(a), fadeA));
  return lifAdvance(v, iE, iI, vInf, leak, gainE, gainI);
}

/** Of four neurons, after the advance. */
// @ts-ignore: decorator
@inline export function alifThreshold(a: usize, theta: v128): v128 {
  return f32x4.add(theta, v128.load(a));
}

/** Of one neuron that spikes, once v is reset. */
// @ts-ignore: decorator
@inline export function alifSpike(a: usize, jump: f32): void {
  store<f32>(a, load<f32>(a) + jump);
}
