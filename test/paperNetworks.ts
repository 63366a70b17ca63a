import { brunel2000 } from "../dist/src/papers/networks/brunel2000.js";
import { izhikevich2003 } from "../dist/src/papers/networks/izhikevich2003.js";
import type { PaperNetwork } from "../dist/src/papers/networks/networkPaper.js";
import { polychronization2006 } from "../dist/src/papers/networks/polychronization2006.js";
import { vogelsAbbott2005 } from "../dist/src/papers/networks/vogelsAbbott2005.js";

const brunel = (plasticity: "none" | "stdp", workers: number) =>
  brunel2000({ neurons: 2000, dt: 0.1, seed: 1, workers, g: 5, eta: 2, connect: "indegree", plasticity });

/**
 * Networks with all that the general engine has: exponential currents, conductances, delta synapses, Poisson and Gaussian
 * drives, one delay and many, all formats of synapses, lazily evaluated STDP; and the milliseconds that tests run them for.
 */
export const paperNetworks = {
  cuba: {
    ms: 60,
    describe: (workers: number) => vogelsAbbott2005({ variant: "cuba", neurons: 4000, dt: 0.1, seed: 1, workers }),
  },
  coba: {
    ms: 60,
    describe: (workers: number) => vogelsAbbott2005({ variant: "coba", neurons: 4000, dt: 0.1, seed: 1, workers }),
  },
  brunel: { ms: 80, describe: (workers: number) => brunel("none", workers) },
  brunelStdp: { ms: 80, describe: (workers: number) => brunel("stdp", workers) },
  izhikevich: {
    ms: 300,
    describe: (workers: number) => izhikevich2003({ neurons: 1000, synapses: 1000, dt: 1, seed: 1, workers }),
  },
  polychronization: {
    ms: 300,
    describe: (workers: number) => polychronization2006({ neurons: 1000, dt: 1, seed: 1, workers }),
  },
} satisfies Record<string, { ms: number; describe: (workers: number) => PaperNetwork }>;

export type PaperName = keyof typeof paperNetworks;
export const paperNames = Object.keys(paperNetworks) as PaperName[];
