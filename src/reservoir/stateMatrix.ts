import type { FeatureMatrix } from "../readout/features.js";

/** States of a reservoir: a row per window or sample, a column per neuron (and kind of state), with their names. */
export interface StateMatrix extends FeatureMatrix {
  values: Float32Array;
  /** One per row, such as "120 ms" or "sample 7, window 2". */
  rowNames: readonly string[];
  /** One per column, such as "liquid 17 filteredSpikes". */
  columnNames: readonly string[];
}
