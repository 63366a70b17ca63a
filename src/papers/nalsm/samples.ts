import { branchingFactor } from "../../analysis/branchingFactor.js";
import { RateCode } from "../../encode/rateCode.js";
import type { StateRecording } from "../../index.js";
import { sampleHash } from "../sampleHash.js";
import { constants, describeLiquid, type LiquidOptions, recurrentSynapses } from "./network.js";

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

export interface Look {
  times: Float64Array;
  ids: Uint32Array;
  astrocyte: { times: Float64Array; values: Float64Array } | null;
  branchingFactor: number;
  inputHz: number;
  /** Inter-spike intervals, ms. */
  intervals: Float64Array;
}

export interface SampleResult {
  /** Spike counts, samples × liquid neurons. */
  counts: Uint8Array;
  spikes: number;
  synapticEvents: number;
  hash: bigint;
  looks: Look[];
}

/**
 * Trial module of a pool: one liquid per worker. Every sample starts from the initialised weights and from rest, with its
 * own trial number, and is shown for 250 ms with plasticity on and amplitudes fading.
 */
export const open = async ({ liquid: options, weights, images }: SampleSetup) => {
  // AP-STDP learns during the initialisation only.
  const learns = options.variant === "nalsm" || options.variant === "stdp";
  const liquid = describeLiquid(options, learns);
  const { net, pixels, projections, astrocyte, spikes, inputSpikes } = liquid;
  const trace: StateRecording | null = astrocyte && net.record(astrocyte, "a");
  await net.build();
  if (weights) for (const [k, projection] of projections.entries()) projection.setWeights(weights[k]!);
  if (learns) for (const projection of projections) projection.set({ decay: constants.decay });
  astrocyte?.set({ decay: constants.decay });
  await net.reset();
  const initialised = learns ? await net.checkpoint() : null;
  const synapses = await recurrentSynapses(liquid);
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
      await net.reset(initialised ? { trial, to: initialised } : { trial });
      pixels.play(codes[set].probabilities(k));
      await net.run(constants.sampleMs);
      // No neuron fires more often than every third step, so that a count fits a byte.
      out.counts.set(spikes.counts(), (k - begin) * n);
      const activity = net.activity();
      out.spikes += activity.spikes;
      out.synapticEvents += activity.synapticEvents;
      out.hash = BigInt.asUintN(64, out.hash + sampleHash(activity.hash, trial));
      if (!look) continue;
      const { times, ids } = spikes;
      out.looks.push({
        times,
        ids,
        astrocyte: trace && { times: trace.times, values: Float64Array.from(trace.of(0)) },
        branchingFactor: branchingFactor({ n, times, ids, ...synapses }),
        inputHz: inputSpikes.rate(),
        intervals: spikes.intervals(),
      });
    }
    return out;
  };
};
