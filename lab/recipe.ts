import { NeurogliaError } from "../dist/src/index.js";
import { networks } from "./networks/index.js";
import { completed, type LabNetwork, type Values } from "./networks/network.js";

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

const refuse = (what: string, expected: string, got: unknown): never => {
  throw new NeurogliaError({ code: "bad-link", what, where: "the address", expected, got });
};

/**
 * The recipe of an address; an empty one is the first network's.
 * @throws NeurogliaError for an unknown network, a seed that is no safe integer ≥ 0, a name or value that the network does not take
 */
export const recipeFrom = (address: string): Recipe => {
  const fields = new URLSearchParams(address.replace(/^#/, ""));
  const id = fields.get("network") ?? networks[0]!.id;
  const network =
    networks.find((each) => each.id === id) ??
    refuse("network", `one of ${networks.map((each) => each.id).join(", ")}`, id);
  const text = fields.get("seed") ?? String(defaultSeed);
  const seed = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(seed)) refuse("seed", "a safe integer ≥ 0", text);
  const own = ["network", "seed", "hash"];
  const values = Object.fromEntries([...fields].filter(([name]) => !own.includes(name)));
  return recipeOf(network, values, seed);
};

/** The hash that an address came with. */
export const hashFrom = (address: string): string | null => {
  const hash = new URLSearchParams(address.replace(/^#/, "")).get("hash");
  return hash !== null && /^[0-9a-f]{16}$/.test(hash) ? hash : null;
};
