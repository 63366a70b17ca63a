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
