/**
 * What emitNeuron makes of a plan. Could not catch: a fault of a plan, which is what `models.test.ts` is for.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blockOf } from "../../dist/src/engine/layout.js";
import { functionOps, Graph, Level, type Node, type Op } from "../../dist/src/equations/graph.js";
import { neuron } from "../../dist/src/equations/index.js";
import type { NeuronPlan } from "../../dist/src/equations/plan.js";
import { Code, Functions, I32, LOAD32, STORE32 } from "../../dist/src/equations/wasm/bytes.js";
import { emitNeuron } from "../../dist/src/equations/wasm/kernels.js";
import { lif, Network } from "../../dist/src/index.js";
import { checkedKernel } from "../../dist/src/models/checkedKernel.js";
import { Walker } from "./addresses.js";
import { computed, Emitted, type Given, hostValue, operations, planOf } from "./emitted.js";

const same = (a: number, b: number): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b));

/** A graph's value once more, rounded as its place says: null where the sign of a zero is left open. */
const twin = (
  root: Node,
  isWide: boolean,
  wideColumns: ReadonlySet<string>,
  values: Readonly<Record<string, number>>,
  params: Readonly<Record<string, number>>,
  t: number,
): number | null => {
  let isOpen = false;
  const known = [new Map<Node, number>(), new Map<Node, number>()] as const;
  const visit = (node: Node, wide: boolean): number => {
    const found = known[+wide]!.get(node);
    if (found !== undefined) return found;
    const made = compute(node, wide);
    known[+wide]!.set(node, made);
    return made;
  };
  const compute = (node: Node, wide: boolean): number => {
    const rounded = wide ? (x: number) => x : Math.fround;
    if (node.level <= Level.param) {
      const value = hostValue(node, params);
      // As three f32.
      if (wide && (value === 0 || !(Math.abs(value) < 1e38))) isOpen = true;
      return rounded(value);
    }
    if (node.level === Level.time && !wide) return rounded(visit(node, true));
    if (node.op === "t") return t;
    if (node.op === "index") return values.index!;
    if (node.op === "count") return values.count!;
    if (node.op === "column")
      return rounded(wideColumns.has(node.name) ? values[node.name]! : Math.fround(values[node.name]!));
    const args = node.args.map((arg) => visit(arg, wide));
    if ((node.op === "min" || node.op === "max") && args[0] === 0 && args[1] === 0) isOpen = true;
    if ((node.op === "round" || node.op === "sign") && args[0] === 0) isOpen = true;
    if (node.op === "round" && args[0]! < 0 && args[0]! >= -0.5) isOpen = true;
    return rounded(operations[node.op]!(...args));
  };
  const value = visit(root, isWide);
  return isOpen ? null : value;
};

const two: readonly Op[] = ["add", "sub", "mul", "div", "min", "max", "lt", "le", "gt", "ge", "eq", "ne", "and", "or"];
const one: readonly Op[] = ["neg", "not", "sqrt", "abs", "sign", "floor", "ceil", "round"];
const leaves = ["x", "y", "w", "p", "q", "t", "i", "N"];

type Recipe = { readonly leaf: string | number } | { readonly op: Op; readonly args: readonly number[] };

/** Graphs as lists: each entry from those before it. */
const recipes = fc
  .array(
    fc.oneof(
      { weight: 1, arbitrary: fc.constantFrom(...leaves).map((leaf) => ({ leaf }) as Recipe) },
      {
        weight: 1,
        arbitrary: fc.integer({ min: -300, max: 300 }).map((hundredths) => ({ leaf: hundredths / 100 }) as Recipe),
      },
      {
        weight: 6,
        arbitrary: fc
          .record({
            op: fc.constantFrom<Op>(...two, ...one, "select"),
            args: fc.array(fc.nat(1000), { minLength: 3, maxLength: 3 }),
          })
          .map((each) => each as Recipe),
      },
    ),
    { minLength: 4, maxLength: 40 },
  )
  .map((all) => [...leaves.map((leaf) => ({ leaf }) as Recipe), ...all]);

