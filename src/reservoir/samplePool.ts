import { spawnThread } from "#threads";
import { modulesOf } from "../engine/kernels.js";
import type { NetworkCopy } from "../network/network.js";
import type { LiquidInput } from "./liquidInput.js";
import type { Showing, Shown } from "./sampling.js";

/** What a thread needs to hold a copy of a liquid. */
export interface LiquidCopy {
  readonly network: NetworkCopy;
  readonly input: Pick<LiquidInput, "kind" | "channels">;
  /** What every sample starts from. */
  readonly start: Uint8Array | null;
}

/**
 * Shows samples to copies of a liquid, each in a thread of its own, and tells of each as it comes. The threads end with it;
 * one that fails or dies ends all.
 * @throws AbortError when aborted
 */
export const showOnThreads = async (
  copy: LiquidCopy,
  samples: readonly Showing[],
  workers: number,
  taken: (index: number, shown: Shown) => Promise<void>,
  signal: AbortSignal | undefined,
): Promise<void> => {
  signal?.throwIfAborted();
  const threads = await Promise.all(
    Array.from({ length: Math.min(workers, samples.length) }, () => spawnThread(modulesOf(copy.network.description))),
  );
  const end = async (): Promise<void> => {
    await Promise.all(threads.map((thread) => thread.terminate()));
  };
  const abort = (): void => void end();
  signal?.addEventListener("abort", abort);
  let next = 0;
  try {
    await Promise.all(
      threads.map(async (thread) => {
        await thread.call((work) => work.openLiquid(copy));
        while (next < samples.length) {
          const index = next++;
          await taken(index, await thread.call((work) => work.showSample(samples[index]!)));
        }
      }),
    );
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", abort);
    await end();
  }
};
