import { beforeAll, describe, expect, it } from "vitest";
import { allToAll, Network, neuron, poisson, uniform } from "../../dist/src/index.js";
import type { KernelFields } from "../../dist/src/models/model.js";
import { moduleOf } from "../modules.js";
import { js, refused } from "../refusals.js";

// A kernel with a list of its own of neurons that are refractory, beside the same with a column in its loop. Could not catch what is wrong
// with kernels that keep other lists.

const described = {
  name: "stiff",
  params: {
    slope: { unit: "1", default: 0.3, meaning: "what v and w gain in a step" },
    steps: { unit: "steps", default: 6, meaning: "steps that v and w stand still after a spike" },
  },
  state: {
    v: { unit: "1", default: 0, padding: Number.NaN, meaning: "a spike at 1, then as far below 0 as it was above 1" },
    w: { unit: "1", default: 0, meaning: "all that was gained" },
    refractoryLeft: { unit: "steps", default: 0, meaning: "steps to stand still" },
  },
  inputs: { push: { unit: "1", meaning: "added to v, lost while it stands still", arrives: "before" } },
} as const;

const columns = ["v", "w", "refractoryLeft", "push"];
const fields: KernelFields = { kind: "neuron", values: ["slope", "steps"], columns };

/** Entries of the list: id, v, w. */
const compiled = (listWords?: number) =>
  moduleOf(listWords ? { ...fields, listWords } : fields, (at) => {
    const open = `const v = load<usize>(block, ${at.v}), w = load<usize>(block, ${at.w}),
      left = load<usize>(block, ${at.refractoryLeft}), push = load<usize>(block, ${at.push}), list = load<usize>(block, ${at.held});`;
    const walk = (name: string, body: string) =>
      `export function ${name}(block: usize, begin: u32, end: u32, step: u32): void { ${open} ${body} }\n`;
    const loop = (body: string) => `for (let k = begin; k < end; k++) { const o = <usize>k << 2; ${body} }`;
    const gained = (slope: string) => `const next = load<f32>(v + o) + ${slope} + load<f32>(push + o);
      const gained = load<f32>(w + o) + ${slope};
      store<f32>(push + o, 0);`;
    const plain = (slope: string, steps: string) => `const slot = openSlot(block, begin, step);
      ${loop(`const before = load<f32>(left + o); ${gained(slope)}
        store<f32>(left + o, before > 1 ? before - 1 : 0);
        if (before > 0) continue;
        store<f32>(w + o, gained);
        store<f32>(v + o, next >= 1 ? 1 - next : next);
        if (next >= 1) { store<f32>(left + o, ${steps}); emitSpikes(block, slot, 1, k, step); }`)}`;
    const [slope, steps] = [at.slope!, at.steps!].map((place) => `load<f32>(block, ${place})`) as [string, string];
    const each = (place: number) => `load<f32>(load<usize>(block, ${place + 4}) + o)`;
    const enter =
      "store<u32>(to, id); store<f32>(to, load<f32>(v + o), 4); store<f32>(to, load<f32>(w + o), 8); to += 12;";
    const hold = `const slot = openSlot(block, begin, step);
      ${loop(`const isHeld = load<f32>(left + o) > 0; ${gained(slope)}
        store<f32>(w + o, gained);
        store<f32>(v + o, next >= 1 ? 1 - next : next);
        if (next >= 1 && !isHeld) emitSpikes(block, slot, 1, k, step);`)}
      let to = list;
      for (let at = list, last = list + 12 * <usize>load<u32>(block, ${at.nHeld}); at < last; at += 12) {
        const id = load<u32>(at), o = <usize>id << 2, rest = load<f32>(left + o) - 1;
        store<f32>(v + o, load<f32>(at, 4)); store<f32>(w + o, load<f32>(at, 8));
        store<f32>(left + o, max<f32>(rest, 0));
        if (rest > 0) { ${enter} }
      }
      for (let at = slot + 16, last = at + (<usize>load<u32>(slot) << 2); at < last; at += 4) {
        const id = load<u32>(at), o = <usize>id << 2;
        store<f32>(left + o, ${steps});
        if (${steps} > 0) { ${enter} }
      }
      store<u32>(block, <u32>((to - list) / 12), ${at.nHeld});`;
    const made = `let to = list;
      ${loop(`const id = k; store<f32>(left + o, max<f32>(load<f32>(left + o), 0)); if (load<f32>(left + o) > 0) { ${enter} }`)}
      store<u32>(block, <u32>((to - list) / 12), ${at.nHeld});`;
    return `import { emitSpikes, openSlot } from "neuroglia/assembly/spikes";
      ${walk("uniform", plain(slope, steps))}${walk("perNeuron", plain(each(at.slope!), each(at.steps!)))}
      ${listWords ? walk("hold", hold) + walk("list", made) : ""}`;
  });

