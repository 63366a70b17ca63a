/**
 * Traces, one f32 a neuron:
 *
 *   x ← decay·(x + increment·S)            all-to-all
 *   x ← decay·(S ? increment : x)          latest
 *   x ← decay·x + increment·S              late
 *
 * traceMark sets the sign bit of the cells in this step's list, which the walks read as «spikes now»; traceUpdate takes
 * the events and clears it. What falls below 2^-24 of one spike's increment becomes 0: f32 would hardly notice it, no
 * subnormal slows the loop, and a source without a trace can leave the lists of active synapses.
 */
import { addTo } from "../simd";
import { slotAt } from "../spikes";
import {
  POPULATION_N_NEURONS,
  TRACE_COLUMN,
  TRACE_DECAY,
  TRACE_INCREMENT,
  TRACE_LAG,
  TRACE_LATE,
  TRACE_LATEST,
  TRACE_POPULATION,
} from "../generated/layout";

export function traceMark(block: usize, begin: u32, end: u32, step: u32): void {
  const column = load<usize>(block + TRACE_COLUMN);
  const slot = slotAt(load<usize>(block + TRACE_POPULATION), step - load<u32>(block + TRACE_LAG));
  const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
  for (let list = slot + 16; list < listEnd; list += 4) {
    const at = column + (<usize>load<u32>(list) << 2);
    store<u32>(at, load<u32>(at) | 0x80000000);
  }
}

export function traceUpdate(block: usize, begin: u32, end: u32, step: u32): void {
  const population = load<usize>(block + TRACE_POPULATION);
  const column = load<usize>(block + TRACE_COLUMN);
  const increment = load<f32>(block + TRACE_INCREMENT);
  const latest = load<u32>(block + TRACE_LATEST) != 0;
  const late = load<u32>(block + TRACE_LATE) != 0;
  const slot = slotAt(population, step - load<u32>(block + TRACE_LAG));
  const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
  for (let list = slot + 16; list < listEnd; list += 4) {
    const at = column + (<usize>load<u32>(list) << 2);
    store<f32>(at, latest ? increment : abs<f32>(load<f32>(at)) + (late ? 0 : increment));
  }
  const decay = v128.load32_splat(block + TRACE_DECAY);
  const least = f32x4.splat(increment * (<f32>1 / 16777216));
  const columnEnd = column + (<usize>load<u32>(population + POPULATION_N_NEURONS) << 2);
  for (let at = column; at < columnEnd; at += 16) {
    const x = f32x4.mul(v128.load(at), decay);
    v128.store(at, v128.and(x, f32x4.gt(x, least)));
  }
  if (late) for (let list = slot + 16; list < listEnd; list += 4) addTo(column + (<usize>load<u32>(list) << 2), increment);
}
