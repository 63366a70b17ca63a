import { describe, expect, it } from "vitest";
import {
  bernoulli,
  drive,
  gaussianDrive,
  lifDiscrete,
  Network,
  poisson,
  poissonDrive,
  pulseDrive,
  source,
} from "../../dist/src/index.js";
import { js, refused } from "../refusals.js";

// Could not catch bad input that is accepted and not listed here.

const place = () => {
  const net = new Network({ dt: 0.5, seed: 1 });
  const cells = net.population("cells", 4, lifDiscrete);
  const source = net.population("source", 3, poisson);
  return { net, cells, source };
};
type Place = ReturnType<typeof place>;

const described: [string, (p: Place) => unknown, string][] = [
  [
    "a misspelt param",
    ({ net, cells }) => net.drive(cells, poissonDrive, js({ rat: 3 }), { into: "i" }),
    'param of drive "poissonDrive→cells" must be one of "rate", "weight" (did you mean "rate"?), got "rat"',
  ],
  [
    "a negative rate",
    ({ net, cells }) => net.drive(cells, poissonDrive, { rate: -1 }, { into: "i" }),
    'rate of drive "poissonDrive→cells" must be ≥ 0 Hz, got -1',
  ],
  [
    "a rate of more events a step than the kernel draws",
    ({ net, cells }) => net.drive(cells, poissonDrive, { rate: 1.2e6 }, { into: "i" }),
    'dt of drive "poissonDrive→cells" must be at most 0.416 ms with rate 1200000 (rate·dt/1000 at most 500: mean number of events that a step draws), got 0.5',
  ],
  [
    "a weight of NaN, in the unit of the input",
    ({ net, cells }) => net.drive(cells, poissonDrive, { weight: Number.NaN }, { into: "delta" }),
    'weight of drive "poissonDrive→cells" must be a finite number mV, got NaN',
  ],
  [
    "a weight beyond the f32 range",
    ({ net, cells }) => net.drive(cells, pulseDrive, { amplitude: 1e300 }, { into: "i", name: "noise" }),
    'amplitude of drive "noise" must be a finite number mV, got 1e+300',
  ],
  [
    "a distribution for a param",
    ({ net, cells }) => net.drive(cells, gaussianDrive, js({ sd: [1, 2] }), { into: "i" }),
    'sd of drive "gaussianDrive→cells" must be ≥ 0 mV, got Array(2)',
  ],
  [
    "a negative standard deviation",
    ({ net, cells }) => net.drive(cells, gaussianDrive, { sd: -1 }, { into: "i" }),
    'sd of drive "gaussianDrive→cells" must be ≥ 0 mV, got -1',
  ],
  [
    "params of null",
    ({ net, cells }) => net.drive(cells, gaussianDrive, js(null), { into: "i" }),
    'params of drive "gaussianDrive→cells" must be an object, got null',
  ],
  [
    "a misspelt input",
    ({ net, cells }) => net.drive(cells, poissonDrive, {}, js({ into: "dleta" })),
    'into of drive "poissonDrive→cells" must be one of "i", "delta" (did you mean "delta"?), got "dleta"',
  ],
  [
    "no input",
    ({ net, cells }) => net.drive(cells, poissonDrive, {}, js({})),
    'into of drive "poissonDrive→cells" must be one of "i", "delta", got undefined',
  ],
  [
    "a misspelt option",
    ({ net, cells }) => net.drive(cells, poissonDrive, {}, js({ into: "i", nmae: "x" })),
    'option of drive "poissonDrive→cells" must be one of "into", "name" (did you mean "name"?), got "nmae"',
  ],
  [
    "a model that is no drive",
    ({ net, cells }) => net.drive(cells, js(bernoulli), {}, { into: "i" }),
    'model of drive "bernoulli→cells" must be one such as poissonDrive (your own: drive({ … })), got "bernoulli"',
  ],
  [
    "no model",
    ({ net, cells }) => net.drive(cells, js(undefined), {}, { into: "i" }),
    'model of drive "undefined→cells" must be one such as poissonDrive (your own: drive({ … })), got undefined',
  ],
  [
    "a drive of a source",
    ({ net, source }) => net.drive(js(source), poissonDrive, {}, js({ into: "i" })),
    'group of drive "poissonDrive→source" must be neurons, got "a poisson source"',
  ],
  [
    "a group of another network",
    ({ net }) => net.drive(place().cells, poissonDrive, {}, { into: "i" }),
    'group of drive "poissonDrive→cells" must be one of this network, got "\\"cells\\" of another"',
  ],
  [
    "a name in use",
    ({ net, cells }) => {
      for (let k = 0; k < 2; k++) net.drive(cells, poissonDrive, {}, { into: "i", name: "noise" });
    },
    'name of drive "noise" must be used once in a network, got "noise"',
  ],
  [
    "set before build",
    ({ net, cells }) => net.drive(cells, poissonDrive, {}, { into: "i" }).set({ rate: 1 }),
    'set of drive "poissonDrive→cells" of a network must be done after build() or run(), got "a network not built"',
  ],
  [
    "a source of negative rate",
    ({ net }) => net.population("p", 2, poisson, { rate: [1, -1] }),
    'rate[1] of population "p" must be ≥ 0 Hz, got -1',
  ],
];