let kernel: Uint8Array;
let plain: Uint8Array;
beforeAll(async () => {
  [kernel, plain] = await Promise.all([compiled(3), compiled()]);
});

const N = 150;

/** What becomes of them, and of what is written from outside. */
const run = async (kernel: Uint8Array, params: object, workers = 1) => {
  const net = new Network({ dt: 1, seed: 3, workers });
  const source = net.population("source", 20, poisson, { rate: 60 });
  const cells = net.population("cells", N, neuron({ ...described, kernel }), js(params));
  cells.init({ v: uniform(-1, 1), refractoryLeft: uniform(-3, 3) });
  net.connect(source, cells, allToAll(), { into: "push", weight: 0.05, delay: 2 });
  net.connect(cells, cells, allToAll(), { into: "push", weight: 0.001, delay: 3 });
  const spikes = net.record(cells, "spikes");
  const found: object[] = [];
  const look = () => {
    found.push({
      ...Object.fromEntries((["v", "w", "refractoryLeft"] as const).map((name) => [name, cells.get(name)])),
      hash: net.activity().hash,
    });
  };
  await net.run(40);
  look();
  cells.slice(10, 60).set({ refractoryLeft: 4, v: 0.5 });
  await net.run(3);
  look();
  const bytes = await net.checkpoint();
  cells.set({ refractoryLeft: 0 });
  await net.run(11);
  look();
  await net.restore(bytes);
  await net.run(11);
  look();
  await net.reset();
  await net.run(25);
  look();
  const explained = net.explain();
  await net.close();
  return { found, explained, times: spikes.times, ids: spikes.ids };
};

describe("a list of refractory neurons that a kernel keeps itself", () => {
  it.each([1, 2, 3])(
    "gives the bits of a column in the loop, whatever is written from outside, on %i workers",
    async (workers) => {
      const one = await run(kernel, {}, workers);
      expect(one.explained).toContain("  integrate stiff.hold");
      const other = await run(plain, {});
      expect(other.explained).toContain("  integrate stiff.uniform");
      const each = await run(
        kernel,
        { slope: new Float32Array(N).fill(0.3), steps: new Float32Array(N).fill(6) },
        workers,
      );
      expect(each.explained).toContain("  integrate stiff.perNeuron");
      for (const { explained, ...rest } of [one, each]) {
        const { explained: _, ...wanted } = other;
        expect(rest).toEqual(wanted);
      }
      expect(other.times.length).toBeGreaterThan(400);
    },
  );

  it("has room for all, and is empty where nobody stands still", async () => {
    for (const steps of [0, 1e6]) {
      const params = { slope: 1, steps };
      const { explained: _, ...one } = await run(kernel, params);
      const { explained: __, ...other } = await run(plain, params);
      expect(one).toEqual(other);
    }
  });

  it("is refused of a kernel without its exports, of another kind of model, or of no size", async () => {
    const text = (exports: readonly string[]) =>
      exports
        .map(
          (name) =>
            `export function ${name}(block: usize, begin: u32, end: u32, step: u32): void { store<u32>(block, 0); }`,
        )
        .join("\n");
    const roles = ["uniform", "perNeuron"];
    for (const [exports, missing] of [
      [roles, "hold"],
      [[...roles, "hold"], "list"],
    ] as const) {
      const bytes = await moduleOf({ ...fields, listWords: 3 }, () => text(exports));
      expect(refused(() => neuron({ ...described, kernel: bytes })).message).toContain(`export "${missing}" of kernel`);
    }
    for (const listWords of [0, -1, 1.5, 1e9, "3"]) {
      const bytes = await moduleOf(js({ ...fields, listWords }), () => text([...roles, "hold", "list"]));
      expect(refused(() => neuron({ ...described, kernel: bytes })).message).toMatch(/^section "neuroglia" of kernel/);
    }
    const bytes = await moduleOf({ kind: "glia", values: [], columns: [], listWords: 3 }, () => text(["integrate"]));
    expect(refused(() => neuron(js({ ...described, kernel: bytes }))).message).toMatch(
      /^section "neuroglia" of kernel/,
    );
    expect(refused(() => neuron(js({ ...described, holds: true, kernel }))).message).toMatch(
      /^holds of neuron "stiff"/,
    );
  });
});
