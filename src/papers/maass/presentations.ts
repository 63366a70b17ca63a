import type { Pool } from "../../sweep/pool.js";
import type { FigureRow } from "../experiments/experiment.js";
import { sampleHash } from "../sampleHash.js";
import { constants, N_EXC, N_NEURONS } from "./column.js";
import { type Presentation, type Response, TAU_STATE } from "./trials.js";

/** What all presentations had in common. */
export interface Totals {
  hash: bigint;
  spikes: number;
  ms: number;
}

/** Shows inputs to columns on a pool and tells of each; false where it was aborted. */
export const present = async (
  pool: Pool,
  seed: number,
  inputs: readonly Presentation[],
  totals: Totals,
  signal: AbortSignal | undefined,
  taken: (index: number, response: Response) => void,
): Promise<boolean> => {
  const moduleUrl = new URL("./trials.js", import.meta.url);
  const options = { setup: { seed }, ...(signal && { signal }) };
  try {
    for await (const { index, trial, result } of pool.map<{ seed: number }, Presentation, Response>(
      moduleUrl,
      inputs,
      options,
    )) {
      totals.hash = BigInt.asUintN(64, totals.hash + sampleHash(result.hash, trial.start));
      totals.spikes += result.spikes;
      totals.ms += trial.duration;
      taken(index, result);
    }
    return true;
  } catch (error) {
    if (signal?.aborted) return false;
    throw error;
  }
};

/** Parameters of column and neurons, for the report. */
export const parametersOf = (): Record<string, string | number> => {
  const { dt, size, lambda, tauM, cM, vTh, vReset, iExt, tRef, tauSyn, initial, input, synapses } = constants;
  const table = Object.entries(synapses).map(([pair, { c, uSe, tauRec, tauFacil, weight, delay }]) => [
    pair,
    `C ${c}, U ${uSe}, D ${tauRec} ms, F ${tauFacil} ms, A ${weight / 1000} nA, delay ${delay} ms`,
  ]);
  return {
    "time step": `${dt} ms`,
    column: `${size.join(" × ")} neurons, ${N_EXC} of them excitatory, λ ${lambda}`,
    neuron: `tauM ${tauM} ms, R ${(1000 * tauM) / cM} MΩ, vTh ${vTh} mV, vReset ${vReset} mV, rest 0 mV, background ${iExt / 1000} nA`,
    "refractory period": `${tRef.exc} ms (E), ${tRef.inh} ms (I)`,
    "synaptic time constant": `${tauSyn.exc} ms (E), ${tauSyn.inh} ms (I)`,
    "initial potential": `uniform in ${initial.join(" … ")} mV, anew for each presentation`,
    "input synapses": `${input.exc / 1000} nA (E), ${input.inh / 1000} nA (I), static, to all neurons`,
    ...Object.fromEntries(table),
    "spread of U, D, F": "Gaussian, SD 50 % of the mean, drawn again where negative (U also above 1)",
    "spread of A": "gamma, SD 100 % of the mean",
    "liquid state": `spikes filtered with ${TAU_STATE} ms`,
  };
};

/** The liquid's mean rate. */
export const rateRow = ({ spikes, ms }: Totals): FigureRow => ({
  name: "rate",
  meaning: "mean rate of the liquid's neurons",
  unit: "Hz",
  here: ms > 0 ? spikes / N_NEURONS / (ms / 1000) : null,
  published: null,
});

/** The hash of all presentations, where all were shown. */
export const hashOf = (completed: boolean, { hash }: Totals) =>
  completed ? { hash: hash.toString(16).padStart(16, "0") } : {};
