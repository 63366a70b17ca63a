import { NeurogliaError } from "../errors.js";
import { decayPair } from "../models/meanDecay.js";
import { Block } from "./block.js";
import type { NetworkDescription } from "./description.js";
import { padded } from "./site.js";
import { playedMemory } from "./stimulus.js";

/** What networks with readouts need besides, their kernels included: few have any, so that pages load it when one has. */
let loaded: typeof import("./readouts.js") | null = null;

/** To be awaited before an engine of that description is made. */
export const loadReadouts = async ({ readouts }: NetworkDescription): Promise<void> => {
  if (readouts.length === 0 || loaded) return;
  const module = await import("./readouts.js");
  module.begin({ NeurogliaError, Block, decayPair, padded, playedMemory });
  loaded = module;
};

/** What `loadReadouts` has loaded, for descriptions with readouts. */
export const readoutsOf = ({ readouts }: NetworkDescription): typeof loaded => (readouts.length > 0 ? loaded! : null);
