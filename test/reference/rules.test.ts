import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { compileKernel } from "../../dist/src/cli/kernel.js";
import {
  choice,
  fixedProbability,
  lifDelta,
  Network,
  oneToOne,
  plasticityRule,
  spikeSource,
  stdp,
} from "../../dist/src/index.js";
import { OF_INPUT } from "../../dist/src/models/model.js";
import { numbers } from "../numbers.js";
import { js } from "../refusals.js";

// Rules that the package has not, against f64 twins synapse by synapse. Could not catch a misreading of the papers that both share.

const amplitude = (value: number) => ({ unit: OF_INPUT, default: value, meaning: "amplitude" });
const tau = (value: number) => ({ unit: "ms", default: value, min: 0.001, meaning: "time constant" });
const bounds = {
  wMin: { unit: OF_INPUT, default: 0, meaning: "least weight" },
  wMax: { unit: OF_INPUT, default: 0, meaning: "greatest weight" },
};
const nothing = { title: "a rule of a test", equations: ["Δw"], source: "a test" };

/** As in Pfister & Gerstner (2006), J. Neurosci. 26:9673, equations 3 and 4, all-to-all. */
const triplet = {
  ...nothing,
  name: "triplet",
  params: {
    ...bounds,
    a2Plus: amplitude(4e-6),
    a3Plus: amplitude(1e-6),
    a2Minus: amplitude(2e-6),
    a3Minus: amplitude(4e-7),
    tauPlus: tau(16.8),
    tauMinus: tau(33.7),
    tauX: tau(101),
    tauY: tau(125),
  },
  traces: {
    r1: { of: "pre", meaning: "r1", decay: "exp(-dt/tauPlus)", increment: "1" },
    r2: { of: "pre", meaning: "r2", decay: "exp(-dt/tauX)", increment: "1" },
    o1: { of: "post", meaning: "o1", decay: "exp(-dt/tauMinus)", increment: "1" },
    o2: { of: "post", meaning: "o2", decay: "exp(-dt/tauY)", increment: "1" },
  },
  postNeeds: "r1",
  amplitudes: ["a2Minus", "a3Minus", "a2Plus", "a3Plus"],
} as const;
const tripletKernel = `import { Amplitude, PostTrace, PreTrace } from "neuroglia/assembly/simd";
export function tripletOnPre(o1: PostTrace, a2Minus: Amplitude, a3Minus: Amplitude, r2: PreTrace): v128 {
  return f32x4.neg(f32x4.mul(o1, f32x4.add(a2Minus, f32x4.mul(a3Minus, r2))));
}
export function tripletOnPost(r1: PreTrace, o2: PostTrace, a2Plus: Amplitude, a3Plus: Amplitude): v128 {
  return f32x4.mul(r1, f32x4.add(a2Plus, f32x4.mul(a3Plus, o2)));
}`;

/** No trace at all, no bounds, the weight itself: a post spike scales all incoming weights, a pre spike adds to its own. */
const scaling = {
  ...nothing,
  name: "scaling",
  params: {
    up: amplitude(1e-5),
    share: { unit: "1", default: 0.02, meaning: "share of a weight that a post spike takes" },
  },
  traces: {},
  amplitudes: ["up"],
} as const;
const scalingKernel = `import { Amplitude } from "neuroglia/assembly/simd";
export function scalingOnPre(up: Amplitude): v128 { return up; }
export function scalingOnPost(w: v128, share: v128): v128 { return f32x4.neg(f32x4.mul(w, share)); }`;

type Traces = Record<string, number>;
interface Twin {
  taus: Record<string, number>;
  low: number;
  high: number;
  pre(w: number, x: Traces): number;
  post(w: number, x: Traces): number;
}
const twins: Record<"triplet" | "scaling", Twin> = {
  triplet: {
    taus: { r1: 16.8, r2: 101, o1: 33.7, o2: 125 },
    low: 0,
    high: 1e-3,
    pre: (_, { o1, r2 }) => -o1! * (2e-6 + 4e-7 * r2!),
    post: (_, { r1, o2 }) => r1! * (4e-6 + 1e-6 * o2!),
  },
  scaling: {
    taus: {},
    low: Number.NEGATIVE_INFINITY,
    high: Number.POSITIVE_INFINITY,
    pre: () => 1e-5,
    post: (w) => -0.02 * w,
  },
};

const [SOURCES, CELLS, MS] = [13, 9, 400];

