/** How long an aborted run may take to hand over what is done so far, ms: Ctrl-C is to end within a second. */
const patienceMs = 900;

/** Ctrl-C as an AbortSignal, for as long as a run lasts. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Gives the signals back to the system while the thread is blocked, as nothing of ours would hear of them; or takes them again. */
  blocked(now: boolean): void;
  /** Gives the signals back to Node. After an interruption the deadline stays: whatever still runs ends with the program. */
  release(): void;
}

/**
 * Turns the first SIGINT or SIGTERM into an abort; a second one, or a run that does not end within 0.9 s of the first, ends the
 * program at once with `exitStatus`.
 * @param onInterrupt called at the first signal, before anything is printed: the terminal is to be given back
 */
export const interruptible = (exitStatus: number, onInterrupt: () => void): Interruption => {
  const abort = new AbortController();
  let deadline: NodeJS.Timeout | undefined;
  const onSignal = (): void => {
    if (abort.signal.aborted) process.exit(exitStatus);
    onInterrupt();
    process.stderr.write("neuroglia: interrupted; what is done so far follows (again: ends at once)\n");
    deadline = setTimeout(() => process.exit(exitStatus), patienceMs);
    abort.abort();
  };
  const names = ["SIGINT", "SIGTERM"] as const;
  const blocked = (now: boolean): void => {
    for (const name of names) process.off(name, onSignal);
    if (!now) for (const name of names) process.on(name, onSignal);
  };
  blocked(false);
  return {
    signal: abort.signal,
    blocked,
    release: () => {
      deadline?.unref();
      blocked(true);
    },
  };
};
