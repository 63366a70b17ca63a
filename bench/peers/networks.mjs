/** The networks that users time, as the papers build them and as brian.py does. */
import { brunel2000 } from "../../dist/src/papers/networks/brunel2000.js";
import { izhikevich2003 } from "../../dist/src/papers/networks/izhikevich2003.js";
import { vogelsAbbott2005 } from "../../dist/src/papers/networks/vogelsAbbott2005.js";

const brunel = (plasticity) => (settings) =>
  brunel2000({ neurons: 12_500, dt: 0.1, g: 5, eta: 2, connect: "probability", plasticity, ...settings });

/**
 * `seconds` of biological time per repetition; `most` is what our time over Brian 2's (f64) should be at most.
 * @type {Record<string, { title: string, seconds: number, most: number, describe: (settings: { seed: number, workers: number }) => import("../../dist/src/papers/networks/networkPaper.js").PaperNetwork }>}
 */
export const networks = {
  cuba: {
    title: "Vogels–Abbott CUBA",
    seconds: 10,
    most: 0.3,
    describe: (settings) => vogelsAbbott2005({ neurons: 4000, dt: 0.1, variant: "cuba", ...settings }),
  },
  coba: {
    title: "Vogels–Abbott COBA",
    seconds: 10,
    most: 0.35,
    describe: (settings) => vogelsAbbott2005({ neurons: 4000, dt: 0.1, variant: "coba", ...settings }),
  },
  brunel: { title: "Brunel 12,500", seconds: 2, most: 0.1, describe: brunel("none") },
  "brunel-stdp": { title: "Brunel with STDP", seconds: 1, most: 0.06, describe: brunel("stdp") },
  "izhikevich-1000": {
    title: "Izhikevich 1,000 all-to-all",
    seconds: 20,
    most: 0.2,
    describe: (settings) => izhikevich2003({ neurons: 1000, synapses: 1000, dt: 1, ...settings }),
  },
  "izhikevich-10000": {
    title: "Izhikevich 10,000 × 100",
    seconds: 5,
    most: 0.12,
    describe: (settings) => izhikevich2003({ neurons: 10_000, synapses: 100, dt: 1, ...settings }),
  },
};

/** One repetition on a network of its own: building is not timed. */
export const simulate = async (name, { seed, workers }) => {
  const { describe, seconds } = networks[name];
  const { net, spikes } = describe({ seed, workers });
  try {
    const { buildMs, memoryBytes, synapses } = await net.build();
    await net.run(0);
    const begin = performance.now();
    await net.run(seconds * 1000);
    return {
      seconds: (performance.now() - begin) / 1000,
      rateHz: spikes.rate(),
      buildMs,
      memoryBytes,
      synapses,
      hash: net.activity().hash,
    };
  } finally {
    await net.close();
  }
};
