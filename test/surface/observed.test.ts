import { beforeAll, describe, expect, it } from "vitest";
import { lif, Network, neuron, oneToOne, spikeSource, uniform } from "../../dist/src/index.js";
import type { KernelFields } from "../../dist/src/models/model.js";
import { moduleOf } from "../modules.js";
import { js, refused } from "../refusals.js";

// Could not catch a kernel that finds another quantity than its model says.

const described = {
  name: "ramp",
  params: { slope: { unit: "1", default: 1, meaning: "what v gains in a step" } },
  state: {
    v: { unit: "1", default: 0, meaning: "what grows" },
    calls: { unit: "1", default: 0, meaning: "how often the kernel of `twice` has looked at the neuron" },
  },
  inputs: { push: { unit: "1", meaning: "added to v", arrives: "before" } },
  observed: {
    twice: { unit: "1", meaning: "2·v + slope" },
    age: { unit: "steps", meaning: "steps since the beginning, + v/1024" },
  },
} as const;

const fields: KernelFields = {
  kind: "neuron",
  values: ["slope"],
  columns: ["v", "calls", "push"],
  observed: ["twice", "age"],
};

/** v ← v + slope + push; `twice` counts its calls, so that it shows when it runs and for whom. */
const compiled = () =>
  moduleOf(fields, (at) => {
    const walk = (name: string, body: string) => `
      export function ${name}(block: usize, begin: u32, end: u32, step: u32): void {
        const v = load<usize>(block, ${at.v}), calls = load<usize>(block, ${at.calls}), push = load<usize>(block, ${at.push});
        ${body}
      }`;
    const loop = (body: string) => `for (let k = begin; k < end; k++) { const o = <usize>k << 2; ${body} }`;
    const both = (name: string, before: string, body: (slope: string) => string) =>
      walk(`${name}Uniform`, before + loop(body(`load<f32>(block, ${at.slope})`))) +
      walk(`${name}PerNeuron`, before + loop(body(`load<f32>(load<usize>(block, ${at.slope! + 4}) + o)`)));
    const advance = (slope: string): string =>
      `store<f32>(v + o, load<f32>(v + o) + ${slope} + load<f32>(push + o)); store<f32>(push + o, 0);`;
    return `import { openSlot } from "neuroglia/assembly/spikes";
      ${walk("uniform", `openSlot(block, begin, step); ${loop(advance(`load<f32>(block, ${at.slope})`))}`)}
      ${walk("perNeuron", `openSlot(block, begin, step); ${loop(advance(`load<f32>(load<usize>(block, ${at.slope! + 4}) + o)`))}`)}
      ${both(
        "observe0",
        `const out = load<usize>(block, ${at.observe0});`,
        (slope) =>
          `store<f32>(out + o, 2 * load<f32>(v + o) + ${slope}); store<f32>(calls + o, load<f32>(calls + o) + 1);`,
      )}
      ${both("observe1", `const out = load<usize>(block, ${at.observe1});`, () => "store<f32>(out + o, <f32>step + load<f32>(v + o) / 1024);")}`;
  });

let kernel: Uint8Array;
beforeAll(async () => {
  kernel = await compiled();
});
const ramp = () => neuron({ ...described, kernel });

const N = 50;
const each = (of: (k: number) => number) => Array.from({ length: N }, (_, k) => of(k));

describe.each([
  ["one number", 2, (_: number): number => 2],
  ["a number a neuron", each((k) => k / 8), (k: number): number => k / 8],
] as const)("an observed quantity, params %s", (_, slope, slopeOf) => {
  it.each([1, 2, 3])(
    "is what it comes to in each step that is sampled, of all, of slices and of ids, on %i workers",
    async (workers) => {
      const net = new Network({ dt: 0.5, workers });
      const source = net.population("source", N, spikeSource);
      const cells = net.population("cells", N, ramp(), { slope: slope as number });
      net.connect(source, cells, oneToOne(), { into: "push", weight: 16, delay: 0.5 });
      const all = net.record(cells, "twice");
      const some = net.record(cells.slice(7, 41), "twice", { every: 2, ids: [0, 5, 33] });
      const part = net.record(cells.slice(3, 50), "age", { every: 1.5 });
      const v = net.record(cells, "v");
      await net.build();
      source.play({ times: [1], ids: [12] });
      await net.run(6);
      expect(all.times).toEqual(v.times);
      v.values.forEach((value, at) => {
        expect(all.values[at]).toBe(2 * value + slopeOf(at % N));
      });
      expect([...some.times]).toEqual([2, 4, 6]);
      for (const k of [7, 12, 40])
        expect([...some.of(k - 7)]).toEqual([3, 7, 11].map((sample) => all.values[sample * N + k]));
      expect([...part.times]).toEqual([1.5, 3, 4.5, 6]);
      for (const k of [3, 4, 30, 49])
        expect([...part.of(k - 3)]).toEqual(
          [3, 6, 9, 12].map((step) => Math.fround(step + v.values[(step - 1) * N + k]! / 1024)),
        );
      await net.close();
    },
  );

  it.each([{}, { background: true }, { workers: 2 }])(
    "is found when get asks for it, also before the first step: %j",
    async (options) => {
      const net = new Network({ dt: 0.5, ...options });
      const cells = net.population("cells", N, ramp(), { slope: slope as number }).init({ v: uniform(0, 1) });
      await net.build();
      const twice = () => cells.get("v").map((v, k) => 2 * v + slopeOf(k));
      expect(cells.get("twice")).toEqual(twice());
      expect(cells.get("age")[0]).toBe(Math.fround(cells.get("v")[0]! / 1024));
      await net.run(3);
      expect(cells.get("twice")).toEqual(twice());
      expect(cells.slice(5, 9).get("twice")).toEqual(twice().slice(5, 9));
      expect(cells.get("age")).toEqual(cells.get("v").map((v) => 6 + v / 1024));
      cells.set({ v: 7 });
      expect(cells.get("twice")).toEqual(twice());
      await net.close();
    },
  );
});

