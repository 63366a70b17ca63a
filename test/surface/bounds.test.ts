import { expect, it } from "vitest";
import {
  allToAll,
  apStdp,
  choice,
  clustered,
  gaussianDrive,
  inhibitoryStdp,
  Liquid,
  lif,
  lifCoba,
  lifDelta,
  lognormal,
  Network,
  negative,
  normal,
  oneToOne,
  pairs,
  poissonDrive,
  pulseDrive,
  spikeSource,
  stdp,
  uniform,
} from "../../dist/src/index.js";
import { js, refused } from "../refusals.js";

// Could not catch weights that a kernel takes out of their bounds (test/reference/bounds.test.ts would).

const message = (act: () => unknown): string => refused(act).message;

const place = (model: typeof lif | typeof lifCoba = lif, workers = 1) => {
  const net = new Network({ dt: 1, workers });
  const source = net.population("source", 3, spikeSource);
  return { net, source, cells: net.population<typeof lif>("cells", 3, model as typeof lif) };
};

it("a rule is told the greatest weight, or the least where weights are ≤ 0; amplitudes are shares of it", () => {
  const missing =
    "must be given: the greatest weight, in the unit of the input (for weights ≤ 0: wMin, the least), got";
  for (const rule of [stdp, apStdp, inhibitoryStdp]) {
    const { name } = rule({ wMax: 1 }).rule;
    for (const given of [undefined, {}, { wMin: 0 }, { wMax: undefined }])
      expect(message(() => rule(js(given)))).toBe(`wMax of ${name} ${missing} undefined`);
    expect(message(() => rule(js({ mirrored: "yes", wMax: 5 })))).toBe(
      `wMin of ${name} must be given: the least weight, in the unit of the input (mirrored weights are ≤ 0), got undefined`,
    );
    expect(message(() => rule({ mirrored: "yes", wMin: -5, wMax: 5 }))).toBe(
      `wMax of ${name}, mirrored, must be ≤ 0 in the unit of the input, got 5`,
    );
    expect(message(() => rule({ wMin: 2, wMax: 1 }))).toBe(
      `wMin of ${name} must be ≤ wMax (1) in the unit of the input, got 2`,
    );
    expect(rule({ wMax: 7 }).params).toMatchObject({ wMin: 0, wMax: 7 });
    if (rule !== inhibitoryStdp) expect(rule({ wMin: -7 }).params).toMatchObject({ wMin: -7, wMax: 0 });
    expect(rule({ wMin: -7, mirrored: "yes" }).params).toMatchObject({ wMin: -7, wMax: 0 });
  }
  expect(stdp({ wMax: 1 }).params).toMatchObject({ aPlus: 0.01, aMinus: 0.0105 });
  expect(apStdp({ wMax: 200 }).params).toMatchObject({ aPlus: 2, aMinus: 0.0105 * 200 });
  expect(stdp({ wMin: -3, mirrored: "yes", aMinus: 1 }).params).toMatchObject({ aPlus: 0.03, aMinus: 1 });
  expect(stdp({ wMin: -3, wMax: 2 }).params.aPlus).toBe(0.03);
  expect(inhibitoryStdp({ wMax: 100 }).params.eta).toBe(0.01);
});

it("connect refuses weights outside the bounds: a number, the first of an array, the extremes of a distribution", () => {
  const { net, source, cells } = place();
  const connect = (weight: unknown, plasticity = stdp({ wMax: 5 }), into = "iE") =>
    message(() => net.connect(source, cells, allToAll(), js({ into, name: "p", weight, plasticity })));
  const expected = 'weight of projection "p" with stdp must be between 0 and 5 pA, got';
  expect(connect(5000)).toBe(`${expected} 5000`);
  expect(connect(-50)).toBe(`${expected} -50`);
  expect(connect(choice([1, 6, -7]))).toBe(`${expected} 6`);
  expect(connect(uniform(-1, 1))).toBe(`extreme ${expected} -1`);
  expect(connect(normal(2, 1))).toMatch(
    /^extreme weight \(there is no clip: clip: \[low, high\] would help\) of projection "p" with stdp must be .*got -4.4/,
  );
  expect(connect(normal(2, 1, { clip: [-1, 5] }))).toBe(`extreme ${expected} -1`);
  expect(connect(lognormal(0, 1, { clip: [0, 8] }))).toBe(`extreme ${expected} 8`);
  expect(connect(negative(lognormal(0, 1, { clip: [0, 3] })))).toBe(`extreme ${expected} -3`);
  expect(message(() => inhibitoryStdp({ wMin: -5 }))).toBe(
    'mirrored of inhibitoryStdp must be "yes", as weights are at most 0, got "no"',
  );
  // A weight that is not given is 1.
  expect(connect(undefined, apStdp({ wMax: 0.5 }))).toContain("with apStdp must be between 0 and 0.5 pA, got 1");
  expect(connect(1, inhibitoryStdp({ wMin: -5, mirrored: "yes" }), "delta")).toContain("between -5 and 0 mV, got 1");
  const given = { into: "iE", name: "p", weight: [1, 5, 5.5, 9], plasticity: stdp({ wMax: 5 }) } as const;
  expect(message(() => net.connect(source, cells, pairs([0, 1, 2, 0], [0, 1, 2, 1]), given))).toBe(
    'weight[2] of projection "p" with stdp must be between 0 and 5 pA, got 5.5',
  );
  for (const weight of [
    0,
    5,
    uniform(0, 5),
    choice([0, 5]),
    normal(2, 9, { clip: [0, 5] }),
    lognormal(0, 9, { clip: [0, 5] }),
  ])
    net.connect(source, cells, allToAll(), { into: "iE", weight, plasticity: stdp({ wMax: 5 }) });
});

