import { expect, it } from "vitest";
import {
  allToAll,
  inhibitoryStdp,
  lif,
  Network,
  NeurogliaError,
  poisson,
  stdp,
  uniform,
} from "../../dist/src/index.js";
import { js } from "../refusals.js";

// Could not catch bad input that is accepted and not listed here.

const message = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(NeurogliaError);
    return (error as NeurogliaError).message;
  }
  throw new Error("nothing was refused");
};

const place = () => {
  const net = new Network({ dt: 1 });
  const source = net.population("source", 4, poisson, { rate: 5 });
  const cells = net.population("cells", 3, lif);
  const into = "iI";
  const still = net.connect(source, cells, allToAll(), { into, name: "still" });
  const learning = net.connect(source, cells, allToAll(), {
    into,
    name: "learning",
    plasticity: inhibitoryStdp({ wMax: 5 }),
  });
  return { net, source, cells, still, learning };
};

it("freeze and thaw: not before build, not of static weights", async () => {
  const { net, still, learning } = place();
  expect(message(() => learning.freeze())).toBe(
    'freeze of projection "learning" of a network must be done after build() or run(), got "a network not built"',
  );
  expect(message(() => net.thaw())).toBe(
    'thaw of a network must be done after build() or run(), got "a network not built"',
  );
  await net.build();
  expect(message(() => still.thaw())).toBe(
    'plasticity of thaw of projection "still" must be a rule, got "none (static weights)"',
  );
  net.freeze();
  const during: string[] = [];
  await net.run(5, { onProgress: () => during.push(message(() => net.thaw())) });
  expect(during[0]).toBe('thaw of a network must be done between runs, got "a run under way"');
});

it("target rates: one number, or as many as there are targets, each at least 0; other params are numbers", async () => {
  const { net, source, cells, learning } = place();
  expect(message(() => inhibitoryStdp({ targetRate: -1, wMax: 5 }))).toBe(
    "targetRate of inhibitoryStdp must be ≥ 0 Hz, got -1",
  );
  expect(message(() => inhibitoryStdp({ targetRate: [1, Number.NaN], wMax: 5 }))).toBe(
    "targetRate[1] of inhibitoryStdp must be ≥ 0 Hz, got NaN",
  );
  expect(message(() => inhibitoryStdp({ targetRate: uniform(-1, 1), wMax: 5 }))).toBe(
    "targetRate of inhibitoryStdp must be ≥ 0 Hz, got -1",
  );
  expect(message(() => inhibitoryStdp(js({ targetRat: 1 })))).toContain('did you mean "targetRate"?');
  expect(message(() => inhibitoryStdp(js({ eta: [1, 2, 3] })))).toBe(
    "eta of inhibitoryStdp must be a finite number in the unit of the input, got Array(3)",
  );
  expect(message(() => inhibitoryStdp({ wMin: 2, wMax: 1 }))).toContain("wMin of inhibitoryStdp must be ≤ wMax (1)");
  expect(message(() => stdp(js({ aPlus: uniform(0, 1) })))).toContain(
    "aPlus of stdp must be a finite number in the unit of the input",
  );
  const four = { into: "iI", name: "four", plasticity: inhibitoryStdp({ targetRate: [1, 2, 3, 4], wMax: 5 }) } as const;
  expect(message(() => net.connect(source, cells, allToAll(), four))).toBe(
    'length of targetRate of projection "four" must be 3, one per neuron of the target group, got 4',
  );
  await net.build();
  expect(message(() => learning.set({ targetRate: [1, 2] }))).toBe(
    'length of targetRate of projection "learning" must be 3, one per neuron of the target group, got 2',
  );
  expect(message(() => learning.set({ targetRate: [1, 2, -3] }))).toContain("targetRate[2]");
  expect(message(() => learning.set({ tau: 5 }))).toContain("of the shape it was built with");
});