describe("an observed quantity", () => {
  it("costs nothing in steps that nobody samples, and in neurons that nobody looks at", async () => {
    const net = new Network({ dt: 1 });
    const cells = net.population("cells", N, ramp());
    const some = net.record(cells.slice(9, 14), "twice", { every: 5 });
    await net.run(20);
    expect([...cells.get("calls").slice(0, 20)]).toEqual(
      Array.from({ length: 20 }, (_, k) => (k >= 8 && k < 14 ? 4 : 0)),
    );
    await net.reset();
    some.set({ every: 0 });
    await net.run(20);
    expect(cells.get("calls").every((calls) => calls === 0)).toBe(true);
    expect(net.explain()).toContain("  record    recordState of ramp.twice  recorder\n");
  });

  it("is no state: not set, not initialised, not in checkpoints, which fit whatever is recorded", async () => {
    const make = (records: boolean) => {
      const net = new Network({ dt: 1 });
      const cells = net.population("cells", N, ramp());
      return { net, cells, twice: records ? net.record(cells, "twice", { every: 3 }) : null };
    };
    const one = make(true);
    expect(refused(() => one.cells.init(js({ twice: 1 }))).message).toMatch(
      /^state of population "cells" must be one of "v"/,
    );
    await one.net.run(4);
    expect(refused(() => one.cells.set(js({ twice: 1 }))).message).toMatch(
      /^name of population "cells" must be one of/,
    );
    one.cells.get("age");
    const bytes = await one.net.checkpoint();
    const other = make(false);
    await other.net.restore(bytes);
    expect((await other.net.checkpoint()).length).toBe(bytes.length);
    await one.net.run(5);
    await one.net.restore(bytes);
    await one.net.run(5);
    expect([...one.twice!.of(0)]).toEqual([7, 13, 19]);
    expect(refused(() => one.cells.get(js("twise"))).message).toMatch(/did you mean "twice"/);
  });

  it("has to be what the kernel was made for, under names of its own", async () => {
    const { twice, age } = described.observed;
    const of = (observed: unknown) => () => neuron(js({ ...described, observed, kernel }));
    expect(refused(of({ twice })).message).toBe(
      'observed of neuron "ramp" must be with age, as its code has it, got "twice"',
    );
    expect(refused(of({ twice, age, more: age })).message).toMatch(/^observed of .* without more/);
    expect(refused(of({ twice, age: { unit: "ms" } })).message).toMatch(/^observed\.age\.meaning/);
    expect(refused(of({ twice, age, v: age })).message).toMatch(/^a name in observed .* another than one in state/);
    expect(refused(of({ twice, age, counts: age })).message).toMatch(/^a name in observed .* recorders have this one/);
    const { observed, ...plain } = described;
    expect(refused(() => neuron({ ...plain, kernel })).message).toMatch(
      /^observed of neuron "ramp" must be with twice/,
    );
    expect(refused(() => neuron(js({ ...lif, name: "mine", observed }))).message).toMatch(
      /^observed of .* without twice/,
    );
    const without = await moduleOf({ kind: "neuron", values: [], columns: ["v"], observed: ["w"] }, () =>
      ["uniform", "perNeuron", "observe0Uniform"]
        .map(
          (name) =>
            `export function ${name}(block: usize, begin: u32, end: u32, step: u32): void { store<u32>(block, 0); }`,
        )
        .join("\n"),
    );
    expect(refused(() => neuron(js({ ...described, kernel: without }))).message).toMatch(
      /^export "observe0PerNeuron" of kernel/,
    );
  });
});
