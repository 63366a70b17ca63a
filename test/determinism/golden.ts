import type { Kind } from "../smallNetworks.js";

/**
 * Spikes, deliveries and hash of 500 ms of the small networks with seed 11. They depend on the network's description and
 * seed alone: a change needs a reason in CHANGELOG.md.
 */
export const golden: Record<Kind, { spikes: number; synapticEvents: number; hash: string }> = {
  nalsm: { spikes: 5888, synapticEvents: 42794, hash: "9e15ca00390dcd73" },
  delays: { spikes: 5254, synapticEvents: 37393, hash: "c9fffd97d47de356" },
  calcium: { spikes: 5527, synapticEvents: 39322, hash: "da673beddfe806b0" },
};
