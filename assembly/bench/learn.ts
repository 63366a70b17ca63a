/** Scalar twins of the pair-STDP walks and of the traces: one synapse, one neuron at a time, the same bits. */
import { stdpPostGain, stdpPreGain } from "../../models/stdp/kernel";
import { enlistRow, lagOf, slotAt } from "../spikes";
import {
  POPULATION_N_NEURONS,
  PROJECTION_AMPLITUDES,
  PROJECTION_COLUMNS,
  PROJECTION_COLUMN_FILL,
  PROJECTION_ENTRIES,
  PROJECTION_INPUT,
  PROJECTION_POST,
  PROJECTION_POST_BEGIN,
  PROJECTION_POST_END,
  PROJECTION_POST_LAG,
  PROJECTION_PRE,
  PROJECTION_PRE_BEGIN,
  PROJECTION_PRE_END,
  PROJECTION_ROWS,
  PROJECTION_ROW_ORDER,
  PROJECTION_TALLY,
  PROJECTION_TARGETS,
  PROJECTION_WEIGHTS,
  PROJECTION_GREATEST,
  PROJECTION_LEAST,
  TRACE_COLUMN,
  TRACE_DECAY,
  TRACE_INCREMENT,
  TRACE_LAG,
  TRACE_LATEST,
  TRACE_POPULATION,
} from "../generated/layout";
import {
  STDP_X,
  STDP_Y,
  STDP_INVERTED,
} from "../generated/models";

// @ts-ignore: decorator
@inline function clipScalar(w: f32, low: f32, high: f32): f32 {
  return w < low ? low : w > high ? high : w;
}

// @ts-ignore: decorator
@inline function marked(at: usize): bool {
  return load<i32>(at) < 0;
}

export function stdpDeliverPreScalar(block: usize, begin: u32, end: u32, step: u32): void {
  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);
  const gain = stdpPreGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), load<f32>(block + STDP_INVERTED));
  const wMin = load<f32>(block + PROJECTION_LEAST);
  const wMax = load<f32>(block + PROJECTION_GREATEST);
  const y = load<usize>(block + STDP_Y);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const rows = load<usize>(block + PROJECTION_ROWS);
  const targets = load<usize>(block + PROJECTION_TARGETS);
  const rowOrder = load<usize>(block + PROJECTION_ROW_ORDER);
  const input = load<usize>(block + PROJECTION_INPUT);
  const preBegin = load<u32>(block + PROJECTION_PRE_BEGIN);
  const preEnd = load<u32>(block + PROJECTION_PRE_END);
  const slot = slotAt(load<usize>(block + PROJECTION_PRE), step - lagOf(block, 0));
  const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
  let events: u32 = 0;
  for (let list = slot + 16; list < listEnd; list += 4) {
    const id = load<u32>(list);
    if (id < preBegin || id >= preEnd) continue;
    const row = <usize>(id - preBegin) << 2;
    if (load<u32>(rowOrder + row) == 0) enlistRow(block, id - preBegin, id);
    let k = <usize>load<u32>(rows + row) << 2;
    const kEnd = <usize>load<u32>(rows + row, 4) << 2;
    events += <u32>((kEnd - k) >> 2);
    for (; k < kEnd; k += 4) {
      const t = <usize>load<u32>(targets + k);
      const w = load<f32>(weights + k);
      store<f32>(input + t, load<f32>(input + t) + w);
      if (!marked(y + t)) store<f32>(weights + k, clipScalar(w + gain * load<f32>(y + t), wMin, wMax));
    }
  }
  const tally = load<usize>(block + PROJECTION_TALLY);
  store<f64>(tally, load<f64>(tally) + <f64>events);
}

export function stdpPostScalar(block: usize, begin: u32, end: u32, step: u32): void {
  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);
  const aPlus = load<f32>(amplitudes);
  const aMinus = load<f32>(amplitudes, 4);
  const inverted = load<f32>(block + STDP_INVERTED);
  const preGain = stdpPreGain(aPlus, aMinus, inverted);
  const postGain = stdpPostGain(aPlus, aMinus, inverted);
  const wMin = load<f32>(block + PROJECTION_LEAST);
  const wMax = load<f32>(block + PROJECTION_GREATEST);
  const x = load<usize>(block + STDP_X);
  const y = load<usize>(block + STDP_Y);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const columns = load<usize>(block + PROJECTION_COLUMNS);
  const fill = load<usize>(block + PROJECTION_COLUMN_FILL);
  const entries = load<usize>(block + PROJECTION_ENTRIES);
  const postBegin = load<u32>(block + PROJECTION_POST_BEGIN);
  const postEnd = load<u32>(block + PROJECTION_POST_END);
  const slot = slotAt(load<usize>(block + PROJECTION_POST), step - load<u32>(block + PROJECTION_POST_LAG));
  const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
  for (let list = slot + 16; list < listEnd; list += 4) {
    const id = load<u32>(list);
    if (id < postBegin || id >= postEnd) continue;
    const column = <usize>(id - postBegin) << 2;
    let entry = entries + (<usize>load<u32>(columns + column) << 3);
    const entryEnd = entry + (<usize>load<u32>(fill + column) << 3);
    const together = preGain * abs<f32>(load<f32>(y + (<usize>id << 2)));
    for (; entry < entryEnd; entry += 8) {
      const at = weights + <usize>load<u32>(entry);
      const source = x + <usize>load<u32>(entry, 4);
      const dw = postGain * abs<f32>(load<f32>(source));
      const both = marked(source) ? dw + together : dw;
      store<f32>(at, clipScalar(load<f32>(at) + both, wMin, wMax));
    }
  }
}

export function traceUpdateScalar(block: usize, begin: u32, end: u32, step: u32): void {
  const population = load<usize>(block + TRACE_POPULATION);
  const column = load<usize>(block + TRACE_COLUMN);
  const increment = load<f32>(block + TRACE_INCREMENT);
  const latest = load<u32>(block + TRACE_LATEST) != 0;
  const slot = slotAt(population, step - load<u32>(block + TRACE_LAG));
  const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
  for (let list = slot + 16; list < listEnd; list += 4) {
    const at = column + (<usize>load<u32>(list) << 2);
    store<f32>(at, latest ? increment : abs<f32>(load<f32>(at)) + increment);
  }
  const decay = load<f32>(block + TRACE_DECAY);
  const least = increment * (<f32>1 / 16777216);
  const columnEnd = column + (<usize>load<u32>(population + POPULATION_N_NEURONS) << 2);
  for (let at = column; at < columnEnd; at += 4) {
    const x = load<f32>(at) * decay;
    store<f32>(at, x > least ? x : 0);
  }
}
