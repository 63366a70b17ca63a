import fc from "fast-check";
import { expect, it } from "vitest";
import {
  allToAll,
  choice,
  type Distribution,
  gamma,
  lif,
  lognormal,
  Network,
  negative,
  normal,
  uniform,
} from "../../dist/src/index.js";

// Could not catch a distribution that is wrong to begin with: test/statistical/values.test.ts does.

const drawn = async (weight: Distribution): Promise<Float32Array> => {
  const net = new Network({ seed: 4 });
  const cells = net.population("cells", 40, lif);
  const projection = net.connect(cells, cells, allToAll(), { into: "iI", weight });
  await net.build();
  const weights = await projection.weights();
  await net.close();
  return weights;
};

it("negative() of log-normal, gamma and normal numbers, clipped or not, and of choices gives their negatives, bit for bit", async () => {
  const positive = fc.double({ min: 0.1, max: 3, noNaN: true });
  const clip = fc.constantFrom(undefined, [0.5, 2] as const, [0, Number.POSITIVE_INFINITY] as const);
  await fc.assert(
    fc.asyncProperty(positive, positive, clip, async (a, b, bounds) => {
      const options = bounds ? { clip: bounds } : {};
      for (const distribution of [lognormal(a - 1, b, options), gamma(a, b, options), choice([a, b, a + b])]) {
        const weights = await drawn(distribution);
        expect(await drawn(negative(distribution))).toEqual(weights.map((weight) => -weight));
        expect(await drawn(negative(negative(distribution)))).toEqual(weights);
      }
      // Mirrored about its mean, not word by word.
      const mirrored = await drawn(negative(normal(a, b, options)));
      expect(mirrored.every((weight) => bounds === undefined || (weight <= -bounds[0] && weight >= -bounds[1]))).toBe(
        true,
      );
      const of = await drawn(negative(uniform(a, a + b)));
      expect(of.every((weight) => weight <= -Math.fround(a) && weight >= -Math.fround(a + b) * (1 + 1e-6))).toBe(true);
    }),
    { seed: 2, numRuns: 8 },
  );
});

it("negative() refuses what is no distribution", () => {
  // @ts-expect-error a number
  expect(() => negative(3)).toThrow(/distribution of negative must be one, such as lognormal\(0, 1\), got 3/);
});
