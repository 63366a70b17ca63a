import { asNumbers, bad, knownOptions, wholeSteps } from "./check.js";

/** When what is played begins, and how long each row of it lasts. */
export interface PlayOptions {
  /** ms that each row lasts, a whole number of steps. May be left out where there is one row, which then lasts for ever. */
  every?: number;
  /** ms from the beginning of time at which the first row begins, a whole number of steps; silence until then. Default 0. */
  from?: number;
}

/** `PlayOptions` in steps; rowSteps 0: the single row lasts for ever. */
export interface PlayedSteps {
  readonly rowSteps: number;
  readonly fromStep: number;
}

/** A time of `PlayOptions` in steps, as the u32 of kernels. */
export const playedStep = (time: number, dt: number, least: number, what: string, where: string): number => {
  const steps = wholeSteps(time, dt, least, what, where);
  if (steps > 2 ** 32 - 1) throw bad(what, where, `at most ${2 ** 32 - 1} steps`, steps);
  return steps;
};

/**
 * Checks the form of rows of `width` numbers; their range is another's concern.
 * @throws NeurogliaError unless the length is a multiple of the width, `every` is given where there are several rows, and
 * both times are whole numbers of steps
 */
export const playedRows = (
  values: ArrayLike<number>,
  width: number,
  options: PlayOptions,
  dt: number,
  what: string,
  where: string,
): PlayedSteps => {
  knownOptions(options, ["every", "from"], where);
  const { every, from = 0 } = options;
  asNumbers(values, what, where);
  if (values.length === 0 || values.length % width !== 0)
    throw bad(`length of ${what}`, where, `a multiple of ${width}`, values.length);
  if (every === undefined && values.length !== width)
    throw bad("every", where, "given (ms a row) where there is more than one row", every, "ms");
  return {
    rowSteps: every === undefined ? 0 : playedStep(every, dt, 1, "every", where),
    fromStep: playedStep(from, dt, 0, "from", where),
  };
};
