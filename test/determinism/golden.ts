import type { Kind } from "../smallNetworks.js";

/**
 * Spikes, deliveries and hash of 500 ms of the small networks with seed 11. They depend on the network's description and
 * seed alone: a change needs a reason in CHANGELOG.md.
 */
export const golden: Record<Kind, { spikes: number; synapticEvents: number; hash: string }> = {
  nalsm: { spikes: 6582, synapticEvents: 48364, hash: "ef8c414604d94f82" },
  delays: { spikes: 5300, synapticEvents: 37153, hash: "c8e88ebda6980975" },
  calcium: { spikes: 5846, synapticEvents: 41709, hash: "3db6634b3d01fe70" },
};