const built = (graph: Graph, recipe: readonly Recipe[]): Node[] => {
  const nodes: Node[] = [];
  for (const each of recipe) {
    if ("leaf" in each) {
      const { leaf } = each;
      nodes.push(
        typeof leaf === "number"
          ? graph.number(leaf)
          : leaf === "t"
            ? graph.node("t")
            : leaf === "i"
              ? graph.node("index")
              : leaf === "N"
                ? graph.node("count")
                : leaf === "p" || leaf === "q"
                  ? graph.param(leaf)
                  : graph.column(leaf),
      );
    } else {
      const arity = each.op === "select" ? 3 : two.includes(each.op) || each.op === "pow" ? 2 : 1;
      nodes.push(
        graph.node(
          each.op,
          each.args.slice(0, arity).map((k) => nodes[k % nodes.length]!),
        ),
      );
    }
  }
  return nodes;
};

const numbers = fc.array(
  fc.oneof(
    fc.double({ min: -4, max: 4, noNaN: true }),
    fc.constantFrom(0, -0, 1, -1, 0.5, Infinity, -Infinity, NaN, 1e30, 3e-20, 16777217, 0.1),
  ),
  { minLength: 7, maxLength: 7 },
);

const columns = ["x", "y", "w"].map((name) => ({ name, isWide: name === "w" }));

