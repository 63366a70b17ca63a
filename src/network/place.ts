import { hasThreads } from "#threads";

/** Where a network runs. */
export interface Place {
  /** Threads that it is spread over. */
  readonly workers: number;
  /** Whether these are workers, so that the thread that describes it stays free. */
  readonly background: boolean;
}

const told = new Set<string>();

/** The one thing that the library ever prints: that a page cannot have what it asked for, once each. */
const tellOnce = (text: string): void => {
  if (told.has(text)) return;
  told.add(text);
  console.warn(`neuroglia: ${text}`);
};

/** What can be had of what was asked for. Without shared memory several workers are one, without workers none. */
export const placeOf = ({ workers, background }: Place): Place => {
  const wanted = background || workers > 1;
  if (wanted && !hasThreads()) {
    tellOnce("there is no Worker here, so networks run on the calling thread");
    return { workers: 1, background: false };
  }
  if (workers > 1 && typeof SharedArrayBuffer === "undefined") {
    tellOnce(
      "there is no SharedArrayBuffer here (a page that is not cross-origin isolated), so networks run on one worker each",
    );
    return { workers: 1, background: true };
  }
  return { workers, background: wanted };
};
