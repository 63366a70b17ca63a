import { bad, checkedNumber, knownName, wholeSteps } from "../network/check.js";

/** What a liquid's state is made of: spikes per window, filtered spikes (Σ exp(−age/tau)) or potentials (mV) at its end. */
export const stateKinds = ["counts", "filteredSpikes", "v"] as const;
export type StateKind = (typeof stateKinds)[number];

/** What is read of a liquid. */
export interface StateOptions {
  /** One kind of state, or several side by side. Default `"filteredSpikes"`. */
  state?: StateKind | readonly StateKind[];
  /** Time constant of `filteredSpikes`, ms. Default 30 (Maass, Natschläger & Markram 2002). */
  tau?: number;
}

/** @throws NeurogliaError for an unknown or repeated kind, or a tau below 0.001 ms */
export const checkedStates = ({ state = "filteredSpikes", tau = 30 }: StateOptions, where: string) => {
  const kinds: readonly StateKind[] = typeof state === "string" ? [state] : [...state];
  if (kinds.length === 0 || new Set(kinds).size < kinds.length) throw bad("state", where, "kinds, each once", state);
  for (const kind of kinds) knownName(kind, stateKinds, "state", where);
  checkedNumber(tau, "tau", { unit: "ms", default: 30, min: 0.001, meaning: "" }, where);
  return { kinds, tau };
};

/** Steps of a row. */
export const rowSteps = (every: number, dt: number, where: string): number => wholeSteps(every, dt, 1, "every", where);
