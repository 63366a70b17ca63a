import { NeurogliaError } from "../src/errors.js";
import { Network } from "../src/network/network.js";
import type { LiquidCopy } from "../src/reservoir/samplePool.js";
import { copiedSite, type SamplingSite, type Showing, show } from "../src/reservoir/sampling.js";
import type { Outcome } from "./share.js";

const outcomeOf = async (work: () => unknown): Promise<Outcome> => {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof NeurogliaError) return { fault: error.details };
    throw error;
  }
};

/** A copy of a liquid in this thread, to which samples are shown. */
export class LiquidRunner {
  #site: SamplingSite | null = null;
  #start: Uint8Array | null = null;

  open({ network, input, start }: LiquidCopy): Promise<Outcome> {
    return outcomeOf(() => {
      this.#site = copiedSite((kept) => Network.fromCopy(network, kept), input);
      this.#start = start;
    });
  }

  show(sample: Showing): Promise<Outcome> {
    return outcomeOf(() => show(this.#site!, sample, this.#start));
  }
}
