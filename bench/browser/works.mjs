/** What is timed in Node and in a page by the same code: whole networks, run on from stretch to stretch. */
import { constants, defaultAstrocyteWeight, describeLiquid } from "../../dist/src/papers/nalsm/network.js";
import { networks } from "../peers/networks.mjs";

const SEED = 1;
const NEURONS = 1000;

/** A network of the papers; a stretch goes on where the last one ended. */
const network = (name, stretchMs) => async () => {
  const { net } = networks[name].describe({ seed: SEED, workers: 1 });
  await net.build();
  await net.run(0);
  return {
    net,
    stretch: async () => {
      const begin = performance.now();
      await net.run(stretchMs);
      return { ms: performance.now() - begin, bioMs: stretchMs };
    },
  };
};

/** The plastic liquid of NALSM for images of so many pixels, as the paper initialises it. */
export const nalsmLiquid = (nInputs) => {
  const astrocyteWeight = defaultAstrocyteWeight(NEURONS);
  const options = {
    variant: "nalsm",
    nInputs,
    neurons: NEURONS,
    weight: 3,
    astrocyteWeight,
    summation: "all",
    seed: SEED,
  };
  return describeLiquid(options, true);
};

/** The step of `bench/nalsm.mjs`: samples from an initialised liquid on; resetting and showing them is not timed. */
const nalsm = async ({ probabilities, initialised }) => {
  const { net, pixels, projections, astrocyte } = nalsmLiquid(probabilities[0].length);
  await net.build();
  for (const projection of projections) projection.set({ decay: constants.decay });
  astrocyte.set({ decay: constants.decay });
  return {
    net,
    stretch: async () => {
      let ms = 0;
      for (const [trial, image] of probabilities.entries()) {
        await net.reset({ trial, to: initialised });
        pixels.play(image);
        const begin = performance.now();
        await net.run(constants.sampleMs);
        ms += performance.now() - begin;
      }
      return { ms, bioMs: probabilities.length * constants.sampleMs };
    },
  };
};

export const works = {
  cuba: { title: networks.cuba.title, open: network("cuba", 1000) },
  coba: { title: networks.coba.title, open: network("coba", 1000) },
  brunel: { title: networks.brunel.title, open: network("brunel", 250) },
  nalsm: { title: `NALSM-${NEURONS} step`, open: nalsm },
};