it("bounds are those of the kernels' f32: a weight of 0.1 or 0.7 is within [0.1, 0.7]", async () => {
  const { net, source, cells } = place();
  const plasticity = stdp({ wMin: 0.1, wMax: 0.7 });
  const weight = [0.1, 0.7, 0.7];
  const one = net.connect(source, cells, pairs([0, 1, 2], [0, 1, 2]), { into: "iE", weight, plasticity });
  net.connect(source, cells, allToAll(), { into: "iE", weight: 0.7, plasticity });
  net.connect(source, cells, allToAll(), { into: "iE", weight: uniform(0.1, 0.7), plasticity });
  await net.build();
  one.setWeights([0.1, 0.1, 0.7]);
  one.setWeights(await one.weights());
  await net.restore(await net.checkpoint());
});

it.each([1, 2])("on %i workers: setWeights, set and restore refuse, and change nothing", async (workers) => {
  const { net, source, cells } = place(lif, workers);
  const options = { into: "iE", name: "p", weight: 1, plasticity: stdp({ wMax: 5 }) } as const;
  const p = net.connect(source, cells, oneToOne(), options);
  await net.build();
  const expected = 'of projection "p" with stdp must be between 0 and 5 pA, got';
  expect(message(() => p.setWeights([1, -3, 9]))).toBe(`weight 1 ${expected} -3`);
  expect(message(() => p.setWeights([1, 1, 5.5]))).toBe(`weight 2 ${expected} 5.5`);
  expect(message(() => p.set({ wMin: 6 }))).toBe('wMin of projection "p" must be ≤ wMax (5) pA, got 6');
  expect(message(() => p.set({ wMax: -1 }))).toBe('wMin of projection "p" must be ≤ wMax (-1) pA, got 0');
  expect(message(() => p.set({ aPlus: js("1") }))).toBe('aPlus of projection "p" must be a finite number pA, got "1"');
  p.freeze();
  expect(message(() => p.setWeights([9, 9, 9]))).toBe(`weight 0 ${expected} 9`);
  expect([...(await p.weights())]).toEqual([1, 1, 1]);
  p.setWeights([0, 4, 2]);
  const bytes = await net.checkpoint();
  p.set({ wMin: 1, wMax: 3 });
  expect([...(await p.weights())]).toEqual([1, 3, 2]);
  await net.run(3);
  const inside = 'weight 0 of projection "p" in the checkpoint with stdp must be between 1 and 3 pA, got 0';
  await expect(net.restore(bytes)).rejects.toMatchObject({ code: "bad-checkpoint", message: inside });
  await expect(net.reset({ to: bytes })).rejects.toThrow(inside);
  expect(net.time).toBe(3);
  expect([...(await p.weights())]).toEqual([1, 3, 2]);
  await net.reset({ to: bytes, only: ["state", "traces"] });
  expect([...(await p.weights())]).toEqual([1, 3, 2]);
  p.set({ wMin: 0, wMax: 4 });
  await net.restore(bytes);
  expect([...(await p.weights())]).toEqual([0, 4, 2]);
  await net.close();
});

it("mirrored bounds stay mirrored", async () => {
  const { net, source, cells } = place();
  const plasticity = inhibitoryStdp({ wMin: -4, mirrored: "yes" });
  const p = net.connect(source, cells, oneToOne(), { into: "iI", name: "p", weight: -4, plasticity });
  await net.build();
  expect(message(() => p.set({ wMax: 2 }))).toBe('wMax of projection "p", mirrored, must be ≤ 0 pA, got 2');
  p.set({ wMin: -3, wMax: -1 });
  expect([...(await p.weights())]).toEqual([-3, -3, -3]);
});

