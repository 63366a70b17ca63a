import { BUILDING, type PaperProgress } from "../papers/paper.js";
import { interruptible } from "./interruption.js";
import { progressDisplay } from "./progress.js";
import { status } from "./status.js";

/** What a long computation is given on the command line. */
export interface Attendance {
  signal: AbortSignal;
  onProgress(progress: PaperProgress): void;
  /** Gives the terminal back before results are printed. */
  finished(): void;
}

/**
 * Runs something long with a progress display and Ctrl-C, which ends the program at once while a network is built.
 * @param work resolves to whether it came to its end
 * @returns the exit status: also where an interrupted run rejects with AbortError
 */
export const attended = async (work: (attendance: Attendance) => Promise<boolean>): Promise<number> => {
  const display = progressDisplay();
  const { signal, blocked, release } = interruptible(status.interrupted, () => display.stop());
  try {
    const completed = await work({
      signal,
      onProgress: (progress) => {
        display.show(progress);
        // A network is built in one go; until there is one, nothing is lost with the program.
        if (progress.stage === BUILDING) blocked(progress.done < progress.total);
      },
      finished: () => display.stop(),
    });
    return completed ? status.completed : status.interrupted;
  } catch (error) {
    if (signal.aborted && error instanceof Error && error.name === "AbortError") return status.interrupted;
    throw error;
  } finally {
    display.stop();
    release();
  }
};
