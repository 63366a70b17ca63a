/** The first line of every file that is made, in a comment. */
export const MADE = "Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.";

/** Name of a constant: `tauM` is `TAU_M`. */
export const constant = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase();
