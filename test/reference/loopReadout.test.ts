import { describe, expect, it } from "vitest";
import {
  fixedProbability,
  force,
  izhikevich,
  type LearningRule,
  lms,
  Network,
  normal,
  threeFactor,
  uniform,
} from "../../dist/src/index.js";
import { apart, DirectReadout } from "../closedLoop.js";

// Could not catch a mistake in the equations that both implementations share.

const DT = 0.5;

/** Rows of two targets, and gates, as f32 has them. */
const targetsOf = (rows: number): Float32Array =>
  Float32Array.from({ length: rows * 2 }, (_, k) => Math.sin(k * 0.013) * (k % 2 === 0 ? 1 : 0.3));
const gatesOf = (rows: number): Float32Array => Float32Array.from({ length: rows }, (_, k) => (k % 5) / 4);

const noisy = (n: number, seed: number) => {
  const net = new Network({ dt: DT, seed });
  const cells = net.population("cells", n, izhikevich, { iExt: uniform(2, 14) }).init({ v: uniform(-70, -40) });
  const weight = normal(0, 8);
  net.connect(cells, cells, fixedProbability(0.2), { into: "i", weight, delay: 1 });
  return { net, cells };
};

describe.each<[string, LearningRule, number, number]>([
  ["force", force({ alpha: 0.02 }), 2, 20],
  ["force that forgets", force({ alpha: 0.02, forgetting: 0.998 }), 5, 5],
  ["lms", lms({ eta: 3 }), 0, 20],
  ["threeFactor", threeFactor({ eta: 3 }), 2, 10],
  ["threeFactor at the end of a trial", threeFactor({ eta: 3, apply: "trialEnd" }), 0, 10],
])("%s on given spikes, against plain f64 arrays", (_, rule, tauRise, tauDecay) => {
  it("has the same outputs and errors in f32, and weights to 1e-9", async () => {
    const { net, cells } = noisy(61, 4);
    const group = cells.slice(3, 58);
    const options = { outputs: 2, tauRise, tauDecay, every: 1, rule };
    const out = net.readout("out", group, options);
    const z = net.record(out, "z");
    const error = net.record(out, "error");
    const spikes = net.record(group, "spikes");
    const rows = 700;
    const targets = targetsOf(rows);
    const gates = gatesOf(rows);
    await net.build();
    out.teach(targets, { every: 1, from: 20 });
    if (rule.kind === "threeFactor") out.gate(gates, { every: 1, from: 20 });
    await net.run(800);
    expect(spikes.length).toBeGreaterThan(500);

    const direct = new DirectReadout(group.length, { ...options, dt: DT });
    let next = 0;
    const expectedZ: number[] = [];
    const expectedError: number[] = [];
    for (let step = 1; step <= 1600; step++) {
      const now: number[] = [];
      for (; next < spikes.length && Math.round(spikes.times[next]! / DT) === step; next++) now.push(spikes.ids[next]!);
      const outputs = direct.advance(now);
      expectedZ.push(...outputs);
      const row = Math.floor(step * DT - 20);
      const taught = row >= 0 && row < rows;
      const errors = outputs.map((each, o) => (taught ? each - targets[row * 2 + o]! : Number.NaN));
      expectedError.push(...errors);
      if (taught && step % 2 === 0) direct.learn(errors, rule.kind === "threeFactor" ? gates[row]! : 1);
    }
    expect(apart(out.filtered(), direct.r)).toBeLessThan(1e-12);
    if (rule.kind === "threeFactor" && rule.apply === "trialEnd") {
      expect(out.weights()).toEqual(new Float64Array(group.length * 2));
      expect(apart(out.apply(), DirectReadout.rows(direct.sums))).toBeLessThan(1e-9);
      expect(apart(out.weights(), DirectReadout.rows(direct.sums))).toBeLessThan(1e-9);
      expect(out.apply()).toEqual(new Float64Array(group.length * 2));
    } else {
      expect(apart(out.weights(), DirectReadout.rows(direct.weights))).toBeLessThan(1e-9);
      expect(apart(z.values, expectedZ)).toBeLessThan(1e-7);
    }
    const known = (values: ArrayLike<number>) => Array.from(values).filter((value) => !Number.isNaN(value));
    expect(known(error.values)).toHaveLength(rows * 2 * 2);
    expect(Array.from(error.values, Number.isNaN)).toEqual(expectedError.map(Number.isNaN));
    expect(apart(known(error.values), known(expectedError))).toBeLessThan(1e-7);
  });
});

it("drives the network as an independent loop in f64 does: spike for spike over 400 steps, z to 1e-3 of its range", async () => {
  const [n, steps, q] = [48, 400, 6];
  const net = new Network({ dt: DT, seed: 9 });
  const cells = net.population("cells", n, izhikevich).init({ v: uniform(-70, -40) });
  const recurrent = net.connect(cells, cells, fixedProbability(0.2), { into: "i", weight: normal(0, 6), delay: DT });
  const bias = net.inject(cells, { into: "i", weight: uniform(4, 12) });
  const rule = force({ alpha: 0.05 });
  const options = { outputs: 2, tauRise: 2, tauDecay: 20, every: 1, rule };
  const out = net.readout("out", cells, options);
  const feedback = net.feedback(out, cells, { into: "i", weight: uniform(-q, q) });
  const z = net.record(out, "z");
  const spikes = net.record(cells, "spikes");
  await net.build();
  const targets = targetsOf(steps);
  out.teach(targets, { every: DT, from: DT });
  bias.play([1]);
  const v = Float64Array.from(cells.get("v"));
  const u = Float64Array.from(cells.get("u"));
  const weights = await recurrent.weights();
  const { pre, post } = await recurrent.synapses();
  const [constant, encoder] = [bias.weights(), feedback.weights()];
  expect(Math.min(...encoder)).toBeGreaterThanOrEqual(-q);
  expect(new Set(encoder).size).toBe(2 * n);
  await net.run(steps * DT);

  const direct = new DirectReadout(n, { ...options, dt: DT });
  const expectedSpikes: [number, number][] = [];
  const expectedZ: number[] = [];
  let fired: number[] = [];
  let output = [0, 0];
  for (let step = 0; step < steps; step++) {
    const current = Float64Array.from(constant, (c, k) => c + encoder[k]! * output[0]! + encoder[n + k]! * output[1]!);
    const arrives = new Set(fired);
    pre.forEach((from, s) => {
      if (arrives.has(from)) current[post[s]!]! += weights[s]!;
    });
    fired = [];
    for (let k = 0; k < n; k++) {
      for (let half = 0; half < 2; half++)
        v[k]! += (DT / 2) * (0.04 * v[k]! ** 2 + 5 * v[k]! + 140 - u[k]! + current[k]!);
      u[k]! += DT * 0.02 * (0.2 * v[k]! - u[k]!);
      if (v[k]! < 30) continue;
      v[k] = -65;
      u[k]! += 8;
      fired.push(k);
      expectedSpikes.push([k, step + 1]);
    }
    output = direct.advance(fired);
    expectedZ.push(...output);
    if ((step + 1) % 2 === 0) direct.learn(output.map((each, o) => each - targets[step * 2 + o]!));
  }
  const got = Array.from(spikes.ids, (id, s) => [id, Math.round(spikes.times[s]! / DT)]);
  expect(expectedSpikes.length).toBeGreaterThan(150);
  expect(got).toEqual(expectedSpikes);
  expect(apart(z.values, expectedZ)).toBeLessThan(1e-3);
  expect(Math.max(...z.values)).toBeGreaterThan(0.3);
});
