/**
 * What recorders measure on spikes, one f32 a neuron, before they sample it at the end of the same step:
 *
 *   counts           n ← (first step of a window ? 0 : n) + S
 *   filteredSpikes   x ← decay·x + increment·S, decay = exp(−dt/tau)
 *
 * so that x(t) = Σ exp(−(t − t_s)/tau) over the spikes until t: `increment` is 1 for neurons, whose spikes stand at the end of
 * their step, and `decay` for sources, whose events stand at its beginning. Windows are [k·every, (k+1)·every) steps. What
 * falls below 2^-24 of an increment becomes 0, as in traces: no subnormal slows the loop.
 */
import {
  METER_COLUMN,
  METER_DECAY,
  METER_EVERY,
  METER_INCREMENT,
  METER_POPULATION,
} from "../generated/layout";
import { slotAt } from "../spikes";
import { lowerBound } from "./record";

/** Adds to the column's elements of the neurons in [begin, end) that spiked in this step. */
// @ts-ignore: decorator
@inline function addSpikes(block: usize, column: usize, begin: u32, end: u32, step: u32, increment: f32): void {
  const slot = slotAt(load<usize>(block + METER_POPULATION), step);
  const all = slot + 16 + (<usize>load<u32>(slot) << 2);
  const last = lowerBound(slot + 16, all, end);
  for (let list = lowerBound(slot + 16, all, begin); list < last; list += 4) {
    const at = column + (<usize>load<u32>(list) << 2);
    store<f32>(at, load<f32>(at) + increment);
  }
}

/** Spikes of neurons [begin, end) since the window began. */
export function countSpikes(block: usize, begin: u32, end: u32, step: u32): void {
  const every = load<u32>(block + METER_EVERY);
  if (every == 0) return;
  const column = load<usize>(block + METER_COLUMN);
  if (step % every == 0) memory.fill(column + (<usize>begin << 2), 0, <usize>(end - begin) << 2);
  addSpikes(block, column, begin, end, step, 1);
}

/** Spikes of neurons [begin, end), exponentially filtered. Elements beside them are 0 and stay so. */
export function filterSpikes(block: usize, begin: u32, end: u32, step: u32): void {
  if (load<u32>(block + METER_EVERY) == 0) return;
  const column = load<usize>(block + METER_COLUMN);
  const increment = load<f32>(block + METER_INCREMENT);
  const decay = v128.load32_splat(block + METER_DECAY);
  const least = f32x4.splat(increment * (<f32>1 / 16777216));
  const last = column + (<usize>end << 2);
  for (let at = column + (<usize>(begin & ~3) << 2); at < last; at += 16) {
    const x = f32x4.mul(v128.load(at), decay);
    v128.store(at, v128.and(x, f32x4.gt(x, least)));
  }
  addSpikes(block, column, begin, end, step, increment);
}