it("no conductance is negative: not by weights, bounds, drives or signals", async () => {
  const { net, source, cells } = place(lifCoba);
  const into = js("gI");
  const connect = (more: object) =>
    message(() => net.connect(source, cells, allToAll(), js({ into, name: "p", ...more })));
  expect(connect({ weight: -50 })).toBe('weight of projection "p" must be ≥ 0 nS, got -50');
  expect(connect({ weight: uniform(-1, 5) })).toBe('weight of projection "p" must be ≥ 0 nS, got -1');
  expect(connect({ weight: normal(5, 1) })).toMatch(
    /^extreme weight \(there is no clip: .* would help\) of projection "p" must be ≥ 0 nS, got -1.4/,
  );
  expect(connect({ weight: choice([2, -1]) })).toBe('weight of projection "p" must be ≥ 0 nS, got -1');
  expect(connect({ weight: 0, plasticity: inhibitoryStdp({ wMin: -5, wMax: 5 }) })).toBe(
    'wMin of projection "p" must be ≥ 0 nS, got -5',
  );
  expect(message(() => net.drive(cells, poissonDrive, { rate: 5, weight: -1 }, { into, name: "d" }))).toBe(
    'weight of drive "d" must be ≥ 0 nS, got -1',
  );
  expect(message(() => net.drive(cells, pulseDrive, { amplitude: -1 }, { into }))).toContain("≥ 0 nS, got -1");
  expect(message(() => net.drive(cells, gaussianDrive, { mean: -1 }, { into }))).toContain("≥ 0 nS, got -1");
  expect(message(() => net.drive(cells, gaussianDrive, { mean: 3, sd: 0.5 }, { into }))).toMatch(
    /^least draw of drive .* got -1.9/,
  );
  net.drive(cells, gaussianDrive, { mean: 5, sd: 0.5 }, { into });
  expect(message(() => net.inject(cells, { into, name: "s", weight: uniform(-2, 2) }))).toBe(
    'weight of injection "s" must be ≥ 0 nS, got -2',
  );
  const still = net.connect(source, cells, oneToOne(), { into, name: "still", weight: uniform(0, 5) });
  const one = net.connect(source, cells, oneToOne(), { into, name: "one", weight: 5 });
  const learning = { into, name: "learning", weight: 1, plasticity: inhibitoryStdp({ wMax: 5 }) };
  const learns = net.connect(source, cells, oneToOne(), learning);
  const noise = net.drive(cells, poissonDrive, { rate: 5 }, { into, name: "noise" });
  const signal = net.inject(cells, { into, name: "signal" });
  const pulse = net.inject(cells, { into: "delta", weight: -1 });
  await net.build();
  expect(message(() => still.setWeights([1, 2, -3]))).toBe('weight 2 of projection "still" must be ≥ 0 nS, got -3');
  expect(message(() => one.setWeights([-1, -1, -1]))).toBe('weight 0 of projection "one" must be ≥ 0 nS, got -1');
  expect(message(() => learns.set({ wMin: -1 }))).toBe('wMin of projection "learning" must be ≥ 0 nS, got -1');
  expect(message(() => noise.set({ weight: -1 }))).toBe('weight of drive "noise" must be ≥ 0 nS, got -1');
  expect(message(() => signal.play([-0.5]))).toBe('value 0 of injection "signal" must be ≥ 0, got -0.5');
  pulse.play([-0.5]);
});

it("a liquid's weights are refused where its rule would cut them, and scaled before they are compared", async () => {
  expect(() => new Liquid({ plasticity: { excExc: stdp({ wMax: 600 }) } })).toThrow(
    /^extreme weight \(there is no clip: clip: \[low, high\] would help\) of projection "excExc" with stdp must be between 0 and 600 pA, got 1\d{4}/,
  );
  // The weights of inhibition into a current are below 0.
  expect(() => new Liquid({ weight: 5, plasticity: stdp({ wMax: 600 }) })).toThrow(
    'weight of projection "inhExc" with stdp must be between 0 and 600 pA, got -5',
  );
  const options = { topology: clustered({ neurons: 40, clusters: 2, pIn: 0.5, pOut: 0.2 }), spectralRadius: 0.8 };
  const liquid = new Liquid({ ...options, weight: 100, plasticity: { excExc: stdp({ wMax: 1 }) } });
  const { excExc } = liquid.projections;
  await liquid.build();
  const [weight] = await excExc!.weights();
  expect(weight).toBeGreaterThan(0);
  expect(weight).toBeLessThan(1);
  const still = new Liquid({ ...options, weight: 100 });
  await still.build();
  expect((await still.projections.excExc!.weights())[0]).toBe(weight);
  await Promise.all([liquid.close(), still.close()]);
});

it("what is set during a run keeps within bounds that are set after it, on any number of workers", async () => {
  const ends = [1, 3].map(async (workers) => {
    const net = new Network({ dt: 1, workers });
    const source = net.population("source", 48, spikeSource);
    const cells = net.population("cells", 48, lifDelta);
    const p = net.connect(source, cells, oneToOne(), { into: "delta", weight: 1, plasticity: stdp({ wMax: 5 }) });
    await net.build();
    let told = false;
    await net.run(2000, {
      onProgress: () => {
        if (told) return;
        told = true;
        p.setWeights(new Float32Array(48).fill(4));
        p.set({ wMax: 3 });
      },
    });
    const weights = await p.weights();
    await net.close();
    return weights;
  });
  for (const end of ends) expect(await end).toEqual(new Float32Array(48).fill(3));
});
