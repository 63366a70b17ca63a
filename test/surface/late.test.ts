import { beforeAll, describe, expect, it } from "vitest";
import { allToAll, lif, Network, neuron, oneToOne, poisson, spikeSource } from "../../dist/src/index.js";
import { moduleOf } from "../modules.js";
import { js, refused } from "../refusals.js";

// Could not catch a kernel that does at the end of a step what its model does not say.

const described = {
  name: "listener",
  params: { gain: { unit: "1", default: 1, meaning: "what a push counts as" } },
  state: { heard: { unit: "1", default: 0, meaning: "all pushes so far, those of this step included" } },
  inputs: { push: { unit: "1", meaning: "what spikes bring, gone in the next step", arrives: "after" } },
} as const;

/** Forgets the pushes of the step before, and hears those of this one at its end. */
const compiled = (late: boolean) =>
  moduleOf({ kind: "neuron", values: ["gain"], columns: ["heard", "push"], ...(late ? { late } : {}) }, (at) => {
    const step = `{
      openSlot(block, begin, step);
      const push = load<usize>(block, ${at.push});
      for (let k = begin; k < end; k++) store<f32>(push + (<usize>k << 2), 0);
    }`;
    const hear = (gain: string) => `{
      const heard = load<usize>(block, ${at.heard}), push = load<usize>(block, ${at.push});
      for (let k = begin; k < end; k++) {
        const o = <usize>k << 2;
        store<f32>(heard + o, load<f32>(heard + o) + ${gain} * load<f32>(push + o));
      }
    }`;
    const walk = (name: string, body: string) =>
      `export function ${name}(block: usize, begin: u32, end: u32, step: u32): void ${body}\n`;
    return `import { openSlot } from "neuroglia/assembly/spikes";
      ${walk("uniform", step)} ${walk("perNeuron", step)}
      ${walk("lateUniform", hear(`load<f32>(block, ${at.gain})`))}
      ${walk("latePerNeuron", hear(`load<f32>(load<usize>(block, ${at.gain! + 4}) + o)`))}`;
  });

let kernel: Uint8Array;
let plain: Uint8Array;
beforeAll(async () => {
  [kernel, plain] = await Promise.all([compiled(true), compiled(false)]);
});

const listener = () => neuron({ ...described, late: true, kernel });

describe("what is done at the end of a step", () => {
  it.each([
    ["one number", 1, 2],
    ["one number", 3, 2],
    ["a number a neuron", 1, Array.from({ length: 40 }, (_, k) => 1 + k)],
    ["a number a neuron", 3, Array.from({ length: 40 }, (_, k) => 1 + k)],
  ] as const)("sees what arrived in it, and recorders see what it did: %s, on %i workers", async (_, workers, gain) => {
    const net = new Network({ dt: 1, workers });
    const source = net.population("source", 40, spikeSource);
    const cells = net.population("cells", 40, listener(), { gain: gain as number });
    net.connect(source, cells, oneToOne(), { into: "push", weight: 0.5, delay: 1 });
    const heard = net.record(cells, "heard");
    await net.build();
    source.play({ times: [3, 3, 5], ids: [0, 39, 39] });
    await net.run(8);
    const of = (k: number) => (typeof gain === "number" ? gain : gain[k]!) / 2;
    expect(Array.from(heard.times)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(Array.from(heard.of(0))).toEqual([0, 0, 0, 1, 1, 1, 1, 1].map((n) => n * of(0)));
    expect(Array.from(heard.of(39))).toEqual([0, 0, 0, 1, 1, 2, 2, 2].map((n) => n * of(39)));
    expect(heard.of(7).every((value) => value === 0)).toBe(true);
    await net.close();
  });

  it("goes on from a checkpoint and stands in explain() between readouts and records, of those models alone that have it", async () => {
    const make = () => {
      const net = new Network({ dt: 1, seed: 4 });
      const source = net.population("source", 9, poisson, { rate: 300 });
      const cells = net.population("cells", 9, listener());
      net.population("others", 9, lif);
      net.connect(source, cells, allToAll(), { into: "push", weight: 0.25, delay: 2 });
      net.record(cells, "heard", { every: 10 });
      return { net, cells };
    };
    const whole = make();
    await whole.net.run(50);
    const bytes = await whole.net.checkpoint();
    await whole.net.run(50);
    const other = make();
    await other.net.restore(bytes);
    await other.net.run(50);
    expect(other.cells.get("heard")).toEqual(whole.cells.get("heard"));
    expect(other.cells.get("heard")[0]).toBeGreaterThan(10);
    const stages = whole.net
      .explain()
      .split("\n")
      .filter((line) => /^ {2}(late|record)/.test(line));
    expect(stages).toEqual([
      '  late      listener.lateUniform  population "cells"',
      "  record    recordState  recorder",
    ]);
  });

  it("a descriptor and code that say different things of it are refused, and so is a kernel without such exports", async () => {
    expect(refused(() => neuron({ ...described, kernel })).message).toBe(
      'late of neuron "listener" must be true, as its code has it, got undefined',
    );
    expect(refused(() => neuron({ ...described, late: true, kernel: plain })).message).toBe(
      'late of neuron "listener" must be left out, as its code has it, got true',
    );
    expect(refused(() => neuron(js({ ...described, late: 1, kernel }))).message).toMatch(
      /^late of .* true, or left out/,
    );
    const bare = moduleOf({ kind: "neuron", values: [], columns: ["heard", "push"], late: true }, () =>
      ["uniform", "perNeuron", "lateUniform"]
        .map(
          (name) =>
            `export function ${name}(block: usize, begin: u32, end: u32, step: u32): void { store<u32>(block, 0); }`,
        )
        .join("\n"),
    );
    const bytes = await bare;
    expect(refused(() => neuron({ ...described, late: true, kernel: bytes })).message).toMatch(
      /^export "latePerNeuron" of kernel/,
    );
  });
});
