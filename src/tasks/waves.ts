import { checkAbove } from "../analysis/check.js";
import { knownOptions } from "../network/check.js";
import { checkOption } from "../readout/features.js";
import { checkFinite } from "./series.js";
import type { Series } from "./task.js";

/** Options of {@link sine} and {@link sawtooth}. */
export interface WaveOptions {
  /** Rows, ≥ 1. */
  length: number;
  /** Rows a period, > 0. */
  period: number;
  /** Default 1. */
  amplitude?: number;
  /** Where in a period the first row is, in periods. Default 0. */
  phase?: number;
}

/** sin 2πx from + − × ÷ alone, so that the bits are the same on every machine: error below 1e-15. */
const sineOfTurns = (turns: number): number => {
  const eighths = 8 * (turns - Math.floor(turns));
  // sin over |θ| ≤ π/4 about 0, ½ and 1 turn; cos about ¼ and ¾.
  const quarter = Math.floor((eighths + 1) / 2);
  const theta = ((eighths - 2 * quarter) * Math.PI) / 4;
  const isSine = quarter % 2 === 0;
  let term = isSine ? theta : 1;
  let sum = term;
  for (let k = isSine ? 2 : 1; k < 18; k += 2) {
    term *= -(theta * theta) / (k * (k + 1));
    sum += term;
  }
  return quarter === 2 || quarter === 3 ? -sum : sum;
};

const wave = (options: WaveOptions, where: string, shape: (turns: number) => number): Series => {
  knownOptions(options, ["length", "period", "amplitude", "phase"], where);
  const { length, period, amplitude = 1, phase = 0 } = options;
  checkOption("length", length, 1, Number.POSITIVE_INFINITY, where, true);
  checkAbove("period", period, 0, where);
  checkFinite({ amplitude, phase }, where);
  const values = Float64Array.from({ length }, (_, row) => amplitude * shape(row / period + phase));
  return { values, length, channels: 1 };
};

/**
 * amplitude · sin 2π(row/period + phase), one channel: a target to generate.
 * @throws NeurogliaError for options
 */
export const sine = (options: WaveOptions): Series => wave(options, "sine", sineOfTurns);

/**
 * Sawtooth from −amplitude at the beginning of a period up to amplitude at its end, one channel: a target to generate.
 * @throws NeurogliaError for options
 */
export const sawtooth = (options: WaveOptions): Series =>
  wave(options, "sawtooth", (turns) => 2 * (turns - Math.floor(turns)) - 1);
