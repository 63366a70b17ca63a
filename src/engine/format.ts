import type { NetworkDescription, ProjectionDescription } from "./description.js";

/** How the synapses of a projection lie in memory; see the `projection` frame. */
export type Format = "sparse" | "uniform" | "dense" | "bitmap";

/** The format of a projection, from the description alone. */
export const formatOf = (_description: NetworkDescription, _projection: ProjectionDescription): Format => "sparse";
