/** Sentences of the language, each by its number, where a closed form says what has to come out. Could not catch: what the sentences leave open. */
import { describe, expect, it } from "vitest";
import { neuron } from "../../dist/src/equations/index.js";
import { fixedIndegree, Network, oneToOne, spikeSource, uniform } from "../../dist/src/index.js";
import { js, refused } from "../refusals.js";
import { cases } from "./cases.js";

type Spec = Parameters<typeof neuron>[0];

/** Values of a state of neuron 0 at the end of every step, and the steps in which it spiked. */
const played = async (
  spec: Spec,
  { dt = 1, steps = 20, state = "v", into = {}, n = 1, set = {} as Record<string, number> } = {} as {
    dt?: number;
    steps?: number;
    state?: string;
    into?: Record<string, { times: number[]; weight: number }>;
    n?: number;
    set?: Record<string, number>;
  },
) => {
  const net = new Network({ dt });
  const cells = net.population("cells", n, neuron(spec) as never, set as never);
  const sources = Object.entries(into).map(([input, { times, weight }]) => {
    const source = net.population(`to ${input}`, n, spikeSource);
    net.connect(source, cells as never, oneToOne(), { into: input as never, weight, delay: dt } as never);
    return { source, times };
  });
  const trace = net.record(cells.slice(0, 1), state as never, { every: dt });
  const spikes = net.record(cells, "spikes");
  await net.build();
  for (const { source, times } of sources) source.play({ times, ids: times.map(() => 0) });
  await net.run(steps * dt);
  const out = {
    values: [...(trace as unknown as { values: Float32Array }).values],
    spikes: [...spikes.times].map((time) => Math.round(time / dt) - 1),
  };
  await net.close();
  return out;
};

describe("L1: a step", () => {
  it("pulses are added after the equations and before the threshold; what arrives joins states after the reset", async () => {
    const spec = {
      name: "m",
      equations: "v : mV\ns : mV",
      threshold: "v >= 10",
      reset: "v = 0; s = 0",
      inputs: { kick: { adds: "v" }, s: {} },
    } as const;
    const kicked = await played(spec, { into: { kick: { times: [3], weight: 10 } }, steps: 6 });
    expect(kicked.spikes).toEqual([3]);
    const both = await played(spec, {
      into: { kick: { times: [3], weight: 10 }, s: { times: [3], weight: 7 } },
      steps: 6,
      state: "s",
    });
    expect(both.values).toEqual([0, 0, 0, 7, 7, 7]);
  });

  it("a one-step current is constant over its step and gone after it", async () => {
    const { values } = await played(
      { name: "m", equations: "dv/dt = i0/cM : mV", params: { cM: [2, "pF"] }, inputs: { i0: { unit: "pA" } } },
      { into: { i0: { times: [2, 4], weight: 6 } }, steps: 6 },
    );
    expect(values).toEqual([0, 0, 3, 3, 6, 6]);
  });

  it("all equations go on from the values at t together", async () => {
    const { values } = await played(
      { name: "m", equations: "dv/dt = u/ms\ndu/dt = v/ms", init: { v: 1 }, method: "euler" },
      { steps: 3 },
    );
    expect(values).toEqual([1, 2, 4]);
  });

  it("a subexpression is evaluated anew in every stage, a function of t at the stage's time", async () => {
    const { values } = await played(
      { name: "m", equations: "dv/dt = s/ms\ns = 2*v\ndw/dt = t/ms^2", init: { v: 1 }, method: "rk2" },
      { steps: 1 },
    );
    expect(values[0]).toBeCloseTo(1 + 2 * (1 + 1), 6);
    const w = await played({ name: "m", equations: "dw/dt = t/ms^2", method: "rk2" }, { steps: 4, state: "w" });
    expect(w.values).toEqual([0.5, 2, 4.5, 8]);
  });
});

