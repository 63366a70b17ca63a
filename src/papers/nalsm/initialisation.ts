import type { StateRecording } from "../../index.js";
import { Random } from "../../random.js";
import { constants, describeLiquid, type Liquid, type LiquidOptions } from "./network.js";

/** What one image did to the liquid: mean rate of its neurons, Hz, and mean state of the astrocyte, if it has one. */
export interface InitialisedImage {
  liquidHz: number;
  astrocyte: number | null;
}

/** The order in which images initialise a liquid of this seed: places among `nImages`. */
export const initialisationOrder = (seed: number, nImages: number): Uint32Array =>
  new Random(seed, "nalsm:initialisation").shuffle(Uint32Array.from({ length: nImages }, (_, k) => k));

/**
 * Weight initialisation: training images, 20 ms each, one after the other on one liquid. Weights and plasticity traces carry
 * over; potentials, queues, amplitudes and astrocyte start anew with each image. So images must come in one order on one thread.
 */
export class Initialisation {
  readonly liquid: Liquid;
  readonly #state: StateRecording | null;

  private constructor(liquid: Liquid) {
    this.liquid = liquid;
    this.#state = liquid.astrocyte && liquid.net.record(liquid.astrocyte, "a");
  }

  /** Builds the liquid. @throws NeurogliaError for what the network refuses */
  static async open(options: LiquidOptions): Promise<Initialisation> {
    const initialisation = new Initialisation(describeLiquid(options, true));
    await initialisation.liquid.net.build();
    return initialisation;
  }

  /** Shows the image that is `k`-th: probabilities of an event per step, one a pixel. */
  async show(probabilities: Float32Array, k: number): Promise<InitialisedImage> {
    const { net, pixels, spikes } = this.liquid;
    await net.reset({ trial: k, only: ["state"] });
    pixels.play(probabilities);
    await net.run(constants.initialisationMs);
    const states = this.#state?.of(0);
    return {
      liquidHz: spikes.rate(),
      astrocyte: states ? states.reduce((sum, value) => sum + value, 0) / states.length : null,
    };
  }

  /** By projection, mV. */
  weights(): Promise<Float32Array[]> {
    return Promise.all(this.liquid.projections.map((projection) => projection.weights()));
  }

  close(): Promise<void> {
    return this.liquid.net.close();
  }
}
