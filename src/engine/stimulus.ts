import { at, type Numbers } from "../models/expression.js";
import type { SourceModel } from "../models/model.js";
import type { Arena } from "./arena.js";
import { refuse } from "./check.js";
import { valuesOf } from "./params.js";
import type { Site, Stimulus } from "./site.js";

/** Memory for what is played at a place; another where the last stimulus was smaller, whose own goes to what comes. */
export const playedMemory = (arena: Arena, place: { stimulus: Stimulus }, words: number, owner: string): number => {
  const { address, words: had } = place.stimulus;
  if (had < words) place.stimulus = { address: arena.replace({ address, bytes: had * 4 }, words * 4, owner), words };
  return place.stimulus.address;
};

/** Memory for what a source plays. */
const stimulusMemory = (site: Site, population: number, words: number): number =>
  playedMemory(
    site.arena,
    site.populations[population]!,
    words,
    `population "${site.description.populations[population]!.name}" stimulus`,
  );

/**
 * Probabilities per step: `values` holds rows of n; each lasts `rowSteps`, a single one (rowSteps 0) for ever. The first
 * begins at `fromStep`.
 */
export const playProbabilities = (
  site: Site,
  population: number,
  values: ArrayLike<number>,
  rowSteps: number,
  fromStep: number,
): void => {
  const { block, n } = site.populations[population]!;
  const nRows = values.length / n;
  const rowWords = Math.ceil(n / 16) * 16;
  const address = stimulusMemory(site, population, rowWords * nRows);
  const memory = site.arena.f32(address, rowWords * nRows);
  if (rowWords === n) memory.set(values);
  else {
    const all = Float32Array.from(values);
    for (let row = 0; row < nRows; row++) memory.set(all.subarray(row * n, (row + 1) * n), row * rowWords);
  }
  block
    .setU32("probabilities", address)
    .setU32("rowSteps", rowSteps)
    .setU32("fromStep", fromStep)
    .setU32("nRows", nRows);
};

/** Probabilities that derive from params, once they are such. */
const asProbabilities = (site: Site, population: number, numbers: Numbers, length: number): Float32Array =>
  Float32Array.from({ length }, (_, k) => {
    const p = at(numbers, k);
    if (!(p >= 0 && p <= 1))
      refuse(
        `probability ${k}`,
        `population "${site.description.populations[population]!.name}"`,
        "between 0 and 1",
        p,
      );
    return p;
  });

/** The same from values of a param, such as rates, for a source that derives its probabilities from it. */
export const playRates = (
  site: Site,
  population: number,
  rates: ArrayLike<number>,
  rowSteps: number,
  fromStep: number,
): void => {
  const { plays } = site.populations[population]!.model as SourceModel;
  const { from, value } = plays as Extract<SourceModel["plays"], { kind: "probabilities" }>;
  const derived = valuesOf(site, population, from, rates)(value!);
  playProbabilities(site, population, asProbabilities(site, population, derived, rates.length), rowSteps, fromStep);
};

/** What a source's kernel reads of its params, and what it plays by them alone: for ever, the probabilities that derive from them, if any. */
export const playParams = (site: Site, population: number): void => {
  const { block, n, model } = site.populations[population]!;
  if (model.kind !== "source") return;
  const { plays, code } = model;
  const values = valuesOf(site, population);
  const read = code.values.map((name) => [name, values(name)] as const);
  for (const [name, value] of read)
    if (typeof value !== "number")
      refuse(
        name,
        `population "${site.description.populations[population]!.name}"`,
        "one number for all, as the kernel of a source takes it",
        `${value.length}`,
      );
  if (plays.kind === "probabilities" && plays.value)
    playProbabilities(site, population, asProbabilities(site, population, values(plays.value), n), 0, 0);
  for (const [name, value] of read) block.setF32(name, at(value, 0));
};

/** Events sorted by (step, id). */
export const playEvents = (site: Site, population: number, steps: Uint32Array, ids: Uint32Array): void => {
  const { block } = site.populations[population]!;
  const address = stimulusMemory(site, population, 2 * steps.length);
  const after = address + steps.length * 4;
  site.arena.u32(address, steps.length).set(steps);
  site.arena.u32(after, ids.length).set(ids);
  site.arena.u32(block.u32("cursor"), 1)[0] = 0;
  block.setU32("steps", address).setU32("ids", after).setU32("nEvents", steps.length);
};
