import type { Whose } from "../foreignNetwork.js";
import type { PaperName } from "../paperNetworks.js";
import type { Kind } from "../smallNetworks.js";

/**
 * Spikes, deliveries and hash of 500 ms of the small networks with seed 11. They depend on the network's description and
 * seed alone: a change needs a reason in CHANGELOG.md.
 */
export const golden: Record<Kind, { spikes: number; synapticEvents: number; hash: string }> = {
  nalsm: { spikes: 6582, synapticEvents: 48364, hash: "ef8c414604d94f82" },
  delays: { spikes: 5300, synapticEvents: 37153, hash: "c8e88ebda6980975" },
  calcium: { spikes: 5846, synapticEvents: 41709, hash: "3db6634b3d01fe70" },
  shortTerm: { spikes: 8242, synapticEvents: 62805, hash: "f4af024b3e4780da" },
};

/** The same of the papers' networks in test/paperNetworks.ts, each for its own time. */
export const goldenNetworks: Record<PaperName, { spikes: number; synapticEvents: number; hash: string }> = {
  cuba: { spikes: 1664, synapticEvents: 132797, hash: "12f70a1f091e01b0" },
  coba: { spikes: 3575, synapticEvents: 282879, hash: "a93142b015dfc48a" },
  brunel: { spikes: 5665, synapticEvents: 7031680, hash: "f9dfd877aa30489b" },
  brunelStdp: { spikes: 6571, synapticEvents: 7982212, hash: "b7c30f4272686731" },
  izhikevich: { spikes: 2376, synapticEvents: 2374000, hash: "75d5e46d8dd26be6" },
  polychronization: { spikes: 2437, synapticEvents: 243100, hash: "a12178c04b02fa34" },
};

/** The same of test/foreignNetwork.ts, of 200 ms. */
export const goldenForeign: Record<Exclude<Whose, "ours">, { spikes: number; synapticEvents: number; hash: string }> = {
  renamed: { spikes: 788, synapticEvents: 9786, hash: "00d136f70234e678" },
  foreign: { spikes: 1653, synapticEvents: 20290, hash: "4d89caf261c3428c" },
};

/** The same of test/handWritten.ts, of 200 ms. */
export const goldenHandWritten = { spikes: 895, synapticEvents: 5583, hash: "a31ee9a2db2a4bfc" };
