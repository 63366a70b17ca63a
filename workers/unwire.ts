import type { NetworkDescription } from "../src/engine/description.js";
import type { WireDescription } from "../src/engine/wire.js";
import {
  driveModels,
  gliaModels,
  neuronModels,
  plasticityRules,
  shortTermRules,
  sourceModels,
} from "../src/models/index.js";

// Apart from src/engine/wire.ts, so that a page's bundle has the models that it uses and no others; a worker has all.

const among = <M extends { readonly name: string }>(models: readonly M[], name: string): M => {
  const found = models.find((model) => model.name === name);
  if (!found) throw new RangeError(`no model ${name} in this thread`);
  return found;
};

/** The description again, with this thread's models. */
export const fromWire = (wire: WireDescription): NetworkDescription => ({
  ...wire,
  populations: wire.populations.map((part) => ({
    ...part,
    model: among([...neuronModels, ...sourceModels], part.model),
  })),
  drives: wire.drives.map((part) => ({ ...part, model: among(driveModels, part.model) })),
  glia: wire.glia.map((part) => ({ ...part, model: among(gliaModels, part.model) })),
  projections: wire.projections.map(({ shortTerm, plasticity, ...rest }) => ({
    ...rest,
    shortTerm: shortTerm && { ...shortTerm, rule: among(shortTermRules, shortTerm.rule) },
    plasticity: plasticity && { ...plasticity, rule: among(plasticityRules, plasticity.rule) },
  })),
});
