import { shownOf } from "../engine/columns.js";
import type { RecorderDescription } from "../engine/description.js";
import { slowest } from "../engine/limits.js";
import type { AnyRecordOptions, Outlet, Samples, SpikeChunk, StateChunk } from "../record/chunks.js";
import { Astrocyte } from "./astrocyte.js";
import {
  asObject,
  bad,
  checkCallback,
  checkedIds,
  checkedNumber,
  knownName,
  knownOptions,
  wholeSteps,
} from "./check.js";
import { Group } from "./group.js";
import { LoopReadout } from "./loopReadout.js";

/** What can be recorded of. */
export type Recordable = Group | Astrocyte | LoopReadout;

/** Time constant of filtered spikes, ms. @throws NeurogliaError below 0.001 ms, and above the 10^5 steps that f32 resolves */
export const checkedFilter = (tau: number, dt: number, where: string): number =>
  checkedNumber(tau, "tau", { unit: "ms", default: 30, min: 0.001, max: slowest(dt), meaning: "" }, where);

/** Where a recording is streamed to, if it is. */
export const outletOf = (
  { onChunk, onRewind }: AnyRecordOptions,
  where: string,
): (Outlet<SpikeChunk> & Outlet<StateChunk<Samples>>) | null => {
  if (!onChunk) return null;
  onChunk.claim?.(where);
  return onRewind ? { onChunk, onRewind } : { onChunk };
};

const quantitiesOf = (target: Recordable): string[] => {
  if (target instanceof Group) return ["spikes", "counts", "filteredSpikes", ...shownOf(target.model)];
  return target instanceof LoopReadout ? ["z", "error"] : Object.keys(target.model.state);
};

/**
 * What `record` is told, as the description has it, and of how many elements that is.
 * @throws NeurogliaError for an unknown quantity or option, an interval off the grid, a tau below 0.001 ms, ids that are no
 * ascending indices, an `onChunk` or `onRewind` that is no function
 */
export const describedRecorder = (
  target: Recordable,
  quantity: string,
  options: AnyRecordOptions,
  dt: number,
  where: string,
): { recorder: RecorderDescription; n: number } => {
  knownName(quantity, quantitiesOf(target), "quantity", where);
  const { ids: listed, onChunk, onRewind, every = dt, tau = 30 } = asObject(options, where);
  checkCallback(onChunk, "onChunk", where);
  checkCallback(onRewind, "onRewind", where);
  if (onRewind && !onChunk) throw bad("onRewind", where, "beside an onChunk", "no onChunk");
  const length = target instanceof LoopReadout ? target.outputs : target.length;
  const ids = listed === undefined ? null : checkedIds(listed, length, where);
  const n = ids?.length ?? length;
  const isGroup = target instanceof Group;
  const isSpikes = isGroup && quantity === "spikes";
  const isFiltered = isGroup && quantity === "filteredSpikes";
  const sampling = isSpikes ? [] : isFiltered ? ["every", "tau"] : ["every"];
  knownOptions(options, [...sampling, "ids", "onChunk", "onRewind"], where);
  if (isSpikes) return { n, recorder: { kind: "spikes", group: target.range, ids } };
  const everySteps = wholeSteps(every, dt, 0, "every", where);
  const sampled = { ids, quantity, everySteps };
  if (target instanceof Astrocyte) return { n, recorder: { kind: "glia", glia: target.index, ...sampled } };
  if (!isGroup) return { n, recorder: { kind: "readout", readout: target.index, ...sampled } };
  const group = target.range;
  if (isFiltered)
    return { n, recorder: { kind: quantity, group, ids, everySteps, tau: checkedFilter(tau, dt, where) } };
  if (quantity === "counts") return { n, recorder: { kind: quantity, group, ids, everySteps } };
  return { n, recorder: { kind: "state", group, ...sampled } };
};
