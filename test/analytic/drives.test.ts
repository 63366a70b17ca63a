import { describe, expect, it } from "vitest";
import {
  gaussianDrive,
  lifDiscrete,
  Network,
  oneToOne,
  poisson,
  poissonDrive,
  pulseDrive,
  spikeSource,
} from "../../dist/src/index.js";

// Drives in a network: order in the step, names, trials, checkpoints. The numbers themselves: test/reference, test/statistical.

/** Neurons whose `i` keeps the sum of all that has arrived. */
const summing = { tauSyn: 1e18, vTh: 1e9 };

describe("drives in a network", () => {
  it("act in the step in which they are drawn, scheduled before deliveries to the same input", async () => {
    const net = new Network({ dt: 1 });
    const source = net.population("source", 1, spikeSource);
    const cells = net.population("cells", 1, lifDiscrete);
    net.connect(source, cells, oneToOne(), { into: "delta" });
    net.drive(cells, pulseDrive, { amplitude: 3 }, { into: "delta" });
    await net.run(1);
    expect(cells.get("v")).toEqual(Float32Array.of(3));
    const step = net.explain().split("one step")[1]!;
    expect(step.indexOf("pulseDrive")).toBeLessThan(step.indexOf("deliver"));
    expect(step.indexOf("pulseDrive")).toBeLessThan(step.indexOf("lifDiscrete.uniform"));
    expect(net.explain()).toContain("drive pulseDrive→cells: pulseDrive into delta");
  });

  const sums = async (more: boolean, name = "noise", trial = 0) => {
    const net = new Network({ dt: 0.1, seed: 4 });
    const cells = net.population("cells", 50, lifDiscrete, summing);
    if (more) net.drive(cells, gaussianDrive, {}, { into: "delta" });
    net.drive(cells, poissonDrive, { rate: 20000, weight: 1 }, { into: "i", name });
    await net.build();
    await net.reset({ trial });
    await net.run(10);
    return cells.get("i");
  };

  it("another drive beside it shifts no number; another name or trial gives others", async () => {
    const alone = await sums(false);
    expect(await sums(true)).toEqual(alone);
    expect(await sums(false, "other")).not.toEqual(alone);
    expect(await sums(false, "noise", 1)).not.toEqual(alone);
    expect(await sums(false, "noise", 0)).toEqual(alone);
  });

  it("drives without a name are numbered, and draw other numbers than each other", async () => {
    const net = new Network({ dt: 1 });
    const cells = net.population("cells", 40, lifDiscrete, summing);
    const [first, second] = [1, -1].map((weight) =>
      net.drive(cells, poissonDrive, { rate: 2000, weight }, { into: "i" }),
    );
    expect([first!.name, second!.name]).toEqual(["poissonDrive→cells", "poissonDrive→cells 2"]);
    await net.run(5);
    expect(cells.get("i").some((sum) => sum !== 0)).toBe(true);
  });

  it("run, checkpoint, run equals restore, run; and ten short runs equal a long one", async () => {
    const make = () => {
      const net = new Network({ dt: 0.5, seed: 6 });
      const cells = net.population("cells", 33, lifDiscrete);
      net.drive(cells.slice(3, 30), poissonDrive, { rate: 8000, weight: 0.2 }, { into: "i" });
      net.drive(cells, gaussianDrive, { sd: 3 }, { into: "delta" });
      return { net, cells };
    };
    const [a, b, c] = [make(), make(), make()];
    await a.net.run(50);
    const bytes = await a.net.checkpoint();
    await a.net.run(50);
    await b.net.restore(bytes);
    await b.net.run(50);
    for (let k = 0; k < 10; k++) await c.net.run(10);
    expect(b.cells.get("v")).toEqual(a.cells.get("v"));
    expect(c.cells.get("v")).toEqual(a.cells.get("v"));
    expect(c.net.activity()).toEqual(a.net.activity());
  });

  it("set changes what follows: rate 0 adds nothing, and the params not given stay", async () => {
    const net = new Network({ dt: 1 });
    const cells = net.population("cells", 20, lifDiscrete, summing);
    const drive = net.drive(cells, poissonDrive, { rate: 1000, weight: 1 }, { into: "i" });
    await net.run(20);
    const before = cells.get("i");
    drive.set({ rate: 0 });
    await net.run(20);
    expect(cells.get("i")).toEqual(before);
    drive.set({ rate: 4000 });
    await net.run(20);
    const added = cells.get("i").map((sum, k) => sum - before[k]!);
    expect(added.every((sum) => Number.isInteger(sum) && sum > 30)).toBe(true);
  });
});

describe("poisson source in a network", () => {
  const spikesOf = async (how: "param" | "params" | "set" | "play" | "rows") => {
    const net = new Network({ dt: 0.5, seed: 2 });
    const rates = new Array(21).fill(70);
    const given = how === "param" ? { rate: 70 } : how === "params" ? { rate: rates } : {};
    const source = net.population("source", 21, poisson, given);
    const spikes = net.record(source, "spikes");
    await net.build();
    if (how === "set") source.set({ rate: 70 });
    if (how === "play") source.play(rates);
    if (how === "rows") source.play([...rates, ...rates], { every: 100 });
    await net.run(200);
    return { times: spikes.times, ids: spikes.ids };
  };

  it("a rate as one number, one per cell, set, played or played in rows gives the same events", async () => {
    const events = await spikesOf("param");
    expect(events.ids.length).toBeGreaterThan(200);
    for (const how of ["params", "set", "play", "rows"] as const) expect(await spikesOf(how), how).toEqual(events);
  });

  it("rows in Hz last `every` ms each, then there is silence; an immense rate emits in every step", async () => {
    const net = new Network({ dt: 0.5 });
    const source = net.population("source", 2, poisson);
    const spikes = net.record(source, "spikes");
    await net.build();
    source.play([0, 1e6, 1e6, 0], { every: 2 });
    await net.run(10);
    expect([...spikes.times]).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5]);
    expect([...spikes.ids]).toEqual([1, 1, 1, 1, 0, 0, 0, 0]);
  });
});
