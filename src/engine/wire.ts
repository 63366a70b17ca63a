import {
  driveModels,
  gliaModels,
  neuronModels,
  plasticityRules,
  shortTermRules,
  sourceModels,
} from "../models/index.js";
import type { NetworkDescription, PlasticityDescription, ShortTermDescription } from "./description.js";

type Named<T, K extends keyof T> = Omit<T, K> & Readonly<Record<K, string>>;
type Parts = "populations" | "drives" | "glia";
type Projection = NetworkDescription["projections"][number];

/** A description whose models stand by name: what can be posted to a thread, which accepts no functions. */
export type WireDescription = Omit<NetworkDescription, Parts | "projections"> & {
  readonly [P in Parts]: readonly Named<NetworkDescription[P][number], "model">[];
} & {
  readonly projections: readonly (Omit<Projection, "shortTerm" | "plasticity"> & {
    readonly shortTerm: Named<ShortTermDescription, "rule"> | null;
    readonly plasticity: Named<PlasticityDescription, "rule"> | null;
  })[];
};

const named = <T extends { readonly model: { readonly name: string } }>(parts: readonly T[]) =>
  parts.map((part) => ({ ...part, model: part.model.name }));

export const toWire = (description: NetworkDescription): WireDescription => ({
  ...description,
  populations: named(description.populations),
  drives: named(description.drives),
  glia: named(description.glia),
  projections: description.projections.map(({ shortTerm, plasticity, ...rest }) => ({
    ...rest,
    shortTerm: shortTerm && { ...shortTerm, rule: shortTerm.rule.name },
    plasticity: plasticity && { ...plasticity, rule: plasticity.rule.name },
  })),
});

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
