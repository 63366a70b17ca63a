import type { PaperName } from "../paperNetworks.js";
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

/** The same of the papers' networks in test/paperNetworks.ts, each for its own time. */
export const goldenNetworks: Record<PaperName, { spikes: number; synapticEvents: number; hash: string }> = {
  cuba: { spikes: 1487, synapticEvents: 118411, hash: "ef8290305372b2f2" },
  coba: { spikes: 3310, synapticEvents: 260440, hash: "867a5aa504012566" },
  brunel: { spikes: 5416, synapticEvents: 6579390, hash: "917007fd8f584000" },
  brunelStdp: { spikes: 5424, synapticEvents: 6756013, hash: "e341241ee37d291c" },
  izhikevich: { spikes: 2520, synapticEvents: 2504000, hash: "3bb415029611f59a" },
  polychronization: { spikes: 2437, synapticEvents: 243100, hash: "a12178c04b02fa34" },
};
