import type { Beside, Firing } from "./networkPaper.js";

/** Mean and standard deviation over five seeds. */
export type FiveSeeds = { readonly [K in keyof Firing]: readonly [mean: number, sd: number] };

/**
 * A column of figures that Brian 2.5.1 gave for the same network (C++ standalone, f64, the first 500 ms dropped); the five
 * runs are in test/papers/brian2Networks.ts.
 */
export const brian2 = (figures: FiveSeeds): Beside => ({
  who: "Brian 2",
  source: "Brian 2.5.1 (C++ standalone, f64), mean ± SD of five networks, the first 500 ms dropped",
  figures,
});
