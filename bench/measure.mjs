/**
 * How everything is timed. Machines are noisy and change speed, so the twins take turns (A B C, B C A, C A B …), ratios
 * are formed within a round, and medians are quoted.
 */

/** @param {number[]} values */
export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/**
 * The median and the order statistics that bracket it with at least 95 % of certainty, whatever the distribution: the number of
 * values below the true median is binomial (n, ½).
 * @param {number[]} values at least 6
 */
export const medianInterval = (values) => {
  const n = values.length;
  const sorted = [...values].sort((a, b) => a - b);
  let [rank, chance, below] = [0, 0.5 ** n, 0];
  while (below + chance <= 0.025) {
    below += chance;
    rank += 1;
    chance *= (n - rank + 1) / rank;
  }
  return { median: median(values), from: sorted[rank - 1], to: sorted[n - rank] };
};

/**
 * @typedef {object} Twin
 * @property {() => unknown} [prepare] not timed
 * @property {() => number | Promise<{ ms: number, units: number }>} run does the work once; returns its amount in units
 * (updates, events, simulated ms), or the amount and the time that counts
 */

/** @typedef {{ median: number, min: number, max: number }} Summary */

/** @param {number[]} values @returns {Summary} */
export const summary = (values) => ({ median: median(values), min: Math.min(...values), max: Math.max(...values) });

/**
 * ns per unit of every twin and the ratio of each to the first one.
 * @param {Record<string, Twin>} twins
 * @param {{ rounds: number, warmUp: number }} effort
 */
export const takeTurns = async (twins, { rounds, warmUp }) => {
  const names = Object.keys(twins);
  /** @type {Record<string, number[]>} */
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = -warmUp; round < rounds; round++)
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(turn + round + warmUp) % names.length];
      const { prepare, run } = twins[name];
      if (prepare) await prepare();
      const begin = performance.now();
      const answer = run();
      const ms = performance.now() - begin;
      const { ms: own, units } = typeof answer === "number" ? { ms, units: answer } : await answer;
      if (round >= 0) times[name].push((own * 1e6) / units);
    }
  const [first] = names;
  return {
    ns: Object.fromEntries(names.map((name) => [name, summary(times[name])])),
    ratio: Object.fromEntries(
      names.slice(1).map((name) => [name, summary(times[name].map((ns, round) => ns / times[first][round]))]),
    ),
  };
};

/**
 * Refuses twins that do not compute the same thing. Numbers are compared bit by bit.
 * @param {string} what
 * @param {ArrayLike<number>} expected
 * @param {ArrayLike<number>} got
 */
export const sameBits = (what, expected, got) => {
  if (expected.length !== got.length)
    throw new Error(`length of ${what} must be ${expected.length}, as in the kernel, got ${got.length}`);
  for (let k = 0; k < expected.length; k++)
    if (!Object.is(expected[k], got[k]))
      throw new Error(`element ${k} of ${what} must be ${expected[k]}, as in the kernel, got ${got[k]}`);
};

/** @param {string} what @param {unknown} expected @param {unknown} got */
export const same = (what, expected, got) => {
  if (expected !== got) throw new Error(`${what} must be ${expected}, as in the kernel, got ${got}`);
};
