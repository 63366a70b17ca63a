import type { GliaModel, NeuronModel, SourceModel } from "../models/model.js";
import type { FloatBytes } from "./arena.js";
import type { NetworkDescription, RecorderDescription } from "./description.js";

/** Names of columns of a model's states and inputs. */
export const columnsOf = (model: NeuronModel | SourceModel): string[] =>
  Object.keys({ ...model.state, ...(model.kind === "neuron" && model.inputs) });

/** What a model's users can read and record: these, and what kernels find from them. */
export const shownOf = (model: NeuronModel | SourceModel): string[] => [
  ...columnsOf(model),
  ...("observed" in model ? Object.keys(model.observed!) : []),
];

/** Bytes of an element of a state or input column. */
export const bytesOf = (
  { state }: Pick<NeuronModel | SourceModel | GliaModel, "state">,
  quantity: string,
): FloatBytes => (state[quantity]?.f64 ? 8 : 4);

/** Bytes of a value that a recorder samples. */
export const sampleBytes = ({ populations, glia }: NetworkDescription, recorder: RecorderDescription): FloatBytes => {
  if (recorder.kind === "glia") return bytesOf(glia[recorder.glia]!.model, recorder.quantity);
  return recorder.kind === "state" ? bytesOf(populations[recorder.group.population]!.model, recorder.quantity) : 4;
};
