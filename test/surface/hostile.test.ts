import { describe, expect, it } from "vitest";
import {
  allToAll,
  fixedTotal,
  lifDiscrete,
  Network,
  NeurogliaError,
  oneToOne,
  pairs,
  spikeSource,
} from "../../dist/src/index.js";
import { js } from "../refusals.js";

// Input at the edge of what the types allow, which must be refused or done right, but never write where it should not.
// Could not catch an overrun that changes nothing read here.

describe("input at the edge", () => {
  it("a cell told to emit many events in one step emits each, harming nothing else: every weight arrives", async () => {
    const EVENTS = 40;
    const net = new Network({ dt: 1 });
    const source = net.population("source", 1, spikeSource);
    const cells = net.population("cells", 2, lifDiscrete, { vTh: 1e6 });
    net.connect(source, cells.slice(0, 1), oneToOne(), { into: "delta", weight: 1 });
    const spikes = net.record(source, "spikes");
    await net.build();
    const act = () => source.play({ times: new Array(EVENTS).fill(0), ids: new Array(EVENTS).fill(0) });
    let refused = false;
    try {
      act();
    } catch (error) {
      expect(error).toBeInstanceOf(NeurogliaError);
      refused = true;
    }
    await net.run(3);
    const emitted = refused ? 0 : EVENTS;
    expect(spikes.length).toBe(emitted);
    expect(net.activity()).toMatchObject({ spikes: emitted, synapticEvents: emitted });
    expect(cells.get("v")[0]).toBeCloseTo(emitted * (1 - 1 / 64) ** 2, 3);
    expect(cells.get("v")[1]).toBe(0);
  });

  it("fixedTotal without autapses from one neuron onto itself and others: no synapse of a source that is not there", async () => {
    const net = new Network({ dt: 1 });
    const cells = net.population("cells", 8, lifDiscrete);
    const projection = net.connect(cells.slice(0, 1), cells.slice(0, 3), fixedTotal(30, { autapses: false }), {
      into: "i",
    });
    try {
      await net.build();
    } catch (error) {
      expect(error).toBeInstanceOf(NeurogliaError);
      return;
    }
    const { pre, post } = await projection.synapses();
    expect(pre).toEqual(new Uint32Array(30));
    expect(post.every((target) => target === 1 || target === 2)).toBe(true);
  });

  it.each([
    [
      "a weight of null",
      (net: Network) => net.connect(js(only(net)), js(only(net)), allToAll(), js({ into: "i", weight: null })),
    ],
    ["no input", (net: Network) => net.connect(js(only(net)), js(only(net)), allToAll(), js({}))],
    [
      "a distribution of unknown kind",
      (net: Network) => net.population("p", 1, lifDiscrete, js({ vTh: { kind: "gauss", mean: 1 } })),
    ],
    ["fractional pairs", (net: Network) => net.connect(js(only(net)), js(only(net)), pairs([1.5], [0]), { into: "i" })],
    [
      "a pair of NaN",
      (net: Network) => net.connect(js(only(net)), js(only(net)), pairs([Number.NaN], [0]), { into: "i" }),
    ],
    ["a lattice of two sides", (net: Network) => net.population("p", js([2, 2]), lifDiscrete)],
  ])("%s is refused with a NeurogliaError", (_, act) => {
    const net = new Network({ dt: 1 });
    let error: unknown;
    try {
      act(net);
    } catch (met) {
      error = met;
    }
    expect(error).toBeInstanceOf(NeurogliaError);
  });
});

/** The one population of a network, made on the first call. */
const groups = new WeakMap<Network, unknown>();
const only = (net: Network): unknown => {
  if (!groups.has(net)) groups.set(net, net.population("cells", 4, lifDiscrete));
  return groups.get(net);
};