describe.each([
  ["triplet", triplet, tripletKernel],
  ["scaling", scaling, scalingKernel],
] as const)("rule %s, its kernel written by hand in a test", (name, descriptor, source) => {
  let kernel: Uint8Array;
  beforeAll(async () => {
    const path = join(mkdtempSync(join(tmpdir(), "rule-")), `${name}.ts`);
    writeFileSync(path, source);
    kernel = (await compileKernel(path)).bytes;
  });

  it.each([1, 2, 3])(
    "has the weights of its f64 twin after 400 ms of 22 cells on %i workers, several delays, spikes of both sides in one step among them",
    async (workers) => {
      const rule = plasticityRule(js({ ...descriptor, kernel }));
      const net = new Network({ dt: 1, seed: 5, workers });
      const draw = numbers(9);
      const trains = (n: number, p: number) => {
        const [times, ids]: [number[], number[]] = [[], []];
        for (let time = 0; time < MS - 10; time++)
          for (let id = 0; id < n; id++)
            if (draw() < p) {
              times.push(time);
              ids.push(id);
            }
        return { times, ids };
      };
      const pre = net.population("pre", SOURCES, spikeSource);
      const driver = net.population("driver", CELLS, spikeSource);
      const cells = net.population("cells", CELLS, lifDelta, { tRef: 0 });
      net.connect(driver, cells, oneToOne(), { into: "delta", weight: 100, delay: 1 });
      const learning = net.connect(pre, cells, fixedProbability(0.8), {
        into: "delta",
        weight: 4e-4,
        delay: choice([1, 3]),
        plasticity: js(rule)(name === "triplet" ? { wMax: 1e-3 } : {}),
      });
      const spikes = net.record(cells, "spikes");
      await net.build();
      const given = trains(SOURCES, 0.1);
      pre.play(given);
      driver.play(trains(CELLS, 0.08));
      await net.run(MS);
      const weights = await learning.weights();
      const synapses = await learning.synapses();

      const twin = twins[name];
      const spiked = (times: ArrayLike<number>, ids: ArrayLike<number>, id: number) =>
        new Set(Array.from(times).filter((_, k) => ids[k] === id));
      let both = 0;
      for (let k = 0; k < weights.length; k++) {
        const arriving = spiked(given.times, given.ids, synapses.pre[k]!);
        const firing = spiked(spikes.times, spikes.ids, synapses.post[k]!);
        const x: Traces = Object.fromEntries(Object.keys(twin.taus).map((trace) => [trace, 0]));
        let w = 4e-4;
        for (let time = 1; time <= MS; time++) {
          const [isPre, isPost] = [arriving.has(time - synapses.delay[k]!), firing.has(time)];
          if (isPre && isPost) both++;
          const change = (isPre ? twin.pre(w, x) : 0) + (isPost ? twin.post(w, x) : 0);
          w = Math.min(twin.high, Math.max(twin.low, w + change));
          for (const [trace, ms] of Object.entries(twin.taus))
            x[trace] = (x[trace]! + ((trace.startsWith("r") ? isPre : isPost) ? 1 : 0)) * Math.exp(-1 / ms);
        }
        expect(Math.abs(weights[k]! - w), `synapse ${k}`).toBeLessThan(1e-8);
      }
      expect(both).toBeGreaterThan(20);
      expect(new Set(weights).size).toBeGreaterThan(weights.length / 2);

      // Again from a reset of everything, and from half way: the same bits.
      const again = async () => {
        await net.run(MS / 2);
        const half = await net.checkpoint();
        await net.run(MS / 2);
        await net.restore(half);
        await net.run(MS / 2);
        return learning.weights();
      };
      await net.reset();
      learning.setWeights(new Float32Array(weights.length).fill(4e-4));
      expect(await again()).toEqual(weights);
      await net.close();
    },
  );
});

it("traces that would fall below 0, where their signs mark who spikes, are refused", async () => {
  for (const [part, expression] of [
    ["increment", "-1"],
    ["decay", "-exp(-dt/tauPlus)"],
    ["decay", "tauPlus - tauPlus - 1e-3"],
  ] as const) {
    const x = { ...stdp.rule.traces.x, [part]: expression };
    const rule = plasticityRule(js({ ...stdp.rule, name: "mine", traces: { ...stdp.rule.traces, x } }));
    const net = new Network();
    const cells = net.population("cells", 2, lifDelta);
    net.connect(cells, cells, oneToOne(), { into: "delta", plasticity: js(rule)({ wMax: 1 }), name: "learning" });
    await expect(net.build()).rejects.toThrow(
      /^decay and increment of trace x of projection "learning" must be ≥ 0, got /,
    );
  }
});
