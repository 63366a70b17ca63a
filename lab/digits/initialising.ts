import { RateCode } from "../../dist/src/encode/rateCode.js";
import { Initialisation } from "../../dist/src/papers/nalsm/initialisation.js";
import type { LiquidDescription } from "../../dist/src/papers/nalsm/trainedLiquid.js";

export interface InitialisingSetup {
  liquid: LiquidDescription;
  peak: number;
}

/** Images that follow one another, and whether they are the last. */
export interface InitialisingTrial {
  pixels: Uint8Array;
  count: number;
  /** Number of the first among all. */
  first: number;
  last: boolean;
}

/** Trial module of a pool of one thread, which takes its trials in order: the weights after the last one. */
export const open = async ({ liquid, peak }: InitialisingSetup) => {
  const initialisation = await Initialisation.open(liquid);
  return async ({ pixels, count, first, last }: InitialisingTrial): Promise<Float32Array[] | null> => {
    const code = new RateCode({ count, pixels }, peak);
    for (let k = 0; k < count; k++) await initialisation.show(code.probabilities(k), first + k);
    return last ? initialisation.weights() : null;
  };
};
