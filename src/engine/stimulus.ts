import { valuesOf } from "./params.js";
import type { Site } from "./site.js";

/** Memory for what a source plays; grows where the last stimulus was smaller. */
export const stimulusMemory = (site: Site, population: number, words: number): number => {
  const place = site.populations[population]!;
  if (place.stimulus.words < words) {
    const owner = `population "${site.description.populations[population]!.name}" stimulus`;
    place.stimulus = { address: site.arena.allocate(words * 4, owner), words };
  }
  return place.stimulus.address;
};

/** Probabilities per step: `values` holds rows of n; each lasts `rowSteps`, a single one (rowSteps 0) for ever. */
export const playProbabilities = (
  site: Site,
  population: number,
  values: ArrayLike<number>,
  rowSteps: number,
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
  block.setU32("probabilities", address).setU32("rowSteps", rowSteps).setU32("nRows", nRows);
};

/** The same from rates, for a source that derives its probabilities from them. */
export const playRates = (site: Site, population: number, rates: ArrayLike<number>, rowSteps: number): void => {
  const { from } = site.populations[population]!.model.derived.probability!;
  const { dt } = site.description;
  const probabilities = Float32Array.from(rates, (rate) => from({ rate }, dt, site.kernels));
  playProbabilities(site, population, probabilities, rowSteps);
};

/** What a source plays by its params alone: for ever, the probabilities that derive from them, where there are any. */
export const playParams = (site: Site, population: number): void => {
  const { n, model } = site.populations[population]!;
  if (model.kind !== "source" || !model.derived.probability) return;
  const valuesAt = valuesOf(site, population);
  playProbabilities(
    site,
    population,
    Float32Array.from({ length: n }, (_, k) => valuesAt(k).probability!),
    0,
  );
};
