import { expect } from "vitest";
import { NeurogliaError } from "../dist/src/index.js";

/** What TypeScript would refuse, as a JavaScript user writes it. */
// biome-ignore lint/suspicious/noExplicitAny: bad input has no type
export const js = (value: unknown): any => value;

/** The error with which `act` refuses. */
export const refused = (act: () => unknown): NeurogliaError => {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(NeurogliaError);
    return error as NeurogliaError;
  }
  throw new Error("nothing was refused");
};
