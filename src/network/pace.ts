import { breathe } from "../breathe.js";
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

/**
 * Runs whole steps, letting the event loop breathe, and waits for whoever takes full chunks of recordings. Rejects with
 * AbortError between two steps when aborted.
 */
export const runPaced = async (
  engine: Simulation,
  total: number,
  dt: number,
  outflow: Outflow,
  { onProgress, signal }: RunOptions,
): Promise<void> => {
  aborted(signal);
  let chunk = 32;
  let breath = performance.now();
  for (let done = 0; done < total; ) {
    const begin = performance.now();
    const steps = await engine.run(Math.min(chunk, total - done));
    done += steps;
    const end = performance.now();
    if (steps === chunk) chunk = paced(chunk, end - begin, engine.stretchMs);
    if (outflow.isDue) {
      await outflow.full();
      if (done < total) aborted(signal);
    }
    if (done < total && end - breath < engine.stretchMs) continue;
    onProgress?.({ elapsed: done * dt, total: total * dt });
    if (done === total) return;
    await breathe();
    breath = performance.now();
    aborted(signal);
  }
};
