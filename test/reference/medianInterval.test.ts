import { expect, test } from "vitest";
import { medianInterval } from "../../bench/measure.mjs";

const ranks = (n: number) => {
  const { from, to } = medianInterval(Array.from({ length: n }, (_, k) => n - k));
  return [from, to];
};

test("the interval of a median has the ranks of the closed form (binomial tables, 95 %)", () => {
  expect(ranks(6)).toEqual([1, 6]);
  expect(ranks(15)).toEqual([4, 12]);
  expect(ranks(25)).toEqual([8, 18]);
  expect(medianInterval([3, 1, 2, 5, 4, 6, 7]).median).toBe(4);
});
