// What must hold of every network, whatever it is.
import { NeurogliaError } from "../../dist/src/index.js";
import { Fault, play } from "./play.mjs";

const first = (a, b) => {
  if (typeof a === "string") return `${a} instead of ${b}`;
  if (a.length !== b.length) return `${a.length} numbers instead of ${b.length}`;
  const k = a.findIndex((value, at) => !Object.is(value, b[at]));
  return `[${k}] is ${a[k]} instead of ${b[k]}`;
};

const same = (a, b) =>
  typeof a === "string" ? a === b : a.length === b.length && a.every((value, k) => Object.is(value, b[k]));

/** Where two accounts differ. */
const difference = (plain, varied) => {
  if (plain.refusals.join() !== varied.refusals.join())
    return `refusals: ${varied.refusals} instead of ${plain.refusals}`;
  for (const part of ["seen", "recorded"])
    if (varied[part])
      for (const [name, values] of plain[part])
        if (!same(varied[part].get(name), values)) return `${name}: ${first(varied[part].get(name), values)}`;
  return null;
};

/** A network refused, or its account. */
const account = async (description, varied) => {
  try {
    return await play(description, varied);
  } catch (error) {
    if (error instanceof NeurogliaError) return { refused: error.message };
    if (error instanceof Fault) throw error;
    throw new Fault("error", error?.stack ?? String(error));
  }
};

/**
 * Plays a network twice, plainly and varied. Resolves to `refused` (the message, if the network was), `refusals` (parts that were)
 * and `faults`, each with its kind: "bits" (workers, chunking, reading, restoring or crossing changed something), "bounds" (a
 * weight that learns lay outside), "finite" (a state did not stay so, without an error), "error" (one that is none of ours).
 */
export const check = async (description) => {
  const faults = [];
  const accounts = [];
  for (const varied of [false, true])
    try {
      accounts.push(await account(description, varied));
    } catch (fault) {
      faults.push({ kind: fault.kind, message: `${varied ? "varied" : "plain"}: ${fault.message}` });
    }
  const [plain, varied] = accounts;
  if (faults.length === 0 && (plain.refused === undefined) !== (varied.refused === undefined))
    faults.push({ kind: "bits", message: `refused: ${varied.refused} instead of ${plain.refused}` });
  if (faults.length > 0 || plain.refused !== undefined) return { refused: plain?.refused, refusals: [], faults };
  const differs = difference(plain, varied);
  if (differs) faults.push({ kind: "bits", message: differs });
  const outside = plain.outside ?? varied.outside;
  if (outside) faults.push({ kind: "bounds", message: outside });
  const { spikes } = JSON.parse(plain.seen.get("activity"));
  return { refusals: plain.refusals, faults, spikes };
};
