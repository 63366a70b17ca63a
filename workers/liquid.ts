import { loadParts } from "../src/engine/parts.js";
import { Network } from "../src/network/network.js";
import type { LiquidCopy } from "../src/reservoir/samplePool.js";
import { copiedSite, type SamplingSite, type Showing, type Shown, show } from "../src/reservoir/sampling.js";

/** A copy of a liquid in this thread, to which samples are shown. */
export class LiquidRunner {
  #site: SamplingSite | null = null;
  #start: Uint8Array | null = null;

  async open({ network, input, start }: LiquidCopy): Promise<void> {
    await loadParts(network.description);
    this.#site = copiedSite((kept) => Network.fromCopy(network.description, network.image, kept), input);
    this.#start = start;
  }

  show(sample: Showing): Promise<Shown> {
    return show(this.#site!, sample, this.#start);
  }
}
