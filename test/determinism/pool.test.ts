import { describe, expect, it } from "vitest";
import { grid, NeurogliaError, Pool } from "../../dist/src/index.js";
import { open } from "./trials.mjs";

// Could not catch races that need more workers than this, or trials longer than a few ms.

const url = new URL("./trials.mjs", import.meta.url);
const trials = Array.from({ length: 24 }, (_, k) => (k * 7) % 24);
const setup = { seed: 5 };

const mapped = async (workers: number) => {
  const pool = new Pool({ workers });
  const results = new Map<number, unknown>();
  const indices: number[] = [];
  for await (const { index, trial, result } of pool.map<typeof setup, number, unknown>(url, trials, { setup })) {
    results.set(trial, result);
    indices.push(index);
  }
  await pool.close();
  expect([...indices].sort((a, b) => a - b)).toEqual(trials.map((_, k) => k));
  return trials.map((trial) => results.get(trial));
};

describe("trials on a pool", () => {
  it("1, 2 and 3 workers give what one network gives in this thread, trial by trial", async () => {
    const run = await open(setup);
    const here: unknown[] = [];
    for (const trial of trials) here.push(await run(trial));
    expect(new Set(here.map((result) => JSON.stringify(result))).size).toBe(trials.length);
    for (const workers of [1, 2, 3]) expect(await mapped(workers)).toEqual(here);
  });

  it("a trial that throws ends the map with its error, and the pool can be used again", async () => {
    const pool = new Pool({ workers: 2 });
    const map = async (list: unknown[]) => {
      const done: unknown[] = [];
      for await (const { result } of pool.map(url, list, { setup })) done.push(result);
      return done;
    };
    await expect(map([1, 2, "throw", 3])).rejects.toThrow("this trial fails");
    expect((await map([1, 2, 3])).length).toBe(3);
    await pool.close();
  });

  it("a worker that dies, a module that is not there and a relative URL end the map with an error that says so; nothing hangs", async () => {
    const pool = new Pool({ workers: 2 });
    const map = async (list: unknown[], module: URL = url) => {
      const done: unknown[] = [];
      for await (const { result } of pool.map(module, list, { setup })) done.push(result);
      return done;
    };
    await expect(map([1, "die", 3, 4])).rejects.toThrow("a worker ended (exit code 7)");
    const missing = map([1, 2], new URL("./nothing.mjs", import.meta.url));
    await expect(missing).rejects.toMatchObject({
      name: "NeurogliaError",
      message: expect.stringMatching(/^module of trials must be one that a worker can import, got ".*nothing\.mjs \(/),
    });
    const broken = new URL("data:text/javascript,export const open = (");
    await expect(map([1, 2], broken)).rejects.toMatchObject({ code: "not-imported" });
    await expect(map([1, 2], new URL("data:text/javascript,export const close = 1"))).rejects.toThrow(
      /^open of data:.* must be a function that the module exports, got undefined$/,
    );
    const relative = pool.map("./trials.mjs", [1], { setup });
    await expect(relative.next()).rejects.toThrow(
      'moduleUrl of a map must be an absolute URL such as new URL("./trials',
    );
    expect((await map([1, 2, 3])).length).toBe(3);
    await pool.close();
  });

  it("outcomes: trials that fail are yielded with their error, ours with its details, and a dead worker is replaced", async () => {
    const pool = new Pool({ workers: 2 });
    const list = [1, "throw", 2, "die", "ours", 3, 4, "die", 5];
    const outcomes = new Map<number, string>();
    let ours: unknown;
    for await (const outcome of pool.outcomes(url, list, { setup })) {
      outcomes.set(outcome.index, "error" in outcome ? outcome.error.message : "done");
      if ("error" in outcome && outcome.trial === "ours") ours = outcome.error;
    }
    expect(list.map((_, index) => outcomes.get(index))).toEqual([
      "done",
      "this trial fails",
      "done",
      expect.stringContaining("a worker ended (exit code 7)"),
      expect.stringMatching(/^tauM of population "cells" must be/),
      "done",
      "done",
      expect.stringContaining("a worker ended (exit code 7)"),
      "done",
    ]);
    expect(ours).toBeInstanceOf(NeurogliaError);
    expect(ours).toMatchObject({ code: "bad-input", what: "tauM", where: 'population "cells"', got: -1, unit: "ms" });
    expect((ours as Error).stack).toContain("trials.mjs");
    await expect(pool.map(url, ["ours"], { setup }).next()).rejects.toMatchObject({ code: "bad-input", what: "tauM" });
    await pool.close();
  });

  it("takes trials one by one as workers come free, from endless lists too, and waits for who takes the results", async () => {
    const pool = new Pool({ workers: 2 });
    let taken = 0;
    let ended = false;
    function* endless() {
      try {
        for (;;) yield taken++ % 5;
      } finally {
        ended = true;
      }
    }
    let seen = 0;
    for await (const { index } of pool.map(url, endless(), { setup })) {
      expect(taken).toBeLessThanOrEqual(seen + 2 * 64 + 4);
      expect(index).toBeLessThan(taken);
      if (seen === 10) await new Promise((resolve) => setTimeout(resolve, 400));
      if (++seen === 300) break;
    }
    expect(taken).toBeGreaterThan(300 - 1);
    expect(ended).toBe(true);
    const fails = pool.map(
      url,
      (function* () {
        yield 1;
        throw new Error("no more trials");
      })(),
      { setup },
    );
    await expect(
      (async () => {
        for await (const _ of fails);
      })(),
    ).rejects.toThrow("no more trials");
    await pool.close();
  });

  it("maps a space over a module that needs no setup", async () => {
    const pool = new Pool({ workers: 2 });
    const sums: number[] = [];
    const module = new URL("./sumTrials.mjs", import.meta.url);
    for await (const { trial, result } of pool.map<void, { a: number; b: number; seed: number }, number>(
      module,
      grid({ a: [1, 2], b: [10, 20] }),
    ))
      sums[2 * (trial.a - 1) + trial.b / 10 - 1] = result;
    expect(sums).toEqual([12, 22, 13, 23]);
    await pool.close();
  });

  it("an aborted map rejects with AbortError and keeps no worker; leaving the loop early neither", async () => {
    const pool = new Pool({ workers: 2 });
    const controller = new AbortController();
    let seen = 0;
    const aborted = (async () => {
      for await (const _ of pool.map(url, trials, { setup, signal: controller.signal }))
        if (++seen === 3) controller.abort();
    })();
    await expect(aborted).rejects.toMatchObject({ name: "AbortError" });
    expect(seen).toBeLessThan(trials.length);
    for await (const { index } of pool.map(url, trials, { setup })) {
      expect(index).toBeLessThan(trials.length);
      break;
    }
    const already = (async () => {
      for await (const _ of pool.map(url, trials, { setup, signal: AbortSignal.abort() })) seen++;
    })();
    await expect(already).rejects.toMatchObject({ name: "AbortError" });
  });
});
