import { breathe } from "../breathe.js";
import { notFinite } from "../engine/finite.js";
import type { Simulation } from "../engine/simulation.js";
import type { Outflow } from "../record/outflow.js";
import type { RunOptions } from "./options.js";

const aborted = (signal: AbortSignal | undefined): void => {
  if (signal?.aborted) throw new DOMException("The run was aborted", "AbortError");
};

/** As many steps at a call as fit half a stretch to a whole one, so that a look round costs little and an abort is heard. */
const paced = (chunk: number, tookMs: number, stretchMs: number): number => {
  if (tookMs < stretchMs / 2) return chunk * 2;
  return tookMs > stretchMs ? Math.max(1, chunk >> 1) : chunk;
};

/** How many steps one call of the engine takes; a network keeps it from run to run. */
export interface Pace {
  chunk: number;
}

/**
 * Runs whole steps, letting the event loop breathe, and waits for whoever takes full chunks of recordings. Rejects with
 * AbortError between two steps when aborted.
 */
export const runPaced = async (
  engine: Simulation,
  total: number,
  dt: number,
  outflow: Outflow,
  pace: Pace,
  { onProgress, signal }: RunOptions,
): Promise<void> => {
  await outflow.first();
  aborted(signal);
  let breath = performance.now();
  let next = Math.min(pace.chunk, total);
  for (let done = 0; done < total; ) {
    const asked = next;
    const begin = performance.now();
    // An abort stops the network where it was last told to be, so nothing runs ahead of it.
    next = signal ? 0 : Math.min(pace.chunk, total - done - asked);
    const steps = await engine.run(asked, next);
    done += steps;
    if (done === total) await engine.look();
    if (engine.fault) throw notFinite(engine.fault, dt);
    if (signal || steps < asked) next = Math.min(pace.chunk, total - done);
    const end = performance.now();
    if (steps === pace.chunk) pace.chunk = paced(steps, end - begin, engine.stretchMs);
    if (outflow.isDue) {
      await outflow.full();
      if (done < total) aborted(signal);
    }
    if (done < total && end - breath < engine.stretchMs) continue;
    await onProgress?.({ elapsed: done * dt, total: total * dt });
    if (done === total) return;
    await breathe();
    breath = performance.now();
    aborted(signal);
  }
};
