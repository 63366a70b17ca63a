import { checkAbove } from "../analysis/check.js";
import { knownOptions } from "../network/check.js";
import { checkOption } from "../readout/features.js";
import { checkedState, checkFinite, iterated, type SeriesOptions } from "./series.js";
import type { Series } from "./task.js";

/** What every generator of a sampled flow takes. */
export interface FlowOptions extends SeriesOptions {
  /** Time between rows, in the system's own unit. */
  every?: number;
  /** Runge–Kutta steps from row to row, ≥ 1. Default 10. */
  substeps?: number;
  /** State of the first row. */
  initial?: ArrayLike<number>;
}

/** Writes dx/dt of a state into `out`. */
type Derivative = (x: Float64Array, out: Float64Array) => void;

/** A step of the classical Runge–Kutta method of order 4, in place. */
const rungeKutta = (derivative: Derivative, channels: number, h: number): ((x: Float64Array) => void) => {
  const [at, k1, k2, k3, k4] = Array.from({ length: 5 }, () => new Float64Array(channels)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const move = (x: Float64Array, slope: Float64Array, by: number): void => {
    for (let c = 0; c < channels; c++) at[c] = x[c]! + by * slope[c]!;
  };
  return (x) => {
    derivative(x, k1);
    move(x, k1, h / 2);
    derivative(at, k2);
    move(x, k2, h / 2);
    derivative(at, k3);
    move(x, k3, h);
    derivative(at, k4);
    for (let c = 0; c < channels; c++) x[c]! += (h / 6) * (k1[c]! + 2 * (k2[c]! + k3[c]!) + k4[c]!);
  };
};

const sampled = (
  options: FlowOptions & { every: number; initial: ArrayLike<number> },
  derivative: Derivative,
  where: string,
): Series => {
  const { every, substeps = 10, initial } = options;
  checkAbove("every", every, 0, where);
  checkOption("substeps", substeps, 1, Number.POSITIVE_INFINITY, where, true);
  const state = checkedState(initial, 3, where);
  const step = rungeKutta(derivative, 3, every / substeps);
  const next = (x: Float64Array): void => {
    for (let k = 0; k < substeps; k++) step(x);
  };
  return iterated(options, state, next, where);
};

const flowNames = ["length", "discard", "every", "substeps", "initial"] as const;

/** Options of {@link lorenz}. */
export interface LorenzOptions extends FlowOptions {
  /** Default 10. */
  sigma?: number;
  /** Default 28. */
  rho?: number;
  /** Default 8/3. */
  beta?: number;
}

/**
 * Lorenz system (Lorenz 1963, Journal of the Atmospheric Sciences 20:130–141), channels x, y, z, every 0.03 from (1, 1, 1) if not said
 * otherwise:
 *
 *     x' = σ (y − x)        y' = x (ρ − z) − y        z' = x y − β z
 *
 * @throws NeurogliaError for options; `diverged` for too long a step
 */
export const lorenz = (options: LorenzOptions): Series => {
  knownOptions(options, [...flowNames, "sigma", "rho", "beta"], "lorenz");
  const { sigma = 10, rho = 28, beta = 8 / 3, every = 0.03, initial = [1, 1, 1] } = options;
  checkFinite({ sigma, rho, beta }, "lorenz");
  const derivative: Derivative = (s, out) => {
    const [x, y, z] = [s[0]!, s[1]!, s[2]!];
    out[0] = sigma * (y - x);
    out[1] = x * (rho - z) - y;
    out[2] = x * y - beta * z;
  };
  return sampled({ ...options, every, initial }, derivative, "lorenz");
};

/** Options of {@link rossler}. */
export interface RosslerOptions extends FlowOptions {
  /** Default 0.2. */
  a?: number;
  /** Default 0.2. */
  b?: number;
  /** Default 5.7. */
  c?: number;
}

/**
 * Rössler system (Rössler 1976, Physics Letters A 57:397–398), channels x, y, z, every 0.1 from (−0.1, 0, 0.02) if not said otherwise:
 *
 *     x' = −y − z        y' = x + a y        z' = b + z (x − c)
 *
 * @throws NeurogliaError for options; `diverged` for too long a step
 */
export const rossler = (options: RosslerOptions): Series => {
  knownOptions(options, [...flowNames, "a", "b", "c"], "rossler");
  const { a = 0.2, b = 0.2, c = 5.7, every = 0.1, initial = [-0.1, 0, 0.02] } = options;
  checkFinite({ a, b, c }, "rossler");
  const derivative: Derivative = (s, out) => {
    const [x, y, z] = [s[0]!, s[1]!, s[2]!];
    out[0] = -y - z;
    out[1] = x + a * y;
    out[2] = b + z * (x - c);
  };
  return sampled({ ...options, every, initial }, derivative, "rossler");
};
