import { NeurogliaError } from "../errors.js";

/** Refuses what only building or a built network can tell to be wrong. */
export const refuse = (what: string, where: string, expected: string, got: unknown): never => {
  throw new NeurogliaError({ code: "bad-input", what, where, expected, got });
};
