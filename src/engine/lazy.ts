import type { PlasticityRule } from "../models/model.js";
import type { Arena } from "./arena.js";
import type { NetworkDescription, ProjectionDescription } from "./description.js";
import { core } from "./handed.js";
import type { LazyPlace, ProjectionPlace, Site } from "./site.js";

/** Post spikes that a history keeps of each target: blocks of four f32, as the walks of models/stdp/lazy.ts have them. */
const BLOCKS = 8;
/** Time constants in steps whose powers f32 tells apart from step to step; below one step there is no gain in putting off. */
const MIN_TAU_STEPS = 1;
const MAX_TAU_STEPS = 2 ** 22;

/**
 * Whether a projection's weights are touched only when presynaptic spikes arrive, to the same effect as by the walks that touch
 * them at postsynaptic spikes too: where its rule says that learning can be put off, with amplitudes that stay.
 */
export const isLazy = ({ dt, projections, modulations }: NetworkDescription, index: number): boolean => {
  const { plasticity, summation } = projections[index]!;
  const putOff = plasticity?.rule.putOff;
  if (!putOff || summation !== "all") return false;
  const given: Readonly<Record<string, number | string>> = { ...plasticity.params, ...plasticity.choices };
  const tauSteps = plasticity.params[putOff.tau]! / dt;
  return (
    Object.entries(putOff.where).every(([name, value]) => given[name] === value) &&
    tauSteps >= MIN_TAU_STEPS &&
    tauSteps < MAX_TAU_STEPS &&
    !modulations.some(({ projection }) => projection === index)
  );
};

/** Refuses params that only the walks at every spike follow. */
export const refuseUnfit = (
  { putOff }: PlasticityRule,
  name: string,
  params: Readonly<Record<string, number>>,
): void => {
  for (const [param, value] of Object.entries(putOff!.where))
    if ((params[param] ?? value) !== value)
      core.refuse(
        param,
        `projection "${name}"`,
        `${value}, as it was built with (or another from the beginning)`,
        params[param],
      );
};

/** Histories and rows of a lazy projection. */
export const placeLazy = (site: Site, projection: ProjectionDescription, place: ProjectionPlace): LazyPlace => {
  const { arena, segments, populations, description } = site;
  const { name, pre, post, delays, plasticity } = projection;
  const owner = `projection "${name}"`;
  const nRows = (pre.end - pre.begin) * delays.length;
  const historyBytes = core.padded(populations[post.population]!.n) * 16;
  const { rule, params, choices } = plasticity!;
  const { trace, tau } = rule.putOff!;
  const rate = arena.allocate(8, owner);
  arena.f64(rate, 1)[0] = description.dt / params[tau]! / Math.LN2;
  const rowStep = segments.allocate("traces", nRows * 4, owner, "whole");
  const rowX = segments.allocate("traces", nRows * 4, owner, "whole");
  site.looked.push({ noun: "", owner, columns: [["trace", rowX]], begin: 0, end: nRows });
  const block = core.Block.frame(arena, owner, "lazy")
    .setU32("rate", rate)
    .setF32(
      "increment",
      core.valuesWith(rule, { ...params, ...choices }, description.dt)(rule.traces[trace]!.increment) as number,
    )
    .setU32("histories", arena.allocate(BLOCKS * historyBytes, `${owner} histories`))
    .setU32("historyBytes", historyBytes)
    .setU32("rowStep", rowStep)
    .setU32("rowX", rowX)
    .setU32("rowBefore", arena.allocate(nRows * 4, owner))
    .setU32("rowFrom", arena.allocate(nRows * 4, owner));
  place.block.setU32("lazy", block.address);
  const lazy = { block, nRows, flush: core.walkOf(site, plasticity!.rule, "lazyFlush").walk as LazyPlace["flush"] };
  forgetHistories(arena, lazy, 0);
  return lazy;
};

/** No post spike is pending any more, and time goes on at `step`: for weights that are up to date. */
export const forgetHistories = (arena: Arena, { block, nRows }: LazyPlace, step: number): void => {
  arena.f32(block.u32("histories"), (BLOCKS * block.u32("historyBytes")) / 4).fill(Number.POSITIVE_INFINITY);
  arena.u32(block.u32("rowFrom"), nRows).fill(step + 1);
  block.setU32("safe", step + 1);
};

/** The traces of the sources as they stand at `step`, taken over to another time: as if that were `later`. */
export const carryTraces = ({ arena, kernels }: Site, { block, nRows }: LazyPlace, step: number, later: number) => {
  const arrived = arena.u32(block.u32("rowStep"), nRows);
  const x = arena.f32(block.u32("rowX"), nRows);
  const perStep = arena.f64(block.u32("rate"), 1)[0]! * Math.LN2;
  for (let row = 0; row < nRows; row++) {
    if (x[row] !== 0) x[row]! *= kernels.exp(-perStep * (step - arrived[row]!));
    arrived[row] = later;
  }
};
