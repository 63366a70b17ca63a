// srinivasan-2025 on small networks, against the published findings: balanced to over-inhibited networks do best, adapted ones
// better still, wherever they start. Could not catch what only the paper's own tasks and sizes would show.
import { describe, expect, test } from "vitest";
import { srinivasan2025 } from "../../dist/src/papers/experiments/srinivasan2025.js";

const small = { neurons: 200, networks: 1, indegrees: "random", c: 10, rows: 1000 };
const figuresOf = (table: readonly { name: string; here: number | null }[]) =>
  Object.fromEntries(table.map(({ name, here }) => [name, here]));

describe("a small run", () => {
  const running = srinivasan2025.run(small, { seed: 1, workers: 2 });

  test("completes, with every figure and panel", async () => {
    const { completed, table, panels } = await running;
    expect(completed).toBe(true);
    for (const { name, here } of table) expect(here, name).toEqual(expect.any(Number));
    expect(panels.map(({ kind }) => kind)).toEqual(["lines", "lines", "lines", "lines", "heat", "points"]);
  });

  test("finds what is published: memory is best from balance to some over-inhibition, and adaptation improves on it", async () => {
    const { table, panels } = await running;
    const figures = figuresOf(table);
    expect(figures.memoryBestBalance).toBeGreaterThanOrEqual(0.9);
    expect(figures.memoryBestBalance).toBeLessThanOrEqual(1.5);
    expect(figures.memoryImprovement).toBeGreaterThan(20);
    expect(figures.largestImprovement).toBeLessThan(300);
    const memory = panels[0]!;
    if (memory.kind !== "lines") throw new Error("no curves");
    const [global, online] = memory.series.map(({ values }) => Array.from(values));
    expect(Math.max(...global!)).toBeGreaterThan(1.3 * global![0]!);
    expect(Math.max(...global!)).toBeGreaterThan(1.2 * global!.at(-1)!);
    // Adapted, they differ less between the ends of the scale than others do between balance and the ends.
    const range = (values: number[]) => Math.max(...values) - Math.min(...values);
    expect(range(online!)).toBeLessThan(0.5 * range(global!));
    for (const [k, value] of online!.entries()) expect(value).toBeGreaterThan(global![k]!);
  });

  test("adapted neurons fire near their targets", async () => {
    const rates = (await running).panels.at(-1)!;
    if (rates.kind !== "points") throw new Error("no points");
    const [online, beta] = rates.series;
    const off = ({ x, y }: { x: ArrayLike<number>; y: ArrayLike<number> }) =>
      Array.from(x).reduce((sum, target, i) => sum + Math.abs(target - y[i]!), 0) / x.length;
    expect(off(online!)).toBeLessThan(0.05);
    expect(off(beta!)).toBeLessThan(0.1);
  });
});

test("one worker and two find the same figures, another seed others", async () => {
  const tiny = { ...small, neurons: 30, networks: 1, rows: 600 };
  const run = async (workers: number, seed: number) =>
    figuresOf((await srinivasan2025.run(tiny, { workers, seed })).table);
  const first = await run(1, 5);
  expect(await run(2, 5)).toEqual(first);
  expect(await run(2, 6)).not.toEqual(first);
});

test("an abort keeps what is done", async () => {
  const control = new AbortController();
  const { completed, table, panels } = await srinivasan2025.run(small, {
    ...{ seed: 1, workers: 1, signal: control.signal },
    onProgress: ({ done }) => {
      if (done === 18) control.abort();
    },
  });
  expect(completed).toBe(false);
  const figures = figuresOf(table);
  expect(figures.memoryGlobal).toBeGreaterThan(1);
  expect(figures.lorenzGlobal).toBeNull();
  expect(figures.largestImprovement).toBeNull();
  expect(panels.map(({ title }) => title)).toContain("memory capacity over the balance");
});
