/** Distribution functions and tests of fit, apart from the engine's own arithmetic. */

/** ln Γ(x) for x > 0 (Stirling's series after shifting x up). */
export const lnGamma = (x: number): number => {
  let [shifted, shift] = [x, 0];
  for (; shifted < 12; shifted++) shift += Math.log(shifted);
  const z = 1 / shifted ** 2;
  const series = (1 / 12 - z * (1 / 360 - z * (1 / 1260 - z / 1680))) / shifted;
  return (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + series - shift;
};

/** Share of a gamma distribution of scale 1 below x: the series of the incomplete gamma function. */
export const gammaBelow = (shape: number, x: number): number => {
  if (x <= 0) return 0;
  let term = Math.exp(shape * Math.log(x) - x - lnGamma(shape + 1));
  let sum = 0;
  for (let k = 1; term > 1e-17 * sum || k < x; k++) {
    sum += term;
    term *= x / (shape + k);
  }
  return Math.min(1, sum);
};

/** Share of a normal distribution below x, by way of χ² with one degree of freedom. */
export const normalBelow = (x: number, mean = 0, sd = 1): number => {
  const z = (x - mean) / sd;
  return 0.5 * (1 + Math.sign(z) * gammaBelow(0.5, (z * z) / 2));
};

/** Probabilities of 0 … n successes among n trials. */
export const binomial = (n: number, p: number): number[] =>
  Array.from({ length: n + 1 }, (_, k) =>
    Math.exp(
      lnGamma(n + 1) -
        lnGamma(k + 1) -
        lnGamma(n - k + 1) +
        (k && k * Math.log(p)) +
        (n - k && (n - k) * Math.log1p(-p)),
    ),
  );

/**
 * χ² of counts against probabilities, neighbouring ones pooled until 8 are expected, as standard deviations above its mean.
 */
export const chiSquareSigmas = (counts: ArrayLike<number>, probabilities: readonly number[]): number => {
  const total = Array.from(counts).reduce((sum, n) => sum + n, 0);
  const bins: { seen: number; expected: number }[] = [{ seen: 0, expected: 0 }];
  probabilities.forEach((p, k) => {
    if (bins.at(-1)!.expected >= 8) bins.push({ seen: 0, expected: 0 });
    const bin = bins.at(-1)!;
    bin.seen += counts[k] ?? 0;
    bin.expected += p * total;
  });
  const last = bins.at(-1)!;
  if (bins.length > 1 && last.expected < 8) {
    bins.pop();
    bins.at(-1)!.seen += last.seen;
    bins.at(-1)!.expected += last.expected;
  }
  if (bins.length < 3) throw new RangeError("too few bins to test a fit");
  const chi2 = bins.reduce((sum, { seen, expected }) => sum + (seen - expected) ** 2 / expected, 0);
  return (chi2 - (bins.length - 1)) / Math.sqrt(2 * (bins.length - 1));
};

/** √n times the greatest distance between the values' distribution and `below` (Kolmogorov–Smirnov). */
export const kolmogorov = (values: ArrayLike<number>, below: (x: number) => number): number => {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  let distance = 0;
  sorted.forEach((x, k) => {
    const p = below(x);
    distance = Math.max(distance, Math.abs(p - k / n), Math.abs(p - (k + 1) / n));
  });
  return distance * Math.sqrt(n);
};
