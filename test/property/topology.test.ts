import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  clustered,
  column,
  erdosRenyi,
  Liquid,
  lif,
  lifCoba,
  ring,
  smallWorld,
  type Topology,
  uniform,
} from "../../dist/src/index.js";
import { Random } from "../../dist/src/random.js";
import { clusterOf, ringEdges } from "../../dist/src/reservoir/edges.js";

// What graphs must have by definition, and published curves of small worlds. Could not catch a bias in which pairs are drawn.

/** All recurrent edges of a liquid of this topology, by neuron. */
const edgesOf = async (topology: Topology, seed = 1, excitatory = 0.8) => {
  const liquid = new Liquid({ topology, seed, excitatory });
  await liquid.build();
  const nExc = liquid.exc?.length ?? 0;
  const edges: [pre: number, post: number][] = [];
  for (const [kind, projection] of Object.entries(liquid.projections)) {
    const { pre, post } = await projection.synapses();
    pre.forEach((id, k) => {
      edges.push([id + (kind.startsWith("inh") ? nExc : 0), post[k]! + (kind.endsWith("Inh") ? nExc : 0)]);
    });
  }
  await liquid.close();
  return edges;
};

const successors = (n: number, edges: Iterable<readonly [number, number]>): Set<number>[] => {
  const out = Array.from({ length: n }, () => new Set<number>());
  for (const [pre, post] of edges) out[pre]!.add(post);
  return out;
};

const list = ({ pre, post }: { pre: Uint32Array; post: Uint32Array }): [number, number][] =>
  Array.from(pre, (id, k) => [id, post[k]!]);

/** Share of pairs of a node's successors of which the first leads to the second, mean over nodes. */
const clustering = (out: readonly Set<number>[]): number =>
  out.reduce((sum, own) => {
    let closed = 0;
    for (const a of own) for (const b of own) if (a !== b && out[a]!.has(b)) closed++;
    return sum + closed / (own.size * (own.size - 1));
  }, 0) / out.length;

/** Mean number of edges of the shortest paths between two nodes. */
const pathLength = (out: readonly Set<number>[]): number => {
  let sum = 0;
  for (let from = 0; from < out.length; from++) {
    const steps = new Int32Array(out.length).fill(-1);
    steps[from] = 0;
    const queue = [from];
    for (const node of queue)
      for (const next of out[node]!)
        if (steps[next]! < 0) {
          steps[next] = steps[node]! + 1;
          queue.push(next);
        }
    for (const step of steps) sum += step;
  }
  return sum / (out.length * (out.length - 1));
};

