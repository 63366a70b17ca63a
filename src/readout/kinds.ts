import { NeurogliaError } from "../errors.js";
import { Lms } from "./lms.js";
import type { Readout, SavedReadout } from "./readout.js";
import { Ridge } from "./ridge.js";
import { Rls } from "./rls.js";
import { checkedJson } from "./saved.js";
import { SoftmaxReadout } from "./softmax.js";

/** Readouts by the `kind` that they are saved as. */
const kinds: Readonly<Record<string, { load(saved: SavedReadout): Readout }>> = {
  lms: Lms,
  ridge: Ridge,
  rls: Rls,
  softmax: SoftmaxReadout,
};

/** Any saved readout, by its kind. @throws NeurogliaError `bad-file` */
export const readoutOf = (saved: SavedReadout, where: string): Readout => {
  const { kind } = checkedJson(saved.json, where);
  const known = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (!known)
    throw new NeurogliaError({
      code: "bad-file",
      what: "kind",
      where,
      expected: `one of ${Object.keys(kinds).join(", ")}`,
      got: kind,
    });
  return known.load(saved);
};
