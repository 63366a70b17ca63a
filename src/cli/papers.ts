import { brunel2000Paper } from "../papers/networks/brunel2000.js";
import { izhikevich2003Paper } from "../papers/networks/izhikevich2003.js";
import { polychronization2006Paper } from "../papers/networks/polychronization2006.js";
import { simulate } from "../papers/networks/simulate.js";
import { vogelsAbbott2005Paper } from "../papers/networks/vogelsAbbott2005.js";
import { nalsmPaper } from "./nalsm.js";
import { networkCommand } from "./network.js";
import type { PaperCommand } from "./program.js";

/** The papers that `neuroglia reproduce` knows: a new one is a file of its own and a line here. */
export const papers: readonly PaperCommand[] = [
  nalsmPaper(async (options) => (await import("../papers/nalsm2021.js")).nalsm2021(options)),
  networkCommand(vogelsAbbott2005Paper, simulate),
  networkCommand(brunel2000Paper, simulate),
  networkCommand(izhikevich2003Paper, simulate),
  networkCommand(polychronization2006Paper, simulate),
];
