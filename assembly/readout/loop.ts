/**
 * Readouts in the time loop, in f64. With the spikes S of its neurons at t+dt, after everything else of the step:
 *
 *   r ← r·decayFall + h·carry;   h ← h·decayRise + S·jump     (exact: r' = −r/tauDecay + h, h' = −h/tauRise)
 *   r ← r·decayFall + S·jump                                  with one exponential
 *   z = W r + bias;   error = z − target                      rows of targets stand for times t+dt
 *
 * then, where there is a target and learning is due, the rule changes W, which z will know in the next step:
 *
 *   forceLearn   recursive least squares (rls.ts)
 *   deltaLearn   w_o ← w_o − η·gate·error_o·r, or the increments gather in `sums`
 */
import { addOuter, outputsOf } from "./online";
import { rlsGain, rlsLearn } from "./rls";
import { slotAt } from "../spikes";
import {
  CLOCK_HALT,
  DELTA_RULE_ETA,
  DELTA_RULE_SUMS,
  FORCE_FORGETTING,
  FORCE_GROW,
  FORCE_K,
  FORCE_P,
  FORCE_S,
  READOUT_BEGIN,
  READOUT_BIAS,
  READOUT_CLOCK,
  READOUT_ERROR,
  READOUT_ERRORS,
  READOUT_EXACT,
  READOUT_FAILED,
  READOUT_GATES,
  READOUT_GATE_FROM_STEP,
  READOUT_GATE_ROW_STEPS,
  READOUT_LEARNS,
  READOUT_LEARN_STEPS,
  READOUT_N,
  READOUT_NUMBERS,
  READOUT_N_GATES,
  READOUT_N_GROUPS,
  READOUT_N_OUTPUTS,
  READOUT_N_TARGETS,
  READOUT_POPULATION,
  READOUT_R,
  READOUT_RISE,
  READOUT_RULE,
  READOUT_TARGETS,
  READOUT_TARGET_FROM_STEP,
  READOUT_TARGET_ROW_STEPS,
  READOUT_TAUGHT,
  READOUT_WEIGHTS,
  READOUT_Z,
} from "../generated/layout";

/** Of two f64, those that are too small to matter become 0: see `dropTiny`. */
// @ts-ignore: decorator
@inline function kept(x: v128): v128 {
  return v128.andnot(x, f64x2.lt(f64x2.abs(x), f64x2.splat(1e-60)));
}

function decayOnce(x: usize, end: usize, decay: v128, tidy: bool): void {
  for (; x < end; x += 16) {
    const next = f64x2.mul(v128.load(x), decay);
    v128.store(x, tidy ? kept(next) : next);
  }
}

function decayTwice(rise: usize, x: usize, end: usize, decayRise: v128, carry: v128, decay: v128, tidy: bool): void {
  for (; x < end; x += 16) {
    const h = v128.load(rise);
    const next = f64x2.add(f64x2.mul(v128.load(x), decay), f64x2.mul(h, carry));
    const nextRise = f64x2.mul(h, decayRise);
    v128.store(x, tidy ? kept(next) : next);
    v128.store(rise, tidy ? kept(nextRise) : nextRise);
    rise += 16;
  }
}

function filterSpikes(block: usize, step: u32): void {
  const numbers = load<usize>(block + READOUT_NUMBERS);
  const rise = load<usize>(block + READOUT_RISE);
  const r = load<usize>(block + READOUT_R);
  const last = r + (<usize>load<u32>(block + READOUT_N_GROUPS) << 5);
  const decay = v128.load64_splat(numbers, 16);
  const tidy = (step & 255) == 0;
  if (rise) decayTwice(rise, r, last, v128.load64_splat(numbers), v128.load64_splat(numbers, 8), decay, tidy);
  else decayOnce(r, last, decay, tidy);
  const into = rise ? rise : r;
  const jump = load<f64>(numbers, 24);
  const begin = load<u32>(block + READOUT_BEGIN);
  const n = load<u32>(block + READOUT_N);
  const slot = slotAt(load<usize>(block + READOUT_POPULATION), step);
  const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
  for (let list = slot + 16; list < listEnd; list += 4) {
    const k = load<u32>(list) - begin;
    if (k >= n) continue;
    const at = into + (<usize>k << 3);
    store<f64>(at, load<f64>(at) + jump);
  }
}

/** Which of `n` rows stands at `time`, in steps; n where none does. */
// @ts-ignore: decorator
@inline function rowAt(time: u32, n: u32, fromStep: u32, rowSteps: u32): u32 {
  if (time < fromStep) return n;
  return min<u32>(n, rowSteps == 0 ? 0 : (time - fromStep) / rowSteps);
}