describe("drives and Poisson sources refuse bad input", () => {
  it.each(described)("%s", (_, act, message) => {
    expect(refused(() => act(place())).message).toBe(message);
  });

  it("set refuses what net.drive refuses, and nothing has changed then", async () => {
    const { net, cells } = place();
    cells.init({ v: 1 });
    const drive = net.drive(cells, pulseDrive, { amplitude: 0 }, { into: "i" });
    const noise = net.drive(cells, poissonDrive, { rate: 1e6, weight: 0 }, { into: "i" });
    await net.build();
    expect(refused(() => drive.set(js({ amplitud: 1 }))).message).toContain('did you mean "amplitude"');
    expect(refused(() => drive.set({ amplitude: Number.NaN })).what).toBe("amplitude");
    expect(refused(() => noise.set({ weight: 1, rate: 1e6 + 1 })).message).toContain("rate 1000001");
    await net.run(5);
    expect(cells.get("i")).toEqual(new Float32Array(4));
  });

  it("play refuses rates below 0, not finite, or of a length that does not fit; a drive after build is refused", async () => {
    const { net, cells, source } = place();
    await net.build();
    expect(refused(() => source.play([1, -1, 0])).message).toBe('rate 1 of population "source" must be ≥ 0 Hz, got -1');
    expect(refused(() => source.play([1, 0, Number.POSITIVE_INFINITY])).what).toBe("rate 2");
    expect(refused(() => source.play([1, 2])).message).toBe(
      'length of rates of population "source" must be a multiple of 3, got 2',
    );
    expect(refused(() => source.play([1, 2, 3, 4, 5, 6])).what).toBe("every");
    expect(refused(() => net.drive(cells, poissonDrive, {}, { into: "i" })).code).toBe("built");
  });
});

describe("what kernels draw by, where a model of one's own derives it", () => {
  const { kind: _, ...counting } = poissonDrive;
  const { kind: __, ...emitting } = poisson;

  it.each(["(5 - rate)*dt", "where(rate > 10, nan, 1)", "where(rate > 10, inf, 1)", "-0.01", "rate*dt"])(
    "a mean %s that is none is refused, when built and when set, and what was set before stays",
    async (expression) => {
      const mine = drive({ ...counting, name: "mine", limits: [], derived: { mean: { expression } } });
      const net = new Network({ dt: 0.5, seed: 1 });
      const cells = net.population("cells", 4, lifDiscrete);
      net.drive(cells, mine, { rate: 2000 }, { into: "i", name: "noise" });
      await expect(net.build()).rejects.toThrow(
        /^mean of a step's counts of drive "noise" must be from 0 to 500, got /,
      );
      if (!expression.includes("rate")) return;
      const other = new Network({ dt: 0.5, seed: 1 });
      const targets = other.population("cells", 4, lifDiscrete);
      const noise = other.drive(targets, mine, { rate: 4 }, { into: "i", name: "noise" });
      await other.build();
      expect(refused(() => noise.set({ rate: 2000 })).message).toMatch(/^mean of a step's counts of drive "noise"/);
      noise.set({ weight: 2 });
      await other.run(5);
      await other.close();
    },
  );

  it.each(["where(rate > 0, nan, 0)", "-20 - rate", "1 + rate"])(
    "a probability %s that is none is refused likewise",
    async (expression) => {
      const mine = source({ ...emitting, name: "mine", derived: { probability: { expression } } });
      const net = new Network({ dt: 0.5, seed: 1 });
      net.population("cells", 4, mine, { rate: 1 });
      await expect(net.build()).rejects.toThrow(/^probability 0 of population "cells" must be between 0 and 1, got /);
    },
  );

  it("a probability is refused in play and set, on one worker and two, and what was played before goes on", async () => {
    const mine = source({ ...emitting, name: "mine", derived: { probability: { expression: "rate/10" } } });
    for (const workers of [1, 2]) {
      const net = new Network({ dt: 0.5, seed: 1, workers });
      const cells = net.population("cells", 40, mine, { rate: 10 });
      await net.build();
      const rates = new Float64Array(40).fill(10);
      rates[3] = 11;
      expect(refused(() => cells.play(rates)).message).toMatch(/^probability 3 .* must be between 0 and 1, got 1.1$/);
      expect(refused(() => cells.set({ rate: 11 })).message).toMatch(/^probability 0 .* got 1.1$/);
      await net.run(5);
      expect(net.activity().spikes).toBe(400);
      await net.close();
    }
  });
});
