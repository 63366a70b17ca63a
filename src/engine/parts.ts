import { NeurogliaError } from "../errors.js";
import { initialsOf, setAll, valuesWith } from "../models/expression.js";
import { decayPair } from "../models/meanDecay.js";
import type { GliaModel, NeuronModel, SourceModel } from "../models/model.js";
import { Block } from "./block.js";
import { boundsOf, refuse, unitOf } from "./check.js";
import { bytesOf } from "./columns.js";
import type { NetworkDescription } from "./description.js";
import { formatOf } from "./format.js";
import type { Core } from "./handed.js";
import { loadKernels } from "./kernels.js";
import { checkLimits } from "./limits.js";
import { writeValues } from "./params.js";
import type { ModelWalk } from "./schedule.js";
import { ownPart } from "./share.js";
import { lag, padded, type Site, walkOf, workshop } from "./site.js";
import { playedMemory } from "./stimulus.js";
import { fill } from "./values.js";

/** What few networks need, kernels included: pages load it when one does. */
const loaded: {
  readouts?: typeof import("./readouts.js");
  learning?: typeof import("./plasticity.js");
  traits?: typeof import("./traits.js");
  bitmaps?: typeof import("../generated/bitmapWasm.js");
} = {};

const core = (): Core => ({
  NeurogliaError,
  Block,
  boundsOf,
  bytesOf,
  checkLimits,
  decayPair,
  fill,
  initialsOf,
  lag,
  ownPart,
  padded,
  playedMemory,
  refuse,
  setAll,
  unitOf,
  valuesWith,
  walkOf,
  workshop,
  writeValues,
});

type Columnar = NeuronModel | SourceModel | GliaModel;

const hasTraits = ({ code, state }: Columnar): boolean =>
  code.observed !== undefined || Object.values(state).some(({ initial }) => initial);

/** To be awaited before an engine of that description is made. */
export const loadParts = async (description: NetworkDescription): Promise<void> => {
  const { populations, glia, projections, readouts } = description;
  if (readouts.length > 0) (loaded.readouts ??= await import("./readouts.js")).begin(core());
  const rules = projections.flatMap(({ plasticity }) => plasticity?.rule ?? []);
  if (rules.length > 0) {
    const [learning] = await Promise.all([import("./plasticity.js"), ...rules.map(({ code }) => loadKernels(code))]);
    (loaded.learning ??= learning).begin(core());
  }
  if ([...populations, ...glia].some(({ model }) => hasTraits(model)))
    (loaded.traits ??= await import("./traits.js")).begin(core());
  if (projections.some((projection) => formatOf(description, projection) === "bitmap"))
    loaded.bitmaps ??= await import("../generated/bitmapWasm.js");
};

/** For who makes an engine without waiting. */
export const bringBitmaps = (module: NonNullable<typeof loaded.bitmaps>): void => {
  loaded.bitmaps ??= module;
};

/** Of what has readouts. */
export const readoutsOf = ({ readouts }: NetworkDescription): typeof loaded.readouts =>
  readouts.length > 0 ? loaded.readouts : undefined;

/** Of what learns. */
export const learningOf = ({ projections }: NetworkDescription): typeof loaded.learning =>
  projections.some(({ plasticity }) => plasticity) ? loaded.learning : undefined;

/** Of a model with what those of the package have not. */
export const traitsOf = (model: Columnar): typeof loaded.traits => (hasTraits(model) ? loaded.traits! : undefined);

/** The kernel that delivers from bitmaps, of what has such projections. */
export const bitmapDelivery = ({ instances }: Site): ModelWalk => ({
  name: "deliverBitmap",
  walk: instances.of(loaded.bitmaps!.code).deliverBitmap!,
});
