import { driveModels, gliaModels, neuronModels, plasticityRules, sourceModels } from "../models/index.js";
import type { NetworkDescription } from "./description.js";

/** A description whose models stand by name, so that it can be posted to a thread. */
export type WireDescription = { readonly wire: unknown };

const byName = new Map(
  [...neuronModels, ...sourceModels, ...driveModels, ...gliaModels, ...plasticityRules].map((m) => [m.name, m]),
);

const named = <T extends { model: { name: string } }>(parts: readonly T[]) =>
  parts.map((part) => ({ ...part, model: part.model.name }));

/** Models carry functions, which no thread accepts: their names go instead. */
export const toWire = (description: NetworkDescription): WireDescription => ({
  wire: {
    ...description,
    populations: named(description.populations),
    drives: named(description.drives),
    glia: named(description.glia),
    projections: description.projections.map((projection) => ({
      ...projection,
      plasticity: projection.plasticity && { ...projection.plasticity, rule: projection.plasticity.rule.name },
    })),
  },
});

/** The description again, with this thread's models. */
export const fromWire = ({ wire }: WireDescription): NetworkDescription => {
  // What toWire made of a description has its shape but for the names.
  const given = wire as ReturnType<typeof shapeOf>;
  const model = (name: string) => byName.get(name)! as never;
  return {
    ...given,
    populations: given.populations.map((part) => ({ ...part, model: model(part.model) })),
    drives: given.drives.map((part) => ({ ...part, model: model(part.model) })),
    glia: given.glia.map((part) => ({ ...part, model: model(part.model) })),
    projections: given.projections.map((part) => ({
      ...part,
      plasticity: part.plasticity && { ...part.plasticity, rule: model(part.plasticity.rule) },
    })),
  };
};

type Named<T, K extends keyof T> = Omit<T, K> & { [k in K]: string };
declare const shapeOf: () => Omit<NetworkDescription, "populations" | "drives" | "glia" | "projections"> & {
  populations: Named<NetworkDescription["populations"][number], "model">[];
  drives: Named<NetworkDescription["drives"][number], "model">[];
  glia: Named<NetworkDescription["glia"][number], "model">[];
  projections: (Omit<NetworkDescription["projections"][number], "plasticity"> & {
    plasticity: Named<NonNullable<NetworkDescription["projections"][number]["plasticity"]>, "rule"> | null;
  })[];
};
