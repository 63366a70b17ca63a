import type { NeuronModel, SourceModel } from "../models/model.js";

/** Names of columns that a model's users can read, record and set. */
export const columnsOf = (model: NeuronModel | SourceModel): string[] => [
  ...Object.keys(model.state),
  ...(model.kind === "neuron" ? Object.keys(model.inputs) : []),
];
