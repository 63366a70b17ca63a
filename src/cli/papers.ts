import { nalsmPaper } from "./nalsm.js";
import type { PaperCommand } from "./program.js";

/** The papers that `neuroglia reproduce` knows: a new one is a file beside this and a line here. */
export const papers: readonly PaperCommand[] = [
  nalsmPaper(async (options) => (await import("../papers/nalsm2021.js")).nalsm2021(options)),
];
