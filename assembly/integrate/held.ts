/**
 * The refractory period with hold, off the neurons' loop. Only few neurons are held at a time, so the loop advances them
 * like all others, with no look at refractoryLeft, and a list of them puts them right once it is through (potentials as in threshold.ts):
 *
 *   S = v ≥ theta and not held
 *   held: v ← reset, refractoryLeft ← max(refractoryLeft − 1, 0); at zero a neuron leaves the list
 *   S:    v ← reset, refractoryLeft ← refSteps; it joins the list if that is above zero
 *
 * At the end of a step all columns are those of threshold.ts, bit for bit. The list is derived: it is made anew whenever
 * refractoryLeft is written from outside. It has room for all own neurons; a step takes the whole own range at once.
 */
import { bitmask16 } from "../simd";
import { POPULATION_HELD, POPULATION_N_NEURONS, POPULATION_N_HELD } from "../generated/layout";

/** Of sixteen neurons, as bits of `lanes`, those that are not held. */
// @ts-ignore: decorator
@inline export function free16(lanes: i32, leftAt: usize): i32 {
  const zero = f32x4.splat(0);
  return lanes & ~bitmask16(
    f32x4.gt(v128.load(leftAt), zero),
    f32x4.gt(v128.load(leftAt, 16), zero),
    f32x4.gt(v128.load(leftAt, 32), zero),
    f32x4.gt(v128.load(leftAt, 48), zero),
  );
}

/** Of four neurons, as bits of `lanes`, those that are not held. */
// @ts-ignore: decorator
@inline export function free4(lanes: i32, leftAt: usize): i32 {
  return lanes & ~i32x4.bitmask(f32x4.gt(v128.load(leftAt), f32x4.splat(0)));
}

/** After the loop of a step: held neurons stay at reset, and those in the slot, which spike, join them. */
export function holdSpiking(population: usize, slot: usize, v: usize, left: usize, reset: f32, refSteps: f32): void {
  const list = load<usize>(population + POPULATION_HELD);
  const last = list + (<usize>load<u32>(population + POPULATION_N_HELD) << 2);
  let end = list;
  for (let at = list; at < last; at += 4) {
    const id = load<u32>(at);
    const o = <usize>id << 2;
    const steps = load<f32>(left + o) - 1;
    store<f32>(v + o, reset);
    // As those that spiked first stand first, the branch changes its mind once or twice a step.
    if (steps > 0) {
      store<f32>(left + o, steps);
      store<u32>(end, id);
      end += 4;
    } else store<f32>(left + o, 0);
  }
  const spikesEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
  for (let at = slot + 16; at < spikesEnd; at += 4) {
    const id = load<u32>(at);
    const o = <usize>id << 2;
    store<f32>(v + o, reset);
    if (refSteps > 0) {
      store<f32>(left + o, refSteps);
      store<u32>(end, id);
      end += 4;
    }
  }
  store<u32>(population + POPULATION_N_HELD, <u32>((end - list) >> 2));
}

/**
 * Makes the list of a population's held neurons anew, of those in [begin, end). Where refractoryLeft is negative, which is
 * as good as zero, it becomes zero.
 */
export function listHeld(population: usize, left: usize, begin: u32, end: u32): void {
  const list = load<usize>(population + POPULATION_HELD);
  const n = load<u32>(population + POPULATION_N_NEURONS);
  let next = list;
  for (let k: u32 = 0; k < n; k += 4) {
    const at = left + (<usize>k << 2);
    if (!v128.any_true(v128.load(at))) continue;
    for (let id = k; id < k + 4; id++) {
      const steps = load<f32>(left + (<usize>id << 2));
      if (steps < 0) store<f32>(left + (<usize>id << 2), 0);
      if (!(steps > 0) || id < begin || id >= end) continue;
      store<u32>(next, id);
      next += 4;
    }
  }
  store<u32>(population + POPULATION_N_HELD, <u32>((next - list) >> 2));
}
