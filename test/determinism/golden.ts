import type { Kind } from "../smallNetworks.js";

/**
 * Spikes, deliveries and hash of 500 ms of the small networks with seed 11. They depend on the network's description and
 * seed alone: a change needs a reason in CHANGELOG.md.
 */
export const golden: Record<Kind, { spikes: number; synapticEvents: number; hash: string }> = {
  nalsm: { spikes: 6066, synapticEvents: 44429, hash: "2f653bafd7158b6f" },
  delays: { spikes: 5249, synapticEvents: 37279, hash: "d0a1887094de2cb3" },
  calcium: { spikes: 5693, synapticEvents: 40861, hash: "480787ed80e6c3f0" },
};
