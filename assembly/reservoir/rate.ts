/**
 * Rate neurons in discrete time, with local adaptation of inhibition (Srinivasan, Plenz & Girvan 2025, Nature Communications;
 * Jaeger 2001 for tanh). One step takes r(t) to r(t + 1) with the input u(t):
 *
 *     V = b + W_in u + (A^E − A^I) r
 *     r ← (1 − leak) r + leak σ(c (V − θ))       σ(x) = 1 / (1 + e^−x), or tanh V in its place
 *     A^I_ij ← max(0, A^I_ij + δ (r_i − ρ_i))     where δ > 0; weights hold −A^I
 *
 * Sums over sources run in four lanes, from the first group of a row to the last, then (0 + 1) + (2 + 3).
 */
import {
  RATE_RESERVOIR_BIAS,
  RATE_RESERVOIR_DELTA,
  RATE_RESERVOIR_DRIVE,
  RATE_RESERVOIR_GAIN,
  RATE_RESERVOIR_INHIBITORY_END,
  RATE_RESERVOIR_INPUT_WEIGHTS,
  RATE_RESERVOIR_LEAK,
  RATE_RESERVOIR_N,
  RATE_RESERVOIR_N_CHANNELS,
  RATE_RESERVOIR_RATES,
  RATE_RESERVOIR_ROWS,
  RATE_RESERVOIR_SOURCES,
  RATE_RESERVOIR_TANH,
  RATE_RESERVOIR_TARGETS,
  RATE_RESERVOIR_THETA,
  RATE_RESERVOIR_WEIGHTS,
} from "../generated/layout";
import { choose, clip, gather, splat } from "../simd";
import { exp4 } from "../vectorMath";

/** σ(x), within 2e-7; beyond ±40 as at ±40. */
// @ts-ignore: decorator
@inline function logistic4(x: v128): v128 {
  return f32x4.div(splat(1), f32x4.add(splat(1), exp4(f32x4.neg(clip(x, splat(-40), splat(40))))));
}

/**
 * tanh x, within 3e-7 of its value: the Taylor series to x^9 below ¼ (remainder below 2^-26, relative), where 1 − e^−2x would
 * lose digits. What is below 1e-20 becomes 0, as it would end among the subnormal numbers.
 */
// @ts-ignore: decorator
@inline function tanh4(x: v128): v128 {
  const e = exp4(f32x4.mul(splat(-2), clip(x, splat(-20), splat(20))));
  const far = f32x4.div(f32x4.sub(splat(1), e), f32x4.add(splat(1), e));
  const z = f32x4.mul(x, x);
  let p = f32x4.add(f32x4.mul(z, splat(62.0 / 2835.0)), splat(-17.0 / 315.0));
  p = f32x4.add(f32x4.mul(z, p), splat(2.0 / 15.0));
  p = f32x4.add(f32x4.mul(z, p), splat(-1.0 / 3.0));
  const near = f32x4.add(x, f32x4.mul(f32x4.mul(x, z), p));
  const size = f32x4.abs(x);
  return v128.andnot(choose(f32x4.lt(size, splat(0.25)), near, far), f32x4.lt(size, splat(1e-20)));
}

/** Runs `steps` steps on rows of `nChannels` numbers at `input`; r after each goes into a row of `n` at `states`, or nowhere (0). */
export function rateSteps(reservoir: usize, input: usize, steps: u32, states: usize): void {
  const n = load<u32>(reservoir, RATE_RESERVOIR_N);
  const nChannels = load<u32>(reservoir, RATE_RESERVOIR_N_CHANNELS);
  const rows: usize = load<u32>(reservoir, RATE_RESERVOIR_ROWS);
  const inhibitoryEnd: usize = load<u32>(reservoir, RATE_RESERVOIR_INHIBITORY_END);
  const sources: usize = load<u32>(reservoir, RATE_RESERVOIR_SOURCES);
  const weights: usize = load<u32>(reservoir, RATE_RESERVOIR_WEIGHTS);
  const inputWeights: usize = load<u32>(reservoir, RATE_RESERVOIR_INPUT_WEIGHTS);
  const bias: usize = load<u32>(reservoir, RATE_RESERVOIR_BIAS);
  const drive: usize = load<u32>(reservoir, RATE_RESERVOIR_DRIVE);
  const rates: usize = load<u32>(reservoir, RATE_RESERVOIR_RATES);
  const targets: usize = load<u32>(reservoir, RATE_RESERVOIR_TARGETS);
  const tanh = load<u32>(reservoir, RATE_RESERVOIR_TANH);
  const gain = splat(load<f32>(reservoir, RATE_RESERVOIR_GAIN));
  const theta = splat(load<f32>(reservoir, RATE_RESERVOIR_THETA));
  const leak = splat(load<f32>(reservoir, RATE_RESERVOIR_LEAK));
  const stay = f32x4.sub(splat(1), leak);
  const delta = load<f32>(reservoir, RATE_RESERVOIR_DELTA);
  const bytes = <usize>n << 2;
  const column = (bytes + 15) & ~15;

  for (let step: u32 = 0; step < steps; step++) {
    for (let at: usize = 0; at < column; at += 16) {
      let v = v128.load(bias + at);
      let w = inputWeights + at;
      for (let channel: u32 = 0; channel < nChannels; channel++) {
        v = f32x4.add(v, f32x4.mul(v128.load(w), v128.load32_splat(input + (<usize>channel << 2))));
        w += column;
      }
      v128.store(drive + at, v);
    }

    let group = <usize>load<u32>(rows) << 4;
    for (let i: usize = 0; i < bytes; i += 4) {
      const end = <usize>load<u32>(rows + i, 4) << 4;
      let sum = f32x4.splat(0);
      for (; group < end; group += 16) {
        const source = sources + group;
        const r = gather(
          rates + load<u32>(source),
          rates + load<u32>(source, 4),
          rates + load<u32>(source, 8),
          rates + load<u32>(source, 12),
        );
        sum = f32x4.add(sum, f32x4.mul(v128.load(weights + group), r));
      }
      const first = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1);
      const second = f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3);
      store<f32>(drive + i, load<f32>(drive + i) + (first + second));
    }

    for (let at: usize = 0; at < column; at += 16) {
      const v = v128.load(drive + at);
      const aim = tanh != 0 ? tanh4(v) : logistic4(f32x4.mul(gain, f32x4.sub(v, theta)));
      const r = v128.load(rates + at);
      v128.store(rates + at, f32x4.add(f32x4.mul(stay, r), f32x4.mul(leak, aim)));
    }

    if (delta > 0) {
      for (let i: usize = 0; i < bytes; i += 4) {
        const more = splat(delta * (load<f32>(rates + i) - load<f32>(targets + i)));
        const end = <usize>load<u32>(inhibitoryEnd + i) << 4;
        for (let at = <usize>load<u32>(rows + i) << 4; at < end; at += 16)
          v128.store(weights + at, f32x4.pmin(f32x4.sub(v128.load(weights + at), more), splat(0)));
      }
    }

    if (states != 0) {
      memory.copy(states, rates, bytes);
      states += bytes;
    }
    input += <usize>nChannels << 2;
  }
}
