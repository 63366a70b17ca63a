import { bad, checkedUpTo, knownOptions } from "../network/check.js";
import { Random } from "../random.js";
import { MOST_NEURONS, RateReservoir } from "./rateReservoir.js";
import { spectralRadius as radiusOf } from "./spectralRadius.js";

/** Options of {@link echoState}; the defaults are those of ReservoirPy 0.4. */
export interface EchoStateOptions {
  /** Default 100. */
  neurons?: number;
  /** ρ, largest |eigenvalue| of W, ≥ 0. Default 1. */
  spectralRadius?: number;
  /** Probability of each recurrent weight, in (0, 1]. Default 0.1. */
  connectivity?: number;
  /** Input weights are ± this. Default 1. */
  inputScale?: number;
  /** Probability of each input weight, and of each bias, in [0, 1]. Default 0.1. */
  inputConnectivity?: number;
  /** Biases are ± this. Default 0. */
  biasScale?: number;
  /** In (0, 1]. Default 1. */
  leak?: number;
  /** Input channels. Default 1. */
  channels?: number;
  /** A safe integer ≥ 0. Default 1. */
  seed?: number;
}

const where = "echoState";

const check = (value: number, what: string, expected: string, holds: boolean): void => {
  if (!(typeof value === "number" && Number.isFinite(value) && holds)) throw bad(what, where, expected, value);
};

/**
 * The classical echo state network (Jaeger 2001, GMD report 148), to compare liquids with: tanh neurons, sparse normal recurrent weights scaled to
 * a spectral radius, sparse input weights and biases of either sign.
 * @throws NeurogliaError for options out of range, and where chance left no loop to scale
 */
export const echoState = (options: EchoStateOptions = {}): RateReservoir => {
  const names = ["neurons", "spectralRadius", "connectivity", "inputScale", "inputConnectivity", "biasScale", "leak"];
  knownOptions(options, [...names, "channels", "seed"], where);
  const { neurons: n = 100, spectralRadius = 1, connectivity = 0.1, inputScale = 1, inputConnectivity = 0.1 } = options;
  const { biasScale = 0, leak = 1, channels = 1, seed = 1 } = options;
  check(n, "neurons", `a whole number in 1 … ${MOST_NEURONS}`, Number.isInteger(n) && n >= 1 && n <= MOST_NEURONS);
  check(spectralRadius, "spectralRadius", "≥ 0", spectralRadius >= 0);
  check(connectivity, "connectivity", "in (0, 1]", connectivity > 0 && connectivity <= 1);
  check(inputConnectivity, "inputConnectivity", "in [0, 1]", inputConnectivity >= 0 && inputConnectivity <= 1);
  check(inputScale, "inputScale", "≥ 0", inputScale >= 0);
  check(biasScale, "biasScale", "≥ 0", biasScale >= 0);
  checkedUpTo(Math.floor(2 ** 28 / n), channels, "channels", where);

  const random = new Random(seed, "echoState:recurrent");
  const pre: number[] = [];
  const post: number[] = [];
  const weight: number[] = [];
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      if (random.uniform() < connectivity) {
        pre.push(j);
        post.push(i);
        weight.push(random.normal());
      }
  const radius = radiusOf({ n, pre, post, weight });
  if (spectralRadius > 0 && !(radius > 0))
    throw bad("spectral radius", where, "> 0 before scaling: more neurons or connections", radius);
  const scale = spectralRadius > 0 ? spectralRadius / radius : 0;

  const signed = (length: number, size: number, purpose: string): Float64Array => {
    const own = new Random(seed, `echoState:${purpose}`);
    return Float64Array.from({ length }, () => {
      const there = own.uniform() < inputConnectivity;
      const sign = own.uniform() < 0.5 ? -1 : 1;
      return there ? sign * size : 0;
    });
  };
  return new RateReservoir({
    recurrent: { n, pre, post, weight: weight.map((w) => w * scale) },
    input: { weights: signed(n * channels, inputScale, "input"), channels },
    bias: signed(n, biasScale, "bias"),
    activation: "tanh",
    leak,
  });
};
