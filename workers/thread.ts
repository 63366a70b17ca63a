/** One thread of a pool, wherever it runs. Every call rejects once the thread is dead. */
export interface Thread {
  open(moduleUrl: string, setup: unknown): Promise<void>;
  run(trial: unknown): Promise<unknown>;
  /** Ends it at once; pending calls reject. */
  terminate(): Promise<void>;
}
