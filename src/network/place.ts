/** Where a network runs. */
export interface Place {
  /** Threads that it is spread over. */
  readonly workers: number;
  /** Whether these are workers, so that the thread that describes it stays free. */
  readonly background: boolean;
}

let told = false;

/** The one thing that the library ever prints. */
const tellOnce = (text: string): void => {
  if (!told) console.warn(`neuroglia: ${text}`);
  told = true;
};

/** What can be had of what was asked for: without shared memory several workers are one. */
export const placeOf = ({ workers, background }: Place): Place => {
  if (workers > 1 && typeof SharedArrayBuffer === "undefined") {
    tellOnce(
      "there is no SharedArrayBuffer here (a page that is not cross-origin isolated), so networks run on one worker each",
    );
    return { workers: 1, background: true };
  }
  return { workers, background: background || workers > 1 };
};
