import { describe, expect, it } from "vitest";
import {
  allToAll,
  inhibitoryStdp,
  lifDelta,
  lifDiscrete,
  Network,
  type NeurogliaError,
  oneToOne,
  spikeSource,
  stdp,
} from "../../dist/src/index.js";
import { refused } from "../refusals.js";

// Against closed forms and the rule in f64: could not catch faults of networks in which plastic weights make others fire.

/** One synapse: a source's spike arrives at 5 ms, its target fires at 10, 19 and 31; at 6 ms `act` is done. */
const threeSpikes = async (
  weight: number,
  act: "freeze and thaw" | "setWeights" | "set wMin",
  { workers = 1, read = false, restored = false, pairing = "arrival" as "arrival" | "emission" } = {},
): Promise<number> => {
  const net = new Network({ dt: 1, workers });
  const pre = net.population("pre", 1, spikeSource);
  const kick = net.population("kick", 1, spikeSource);
  const post = net.population("post", 1, lifDelta);
  const plasticity = stdp({ aPlus: 0.5, aMinus: 0, wMin: 0, wMax: 5, pairing });
  const p = net.connect(pre, post, oneToOne(), {
    into: "delta",
    weight: act === "freeze and thaw" ? weight : 1,
    plasticity,
  });
  net.connect(kick, post, oneToOne(), { into: "delta", weight: 100 });
  try {
    await net.build();
    pre.play({ times: [4], ids: [0] });
    kick.play({ times: [9, 18, 30], ids: [0, 0, 0] });
    if (act === "freeze and thaw") p.freeze();
    await net.run(6);
    if (act === "freeze and thaw") p.thaw();
    else if (act === "setWeights") p.setWeights([weight]);
    else p.set({ wMin: 4 });
    await net.run(18);
    if (read) await p.weights();
    if (restored) await net.restore(await net.checkpoint());
    await net.run(12);
    return (await p.weights())[0]!;
  } finally {
    await net.close();
  }
};

describe("a weight at its bound learns as the closed form says, read or not, restored or not, on 1, 2 and 3 workers", () => {
  const learned = 0.5 * (Math.exp(-5 / 20) + Math.exp(-14 / 20) + Math.exp(-26 / 20));
  it.each([
    ["freeze and thaw", learned],
    ["setWeights", learned],
    ["set wMin", 4 + learned],
  ] as const)("%s", async (act, expected) => {
    const plain = await threeSpikes(0, act);
    expect(plain).toBeCloseTo(expected, 5);
    for (const given of [
      { read: true },
      { restored: true },
      { workers: 2, read: true },
      { workers: 3, restored: true },
    ])
      expect(await threeSpikes(0, act, given), JSON.stringify(given)).toBe(plain);
    const emitted = await threeSpikes(0, act, { pairing: "emission" });
    // The post spike waits as long as the pre spike is under way: one step more lies between them.
    expect(emitted - (act === "set wMin" ? 4 : 0)).toBeCloseTo(learned * Math.exp(-1 / 20), 5);
    expect(await threeSpikes(0, act, { pairing: "emission", restored: true })).toBe(emitted);
  });

  it("a weight below it is refused by name", async () => {
    for (const act of ["freeze and thaw", "setWeights"] as const)
      await expect(threeSpikes(-3, act)).rejects.toThrow(
        /^weight.* of projection "pre→post" with stdp must be between 0 and 5 mV, got -3$/,
      );
  });
});

it("inhibitory STDP: restore of a checkpoint of the same moment changes nothing, from a weight at its bound", async () => {
  const end = async (weight: number, restored: boolean): Promise<number> => {
    const net = new Network({ dt: 1 });
    const pre = net.population("pre", 1, spikeSource);
    const kick = net.population("kick", 1, spikeSource);
    const post = net.population("post", 1, lifDelta);
    const plasticity = inhibitoryStdp({ tau: 2, eta: 0.1, wMin: 0, wMax: 5 });
    const p = net.connect(pre, post, oneToOne(), { into: "delta", weight, plasticity });
    net.connect(kick, post, oneToOne(), { into: "delta", weight: 100 });
    await net.build();
    pre.play({ times: [2, 597], ids: [0, 0] });
    kick.play({ times: [600], ids: [0] });
    p.freeze();
    await net.run(500);
    p.thaw();
    if (restored) await net.restore(await net.checkpoint());
    await net.run(200);
    return (await p.weights())[0]!;
  };
  await expect(end(-3, false)).rejects.toThrow("with inhibitoryStdp must be between 0 and 5 mV, got -3");
  const straight = await end(0, false);
  expect(straight).toBeCloseTo(0.1 * Math.exp(-3 / 2), 6);
  expect(await end(0, true)).toBe(straight);
});

