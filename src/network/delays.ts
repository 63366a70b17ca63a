import type { Value } from "../engine/description.js";
import { delaySteps } from "../engine/values.js";
import { asNumbers, bad, wholeSteps } from "./check.js";
import { type Distribution, extremes } from "./distributions.js";

/** What `connect` takes as a delay, ms. */
export type Delay = number | Distribution | ArrayLike<number>;

/** Longest delay in steps: spikes wait for it in a ring with a list for each step, and rows of synapses go by their delays. */
const MOST_STEPS = 65535;

const reachable = (steps: number, dt: number, what: string, where: string, ms: unknown): void => {
  if (steps > MOST_STEPS) throw bad(what, where, `at most ${MOST_STEPS * dt} ms (${MOST_STEPS} steps of ${dt} ms)`, ms);
};

/** A delay on the grid, in steps. @throws NeurogliaError for one off the grid, below dt or above 65,535 steps */
export const checkedSteps = (ms: number, dt: number, where: string): number => {
  const steps = wholeSteps(ms, dt, 1, "delay", where);
  reachable(steps, dt, "delay", where, ms);
  return steps;
};

/** Delays that are drawn or given a synapse are rounded to whole steps, of which there must be one. */
const roundable = (ms: number, dt: number, what: string, where: string): void => {
  if (!(ms >= (dt / 2) * (1 - 1e-9)) || !Number.isFinite(ms))
    throw bad(what, where, `at least ${dt / 2} ms and finite, half a step of ${dt} ms`, ms);
  reachable(delaySteps(ms, dt), dt, what, where, ms);
};

const distinct = (times: ArrayLike<number>, dt: number): number[] => {
  const steps = new Set<number>();
  for (let k = 0; k < times.length; k++) steps.add(delaySteps(times[k]!, dt));
  return [...steps].sort((a, b) => a - b);
};

/**
 * A delay as the description has it, and all delays that may occur, in steps, ascending.
 * @throws NeurogliaError for a constant off the grid or below dt, anything else that reaches below dt/2, what reaches above 65,535
 * steps, an unbounded distribution, an array of another length than that of the pairs (`nPairs`; null: the rule takes no arrays)
 */
export const checkedDelay = (
  delay: Delay,
  dt: number,
  nPairs: number | null,
  where: string,
): { delay: Value; delays: number[] } => {
  if (typeof delay === "number")
    return { delay: { kind: "constant", value: delay }, delays: [checkedSteps(delay, dt, where)] };
  if (typeof delay === "object" && delay !== null && "kind" in delay) {
    if (delay.kind === "choice") {
      for (const [k, ms] of delay.values.entries()) roundable(ms, dt, `value ${k} of delay`, where);
      return { delay, delays: distinct(delay.values, dt) };
    }
    const clip = "clip" in delay ? delay.clip : null;
    if (delay.kind !== "uniform" && !Number.isFinite(clip?.[1]))
      throw bad("delay", where, "bounded above (give it a clip)", `${delay.kind} without a finite upper bound`);
    // The values reach nearly down to the clip, even where the 32 bits of a draw would not.
    const low = delay.kind === "uniform" ? delay.low : Math.max(extremes({ ...delay, clip: null })[0], clip![0]);
    const high = delay.kind === "uniform" ? delay.high : clip![1];
    roundable(low, dt, "delay", where);
    const first = delaySteps(low, dt);
    // uniform leaves out its upper bound, so that [0.5, 20.5) are 20 steps.
    const last = delay.kind === "uniform" ? Math.ceil(high / dt - 0.5 - 1e-9) : delaySteps(high, dt);
    reachable(last, dt, "delay", where, high);
    return { delay, delays: Array.from({ length: Math.max(1, last - first + 1) }, (_, k) => first + k) };
  }
  if (typeof delay !== "object" || delay === null || typeof delay.length !== "number" || nPairs === null)
    throw bad("delay", where, "a number or a distribution (an array goes with pairs)", delay);
  if (delay.length !== nPairs) throw bad("length of delay", where, `${nPairs}, one per element`, delay.length);
  const values = Float32Array.from(asNumbers(delay, "delay", where));
  for (const [k, ms] of values.entries()) roundable(ms, dt, `delay[${k}]`, where);
  return { delay: { kind: "array", values }, delays: nPairs > 0 ? distinct(values, dt) : [1] };
};
