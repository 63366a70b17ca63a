/** Where a network runs. */
export interface Place {
  /** Threads that it is spread over. */
  readonly workers: number;
  /** Whether these are workers, so that the thread that describes it stays free. */
  readonly background: boolean;
}

/** The one way in which the library prints, where nobody asked to be told otherwise. */
export const warn = (text: string): void => console.warn(`neuroglia: ${text}`);

let told = false;

/** What can be had of what was asked for: without shared memory several workers are one. */
export const placeOf = ({ workers, background }: Place): Place => {
  if (workers > 1 && typeof SharedArrayBuffer === "undefined") {
    if (!told)
      warn(
        "there is no SharedArrayBuffer here (a page that is not cross-origin isolated), so networks run on one worker each",
      );
    told = true;
    return { workers: 1, background: true };
  }
  return { workers, background: background || workers > 1 };
};