describe("weights that decide who fires", () => {
  /** All from one source, whose first spike teaches and whose second is seen; bounds narrow, or weights are set, in between. */
  const spikesOf = async (workers: number, act: (p: ReturnType<Network["connect"]>) => void) => {
    const net = new Network({ dt: 1, workers });
    const pre = net.population("pre", 1, spikeSource);
    const kick = net.population("kick", 32, spikeSource);
    const post = net.population("post", 32, lifDelta, { tRef: 0 });
    const plasticity = stdp({ aPlus: 60, aMinus: 0, wMin: 0, wMax: 500, tauPlus: 200 });
    const p = net.connect(pre, post, allToAll(), { into: "delta", weight: 1, name: "p", plasticity });
    net.connect(kick, post, oneToOne(), { into: "delta", weight: 1000 });
    await net.build();
    pre.play({ times: [4, 300], ids: [0, 0] });
    const events = [9, 18, ...Array.from({ length: 161 }, (_, k) => 19 + k), 250];
    kick.play({ times: events, ids: events.map((time) => (time > 18 && time < 180 ? 31 : 0)) });
    try {
      await net.run(6);
      act(p);
      await net.run(50);
      p.set({ wMax: 40 });
      await net.run(350);
      return { weights: [...(await p.weights())], ...net.activity() };
    } finally {
      await net.close();
    }
  };

  it("are refused outside the bounds; at them, the spikes are the same on 1, 2 and 3 workers", async () => {
    const below = new Array(32).fill(-300);
    await expect(spikesOf(2, (p) => p.setWeights(below))).rejects.toThrow(
      'weight 0 of projection "p" with stdp must be between 0 and 500 mV, got -300',
    );
    const one = await spikesOf(1, (p) => p.setWeights(new Array(32).fill(0)));
    expect(one.weights[0]).toBe(40);
    expect(one.weights[31]).toBe(40);
    expect(one.weights.slice(1, 31)).toEqual(new Array(30).fill(0));
    for (const workers of [2, 3])
      expect(await spikesOf(workers, (p) => p.setWeights(new Array(32).fill(0)))).toEqual(one);
  });
});

it.each([1, 2])(
  'summation "lastSpike", %i workers: the current follows a weight that is set or cut, as w·exp(−t/tau)',
  async (workers) => {
    const net = new Network({ dt: 1, workers });
    const source = net.population("source", 40, spikeSource);
    const cells = net.population("cells", 40, lifDiscrete, { vTh: 1e9, tauSyn: 10 });
    const into = { into: "i", summation: "lastSpike", weight: 4 } as const;
    const p = net.connect(source, cells, oneToOne(), {
      ...into,
      name: "p",
      plasticity: stdp({ wMax: 8, aPlus: 0, aMinus: 0 }),
    });
    const still = net.connect(source, cells.slice(0, 1), allToAll(), { ...into, name: "still" });
    await net.build();
    source.play({ times: [2, 9], ids: [39, 39] });
    const currents = () => [cells.get("i")[0]!, cells.get("i")[39]!];
    await net.run(5);
    const before = currents();
    expect(before[1]).toBeGreaterThan(1);
    p.setWeights(new Array(40).fill(8));
    still.setWeights(new Array(40).fill(-1));
    await net.run(0);
    expect(currents()[1]).toBeCloseTo(2 * before[1]!, 5);
    expect(currents()[0]).toBeCloseTo(-before[0]! / 4, 5);
    p.set({ wMax: 2 });
    await net.run(5);
    // As if the weights had been these before the second spike, which alone counts.
    const after = currents();
    const fresh = new Network({ dt: 1 });
    const again = fresh.population("source", 40, spikeSource);
    const others = fresh.population("cells", 40, lifDiscrete, { vTh: 1e9, tauSyn: 10 });
    fresh.connect(again, others, oneToOne(), { ...into, weight: 2 });
    fresh.connect(again, others.slice(0, 1), allToAll(), { ...into, weight: -1 });
    await fresh.build();
    again.play({ times: [9], ids: [39] });
    await fresh.run(10);
    expect(after[0]).toBeCloseTo(others.get("i")[0]!, 5);
    expect(after[1]).toBeCloseTo(others.get("i")[39]!, 5);
    await net.close();
  },
);

it("the error of a liar among 10,000 weights names the first", async () => {
  const net = new Network({ dt: 1 });
  const cells = net.population("cells", 100, lifDelta);
  const p = net.connect(cells, cells, allToAll(), { into: "delta", name: "p", plasticity: stdp({ wMax: 1 }) });
  await net.build();
  const weights = await p.weights();
  weights.set([2, 3], 1234);
  const error: NeurogliaError = refused(() => p.setWeights(weights));
  expect(error).toMatchObject({ code: "bad-input", what: "weight 1234", got: 2, unit: "mV" });
});
