import { describe, expect, it } from "vitest";
import { neuron } from "../../dist/src/equations/index.js";
import { lif, Network, neuron as neuronOf, oneToOne, spikeSource, uniform } from "../../dist/src/index.js";
import { js, refused } from "../refusals.js";

// What synapses add to and is a state too. Could not catch a kernel that forgets it.

/** An alpha-shaped conductance: h, which synapses add to, feeds g. */
const alpha = () =>
  neuron({
    name: "alpha",
    equations: `
      dv/dt = (eL - v)/tauM + g/cM : mV
      dg/dt = h - g/tau : pA
      dh/dt = -h*h/scale : pA/ms`,
    threshold: "v > 1e3",
    reset: "v = eL",
    params: { eL: [-70, "mV"], tauM: [10, "ms"], cM: [250, "pF"], tau: [2, "ms"], scale: [5, "pA"] },
    inputs: { h: {} },
    init: { h: 0.25, g: "4*h*ms" },
    method: "euler",
  });

const network = (workers = 1) => {
  const net = new Network({ dt: 0.5, workers });
  const source = net.population("source", 40, spikeSource);
  const cells = net.population("cells", 40, alpha());
  net.connect(source, cells, oneToOne(), { into: "h", weight: 2, delay: 0.5 });
  return { net, source, cells };
};

describe("an input that is a state", () => {
  it("begins as the model or the user says, is set, recorded once and read by what derives from it", async () => {
    const { net, cells } = network();
    await net.build();
    expect([...cells.get("h")]).toEqual(new Array(40).fill(0.25));
    expect([...cells.get("g" as never)]).toEqual(new Array(40).fill(1));
    cells.slice(0, 3).set(js({ h: 0.5 }));
    expect([...cells.get("h").slice(0, 4)]).toEqual([0.5, 0.5, 0.5, 0.25]);
    const told = network();
    told.cells.init(js({ h: uniform(1, 2) }));
    await told.net.build();
    expect(told.cells.get("g" as never)).toEqual(told.cells.get("h").map((h) => 4 * h));
  });

  it.each([1, 2])(
    "takes what arrives, and what follows from it is the same from a checkpoint, on %i workers",
    async (workers) => {
      const { net, source, cells } = network(workers);
      const h = net.record(cells, "h");
      await net.build();
      source.play({ times: [1], ids: [39] });
      await net.run(1);
      const bytes = await net.checkpoint();
      await net.run(1);
      const end = cells.get("h");
      const step = (x: number) => Math.fround(x - (0.5 * x * x) / 5);
      let [still, hit] = [0.25, 0.25];
      for (let k = 0; k < 4; k++) {
        still = step(still);
        hit = step(hit) + (k === 2 ? 2 : 0);
        expect(h.of(0)[k]).toBeCloseTo(still, 6);
        expect(h.of(39)[k]).toBeCloseTo(hit, 6);
      }
      await net.restore(bytes);
      await net.run(1);
      expect(cells.get("h")).toEqual(end);
      await net.close();
    },
  );

  it("must stay finite, also where it does not decay by a factor", async () => {
    const { net, source, cells } = network();
    await net.build();
    source.play({ times: [1, 1.5], ids: [7, 7] });
    cells.set(js({ h: 1e30 }));
    const error = await net.run(20).then(
      () => null,
      (reason) => reason,
    );
    expect(error).toMatchObject({ code: "not-finite" });
    expect(error.message).toMatch(/^(v|g|h) of neuron 0 of population "cells" must be finite/);
  });

  it("has one unit and is f32", () => {
    const { iE } = lif.inputs;
    const of = (state: object) => () => neuronOf(js({ ...lif, name: "mine", state: { ...lif.state, iE: state } }));
    expect(refused(of({ unit: "nA", default: 0, meaning: "m" })).message).toBe(
      'inputs.iE.unit of neuron "mine" must be "nA", as that of the state, got "pA"',
    );
    expect(refused(of({ unit: iE.unit, default: 0, meaning: "m", f64: true })).message).toMatch(
      /^state\.iE of neuron "mine" must be without f64/,
    );
    expect(of({ unit: iE.unit, default: 3, meaning: "m" })).not.toThrow();
    const params = { ...lif.params, iE: { unit: "pA", default: 0, meaning: "m" } };
    expect(refused(() => neuronOf(js({ ...lif, name: "mine", params }))).message).toMatch(/another than one in params/);
  });
});
