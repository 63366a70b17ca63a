/** Models from equations pass what every model of the package passes. Could not catch: wrong dynamics, which the twin is for. */
import { describe, it } from "vitest";
import { neuron } from "../../dist/src/equations/index.js";
import { conformance } from "../../dist/src/testing.js";
import { cases } from "./cases.js";

describe.each([
  ["lif, exact", { typical: { iE: 1000 } }, 0.1],
  ["coba, trapezoidal", { typical: { gE: 50, gI: 50 } }, 0.1],
  ["coba, exponential Euler", { typical: { gE: 50, gI: 50 } }, 0.1],
  ["adex, rk4", { typical: { iE: 2000, iI: -2000 } }, 0.05],
] as const)("%s", (name, { typical }, dt) => {
  const { spec } = cases[name]!;
  const inputs = Object.fromEntries(
    Object.entries(spec.inputs ?? {}).map(([input, given]) => [
      input,
      { ...given, typical: (typical as Record<string, number>)[input]! },
    ]),
  );
  conformance(neuron({ ...spec, inputs }) as never, { it, dt });
});
