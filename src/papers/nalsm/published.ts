import type { NalsmSummary, NalsmVariant } from "../paper.js";

const source = "Ivanov & Michmizos (2021) and «Data and simulations.xlsx» in the authors' repository";

/** Accuracy (%), its SD over networks, branching factor. */
type Row = [accuracy: number, sd: number | null, branchingFactor: number | null];

const at1000: Record<string, Partial<Record<NalsmVariant, Row>>> = {
  mnist: {
    nalsm: [95.96, 0.13, 1.246],
    stdp: [89.47, 0.45, 1.4],
    "ap-stdp": [95.49, 0.09, null],
  },
  "fashion-mnist": { nalsm: [83.05, 0.21, 1.197] },
};

const at8000: Record<string, Partial<Record<NalsmVariant, Row>>> = {
  mnist: { nalsm: [97.49, 0.11, null] },
  "fashion-mnist": { nalsm: [85.61, 0.18, null] },
};

/** Static liquids on MNIST, 1,000 neurons, by |w|. */
export const publishedStatic: Record<string, Row> = {
  "0.4": [95.0, null, 0.369],
  "0.5": [95.12, null, 0.539],
  "0.6": [95.19, null, 0.704],
  "0.7": [95.22, null, 0.863],
  "0.8": [95.2, null, 1.002],
  "0.9": [95.2, null, 1.13],
  "1": [95.18, null, 1.24],
  "1.1": [94.85, null, 1.341],
  "1.2": [94.32, null, 1.404],
  "1.3": [93.59, null, 1.437],
  "1.4": [93.44, null, 1.438],
};

/** The authors' figures for a run, as far as they give them. */
export const published = (
  variant: NalsmVariant,
  dataset: string,
  neurons: number,
  weight: number,
): NalsmSummary["published"] => {
  const table = neurons === 1000 ? at1000 : neurons === 8000 ? at8000 : {};
  const row =
    variant === "static"
      ? neurons === 1000 && dataset === "mnist"
        ? publishedStatic[String(weight)]
        : undefined
      : table[dataset]?.[variant];
  if (!row) return { accuracy: null, accuracySd: null, branchingFactor: null, source };
  const [accuracy, sd, branching] = row;
  return {
    accuracy: accuracy / 100,
    accuracySd: sd === null ? null : sd / 100,
    branchingFactor: branching,
    source,
  };
};
