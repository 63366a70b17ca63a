import type { Beside, Firing } from "./networkPaper.js";

/** Mean and standard deviation over five seeds. */
export type FiveSeeds = { readonly [K in keyof Firing]: readonly [mean: number, sd: number] };

/**
 * A column of figures that Brian 2.5.1 gave for the same network (C++ standalone, f64) from 500 ms to so many
 * seconds; the five runs are in test/papers/brian2Networks.ts. Where neurons spike seldom, the CV of their intervals grows with the length.
 */
export const brian2 = (figures: FiveSeeds, seconds: number): Beside => ({
  who: "Brian 2",
  source: `Brian 2.5.1 (C++ standalone, f64), mean ± SD of five networks, from 500 ms to ${seconds} s`,
  figures,
});