describe("topologies", () => {
  const shapes: fc.Arbitrary<Topology> = fc.oneof(
    fc
      .record({ neurons: fc.integer({ min: 3, max: 40 }), p: fc.double({ min: 0, max: 1, noNaN: true }) })
      .map(erdosRenyi),
    fc
      .record({
        neurons: fc.integer({ min: 3, max: 40 }),
        half: fc.nat(18),
        rewire: fc.double({ min: 0, max: 1, noNaN: true }),
      })
      .map(({ neurons, half, rewire }) =>
        smallWorld({ neurons, k: 2 * (1 + (half % Math.floor((neurons - 1) / 2))), rewire }),
      ),
    fc
      .record({
        neurons: fc.integer({ min: 1, max: 40 }),
        share: fc.nat(100),
        pIn: fc.constantFrom(0, 0.4, 1),
        pOut: fc.constantFrom(0, 0.1, 1),
      })
      .map(({ neurons, share, pIn, pOut }) => clustered({ neurons, clusters: 1 + (share % neurons), pIn, pOut })),
    fc
      .record({
        size: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 })),
        lambda: fc.constantFrom(0.5, 2),
        c: fc.constantFrom(0.1, 1),
      })
      .map(column),
  );

  it("make no autapse, no pair twice, the same from the same seed, whatever the share of excitatory neurons", async () => {
    await fc.assert(
      fc.asyncProperty(shapes, fc.nat(1000), fc.constantFrom(0, 0.3, 0.8, 1), async (topology, seed, excitatory) => {
        const edges = await edgesOf(topology, seed, excitatory);
        expect(edges.filter(([pre, post]) => pre === post)).toEqual([]);
        expect(new Set(edges.map(([pre, post]) => pre * 64 + post)).size).toBe(edges.length);
        expect(edges.every((pair) => pair.every((id) => id < topology.neurons))).toBe(true);
        expect(await edgesOf(topology, seed, excitatory)).toEqual(edges);
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it("their mean indegree is what they say it is, within four standard deviations", async () => {
    const c = { excExc: 0.3, excInh: 0.2, inhExc: 0.4, inhInh: 0.1 };
    for (const topology of [
      erdosRenyi({ neurons: 400, p: c }),
      column({ size: [6, 7, 8], lambda: 2, c }),
      clustered({ neurons: 300, clusters: 7, pIn: 0.3, pOut: 0.02 }),
      smallWorld({ neurons: 200, k: 14, rewire: 0.3 }),
    ]) {
      const { length } = await edgesOf(topology, 3);
      const expected = topology.meanIndegree(Math.round(0.8 * topology.neurons)) * topology.neurons;
      expect(Math.abs(length - expected)).toBeLessThan(4 * Math.sqrt(expected));
      if (topology.kind === "smallWorld") expect(length).toBe(expected);
    }
  });

  it("smallWorld: outdegree k at any rewiring; a share `rewire` of edges leaves the ring; some come back by chance", () => {
    const [n, k] = [1000, 20];
    for (const rewire of [0, 0.1, 0.5, 1]) {
      const edges = list(ringEdges(n, k, rewire, new Random(4, "test")));
      for (const own of successors(n, edges)) expect(own.size).toBe(k);
      const away = edges.filter(([pre, post]) => Math.min((pre - post + n) % n, (post - pre + n) % n) > k / 2).length;
      const expected = rewire * (1 - k / n) * edges.length;
      expect(Math.abs(away - expected)).toBeLessThan(rewire === 0 ? 1 : 5 * Math.sqrt(expected));
    }
  });

  it("ring: clustering 3(k − 2)/4(k − 1) and path length of the lattice (Watts & Strogatz 1998)", async () => {
    const [n, k] = [201, 10];
    const out = successors(n, await edgesOf(ring({ neurons: n, k })));
    for (const own of out) expect(own.size).toBe(k);
    expect(clustering(out)).toBeCloseTo((3 * (k - 2)) / (4 * (k - 1)), 12);
    const steps = Array.from({ length: 100 }, (_, d) => Math.ceil((d + 1) / (k / 2)));
    expect(pathLength(out)).toBeCloseTo(steps.reduce((a, b) => a + b) / 100, 12);
  });

  it("smallWorld: at rewire 0.01 paths are short and clustering is that of the lattice; it falls as (1 − rewire)³", () => {
    const [n, k] = [1000, 10];
    const at = (rewire: number) => successors(n, list(ringEdges(n, k, rewire, new Random(8, "test"))));
    const lattice = { c: clustering(at(0)), l: pathLength(at(0)) };
    const few = at(0.01);
    expect(clustering(few) / lattice.c).toBeGreaterThan(0.95);
    expect(pathLength(few) / lattice.l).toBeLessThan(0.4);
    for (const rewire of [0.1, 0.3, 0.6]) expect(clustering(at(rewire)) / lattice.c).toBeCloseTo((1 - rewire) ** 3, 1);
    const all = at(1);
    expect(clustering(all)).toBeCloseTo(k / n, 2);
    expect(pathLength(all) / (Math.log(n) / Math.log(k))).toBeCloseTo(1.1, 0);
  });

  it("clustered: pairs within clusters have probability pIn, others pOut; clusters differ by one neuron at most", async () => {
    const [n, clusters] = [250, 6];
    const sizes = new Uint32Array(clusters);
    for (let site = 0; site < n; site++) sizes[clusterOf(site, n, clusters)]!++;
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    // With pOut 0 what is connected are the clusters.
    const out = successors(n, await edgesOf(clustered({ neurons: n, clusters, pIn: 1, pOut: 0 })));
    expect(out.map(({ size }) => size + 1).sort()).toEqual(
      [...sizes].flatMap((size) => new Array<number>(size).fill(size)).sort(),
    );
    const { clusteredEdges } = await import("../../dist/src/reservoir/edges.js");
    const edges = list(clusteredEdges(n, clusters, 0.3, 0.05, new Random(2, "test"), Math.log1p));
    const within = edges.filter(([pre, post]) => clusterOf(pre, n, clusters) === clusterOf(post, n, clusters)).length;
    const pairsWithin = sizes.reduce((sum, size) => sum + size * (size - 1), 0);
    const near = (count: number, pairs: number, p: number) =>
      expect(Math.abs(count - p * pairs)).toBeLessThan(4 * Math.sqrt(pairs * p * (1 - p)));
    near(within, pairsWithin, 0.3);
    near(edges.length - within, n * (n - 1) - pairsWithin, 0.05);
  });

  it("refuse what is no graph", () => {
    expect(() => ring({ neurons: 10, k: 3 })).toThrow(/k of ring must be an even number from 2 to 9, got 3/);
    expect(() => ring({ neurons: 10, k: 10 })).toThrow(/k of ring/);
    expect(() => smallWorld({ neurons: 10, k: 4, rewire: 1.5 })).toThrow(
      /rewire of smallWorld must be between 0 and 1, got 1.5/,
    );
    expect(() => clustered({ neurons: 5, clusters: 6, pIn: 1, pOut: 0 })).toThrow(
      /clusters of clustered must be at most/,
    );
    expect(() => erdosRenyi({ neurons: 0, p: 0.1 })).toThrow(/neurons of erdosRenyi/);
    expect(() => erdosRenyi({ neurons: 5, p: Number.NaN })).toThrow(/p of fixedProbability/);
    // @ts-expect-error one kind is missing
    expect(() => erdosRenyi({ neurons: 5, p: { excExc: 1, excInh: 1, inhExc: 0 } })).toThrow(
      /p.inhInh of erdosRenyi must be given/,
    );
    expect(() => column({ size: [2, 2, 0], lambda: 2, c: 0.3 })).toThrow(/side of column/);
    expect(() => column({ size: [2, 2, 2], lambda: 0, c: 0.3 })).toThrow(/lambda/);
  });
});

describe("Dale's law", () => {
  it.each([
    ["lif", lif, -1],
    ["lifCoba", lifCoba, 1],
  ] as const)(
    "%s: every weight has the sign of its source; default weights are log-normal around the same magnitudes",
    async (_, neuron, sign) => {
      const liquid = new Liquid({ topology: erdosRenyi({ neurons: 300, p: 0.2 }), neuron });
      await liquid.build();
      const mean: Record<string, number> = {};
      for (const [kind, projection] of Object.entries(liquid.projections)) {
        const weights = await projection.weights();
        const own = kind.startsWith("inh") ? sign : 1;
        expect(weights.length).toBeGreaterThan(500);
        expect(weights.every((weight) => weight * own > 0)).toBe(true);
        const logs = weights.map((weight) => Math.log(Math.abs(weight)));
        mean[kind] = logs.reduce((a, b) => a + b) / logs.length;
        const sd = Math.sqrt(logs.reduce((sum, x) => sum + (x - mean[kind]!) ** 2, 0) / logs.length);
        expect(sd).toBeCloseTo(0.8, 1);
      }
      expect(mean.excExc).toBeCloseTo(mean.excInh!, 1);
      expect(mean.inhExc).toBeGreaterThan(mean.excExc! + 1);
      await liquid.close();
    },
  );

  it("refuses magnitudes below zero", () => {
    expect(() => new Liquid({ weight: uniform(-1, 1) })).toThrow(/weight of excExc of Liquid must be ≥ 0 .*got -1/);
    expect(() => new Liquid({ weight: { excExc: 1, excInh: 1, inhExc: -3, inhInh: 1 } })).toThrow(/weight of inhExc/);
  });
});
