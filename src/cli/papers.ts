import type { Experiment } from "../papers/experiments/experiment.js";
import type { NetworkPaper } from "../papers/networks/networkPaper.js";
import type { LazyPaper, PaperCommand } from "./program.js";

const network = async (paper: NetworkPaper): Promise<PaperCommand> => {
  const [{ networkCommand }, { simulate }] = await Promise.all([
    import("./network.js"),
    import("../papers/networks/simulate.js"),
  ]);
  return networkCommand(paper, simulate);
};

const experiment = async (paper: Experiment): Promise<PaperCommand> =>
  (await import("./experiment.js")).experimentCommand(paper);

/** The papers that `neuroglia reproduce` knows: a new one is a file of its own and a line here. */
export const papers: readonly LazyPaper[] = [
  {
    name: "nalsm-2021",
    load: async () =>
      (await import("./nalsm.js")).nalsmPaper(async (options) =>
        (await import("../papers/nalsm2021.js")).nalsm2021(options),
      ),
  },
  {
    name: "vogels-abbott-2005",
    load: async () => network((await import("../papers/networks/vogelsAbbott2005.js")).vogelsAbbott2005Paper),
  },
  {
    name: "brunel-2000",
    load: async () => network((await import("../papers/networks/brunel2000.js")).brunel2000Paper),
  },
  {
    name: "izhikevich-2003",
    load: async () => network((await import("../papers/networks/izhikevich2003.js")).izhikevich2003Paper),
  },
  {
    name: "polychronization-2006",
    load: async () => network((await import("../papers/networks/polychronization2006.js")).polychronization2006Paper),
  },
  {
    name: "maass-2002",
    load: async () => experiment((await import("../papers/experiments/maass2002.js")).maass2002),
  },
  {
    name: "nicola-clopath-2017",
    load: async () => experiment((await import("../papers/experiments/nicolaClopath2017.js")).nicolaClopath2017),
  },
  {
    name: "srinivasan-2025",
    load: async () => experiment((await import("../papers/experiments/srinivasan2025.js")).srinivasan2025),
  },
  {
    name: "yamada-chao-2025",
    load: async () => experiment((await import("../papers/experiments/yamadaChao2025.js")).yamadaChao2025),
  },
];
