import { loadImageDataset } from "../../dist/src/datasets/node/images.js";
import { RateCode } from "../../dist/src/encode/rateCode.js";
import { constants } from "../../dist/src/papers/nalsm/network.js";
import { nalsmLiquid } from "./works.mjs";

const SHOWN = 8;

/** The liquid of NALSM after `samples` samples of initialisation on MNIST, as a checkpoint, and the digits to show it. */
export const initialisedLiquid = async (samples) => {
  const images = loadImageDataset("mnist");
  const shown = new RateCode(images.test);
  const probabilities = Array.from({ length: SHOWN }, (_, k) => shown.probabilities(k));
  const { net, pixels } = nalsmLiquid(probabilities[0].length);
  const code = new RateCode(images.train);
  for (let trial = 0; trial < samples; trial++) {
    await net.reset({ trial, only: ["state"] });
    pixels.play(code.probabilities(trial));
    await net.run(constants.initialisationMs);
  }
  await net.reset();
  const initialised = await net.checkpoint();
  await net.close();
  return { probabilities, initialised };
};
