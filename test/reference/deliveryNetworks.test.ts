import { describe, expect, it } from "vitest";
import {
  allToAll,
  type ConnectionRule,
  choice,
  fixedIndegree,
  fixedProbability,
  lifDiscrete,
  Network,
  pairs,
  spikeSource,
  uniform,
} from "../../dist/src/index.js";
import { numbers } from "../numbers.js";

// A network whose projection lies in each format, beside one with the same synapses as explicit pairs, which are sparse rows.
// Could not catch a fault of sparse rows, which test/reference/delivery.test.ts compares with a plain sum.

const [N_PRE, N_POST, STEPS] = [300, 211, 60];

/** Cells that never spike. */
const silent = { vTh: 1e9, tauSyn: 3 } as const;

/** And whose current only sums: its decay is 1 in f32. */
const summing = { vTh: 1e9, tauSyn: 1e18 } as const;

const connection = {
  bitmap: { rule: fixedProbability(0.3), weight: 0.25, delay: 3 },
  "bitmap of distinct sources": { rule: fixedIndegree(70, { multapses: false }), weight: -0.5, delay: 1 },
  uniform: { rule: fixedProbability(0.02), weight: 0.25, delay: 2 },
  "uniform, several delays": { rule: fixedProbability(0.3), weight: 0.25, delay: choice([1, 2, 7]) },
  dense: { rule: allToAll(), weight: uniform(-1, 1), delay: 4 },
} as const;

const kernels = ["deliverBitmap", "deliverBitmap", "deliverUniform", "deliverUniform", "deliverDense"] as const;

type Options = {
  rule: ConnectionRule;
  weight: (typeof connection)[keyof typeof connection]["weight"] | Float32Array;
  delay: (typeof connection)[keyof typeof connection]["delay"] | Float64Array;
};

const build = async ({ rule, weight, delay }: Options, workers: number) => {
  const net = new Network({ dt: 1, seed: 5, workers });
  const source = net.population("source", N_PRE + 5, spikeSource);
  const cells = net.population("cells", N_POST + 9, lifDiscrete, summing);
  const projection = net.connect(source.slice(5), cells.slice(2, N_POST + 2), rule, { into: "i", weight, delay });
  const current = net.record(cells, "i");
  await net.build();
  const draw = numbers(3);
  const events = Array.from({ length: STEPS }, (_, t) => t).flatMap((t) =>
    Array.from({ length: N_PRE + 5 }, (_, id) => id)
      .filter(() => draw() < 0.15)
      .map((id) => ({ t, id })),
  );
  source.play({ times: events.map(({ t }) => t), ids: events.map(({ id }) => id) });
  return { net, projection, current };
};

describe.each(Object.keys(connection).map((name, k) => [name, kernels[k]!] as const))("%s", (name, kernel) => {
  const given = connection[name as keyof typeof connection];

  it.each([1, 2])("currents are those of the same synapses as pairs, on %i workers", async (workers) => {
    const { net, projection, current } = await build(given, workers);
    expect(net.explain()).toContain(kernel);
    const { pre, post, delay } = await projection.synapses();
    const weights = await projection.weights();
    const explicit = await build({ rule: pairs(pre, post), weight: weights, delay }, 1);
    expect(explicit.net.explain()).toMatch(/deliver {2}/);
    await net.run(STEPS);
    await explicit.net.run(STEPS);
    // Where weights are one number, it is a power of two, and sums are exact in any order; dense rows have the same order.
    expect(current.values).toEqual(explicit.current.values);
    expect(new Set(current.values).size).toBeGreaterThan(50);
    expect(net.activity()).toEqual(explicit.net.activity());
    expect(net.activity().synapticEvents).toBeGreaterThan(10_000);
    await net.close();
    await explicit.net.close();
  });
});

it('summation "lastSpike" with several delays: w·k(t − last arrival) of every synapse, from its closed form', async () => {
  const net = new Network({ dt: 1, seed: 5 });
  const source = net.population("source", 9, spikeSource);
  const cells = net.population("cells", 30, lifDiscrete, silent);
  const options = { into: "i", weight: uniform(0, 1), delay: choice([1, 2, 5]), summation: "lastSpike" } as const;
  const projection = net.connect(source, cells, fixedProbability(0.6), options);
  const current = net.record(cells, "i");
  await net.build();
  const draw = numbers(8);
  const spikes = Array.from({ length: 9 }, () => Array.from({ length: STEPS }, () => draw() < 0.1));
  const events = spikes.flatMap((train, id) => train.flatMap((spike, t) => (spike ? [{ t, id }] : [])));
  events.sort((a, b) => a.t - b.t);
  source.play({ times: events.map(({ t }) => t), ids: events.map(({ id }) => id) });
  await net.run(STEPS);
  const { pre, post, delay } = await projection.synapses();
  expect(new Set(delay).size).toBe(3);
  const weights = await projection.weights();
  const expected = new Float64Array(30);
  for (let t = 1; t <= STEPS; t++) {
    expected.fill(0);
    weights.forEach((weight, k) => {
      // What arrives at t is integrated in the step that ends at t, and is recorded after the decay of that step.
      for (let age = 0; t - age - delay[k]! >= 0; age++)
        if (spikes[pre[k]!]![t - age - delay[k]!]) {
          expected[post[k]!]! += weight * Math.exp(-(age + 1) / 3);
          break;
        }
    });
    for (let n = 0; n < 30; n++)
      expect(Math.abs(current.values[(t - 1) * 30 + n]! - expected[n]!), `neuron ${n}, ${t} ms`).toBeLessThan(1e-5);
  }
});