/** Says that something was no number: the run ends after this step. */
function fail(block: usize): void {
  store<u32>(block + READOUT_FAILED, 1);
  store<u32>(load<usize>(block + READOUT_CLOCK) + CLOCK_HALT, 1);
}

export function readout(block: usize, begin: u32, end: u32, step: u32): void {
  filterSpikes(block, step);
  const nOutputs = load<u32>(block + READOUT_N_OUTPUTS);
  const exact = load<usize>(block + READOUT_EXACT);
  outputsOf(
    load<usize>(block + READOUT_WEIGHTS),
    load<usize>(block + READOUT_BIAS),
    nOutputs,
    load<usize>(block + READOUT_R),
    load<u32>(block + READOUT_N_GROUPS),
    exact,
  );
  const time = step + 1;
  const nTargets = load<u32>(block + READOUT_N_TARGETS);
  const fromStep = load<u32>(block + READOUT_TARGET_FROM_STEP);
  const row = rowAt(time, nTargets, fromStep, load<u32>(block + READOUT_TARGET_ROW_STEPS));
  const taught = row < nTargets;
  const due = taught && load<u32>(block + READOUT_LEARNS) != 0 && time % load<u32>(block + READOUT_LEARN_STEPS) == 0;
  store<u32>(block + READOUT_TAUGHT, due ? 1 : 0);
  const targets = load<usize>(block + READOUT_TARGETS) + ((<usize>row * nOutputs) << 2);
  const errors = load<usize>(block + READOUT_ERRORS);
  const z = load<usize>(block + READOUT_Z);
  const error = load<usize>(block + READOUT_ERROR);
  for (let o: usize = 0; o < nOutputs; o++) {
    const output = load<f64>(exact + (o << 3));
    const missed = taught ? output - <f64>load<f32>(targets + (o << 2)) : NaN;
    store<f64>(errors + (o << 3), missed);
    store<f32>(z + (o << 2), <f32>output);
    store<f32>(error + (o << 2), <f32>missed);
    if (!(Math.abs(<f64>(<f32>output)) < Infinity)) fail(block);
  }
}

export function forceLearn(block: usize, begin: u32, end: u32, step: u32): void {
  if (load<u32>(block + READOUT_TAUGHT) == 0) return;
  const rule = load<usize>(block + READOUT_RULE);
  const nGroups = load<u32>(block + READOUT_N_GROUPS);
  const r = load<usize>(block + READOUT_R);
  const k = load<usize>(rule + FORCE_K);
  const s = load<usize>(rule + FORCE_S);
  const grow = load<usize>(rule + FORCE_GROW);
  const forgetting = load<f64>(load<usize>(rule + FORCE_FORGETTING));
  rlsGain(load<usize>(rule + FORCE_P), nGroups, s, load<f64>(grow), r, k);
  store<f64>(grow, 1 / forgetting);
  const weights = load<usize>(block + READOUT_WEIGHTS);
  const errors = load<usize>(block + READOUT_ERRORS);
  if (!rlsLearn(weights, load<u32>(block + READOUT_N_OUTPUTS), errors, forgetting, r, k, s, nGroups)) fail(block);
}

export function deltaLearn(block: usize, begin: u32, end: u32, step: u32): void {
  if (load<u32>(block + READOUT_TAUGHT) == 0) return;
  const rule = load<usize>(block + READOUT_RULE);
  let rate = load<f64>(load<usize>(rule + DELTA_RULE_ETA));
  const gates = load<usize>(block + READOUT_GATES);
  if (gates) {
    const nGates = load<u32>(block + READOUT_N_GATES);
    const fromStep = load<u32>(block + READOUT_GATE_FROM_STEP);
    const row = rowAt(step + 1, nGates, fromStep, load<u32>(block + READOUT_GATE_ROW_STEPS));
    rate *= row < nGates ? <f64>load<f32>(gates + (<usize>row << 2)) : 0;
  }
  if (rate == 0) return;
  const sums = load<usize>(rule + DELTA_RULE_SUMS);
  addOuter(
    sums ? sums : load<usize>(block + READOUT_WEIGHTS),
    load<u32>(block + READOUT_N_OUTPUTS),
    load<usize>(block + READOUT_ERRORS),
    -rate,
    load<usize>(block + READOUT_R),
    load<u32>(block + READOUT_N_GROUPS),
  );
}
