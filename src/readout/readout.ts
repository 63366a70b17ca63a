import type { FeatureMatrix } from "./features.js";

/** What every readout can do. Targets: labels for a classifier, rows × outputs numbers (row-major) for a regressor. */
export interface Readout {
  fit(features: FeatureMatrix, targets: ArrayLike<number>): unknown;
  /** Labels (a classifier) or rows × outputs numbers. @throws NeurogliaError `not-fitted` before a fit, `bad-shape` */
  predict(features: FeatureMatrix): Uint32Array | Float64Array;
  /** Accuracy in [0, 1], or the coefficient of determination R² (mean over outputs). */
  score(features: FeatureMatrix, targets: ArrayLike<number>): number;
  /** All that `load` of the same class needs. */
  save(): SavedReadout;
}

/** A readout that learns sample by sample, in the order given, on top of what it has learned. */
export interface OnlineReadout extends Readout {
  partialFit(features: FeatureMatrix, targets: ArrayLike<number>): void;
}

/** A readout at rest: one JSON object with names, options and shapes, and one array per name in NPY format. */
export interface SavedReadout {
  json: { format: "neuroglia-readout"; version: 1; kind: string; options: object; arrays: string[] };
  arrays: Record<string, Uint8Array>;
}
