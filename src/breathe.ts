/** Lets the event loop breathe between slices of a long computation. */
export const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
