import { at, type Values } from "../models/expression.js";
import type { Floats } from "./arena.js";
import { type PopulationPlace, padded, type Site } from "./site.js";

/**
 * Where the references (f32) of a column lie that kernels keep relative to them: one a neuron, or one for all, four times, so that
 * kernels can take four at a time. They are state as the column is, which means nothing without them.
 */
export interface Reference {
  readonly address: number;
  readonly each: boolean;
}

/** Room for the references of a state, one a neuron where params differ; until params are written they are 0. */
export const placeReference = (site: Site, index: number, owner: string, each: boolean): Reference => ({
  address: site.segments.allocate(
    "state",
    (each ? padded(site.description.populations[index]!.n) : 4) * 4,
    owner,
    "whole",
  ),
  each,
});

const numbersOf = (site: Site, { n }: PopulationPlace, { address, each }: Reference): Float32Array =>
  site.arena.f32(address, each ? n : 4);

/** Present references of all populations, in order. */
export const readReferences = (site: Site): Float32Array[] =>
  site.populations.flatMap((place) => [...place.references.values()].map((r) => numbersOf(site, place, r).slice()));

/** New references for a column (one, or one a neuron), which stands for the same values thereafter. */
const relate = (site: Site, place: PopulationPlace, quantity: string, given: (k: number) => number): void => {
  const reference = place.references.get(quantity)!;
  const present = numbersOf(site, place, reference);
  const column = site.arena.f32(place.columns.get(quantity)!, place.n);
  const next = present.map((_, k) => given(k));
  if (next.every((value, k) => value === present[k])) return;
  for (let k = 0; k < place.n; k++) column[k]! += reference.each ? present[k]! - next[k]! : present[0]! - next[0]!;
  present.set(next);
};

/** The references of a population from its params. */
export const writeReferences = (site: Site, index: number, values: Values): void => {
  const place = site.populations[index]!;
  for (const quantity of place.references.keys()) {
    const references = values(place.model.state[quantity]!.relativeTo!);
    relate(site, place, quantity, (k) => at(references, k));
  }
};

/** The references that `readReferences` gave in the place of those that came with other state. */
export const keepReferences = (site: Site, kept: readonly Float32Array[]): void => {
  let next = 0;
  for (const place of site.populations)
    for (const quantity of place.references.keys()) {
      const numbers = kept[next++]!;
      relate(site, place, quantity, (k) => numbers[k]!);
    }
};

/** Values of neurons from `begin` on as kernels keep them (`sign` 1) into what users see, or back (−1), in place. */
export const shift = (
  site: Site,
  place: PopulationPlace,
  quantity: string,
  begin: number,
  values: Floats,
  sign: 1 | -1,
): void => {
  const reference = place.references.get(quantity);
  if (!reference) return;
  const numbers = numbersOf(site, place, reference);
  for (let k = 0; k < values.length; k++) values[k]! += sign * numbers[reference.each ? begin + k : 0]!;
};
