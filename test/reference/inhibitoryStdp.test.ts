import { describe, expect, it } from "vitest";
import {
  allToAll,
  inhibitoryStdp,
  lifDiscrete,
  Network,
  oneToOne,
  spikeSource,
  uniform,
} from "../../dist/src/index.js";
import { numbers } from "../numbers.js";

// Against the rule in f64, one synapse at a time. Could not catch faults of rows longer than nine synapses (the lane patterns
// repeat after four), nor feedback of weights on spikes, which are forced here.

const DURATION = 60;
/** Neurons that spike exactly when kicked, however strong the synapses under test. */
const puppet = { vTh: 1e6, vReset: 0, tRef: 0, tauSyn: 1 } as const;

interface Case {
  nPre: number;
  nPost: number;
  pairing: "arrival" | "emission";
  mirrored: "no" | "yes";
  delay: number;
  each: boolean;
  seed: number;
}

const run = async ({ nPre, nPost, pairing, mirrored, delay, each, seed }: Case) => {
  const draw = numbers(seed);
  const trains = (n: number): boolean[][] =>
    Array.from({ length: n }, () => Array.from({ length: DURATION }, (_, t) => t > 0 && draw() < 0.4));
  const [preTrains, postTrains] = [trains(nPre), trains(nPost)];
  const rates = Array.from({ length: nPost + 2 }, () => Math.fround(40 * draw()));
  const [tau, eta, targetRate] = [11, 0.13, 25];
  const sign = mirrored === "yes" ? -1 : 1;

  const net = new Network({ dt: 1, seed });
  const preKicks = net.population("preKicks", nPre, spikeSource);
  const postKicks = net.population("postKicks", nPost, spikeSource);
  const pre = net.population("pre", nPre, lifDiscrete, puppet);
  const post = net.population("post", nPost + 2, lifDiscrete, puppet);
  net.connect(preKicks, pre, oneToOne(), { into: "delta", weight: 1e8 });
  net.connect(postKicks, post.slice(1, nPost + 1), oneToOne(), { into: "delta", weight: 1e8 });
  const bounds = { wMin: Math.min(0, sign), wMax: Math.max(0, sign) };
  const projection = net.connect(pre, post.slice(1, nPost + 1), allToAll(), {
    into: "i",
    weight: uniform(bounds.wMin, bounds.wMax),
    delay,
    plasticity: inhibitoryStdp({
      eta,
      tau,
      targetRate: each ? rates.slice(1, nPost + 1) : targetRate,
      mirrored,
      pairing,
      ...bounds,
    }),
  });
  await net.build();
  const start = await projection.weights();
  // A kick at t makes the neuron spike at t + 1.
  const kicks = (all: boolean[][]) => {
    const list = all.flatMap((train, id) => train.flatMap((spike, t) => (spike ? [{ t: t - 1, id }] : [])));
    return { times: list.map(({ t }) => t), ids: list.map(({ id }) => id) };
  };
  preKicks.play(kicks(preTrains));
  postKicks.play(kicks(postTrains));
  await net.run(DURATION);

  const { pre: sources, post: targets } = await projection.synapses();
  const wait = pairing === "emission" ? delay : 0;
  const met = { together: 0, clipped: 0 };
  const expected = Array.from(start, (first, k) => {
    const alpha = (2 * (each ? rates[targets[k]! + 1]! : targetRate) * tau) / 1000;
    let [w, x, y] = [first, 0, 0];
    for (let step = 0; step < DURATION; step++) {
      const arrives = preTrains[sources[k]!]![step + 1 - delay] === true;
      const fires = postTrains[targets[k]!]![step + 1 - wait] === true;
      const free = w + sign * eta * ((fires ? x : 0) + (arrives ? y - alpha : 0));
      w = Math.min(bounds.wMax, Math.max(bounds.wMin, free));
      if (w !== free) met.clipped++;
      if (arrives && fires) met.together++;
      x = (x + Number(arrives)) * Math.exp(-1 / tau);
      y = (y + Number(fires)) * Math.exp(-1 / tau);
    }
    return w;
  });
  (await projection.weights()).forEach((weight, k) => {
    expect(Math.abs(weight - expected[k]!), `weight ${k} of ${nPre} × ${nPost}`).toBeLessThan(2e-5);
  });
  return met;
};

describe("inhibitory STDP against its equations in f64, one synapse at a time", () => {
  for (const pairing of ["arrival", "emission"] as const)
    for (const each of [false, true])
      it(`rows and columns of 1 … 9 synapses, ${pairing}, ${each ? "a target rate each" : "one target rate"}`, async () => {
        const met = { together: 0, clipped: 0 };
        for (let n = 1; n <= 9; n++)
          for (const [nPre, nPost] of [
            [n, 1],
            [1, n],
            [n, 10 - n],
          ] as const) {
            const mirrored = n % 2 === 0 ? "yes" : "no";
            const seed = 100 * n + nPre;
            const { together, clipped } = await run({ nPre, nPost, pairing, mirrored, each, delay: 1 + (n % 3), seed });
            met.together += together;
            met.clipped += clipped;
          }
        expect(met.together).toBeGreaterThan(1000);
        expect(met.clipped).toBeGreaterThan(1000);
      });

  it("targetRate set later, as a number, a distribution or one a target, is as if given at the beginning", async () => {
    const weights = async (given: number | Float32Array | ReturnType<typeof uniform>, later: boolean) => {
      const net = new Network({ dt: 1, seed: 4 });
      const source = net.population("source", 3, spikeSource);
      const cells = net.population("cells", 5, lifDiscrete);
      const projection = net.connect(source, cells, allToAll(), {
        into: "i",
        weight: 0.5,
        plasticity: inhibitoryStdp({ eta: 0.1, targetRate: later ? new Float32Array(5).fill(90) : given, wMax: 1 }),
      });
      await net.build();
      if (later) projection.set({ targetRate: given });
      source.play({ times: [1, 3, 4], ids: [0, 1, 2] });
      await net.run(9);
      return projection.weights();
    };
    const seen = [];
    for (const given of [7, Float32Array.from([1, 2, 3, 4, 5]), uniform(0, 20)]) {
      seen.push(await weights(given, false));
      expect(await weights(given, true)).toEqual(seen.at(-1));
    }
    expect(seen.map((each) => new Set(each).size)).toEqual([1, 5, 5]);
  });
});
