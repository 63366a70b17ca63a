/** What an output that should be a sine of unit amplitude is like, over samples 1 ms apart. */

const sum = (values: ArrayLike<number>, of: (value: number, k: number) => number): number => {
  let total = 0;
  for (let k = 0; k < values.length; k++) total += of(values[k]!, k);
  return total;
};

/** Root mean square of the difference. */
export const rmse = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.sqrt(sum(a, (value, k) => (value - b[k]!) ** 2) / a.length);

/** Pearson's correlation; NaN where one does not vary. */
export const correlation = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  const n = a.length;
  const [meanA, meanB] = [sum(a, (x) => x) / n, sum(b, (x) => x) / n];
  const product = sum(a, (x, k) => (x - meanA) * (b[k]! - meanB));
  return product / Math.sqrt(sum(a, (x) => (x - meanA) ** 2) * sum(b, (x) => (x - meanB) ** 2));
};

/**
 * Phase of each period of the target against it, in periods, unwrapped: values[k] was taken k + 1 ms after a multiple of
 * `period` ms.
 */
export const phases = (values: ArrayLike<number>, period: number): number[] => {
  const out: number[] = [];
  for (let first = 0; first + period <= values.length; first += period) {
    let [s, c] = [0, 0];
    for (let k = first; k < first + period; k++) {
      const angle = (2 * Math.PI * (k + 1)) / period;
      s += values[k]! * Math.sin(angle);
      c += values[k]! * Math.cos(angle);
    }
    const phase = Math.atan2(c, s) / (2 * Math.PI);
    const before = out.at(-1) ?? phase;
    out.push(phase - Math.round(phase - before));
  }
  return out;
};

/** Slope of the straight line through values of 0, 1, 2 … (least squares). */
export const slope = (values: readonly number[]): number => {
  const middle = (values.length - 1) / 2;
  return sum(values, (value, k) => value * (k - middle)) / sum(values, (_, k) => (k - middle) ** 2);
};

/**
 * Mean over whole stretches of `stretch` samples of correlation and RMSE, each at the shift of the target, in samples
 * within a period, that correlates best: what is left when a drift of phase is not counted.
 */
export const aligned = (
  values: ArrayLike<number>,
  targetAt: (k: number) => number,
  period: number,
  stretch: number,
): { correlation: number; rmse: number } => {
  const n = Math.floor(values.length / stretch);
  const total = { correlation: 0, rmse: 0 };
  for (let s = 0; s < n; s++) {
    const part = Array.from({ length: stretch }, (_, k) => values[s * stretch + k]!);
    let best = { correlation: Number.NEGATIVE_INFINITY, rmse: Number.NaN };
    for (let shift = 0; shift < period; shift++) {
      const target = part.map((_, k) => targetAt(s * stretch + k + shift));
      const found = correlation(part, target);
      if (found > best.correlation) best = { correlation: found, rmse: rmse(part, target) };
    }
    total.correlation += best.correlation / n;
    total.rmse += best.rmse / n;
  }
  return total;
};
