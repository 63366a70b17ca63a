import type { Format } from "../dist/src/engine/format.js";
import { SLOTS, type Synapse, type Wiring } from "./delivery.js";
import { numbers } from "./numbers.js";

/** What a random wiring is made from. */
export interface Shape {
  readonly format: Format;
  readonly nSource: number;
  readonly nTarget: number;
  /** Neurons left out at either end of both populations. */
  readonly margin: number;
  readonly density: number;
  readonly nDelays: number;
  readonly seed: number;
}

/** A random wiring that the format can hold. Lags are distinct, ascending, below the number of slots. */
export const wiringOf = ({ format, nSource, nTarget, margin, density, nDelays, seed }: Shape): Wiring => {
  const draw = numbers(seed);
  const several = format === "sparse" || format === "uniform";
  const one = Math.fround(3 * draw() - 1.5);
  const lags = Array.from({ length: several ? nDelays : 1 }, (_, d) => 1 + 2 * d);
  const [preBegin, preEnd] = [Math.min(margin, nSource), Math.max(Math.min(margin, nSource), nSource - margin)];
  const [postBegin, postEnd] = [Math.min(margin, nTarget), Math.max(Math.min(margin, nTarget), nTarget - margin)];
  const synapses: Synapse[] = [];
  for (let pre = preBegin; pre < preEnd; pre++)
    for (let d = 0; d < lags.length; d++)
      for (let post = postBegin; post < postEnd; post++) {
        if (format !== "dense" && draw() >= density) continue;
        const weight = format === "sparse" || format === "dense" ? Math.fround(2 * draw() - 1) : one;
        // Nothing forbids a pair to be connected twice where there are rows of targets.
        const times = several && draw() < 0.1 ? 2 : 1;
        for (let k = 0; k < times; k++) synapses.push({ pre, post, weight, d });
      }
  return { nSource, preBegin, preEnd, nTarget, postBegin, postEnd, lags, synapses };
};

/** Which neurons spike in each of SLOTS steps: `perStep` of `n`, ascending. */
export const spikesOf = (n: number, perStep: number, seed: number): number[][] => {
  const draw = numbers(seed);
  return Array.from({ length: SLOTS }, () => {
    const order = Array.from({ length: n }, (_, id) => ({ id, key: draw() })).sort((a, b) => a.key - b.key);
    return order
      .slice(0, perStep)
      .map(({ id }) => id)
      .sort((a, b) => a - b);
  });
};

/** A column with values of both signs, so that sums are rounded. */
export const columnOf = (n: number, seed: number): Float32Array => {
  const draw = numbers(seed);
  return Float32Array.from({ length: n }, () => 20 * draw() - 10);
};
