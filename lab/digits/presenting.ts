import { RateCode } from "../../dist/src/encode/rateCode.js";
import { type Look, Presentation } from "../../dist/src/papers/nalsm/presentation.js";
import type { LiquidDescription } from "../../dist/src/papers/nalsm/trainedLiquid.js";

export interface PresentingSetup {
  liquid: LiquidDescription;
  weights: readonly Float32Array[] | null;
  peak: number;
}

/** Images to be shown, each with a trial number: `firstTrial` and on. */
export interface PresentingTrial {
  pixels: Uint8Array;
  count: number;
  firstTrial: number;
  /** Return what there was to see as well. */
  look: boolean;
}

export interface Presented {
  /** Spike counts, images × liquid neurons. */
  counts: Uint8Array;
  looks: Look[];
}

/** Trial module of a pool: a liquid a thread. */
export const open = async ({ liquid, weights, peak }: PresentingSetup) => {
  const presentation = await Presentation.open(liquid, weights);
  return async ({ pixels, count, firstTrial, look }: PresentingTrial): Promise<Presented> => {
    const code = new RateCode({ count, pixels }, peak);
    const out: Presented = { counts: new Uint8Array(count * liquid.neurons), looks: [] };
    for (let k = 0; k < count; k++) {
      out.counts.set(await presentation.show(code.probabilities(k), firstTrial + k), k * liquid.neurons);
      if (look) out.looks.push(presentation.look());
    }
    return out;
  };
};
