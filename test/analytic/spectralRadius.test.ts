import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  erdosRenyi,
  Liquid,
  lifCoba,
  ring,
  spectralRadius,
  uniform,
  type WeightedGraph,
} from "../../dist/src/index.js";
import { numbers } from "../numbers.js";

// Closed forms. Could not catch a matrix whose largest eigenvalues crowd so closely that few digits are to be had.

const graphOf = (rows: readonly (readonly number[])[]): WeightedGraph => {
  const edges = rows.flatMap((row, post) => row.map((weight, pre) => ({ pre, post, weight })));
  return {
    n: rows.length,
    pre: edges.map(({ pre }) => pre),
    post: edges.map(({ post }) => post),
    weight: edges.map(({ weight }) => weight),
  };
};

describe("spectralRadius", () => {
  it("of a rotation, where power iteration never settles, is its scale", () => {
    for (const angle of [0.1, 1, Math.PI / 2, 3]) {
      const [c, s] = [1.7 * Math.cos(angle), 1.7 * Math.sin(angle)];
      expect(
        spectralRadius(
          graphOf([
            [c, -s],
            [s, c],
          ]),
        ),
      ).toBeCloseTo(1.7, 10);
    }
  });

  it("of a triangular matrix is the largest entry of its diagonal, of a pair ±λ is λ, of a nilpotent one 0", () => {
    expect(
      spectralRadius(
        graphOf([
          [0.5, 7, -3],
          [0, -2, 11],
          [0, 0, 1],
        ]),
      ),
    ).toBeCloseTo(2, 9);
    expect(
      spectralRadius(
        graphOf([
          [0, 4],
          [1, 0],
        ]),
      ),
    ).toBeCloseTo(2, 10);
    expect(
      spectralRadius(
        graphOf([
          [0, 5, 1],
          [0, 0, 2],
          [0, 0, 0],
        ]),
      ),
    ).toBe(0);
    expect(spectralRadius({ n: 4, pre: [], post: [], weight: [] })).toBe(0);
    expect(spectralRadius(graphOf([[-3]]))).toBe(3);
  });

  it("of a cycle of n edges is the geometric mean of its weights, at sizes beyond the Krylov space", () => {
    for (const n of [3, 61, 200]) {
      const draw = numbers(n);
      const weight = Array.from({ length: n }, () => 0.5 + draw());
      const expected = Math.exp(weight.reduce((sum, w) => sum + Math.log(w), 0) / n);
      const pre = weight.map((_, k) => k);
      const post = pre.map((k) => (k + 1) % n);
      expect(spectralRadius({ n, pre, post, weight }) / expected).toBeCloseTo(1, 3);
    }
  });

  it("of a circulant matrix is the largest |Fourier coefficient| of its row (complex, not symmetric)", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), fc.integer({ min: 1, max: 6 }), fc.nat(), (n, degree, seed) => {
        const draw = numbers(seed);
        const row = new Map<number, number>();
        for (let e = 0; e < degree; e++) row.set(Math.floor(draw() * n), draw() * 2 - 1);
        const edges = [...row].flatMap(([d, weight]) =>
          Array.from({ length: n }, (_, k) => ({ pre: k, post: (k + d) % n, weight })),
        );
        let expected = 0;
        for (let k = 0; k < n; k++) {
          let re = 0;
          let im = 0;
          for (const [d, weight] of row) {
            re += weight * Math.cos((2 * Math.PI * k * d) / n);
            im += weight * Math.sin((2 * Math.PI * k * d) / n);
          }
          expected = Math.max(expected, Math.hypot(re, im));
        }
        const found = spectralRadius({
          n,
          pre: edges.map(({ pre }) => pre),
          post: edges.map(({ post }) => post),
          weight: edges.map(({ weight }) => weight),
        });
        // Eigenvalues lie densely along a curve, near its top a parabola.
        expect(Math.abs(found / expected - 1)).toBeLessThan(1e-4);
      }),
      { seed: 6, numRuns: 25 },
    );
  });

  it("adds up several edges between two nodes, and scales with the weights", () => {
    const once = graphOf([
      [1, 2],
      [3, -1],
    ]);
    const twice = {
      n: 2,
      pre: [...(once.pre as number[]), ...(once.pre as number[])],
      post: [...(once.post as number[]), ...(once.post as number[])],
      weight: [...(once.weight as number[]), ...(once.weight as number[])],
    };
    expect(spectralRadius(twice)).toBeCloseTo(2 * Math.sqrt(7), 10);
    expect(spectralRadius({ ...once, weight: (once.weight as number[]).map((w) => w * 1e100) }) / 1e100).toBeCloseTo(
      Math.sqrt(7),
      10,
    );
  });

  it("refuses ids out of range, lengths that differ, weights that are not finite", () => {
    expect(() => spectralRadius({ n: 2, pre: [0], post: [2], weight: [1] })).toThrow(
      /post\[0\] of spectralRadius must be 0 … 1, got 2/,
    );
    expect(() => spectralRadius({ n: 2, pre: [0], post: [1, 0], weight: [1] })).toThrow(/length of post/);
    expect(() => spectralRadius({ n: 2, pre: [0], post: [1], weight: [Number.NaN] })).toThrow(/weight\[0\]/);
    expect(() => spectralRadius({ n: 0, pre: [], post: [], weight: [] })).toThrow(/n of spectralRadius/);
  });
});

describe("a liquid's spectralRadius", () => {
  it("is that of the signed weights that the network was built with, by rule and by pairs, currents and conductances", async () => {
    for (const [options, isConductance] of [
      [{ topology: erdosRenyi({ neurons: 150, p: 0.1 }) }, false],
      [{ topology: erdosRenyi({ neurons: 150, p: 0.1 }), neuron: lifCoba }, true],
      [{ topology: ring({ neurons: 120, k: 6 }), weight: uniform(0, 2) }, false],
    ] as const) {
      const liquid = new Liquid({ ...options, spectralRadius: 0.9, seed: 5 });
      await liquid.build();
      const nExc = liquid.exc!.length;
      const graph = { pre: [] as number[], post: [] as number[], weight: [] as number[] };
      for (const [kind, projection] of Object.entries(liquid.projections)) {
        const { pre, post } = await projection.synapses();
        const weights = await projection.weights();
        const sign = kind.startsWith("inh") && isConductance ? -1 : 1;
        pre.forEach((id, k) => {
          graph.pre.push(id + (kind.startsWith("inh") ? nExc : 0));
          graph.post.push(post[k]! + (kind.endsWith("Inh") ? nExc : 0));
          graph.weight.push(sign * weights[k]!);
        });
      }
      expect(graph.pre.length).toBeGreaterThan(500);
      expect(spectralRadius({ n: liquid.all.length, ...graph })).toBeCloseTo(0.9, 4);
      await liquid.close();
    }
  });

  it("is refused where nothing returns", () => {
    const forward = { excExc: 0, excInh: 0.5, inhExc: 0, inhInh: 0 };
    expect(() => new Liquid({ topology: erdosRenyi({ neurons: 30, p: forward }), spectralRadius: 1 })).toThrow(
      /spectralRadius of Liquid must be left out where no activity returns/,
    );
    expect(() => new Liquid({ spectralRadius: 0 })).toThrow(/spectralRadius of Liquid must be > 0, got 0/);
  });
});
