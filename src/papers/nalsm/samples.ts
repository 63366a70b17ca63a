import { RateCode } from "../../encode/rateCode.js";
import { sampleHash } from "../sampleHash.js";
import type { LiquidOptions } from "./network.js";
import { type Look, Presentation } from "./presentation.js";

/** Images by place in a set, all of one split; `firstTrial` + place numbers the random draws of each. */
export interface SampleTrial {
  set: "train" | "test";
  begin: number;
  end: number;
  firstTrial: number;
  /** Return spikes, astrocyte and branching factor as well. */
  look: boolean;
}

export interface SampleSetup {
  liquid: LiquidOptions;
  /** Weights after the initialisation, by projection; null where it has none. */
  weights: Float32Array[] | null;
  images: Record<"train" | "test", { count: number; pixels: Uint8Array; peak: number }>;
}

export interface SampleResult {
  /** Spike counts, samples × liquid neurons. */
  counts: Uint8Array;
  spikes: number;
  synapticEvents: number;
  hash: bigint;
  looks: Look[];
}

/** Trial module of a pool: one liquid per worker, to which every sample is shown with its own trial number. */
export const open = async ({ liquid: options, weights, images }: SampleSetup) => {
  const presentation = await Presentation.open(options, weights);
  const { net } = presentation.liquid;
  const codes = {
    train: new RateCode(images.train, images.train.peak),
    test: new RateCode(images.test, images.test.peak),
  };

  return async ({ set, begin, end, firstTrial, look }: SampleTrial): Promise<SampleResult> => {
    const n = options.neurons;
    const out: SampleResult = {
      counts: new Uint8Array((end - begin) * n),
      spikes: 0,
      synapticEvents: 0,
      hash: 0n,
      looks: [],
    };
    for (let k = begin; k < end; k++) {
      const trial = firstTrial + k;
      out.counts.set(await presentation.show(codes[set].probabilities(k), trial), (k - begin) * n);
      const activity = net.activity();
      out.spikes += activity.spikes;
      out.synapticEvents += activity.synapticEvents;
      out.hash = BigInt.asUintN(64, out.hash + sampleHash(activity.hash, trial));
      if (look) out.looks.push(presentation.look());
    }
    return out;
  };
};
