import { median } from "../measure.mjs";

/** Median, 95th percentile and maximum. @param {number[]} values */
export const spread = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: median(values), p95: sorted[Math.ceil(0.95 * sorted.length) - 1], max: sorted.at(-1) };
};
