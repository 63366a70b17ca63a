import { Astrocyte } from "./astrocyte.js";
import { bad, nameOf } from "./check.js";
import { Group } from "./group.js";
import { LoopReadout } from "./loopReadout.js";
import { Projection } from "./projection.js";

/** What calls of a network return and others take, and which calls return it. */
const PARTS = {
  group: [Group, "population or slice"],
  astrocyte: [Astrocyte, "astrocyte"],
  projection: [Projection, "connect"],
  readout: [LoopReadout, "readout"],
} as const;
type Kind = keyof typeof PARTS;

const kindOf = (part: unknown): Kind | undefined =>
  (Object.keys(PARTS) as Kind[]).find((kind) => part instanceof PARTS[kind][0]);

const several = (part: unknown): string => (Array.isArray(part) ? ": a call for each of several" : "");

/** Refuses what is no part of this kind, and says which it is. */
export const checkPart = (kind: Kind, what: string, part: unknown, where: string): void => {
  const found = kindOf(part);
  if (found === kind) return;
  const expected = `one ${kind}, as ${PARTS[kind][1]} returns it${several(part)}`;
  throw bad(what, where, expected, found ? `${found} ${nameOf(part)}` : part);
};

/** What kind of part is to be recorded. @throws NeurogliaError for what cannot be */
export const checkRecordable = (target: unknown, where: string): Kind => {
  const kind = kindOf(target);
  if (kind && kind !== "projection") return kind;
  throw bad("target", where, `a group, astrocyte or readout${several(target)}`, nameOf(target));
};

/** Refuses what is no name. `example` shows the call. */
export const checkName = (name: unknown, where: string, example: string): void => {
  if (typeof name !== "string" || name === "")
    throw bad("name", where, `a non-empty string, as in net.${example}`, nameOf(name));
};
