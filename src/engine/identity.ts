import type { Model } from "../models/model.js";

/** What a descriptor says to people, tests and higher parts of the package: no number of a run comes from it. */
const ASIDE =
  "title equations source meaning limits order drives typical presets putOff scheme unchecked observed".split(" ");

const known = new WeakMap<Model, bigint>();

/**
 * 64 bits that tell a model from any other, one of the same name too: FNV-1a of all that its numbers come from. Of its kernels it has
 * their stamp, which other bytes change, or, of the package's own, whose they are: those may be built anew, and `BITS` counts what
 * changes what they compute.
 */
export const identityOf = (model: Model): bigint => {
  const found = known.get(model);
  if (found !== undefined) return found;
  const { kind, name, identityText } = model;
  // Where a text says the rest, what stands in checkpoints, which another release may arrange in another way.
  const columns = [
    ...Object.entries(model.state).map(([quantity, { f64 }]) => [quantity, f64]),
    ...Object.keys("inputs" in model ? model.inputs : {}),
  ];
  const what = identityText === undefined ? model : { kind, name, identityText, columns };
  const text = JSON.stringify(what, (key, value) => {
    // A quantity may be called that.
    if (ASIDE.includes(key) && !(value?.meaning || value?.expression)) return undefined;
    if (key === "code" && "stamp" in value) return value.name ?? value.stamp;
    return typeof value === "number" ? String(value) : value;
  });
  let hash = 0xcbf29ce484222325n;
  for (let k = 0; k < text.length; k++) hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(k))) * 0x100000001b3n);
  known.set(model, hash);
  return hash;
};
