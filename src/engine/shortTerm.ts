import type { Arena } from "./arena.js";
import type { ShortTermDescription } from "./description.js";
import type { ProjectionPlace, ShortTermPlace, Site } from "./site.js";

/** Whether a param differs between synapses, so that each has a state of its own; otherwise a row's have one in common. */
export const isPerSynapse = ({ params }: ShortTermDescription): boolean =>
  Object.values(params).some(({ kind }) => kind !== "constant");

/** The kernel that delivers what synapses release. */
export const releaseOf = (shortTerm: ShortTermDescription) =>
  `${shortTerm.rule.name as "tsodyksMarkram"}Deliver${isPerSynapse(shortTerm) ? "" : "Rows"}` as const;

/** Params, states and times of arrival of a projection with short-term plasticity. */
export const placeShortTerm = (
  site: Site,
  index: number,
  shortTerm: ShortTermDescription,
  place: Omit<ProjectionPlace, "shortTerm">,
): ShortTermPlace => {
  const { segments, description } = site;
  const { rule, params } = shortTerm;
  const { name, pre, delays } = description.projections[index]!;
  const { block, nSynapses } = place;
  const owner = `projection "${name}" short-term`;
  const nRows = (pre.end - pre.begin) * delays.length;
  // The lists of what arrives are whole in every memory, and so is what depends on them alone.
  const [n, form] = isPerSynapse(shortTerm) ? ([nSynapses, { rowsOf: index }] as const) : ([nRows, "whole"] as const);
  for (const [quantity, { default: initial }] of Object.entries(rule.state))
    block.setU32(quantity, segments.allocate("state", n * 4, owner, form, initial));
  for (const [param, value] of Object.entries(params)) {
    if (value.kind === "constant") block.setF32(param, value.value);
    block.setColumn(param, place.params.get(param) ?? 0);
  }
  const arrived = segments.allocate("state", nRows * 4, owner, "whole", 0);
  block.setU32("arrived", arrived).setF32("dt", description.dt);
  return { arrived, nRows };
};

/** Arrivals as long ago as they were, modulo 2^32 steps, where the clock goes from one step to another. */
export const carryArrivals = (arena: Arena, { arrived, nRows }: ShortTermPlace, step: number, later: number): void => {
  const stamps = arena.u32(arrived, nRows);
  for (let row = 0; row < nRows; row++) stamps[row]! += later - step;
};
