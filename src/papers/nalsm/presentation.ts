import { branchingFactor } from "../../analysis/branchingFactor.js";
import type { StateRecording } from "../../index.js";
import { constants, describeLiquid, type Liquid, type LiquidOptions, recurrentSynapses } from "./network.js";

/** First trial numbers of samples by set, so that no two samples share random draws. */
export const FIRST_TRIAL = { train: 1_000_000, test: 2_000_000 };

/** What can be seen of one presentation. */
export interface Look {
  times: Float64Array;
  ids: Uint32Array;
  astrocyte: { times: Float64Array; values: Float64Array } | null;
  branchingFactor: number;
  inputHz: number;
  /** Inter-spike intervals, ms. */
  intervals: Float64Array;
}

/**
 * An initialised liquid to which images are shown, each for 250 ms from the initialised weights and from rest, with plasticity
 * on and amplitudes fading. An image's trial number settles its random draws, so that images may come in any order.
 */
export class Presentation {
  readonly liquid: Liquid;
  readonly #trace: StateRecording | null;
  #initialised: Uint8Array | null = null;
  #synapses: { pre: Uint32Array; post: Uint32Array } = { pre: new Uint32Array(0), post: new Uint32Array(0) };

  private constructor(liquid: Liquid) {
    this.liquid = liquid;
    this.#trace = liquid.astrocyte && liquid.net.record(liquid.astrocyte, "a");
  }

  /**
   * Builds the liquid.
   * @param weights after the initialisation, by projection, mV; null where it has none
   * @throws NeurogliaError for what the network refuses, such as weights of another wiring
   */
  static async open(options: LiquidOptions, weights: readonly Float32Array[] | null): Promise<Presentation> {
    // AP-STDP learns during the initialisation only.
    const learns = options.variant === "nalsm" || options.variant === "stdp";
    const presentation = new Presentation(describeLiquid(options, learns));
    const { liquid } = presentation;
    const { net, projections, astrocyte } = liquid;
    await net.build();
    if (weights) for (const [k, projection] of projections.entries()) projection.setWeights(weights[k]!);
    if (learns) for (const projection of projections) projection.set({ decay: constants.decay });
    astrocyte?.set({ decay: constants.decay });
    await net.reset();
    presentation.#initialised = learns ? await net.checkpoint() : null;
    presentation.#synapses = await recurrentSynapses(liquid);
    return presentation;
  }

  /** Shows an image, as probabilities of an event per step, one a pixel; returns the spike counts of the liquid's neurons. */
  async show(probabilities: Float32Array, trial: number): Promise<Uint8Array> {
    const { net, pixels, spikes } = this.liquid;
    await net.reset(this.#initialised ? { trial, to: this.#initialised } : { trial });
    pixels.play(probabilities);
    await net.run(constants.sampleMs);
    // No neuron fires more often than every third step, so that a count fits a byte.
    return Uint8Array.from(spikes.counts());
  }

  /** What there was to see of the image shown last. */
  look(): Look {
    const { liquid, spikes, inputSpikes } = this.liquid;
    const { times, ids } = spikes;
    const trace = this.#trace;
    return {
      times,
      ids,
      astrocyte: trace && { times: trace.times, values: Float64Array.from(trace.of(0)) },
      branchingFactor: branchingFactor({ n: liquid.length, times, ids, ...this.#synapses }),
      inputHz: inputSpikes.rate(),
      intervals: spikes.intervals(),
    };
  }
}