describe("random graphs", () => {
  it("have the bits of a twin that rounds after every operation, in f32 and f64, uniform and per neuron", () => {
    fc.assert(
      fc.property(recipes, numbers, numbers, numbers, numbers, fc.nat(1000), (recipe, x, y, w, p, step) => {
        const graph = new Graph();
        const root = built(graph, recipe).at(-1)!;
        const t = (step + 1) * 0.1;
        for (const kind of ["uniform", "perNeuron"] as const) {
          const q = kind === "uniform" ? 1.7 : p.map((each) => (Math.abs(each) < 5 ? Math.round(each * 100) / 100 : 2));
          const given: Given = { n: 7, columns: { x, y, w }, params: { dt: 0.1, p: -0.3, q } };
          const outs = [false, true].map((isWide) => ({ name: isWide ? "wide" : "narrow", isWide }));
          const plan = planOf({
            graph,
            columns: [...columns, ...outs],
            loop: { next: outs.map(({ name }) => ({ column: name, value: root })), fired: null, atSpike: [] },
          });
          const made = new Emitted(plan, given).run(kind, step + 1);
          for (const { name, isWide } of outs)
            made.column(name).forEach((got, k) => {
              const values = { x: x[k]!, y: y[k]!, w: w[k]!, index: k, count: 7 };
              const params = { dt: 0.1, p: -0.3, q: typeof q === "number" ? q : q[k]! };
              // Tiny numbers are dropped once in 256 steps.
              if ((step + 1) % 256 === 0) return;
              const wanted = twin(root, isWide, new Set(["w"]), values, params, t);
              if (wanted !== null && !same(got, wanted))
                throw new Error(`${kind} ${name} of neuron ${k}: got ${got}, wanted ${wanted}`);
            });
          expect(made.isSpilt).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("of thousands of operations in a row are emitted, and right", () => {
    const graph = new Graph();
    const x = graph.column("x");
    let node: Node = x;
    let wanted = 0.3;
    for (let k = 0; k < 4000; k++) {
      node = graph.node(k % 2 ? "mul" : "add", [node, k % 2 ? graph.number(0.5) : x]);
      wanted = Math.fround(k % 2 ? wanted * 0.5 : Math.fround(wanted) + Math.fround(0.3));
    }
    expect(computed(graph, node, false, { n: 1, columns: { x: [0.3] } })[0]).toBe(wanted);
  });

  it("that share much are walked once: conditions of conditions double nothing", () => {
    const graph = new Graph();
    let node = graph.node("gt", [graph.column("x"), graph.number(0)]);
    let time = graph.node("t");
    for (let k = 0; k < 200; k++) {
      node = graph.node("and", [node, graph.node("or", [node, graph.node("not", [node])])]);
      time = graph.node("add", [time, graph.node("mul", [time, graph.number(0.5 ** k)])]);
    }
    const sum = graph.node("add", [node, graph.node("mul", [time, graph.number(0)])]);
    expect([...computed(graph, sum, false, { n: 2, columns: { x: [1, -1] }, params: { dt: 0.1 } })]).toEqual([1, 0]);
  });
});

const v = { name: "v", isWide: false };
const fields = [v, { name: "w", isWide: true }, ...["u", "x", "y"].map((name) => ({ name, isWide: false }))];

/** A neuron whose v, and w if told so, stands still while it is refractory; slopes, threshold and reset are drawn. */
const refractoryPlan = (
  recipe: readonly Recipe[],
  picks: readonly number[],
  steps: number,
  both: boolean,
  draws = 0,
): NeuronPlan => {
  const graph = new Graph();
  const nodes = built(graph, recipe).filter((node) => !graph.uses(node, graph.node("t")));
  const pick = (k: number) => nodes[picks[k]! % nodes.length]!;
  const tame = (node: Node) => graph.node("min", [graph.node("max", [node, graph.number(-50)]), graph.number(50)]);
  const left = graph.column("refractoryLeft");
  const blocked = graph.node("gt", [left, graph.number(0)]);
  const free = {
    v: tame(graph.node("add", [graph.column("v"), pick(0)])),
    w: tame(graph.node("add", [graph.node("mul", [graph.column("w"), graph.number(0.9)]), pick(1)])),
    u: tame(draws % 2 ? graph.node("mul", [pick(2), graph.node("normal", [], "b")]) : pick(2)),
    x: graph.number(0),
  };
  const frozen = both ? ["v", "w"] : ["v"];
  const next = Object.entries(free).map(([column, value]) => ({
    column,
    value: frozen.includes(column) ? graph.select(blocked, graph.column(column), value) : value,
  }));
  const condition = (values: Record<string, Node>) =>
    graph.node("gt", [values.v!, graph.node("min", [pick(3), graph.number(5)])]);
  const resets = (values: Record<string, Node>) => [
    { column: "v", value: tame(pick(4)) },
    { column: "w", value: graph.node("add", [values.w!, graph.node("mul", [pick(5), graph.number(0.01)])]) },
    {
      column: "u",
      value: graph.node("sub", [values.v!, draws > 1 ? graph.node("uniform", [], "a") : graph.column("u")]),
    },
  ];
  const ended = Object.fromEntries(next.map(({ column, value }) => [column, value]));
  const n = graph.number(steps);
  return planOf({
    graph,
    columns: [...fields, { name: "refractoryLeft", isWide: false }],
    loop: {
      next: [
        ...next,
        {
          column: "refractoryLeft",
          value: graph.node("max", [graph.node("sub", [left, graph.number(1)]), graph.number(0)]),
        },
      ],
      fired: graph.node("and", [condition(ended), graph.node("not", [blocked])]),
      atSpike: [...resets(ended), { column: "refractoryLeft", value: n }],
    },
    held: {
      loop: {
        next: Object.entries(free).map(([column, value]) => ({ column, value })),
        fired: condition(free),
        atSpike: resets(free),
      },
      frozen,
      steps: n,
    },
  });
};

/** A column's bits, all nothings alike. */
const bitsOf = (column: Float32Array | Float64Array): string[] =>
  [...column].map((x) => (Number.isNaN(x) ? "nan" : Object.is(x, -0) ? "-0" : String(x)));

describe("kernels of one plan", () => {
  it("uniform, perNeuron and hold leave the same bits, spikes and tallies in every step", () => {
    let spikes = 0;
    let runs = 0;
    fc.assert(
      fc.property(
        recipes,
        fc.array(fc.nat(100_000), { minLength: 6, maxLength: 6 }),
        fc.nat(6),
        fc.boolean(),
        fc.constantFrom(1, 4, 7, 15, 16, 17, 37),
        fc.nat(3),
        (recipe, picks, steps, both, n, draws) => {
          const plan = refractoryPlan(recipe, picks, steps, both, draws);
          const columns = Object.fromEntries(
            fields.map(({ name }, k) => [name, Array.from({ length: n }, (_, j) => Math.sin(7 * k + j))]),
          );
          const given: Given = { n, columns, params: { dt: 0.1, p: 0.4, q: -1.3 } };
          const [uniform, perNeuron, hold] = ["uniform", "perNeuron", "hold"].map(() => new Emitted(plan, given));
          hold!.run("list", 250);
          for (let step = 250; step < 262; step++) {
            const all = [uniform!.run("uniform", step), perNeuron!.run("perNeuron", step), hold!.run("hold", step)];
            for (const other of all.slice(1)) {
              for (const { name } of plan.columns)
                expect(bitsOf(other.column(name)), `${name} in step ${step}`).toEqual(bitsOf(uniform!.column(name)));
              expect(other.spikes(step)).toEqual(uniform!.spikes(step));
              expect(other.tally).toEqual(uniform!.tally);
              expect(other.isSpilt).toBe(false);
            }
            const held = [...uniform!.column("refractoryLeft")].filter((left) => left > 0).length;
            expect(hold!.word("nHeld")).toBe(held);
          }
          spikes += uniform!.tally.spikes;
          runs++;
        },
      ),
      { numRuns: 200 },
    );
    // Most plans spike, or this would be about nothing.
    expect(spikes / runs).toBeGreaterThan(1);
  });

  it("list makes the list of what columns say, and takes what is negative as zero", () => {
    // x drives v, which has to reach 5.
    const plan = refractoryPlan([...leaves.map((leaf) => ({ leaf })), { leaf: 9 }], [0, 0, 0, 7, 0, 0], 3, true);
    const made = new Emitted(plan, {
      n: 6,
      columns: { v: [1, 2, 3, 4, 4.5, 5], refractoryLeft: [0, 2, -1, 0, 7, 0] },
      params: { dt: 0.1, p: 0.4, q: -1.3 },
    });
    made.run("list", 0);
    expect(made.word("nHeld")).toBe(2);
    expect([...made.column("refractoryLeft")]).toEqual([0, 2, 0, 0, 7, 0]);
    made.run("hold", 1).run("hold", 2);
    expect([...made.column("v")].filter((_, k) => k === 1 || k === 4)).toEqual([2, 4.5]);
    expect(made.word("nHeld")).toBe(1);
    expect([...made.column("refractoryLeft")]).toEqual([0, 0, 0, 0, 5, 0]);
  });

  it("a range in parts is the range, and its first part empties the slot", () => {
    const plan = refractoryPlan(
      leaves.map((leaf) => ({ leaf })),
      [3, 1, 2, 0, 1, 0],
      2,
      false,
    );
    const columns = { v: Array.from({ length: 40 }, (_, k) => k % 9), u: Array.from({ length: 40 }, (_, k) => k) };
    const given: Given = { n: 40, columns, params: { dt: 0.1, p: 0.4, q: -1.3 } };
    const [whole, parts] = [new Emitted(plan, given), new Emitted(plan, given)];
    for (let step = 1; step < 30; step++) {
      whole.run("uniform", step);
      for (const [begin, end] of [
        [0, 4],
        [4, 24],
        [24, 40],
      ] as const)
        parts.run("uniform", step, begin, end);
      expect(parts.spikes(step)).toEqual(whole.spikes(step));
      for (const { name } of plan.columns) expect(bitsOf(parts.column(name))).toEqual(bitsOf(whole.column(name)));
    }
    expect(parts.tally).toEqual(whole.tally);
    expect(whole.tally.spikes).toBeGreaterThan(20);
  });

  it("padding never spikes, even where the condition is true of what is no number", () => {
    const graph = new Graph();
    const isBelow = graph.node("lt", [graph.column("v"), graph.number(1)]);
    const loop = {
      next: [{ column: "v", value: graph.node("add", [graph.column("v"), graph.number(1)]) }],
      fired: graph.node("not", [isBelow]),
      atSpike: [{ column: "v", value: graph.number(0) }],
    };
    for (const n of [1, 2, 3, 5, 13, 15, 17, 31]) {
      const made = new Emitted(planOf({ graph, columns: [v], loop }), { n, columns: { v: new Array(n).fill(1) } });
      made.run("uniform", 3);
      expect(made.spikes(3)).toEqual(Array.from({ length: n }, (_, k) => k));
      expect(made.tally.spikes).toBe(n);
      expect([...made.column("v")]).toEqual(new Array(n).fill(0));
      expect(made.isSpilt).toBe(false);
    }
  });

  it("the hash is splitmix64's mix of stream, neuron and step, summed", () => {
    const graph = new Graph();
    const loop = { next: [], fired: graph.node("eq", [graph.column("v"), graph.number(1)]), atSpike: [] };
    const given = { n: 20, columns: { v: Array.from({ length: 20 }, (_, k) => +(k % 7 === 2)) }, stream: 0xfedcba98 };
    const made = new Emitted(planOf({ graph, columns: [v], loop }), given).run("uniform", 5).run("uniform", 70_000);
    const mask = (x: bigint) => BigInt.asUintN(64, x);
    let hash = 0n;
    for (const step of [5n, 70_000n])
      for (const id of [2n, 9n, 16n]) {
        let z = mask(((step << 32n) | id) + (0xfedcba98n + 1n) * 0x9e3779b97f4a7c15n);
        z = mask((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
        z = mask((z ^ (z >> 27n)) * 0x94d049bb133111ebn);
        hash = mask(hash + (z ^ (z >> 31n)));
      }
    expect(made.tally).toEqual({ spikes: 6, hash });
  });

  it("spikes at the same times have the hash that the package's own kernels give them", async () => {
    const twice = neuron({
      name: "twice",
      equations: "dv/dt = (eL - v)/tauM + iExt/cM : mV (unless refractory)",
      threshold: "v >= vTh",
      reset: "v = vReset",
      refractory: "tRef",
      params: { eL: -70, tauM: 10, cM: 250, iExt: 0, vTh: -55, vReset: -70, tRef: 2 },
      init: { v: "eL" },
    });
    const activities = [];
    for (const model of [lif, twice]) {
      const net = new Network({ dt: 0.1, seed: 3 });
      const iExt = Float32Array.from({ length: 37 }, (_, k) => 350 + 10 * k);
      const cells = net.population("cells", 37, model as typeof lif, { iExt, tauM: 10, cM: 250, tRef: 2, vTh: -55 });
      const spikes = net.record(cells, "spikes");
      await net.run(200);
      activities.push({ ...net.activity(), ids: [...spikes.ids], times: [...spikes.times] });
      await net.close();
    }
    expect(activities[1]).toEqual(activities[0]);
    expect(activities[0]!.spikes).toBeGreaterThan(200);
  });

  it("tiny numbers are dropped once in 256 steps: below 1e-30, of f64 below 1e-300; what is no number stays", () => {
    const graph = new Graph();
    const wide = { name: "w", isWide: true };
    const loop = { next: [], fired: null, atSpike: [] };
    const given = { n: 5, columns: { v: [1e-29, 9e-31, -9e-31, NaN, -2e-30], w: [1e-299, 1e-301, -1e-301, NaN, 1] } };
    const made = new Emitted(planOf({ graph, columns: [v, wide], loop }), given);
    const narrow = Array.from(Float32Array.from(given.columns.v));
    expect([...made.run("uniform", 255).column("v")]).toEqual(narrow);
    expect([...made.run("uniform", 256).column("v")]).toEqual([narrow[0], 0, 0, NaN, narrow[4]]);
    expect([...made.column("w")]).toEqual([1e-299, 0, 0, NaN, 1]);
  });

  it("draws at a spike are those of neuron and step, and nothing else notices", () => {
    const graph = new Graph();
    const drawn = graph.node("uniform", [], "reset:0");
    const always = {
      next: [{ column: "v", value: drawn }],
      fired: null,
      atSpike: [],
    };
    const rarely = {
      next: [{ column: "v", value: graph.column("u") }],
      fired: graph.node("gt", [graph.column("u"), graph.number(0)]),
      atSpike: [{ column: "v", value: drawn }],
    };
    const columns = [v, { name: "u", isWide: false }];
    const u = Array.from({ length: 33 }, (_, k) => (k % 5 === 0 ? 1 : -1));
    const given = { n: 33, columns: { u }, seed: [3, 4] as const, trial: 2 };
    const all = new Emitted(planOf({ graph, columns, loop: always }), given).run("uniform", 9).column("v");
    const some = new Emitted(planOf({ graph, columns, loop: rarely }), given).run("uniform", 9).column("v");
    expect([...some]).toEqual(u.map((each, k) => (each > 0 ? all[k] : each)));
    expect(new Set(all).size).toBe(33);
  });

  it("functions of t alone are found in f64 and rounded once: the same bits where params differ", () => {
    const graph = new Graph();
    const t = graph.node("t");
    const wave = graph.node("sin", [graph.node("mul", [t, graph.param("f")])]);
    const step = 40_000_001;
    const exact = Math.fround(Math.sin(step * 0.1 * 0.003));
    const loop = { next: [{ column: "v", value: wave }], fired: null, atSpike: [] };
    const plan = planOf({ graph, columns: [v], loop });
    const uniform = new Emitted(plan, { n: 5, params: { dt: 0.1, f: 0.003 } }).run("uniform", step).column("v");
    const each = new Array(5).fill(0.003);
    const perNeuron = new Emitted(plan, { n: 5, params: { dt: 0.1, f: each } }).run("perNeuron", step).column("v");
    expect([...perNeuron]).toEqual([...uniform]);
    expect(Math.abs(uniform[0]! - exact)).toBeLessThan(1e-7);
    // A comparison is one of f64, too.
    const late = graph.node("ge", [t, graph.number(step * 0.1)]);
    const isLate = planOf({ graph, columns: [v], loop: { ...loop, next: [{ column: "v", value: late }] } });
    const made = new Emitted(isLate, { n: 1, params: { dt: 0.1 } });
    expect([step - 1, step].map((at) => made.run("uniform", at).column("v")[0])).toEqual([0, 1]);
  });

  it("observed values are of the columns as they stand, and late kernels do what is due", () => {
    const graph = new Graph();
    const [a, b] = [graph.column("v"), graph.param("p")];
    const plan = planOf({
      graph,
      columns: [v, { name: "w", isWide: true }],
      loop: { next: [], fired: null, atSpike: [] },
      observed: [
        { name: "sum", value: graph.node("add", [a, b]) },
        { name: "product", value: graph.node("mul", [graph.column("w"), b]) },
      ],
      late: [
        { steps: graph.number(4), assigned: [{ column: "v", value: graph.node("neg", [a]) }] },
        {
          steps: graph.number(6),
          assigned: [
            { column: "v", value: graph.column("w") },
            { column: "w", value: a },
          ],
        },
      ],
    });
    for (const [kind, p] of [
      ["Uniform", 2],
      ["PerNeuron", [2, 3, 4, 5, 6]],
    ] as const) {
      const made = new Emitted(plan, {
        n: 5,
        columns: { v: [1, 2, 3, 4, 5], w: [10, 20, 30, 40, 50] },
        params: { dt: 0.1, p },
      });
      const at = (k: number) => (typeof p === "number" ? p : p[k]!);
      made.run(`observe0${kind}`, 0).run(`observe1${kind}`, 0);
      expect([...made.column("observe0")]).toEqual([1, 2, 3, 4, 5].map((x, k) => x + at(k)));
      expect([...made.column("observe1")]).toEqual([10, 20, 30, 40, 50].map((x, k) => x * at(k)));
      const seen = [0, 3, 5, 11].map((step) => [...made.run(`late${kind}`, step).column("v")][0]);
      expect(seen).toEqual([1, -1, 10, -1]);
      expect([...made.column("w")]).toEqual([-10, -20, -30, -40, -50]);
      expect(made.isSpilt).toBe(false);
    }
  });

  it("the same plan has the same bytes", () => {
    fc.assert(
      fc.property(recipes, fc.array(fc.nat(100_000), { minLength: 6, maxLength: 6 }), (recipe, picks) => {
        const [one, other] = [1, 2].map(() => emitNeuron(refractoryPlan(recipe, picks, 2, true)));
        expect(Buffer.compare(one!, other!)).toBe(0);
      }),
      { numRuns: 50 },
    );
  });
});

describe("L13: where kernels read and write", () => {
  const walked = (bytes: Uint8Array): Walker => {
    const fields = checkedKernel(bytes, "test", "neuron");
    const walker = new Walker(bytes, blockOf("population", fields), fields.values);
    walker.check();
    return walker;
  };
  const anything: readonly Op[] = [...functionOps, "pow"];

  it("every load and store of random plans is at a word of the block, or at what such a word points at", () => {
    const wild = fc.array(
      fc.record({ op: fc.constantFrom(...anything), args: fc.array(fc.nat(1000), { minLength: 3, maxLength: 3 }) }),
      { maxLength: 6 },
    );
    let accesses = 0;
    fc.assert(
      fc.property(
        recipes,
        wild,
        fc.array(fc.nat(100_000), { minLength: 6, maxLength: 6 }),
        fc.nat(3),
        fc.boolean(),
        (recipe, further, picks, draws, both) => {
          const plan = refractoryPlan([...recipe, ...further], picks, 3, both, draws);
          accesses += walked(emitNeuron(plan)).accesses;
        },
      ),
      { numRuns: 1000 },
    );
    expect(accesses).toBeGreaterThan(100_000);
  });

  it("what observes and what comes late, too", () => {
    const graph = new Graph();
    const value = graph.node("mul", [
      graph.column("w"),
      graph.node("sin", [graph.node("mul", [graph.node("t"), graph.param("p")])]),
    ]);
    const plan = planOf({
      graph,
      columns: [v, { name: "w", isWide: true }],
      loop: { next: [], fired: null, atSpike: [] },
      observed: [{ name: "one", value }],
      late: [
        {
          steps: graph.number(4),
          assigned: [
            { column: "v", value },
            { column: "w", value },
          ],
        },
      ],
    });
    expect([...walked(emitNeuron(plan)).exports.keys()]).toEqual([
      ...["uniform", "perNeuron", "observe0Uniform", "observe0PerNeuron", "lateUniform", "latePerNeuron"],
    ]);
  });

  it("the walker finds addresses that come from columns, and words that there are not", () => {
    const of = (make: (code: Code) => Code) => {
      const functions = new Functions();
      functions.export("bad", make(new Code([I32, I32, I32, I32])));
      const layout = { offsets: { clock: 0, nNeurons: 4, v: 8 }, bytes: 16 };
      const walker = new Walker(functions.bytes("{}"), layout, []);
      return () => walker.check();
    };
    const pointer = (code: Code) => code.get(0).access(LOAD32, 8);
    expect(of((code) => pointer(code).i32(1).access(STORE32, 64))).not.toThrow();
    expect(of((code) => pointer(code).vector(0).simd(27, 0).i32(1).access(STORE32))).toThrow(/data/);
    expect(of((code) => code.get(1).i32(1).access(STORE32))).toThrow(/index/);
    expect(of((code) => code.get(0).access(LOAD32, 4).i32(1).access(STORE32))).toThrow(/index/);
    expect(of((code) => code.get(0).i32(1).access(STORE32, 12))).toThrow(/no word at 12/);
    expect(of((code) => pointer(pointer(code)).put(0x6a).i32(1).access(STORE32))).toThrow(/mixed/);
  });
});
