/** Scalar twin of delivery through Tsodyks–Markram synapses with a state each: one synapse at a time, the same operations. */
import { addTo } from "../simd";
import { lagOf, slotAt } from "../spikes";
import {
  PROJECTION_ARRIVED,
  PROJECTION_DT,
  PROJECTION_INPUT,
  PROJECTION_PRE,
  PROJECTION_PRE_BEGIN,
  PROJECTION_PRE_END,
  PROJECTION_ROWS,
  PROJECTION_TALLY,
  PROJECTION_TARGETS,
  PROJECTION_WEIGHTS,
} from "../generated/layout";
import {
  TSODYKS_MARKRAM_TAU_FACIL,
  TSODYKS_MARKRAM_TAU_REC,
  TSODYKS_MARKRAM_U,
  TSODYKS_MARKRAM_U_SE,
  TSODYKS_MARKRAM_X,
} from "../generated/models";

/** One lane of exp4. */
// @ts-ignore: decorator
@inline function exp1(x: f32): f32 {
  if (!(x >= -87)) return 0;
  const n = nearest<f32>(x * <f32>1.4426950408889634);
  const f = x - n * <f32>0.693145751953125 - n * <f32>1.42860682030941723212e-6;
  let p = f * <f32>(1.0 / 5040.0) + <f32>(1.0 / 720.0);
  p = f * p + <f32>(1.0 / 120.0);
  p = f * p + <f32>(1.0 / 24.0);
  p = f * p + <f32>(1.0 / 6.0);
  p = f * p + 0.5;
  p = 1 + (f + f * f * p);
  return reinterpret<f32>(reinterpret<i32>(p) + (<i32>n << 23));
}

export function tsodyksMarkramDeliverScalar(block: usize, begin: u32, end: u32, step: u32): void {
  const rows = load<usize>(block + PROJECTION_ROWS);
  const targets = load<usize>(block + PROJECTION_TARGETS);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const input = load<usize>(block + PROJECTION_INPUT);
  const preBegin = load<u32>(block + PROJECTION_PRE_BEGIN);
  const preEnd = load<u32>(block + PROJECTION_PRE_END);
  const arrived = load<usize>(block + PROJECTION_ARRIVED);
  const dt = load<f32>(block + PROJECTION_DT);
  const x = load<usize>(block + TSODYKS_MARKRAM_X);
  const u = load<usize>(block + TSODYKS_MARKRAM_U);
  const tauRec = load<usize>(block + TSODYKS_MARKRAM_TAU_REC, 4);
  const tauFacil = load<usize>(block + TSODYKS_MARKRAM_TAU_FACIL, 4);
  const uSe = load<usize>(block + TSODYKS_MARKRAM_U_SE, 4);
  const slot = slotAt(load<usize>(block + PROJECTION_PRE), step - lagOf(block, 0));
  const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
  let events: u32 = 0;
  for (let list = slot + 16; list < listEnd; list += 4) {
    const id = load<u32>(list);
    if (id < preBegin || id >= preEnd) continue;
    const row = <usize>(id - preBegin) << 2;
    const passed = -(<f32>(step + 1 - load<u32>(arrived + row)) * dt);
    store<u32>(arrived + row, step + 1);
    const kEnd = <usize>load<u32>(rows + row, 4) << 2;
    for (let k = <usize>load<u32>(rows + row) << 2; k < kEnd; k += 4) {
      const left = load<f32>(u + k) * exp1(passed / load<f32>(tauFacil + k));
      const used = left + load<f32>(uSe + k) * (<f32>1 - left);
      const there = <f32>1 - (<f32>1 - load<f32>(x + k)) * exp1(passed / load<f32>(tauRec + k));
      const released = used * there;
      store<f32>(u + k, used);
      store<f32>(x + k, there - released);
      addTo(input + <usize>load<u32>(targets + k), load<f32>(weights + k) * released);
      events++;
    }
  }
  const tally = load<usize>(block + PROJECTION_TALLY);
  store<f64>(tally, load<f64>(tally) + <f64>events);
}
