import { NeurogliaError } from "../dist/src/index.js";
import { networks } from "./networks/index.js";
import { completed, type LabNetwork, possible, type Values } from "./networks/network.js";

/** All that fixes every spike: a network, the values of its controls, a seed. */
export interface Recipe {
  network: LabNetwork;
  values: Values;
  /** A safe integer ≥ 0. */
  seed: number;
}

export const defaultSeed = 1;

/** Time at which the hash of all spikes is taken, ms. */
export const hashAt = 1000;

/** A network with the given values, and defaults for the others. @throws NeurogliaError for values that it does not take */
export const recipeOf = (network: LabNetwork, values: Values = {}, seed = defaultSeed): Recipe => ({
  network,
  values: completed(network, values),
  seed,
});

/** What follows "#" in the address: network, seed, and all values, so that later defaults change nothing. */
export const addressOf = ({ network, values, seed }: Recipe): string =>
  new URLSearchParams([
    ["network", network.id],
    ["seed", String(seed)],
    ...Object.entries(values).map(([name, value]) => [name, String(value)]),
  ]).toString();

/** What an address asks for: a recipe in any case, and what of it could not be had. */
export interface Asked {
  recipe: Recipe;
  /** What was replaced, a sentence each. */
  replaced: readonly string[];
  /** Names that mean nothing to the network. */
  ignored: readonly string[];
}

/** The recipe of an address; an empty one is the first network's. What it cannot have is left at its default. */
export const recipeFrom = (address: string): Asked => {
  const fields = new URLSearchParams(address.replace(/^#/, ""));
  const replaced: string[] = [];
  const instead = (what: string, expected: string, got: string, here: string): void => {
    const { message } = new NeurogliaError({ code: "bad-link", what, where: "the link", expected, got });
    replaced.push(`${message}; here it is ${here}`);
  };
  const id = fields.get("network") ?? networks[0]!.id;
  const network = networks.find((each) => each.id === id) ?? networks[0]!;
  if (network.id !== id) instead("network", `one of ${networks.map((each) => each.id).join(", ")}`, id, network.id);
  const text = fields.get("seed") ?? String(defaultSeed);
  let seed = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(seed)) {
    seed = defaultSeed;
    instead("seed", "a safe integer ≥ 0", text, String(seed));
  }
  const own = ["network", "seed", "hash"];
  const asked = Object.fromEntries([...fields].filter(([name]) => !own.includes(name)));
  const { values, faults, unknown } = possible(network, asked);
  for (const { what, message } of faults) replaced.push(`${message}; here it is ${values[what]}`);
  return { recipe: { network, values, seed }, replaced, ignored: unknown };
};

/** The hash that an address came with. */
export const hashFrom = (address: string): string | null => {
  const hash = new URLSearchParams(address.replace(/^#/, "")).get("hash");
  return hash !== null && /^[0-9a-f]{16}$/.test(hash) ? hash : null;
};