describe("L2: reset", () => {
  it("statements run in order, each sees those before it; x_before is x at t", async () => {
    const { values } = await played(
      {
        name: "m",
        equations: "dv/dt = 1/ms\na\nb".replace("a\nb", "a : 1\nb : 1"),
        threshold: "v >= 3",
        reset: "a = v; v = v_before - 10; b = v + a",
      },
      { steps: 3, state: "b" },
    );
    expect(values).toEqual([0, 0, 3 + (2 - 10)]);
  });

  it("a threshold that is NaN is false, and `not (v < x)` of NaN is true but in padding", async () => {
    const nan = await played(
      { name: "m", equations: "dv/dt = 0/ms", threshold: "sqrt(v - 1) > 0", init: { v: 0 } },
      { n: 5, steps: 4 },
    );
    expect(nan.spikes).toEqual([]);
    const net = new Network({ dt: 1 });
    net.population(
      "cells",
      5,
      neuron({ name: "m", equations: "v : 1", threshold: "not (sqrt(v - 1) < 0)", init: { v: 0 } }),
    );
    await net.run(3);
    expect(net.activity().spikes).toBe(15);
    await net.close();
  });
});

describe("L3: refractoriness", () => {
  const spec: Spec = {
    name: "m",
    equations: "dv/dt = 1/ms (unless refractory)\ndw/dt = 1/ms".replace("1/ms (", "1/ms : 1 ("),
    threshold: "w > 0",
    reset: "v = 0",
    refractory: 2.5,
    inputs: { kick: { adds: "v" } },
  };
  it("n = floor(time/dt + 1/2) steps: the next spike is possible n + 1 steps after the last; the slope is 0, pulses are lost", async () => {
    const { spikes, values } = await played(spec, { steps: 9, into: { kick: { times: [2, 4], weight: 100 } } });
    expect(spikes).toEqual([0, 4, 8]);
    expect(values).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it("a condition: from a spike until the first step at whose end it is false", async () => {
    const { spikes, values } = await played(
      {
        name: "m",
        equations: "dv/dt = 1/ms : 1 (unless refractory)\ndw/dt = 1/ms : 1",
        threshold: "v >= 2",
        reset: "v = 0; w = 0",
        refractory: "w < 3",
      },
      { steps: 10 },
    );
    expect(spikes).toEqual([1, 6]);
    expect(values).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
  });

  it("a time of states, evaluated after the reset", async () => {
    const { spikes } = await played(
      { name: "m", equations: "v : 1", threshold: "v >= 0", reset: "v += 1", refractory: "v*ms" },
      { steps: 16 },
    );
    // 1, 2, 3, 4 steps, and one between.
    expect(spikes).toEqual([0, 2, 5, 9, 14]);
  });
});

describe("L5: numbers", () => {
  it("comparisons give 1 or 0, and 0 with NaN but !=; where keeps one; min and max give NaN; nothing is an integer", async () => {
    const values = async (expression: string): Promise<number> =>
      (
        await played(
          {
            name: "m",
            equations: `v = ${expression}\ndw/dt = v/ms`,
            init: { w: 0 },
            params: { two: 2 },
            method: "euler",
          },
          { steps: 1, state: "w" },
        )
      ).values[0]!;
    for (const [expression, wanted] of [
      ["7/two", 3.5],
      ["(two > 1) + (two >= 2) + (two < 1)", 2],
      ["(nan == nan) + (nan < 1) + (nan >= 1)", 0],
      ["nan != nan", 1],
      ["where(two > 1, 5, nan)", 5],
      ["where(not (two > 1), nan, 6)", 6],
      ["(two and 0) + (two or 0)*10", 10],
      ["clip(two, 3, 4) + clip(9, 3, 4)", 7],
      ["sign(-two) + floor(-2.5) + ceil(-2.5) + abs(-two)", -1 - 3 - 2 + 2],
      ["-two^2", -4],
      ["two^3^2/512", 1],
      ["two^0.5*two^0.5", 2],
      ["-two*-two", 4],
    ] as const)
      expect(await values(expression), expression).toBeCloseTo(wanted, 5);
    for (const expression of ["min(two, nan)", "max(nan, two)", "(v - two)^0.3"]) {
      const net = new Network({ dt: 1 });
      net.population(
        "cells",
        1,
        neuron({ name: "m", equations: `dv/dt = ${expression}*(1 + 0*v)/ms`, params: { two: 2 }, method: "euler" }),
      );
      await expect(net.run(300), expression).rejects.toMatchObject({ code: "not-finite" });
      await net.close();
    }
  });

  it("an f32 state that decays with dt/τ below 1e-5 is refused, and the cure taken", async () => {
    const of = (flag: string) =>
      neuron({
        name: "m",
        equations: `dtheta/dt = -theta/tau : mV${flag}`,
        params: { tau: [1e7, "ms"] },
        init: { theta: 20 },
      });
    const refusing = new Network({ dt: 0.5 });
    refusing.population("cells", 2, of(""));
    await expect(refusing.build()).rejects.toThrow(
      /tau of population "cells" must be at most 50000 ms at dt 0.5 ms, .* f64/,
    );
    const net = new Network({ dt: 0.5 });
    const cells = net.population("cells", 2, of(" (f64)"));
    await net.run(1000);
    expect(Math.abs(cells.get("theta" as never)[0]! - 20 * Math.exp(-1000 / 1e7))).toBeLessThan(1e-11);
    await net.close();
  });
});

describe("L7: statements", () => {
  it("init: numbers, expressions of params and other initial values, distributions, and the user's own before them", async () => {
    const model = neuron({
      name: "m",
      equations: "v : mV\nu : mV\nw : mV",
      params: { eL: [-70, "mV"], b: 0.5 },
      init: { v: "eL + 5", u: "b*(v - eL)", w: uniform(1, 2) },
    });
    const net = new Network({ dt: 1 });
    const cells = net.population("cells", 4, model, { eL: [-70, -60, -50, -40] });
    const own = net.population("own", 2, model).init({ v: -50 });
    await net.build();
    expect([...cells.get("v" as never)]).toEqual([-65, -55, -45, -35]);
    expect([...cells.get("u" as never)]).toEqual([2.5, 2.5, 2.5, 2.5]);
    for (const w of cells.get("w" as never) as unknown as Float32Array) expect(w >= 1 && w < 2).toBe(true);
    expect([...own.get("u" as never)]).toEqual([10, 10]);
    await net.close();
  });

  it("subexpressions in any order, recorded as they are at the end of a step", async () => {
    const { values } = await played(
      { name: "m", equations: "b = 2*a\ndv/dt = 1/ms\na = v + t/ms", init: { v: 1 } },
      { steps: 3, state: "b" },
    );
    expect(values).toEqual([2 * (2 + 1), 2 * (3 + 2), 2 * (4 + 3)]);
  });

  it("a timer counts whole steps down to 0; sinceSpike is infinite before the first spike", async () => {
    const { spikes } = await played(
      {
        name: "m",
        equations: "dv/dt = 1/ms : 1\ntimer rest",
        threshold: "v >= 2 and rest == 0 and (sinceSpike > 1e30 or sinceSpike >= 3)",
        reset: "rest = 4*ms",
      },
      { steps: 14 },
    );
    expect(spikes).toEqual([1, 6, 11]);
  });
});

it("L8: every so many ms, at the end of a step, after what arrives", async () => {
  const { values } = await played(
    { name: "m", equations: "s : 1", inputs: { s: {} }, every: [{ ms: 3, do: "s *= 2" }] },
    { steps: 7, state: "s", into: { s: { times: [0, 2], weight: 1 } } },
  );
  expect(values).toEqual([1, 1, 4, 4, 4, 8, 8]);
});

describe("L14: identity", () => {
  const model = (text: string, change: object = {}) =>
    neuron(js({ name: "m", equations: text, params: { tau: [10, "ms"] }, init: { v: 5 }, ...change }));
  const checkpointOf = async (of: unknown): Promise<Uint8Array> => {
    const net = new Network({ dt: 0.1 });
    net.population("cells", 3, of as never);
    await net.run(1);
    const bytes = await net.checkpoint();
    await net.close();
    return bytes;
  };
  const restored = async (bytes: Uint8Array, of: unknown): Promise<void> => {
    const net = new Network({ dt: 0.1 });
    net.population("cells", 3, of as never);
    await net.build();
    try {
      await net.restore(bytes);
    } finally {
      await net.close();
    }
  };
  it("is of the text as it reads, not of its blanks; another equation, method or unit is another model", async () => {
    const bytes = await checkpointOf(model("dv/dt = -v/tau : mV"));
    await restored(bytes, model("  dv/dt=(-v)/ (tau) : mV # the same\n"));
    for (const other of [
      model("dv/dt = -2*v/tau : mV"),
      model("dv/dt = -v/tau : pA"),
      model("dv/dt = -v/tau : mV", { method: "euler" }),
    ])
      await expect(restored(bytes, other)).rejects.toThrow(/model/);
  });
  it("the same text makes the same bytes", () => {
    const of = () => (neuron(cases["adex, rk4"]!.spec) as unknown as { code: { stamp: string } }).code.stamp;
    expect(of()).toBe(of());
  });
});

describe("the loop with the list of refractory neurons has the bits of the others", () => {
  it.each(["lif, exact", "coba, trapezoidal", "adex, euler"])(
    "%s: uniform, per neuron, on 1 and 3 workers, from a checkpoint",
    async (name) => {
      const { spec, dt } = cases[name]!;
      const model = neuron(spec);
      const code = (model as unknown as { code: { listWords?: number } }).code;
      expect(code.listWords).toBeGreaterThan(1);
      const n = 203;
      const number = (value: unknown): number =>
        Array.isArray(value) ? value[0] : ((value as { default: number }).default ?? value);
      const hashes = [];
      for (const [workers, isPerNeuron] of [
        [1, false],
        [3, false],
        [1, true],
      ] as const) {
        const params = Object.fromEntries(
          Object.entries({ ...spec.params, iExt: name.startsWith("adex") ? 900 : number(spec.params!.iExt) }).map(
            ([key, value]) => [key, isPerNeuron ? new Array(n).fill(number(value)) : number(value)],
          ),
        );
        const make = () => {
          const net = new Network({ dt, seed: 3, workers });
          const cells = net.population("cells", n, model as never, params as never);
          const [input] = Object.keys(spec.inputs!);
          net.connect(cells, cells, fixedIndegree(20), {
            into: input as never,
            weight: name.startsWith("coba") ? 2 : 80,
            delay: 1.5,
          } as never);
          cells.init({ v: uniform(-70, -50) } as never);
          return { net, cells };
        };
        const { net, cells } = make();
        await net.run(40);
        cells.slice(10, 20).set({ v: -58 } as never);
        const kept = await net.checkpoint();
        await net.run(40);
        const whole = net.activity().hash;
        const again = make();
        await again.net.build();
        await again.net.restore(kept);
        await again.net.run(40);
        expect(again.net.activity().hash).toBe(whole);
        hashes.push(whole, [...cells.get("v" as never)].join());
        await net.close();
        await again.net.close();
      }
      expect(hashes.slice(2, 4)).toEqual(hashes.slice(0, 2));
      expect(hashes.slice(4)).toEqual(hashes.slice(0, 2));
    },
  );
});

it("errors name the field where a statement is", () => {
  expect(refused(() => neuron(js({ name: "m", equations: "v : 1", every: [{ ms: 1, do: "w = 1" }] }))).message).toMatch(
    /^what is assigned of every\[0\]\.do of neuron "m" must be a state: did you mean "v"\?, got "w"/,
  );
});
