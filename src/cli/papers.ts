import { nalsmPaper } from "./nalsm.js";
import type { PaperCommand } from "./program.js";

/** Not a literal, so that this compiles before the paper's file exists. */
const nalsm2021: string = "../papers/nalsm2021.js";

/** The papers that `neuroglia reproduce` knows: a new one is a file beside this and a line here. */
export const papers: readonly PaperCommand[] = [
  nalsmPaper(async (options) => (await import(nalsm2021)).nalsm2021(options)),
];
