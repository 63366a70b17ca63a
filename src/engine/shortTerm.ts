import type { Arena } from "./arena.js";
import type { ShortTermDescription } from "./description.js";
import type { ModelWalk } from "./schedule.js";
import { type ProjectionPlace, type ShortTermPlace, type Site, walkOf } from "./site.js";

/** Whether every time constant is one number, so that what is left after a time is a row's. */
const isEven = ({ rule, params }: ShortTermDescription): boolean =>
  Object.values(rule.decays).every((param) => params[param]!.kind === "constant");

/**
 * Params of which each synapse has its own: where one differs between synapses so do states, and its kernel takes all as
 * columns, but for time constants that are one number each. None where a row's synapses have one state in common.
 */
export const ownParams = (shortTerm: ShortTermDescription): string[] => {
  const { rule, params } = shortTerm;
  if (Object.values(params).every(({ kind }) => kind === "constant")) return [];
  return isEven(shortTerm)
    ? rule.code.values.filter((name) => !Object.values(rule.decays).includes(name))
    : [...rule.code.values];
};

/** The kernel that delivers what synapses release. */
export const releaseOf = (site: Site, shortTerm: ShortTermDescription): ModelWalk => {
  const variant = ownParams(shortTerm).length === 0 ? "Rows" : isEven(shortTerm) ? "Even" : "";
  return walkOf(site, shortTerm.rule, `deliver${variant}`);
};

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
  const [n, form] =
    ownParams(shortTerm).length > 0 ? ([nSynapses, { rowsOf: index }] as const) : ([nRows, "whole"] as const);
  for (const [quantity, { default: initial }] of Object.entries(rule.state))
    block.setU32(quantity, segments.allocate("state", n * 4, owner, form, initial));
  for (const param of rule.code.values) {
    const value = params[param]!;
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
