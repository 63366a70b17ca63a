// Sweeps: one table of results, however it came about. Could not catch a disk that forgets what it has confirmed.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { grid } from "../../dist/src/index.js";
import { readLedger, type SweepOptions, sweep } from "../../dist/src/node.js";
import { mergeLedgers } from "../../dist/src/sweep/node/merge.js";
import { sweepCsv, sweepJsonLines, sweepTable } from "../../dist/src/sweep/table.js";
import { temporaryFolder } from "../temporaryFolder.js";

const file = fileURLToPath(new URL("../surface/sweepTrials.mjs", import.meta.url));
const root = temporaryFolder();

const collected = async (options: Partial<SweepOptions>) => {
  const results = [];
  for await (const { seconds, earlier, ...result } of sweep({ file, workers: 1, ...options })) results.push(result);
  return results.sort((a, b) => a.index - b.index);
};

/** The two tables as they are written, byte for byte. */
const tables = (folder: string): string => {
  const table = sweepTable(readLedger(folder));
  return sweepCsv(table) + sweepJsonLines(table);
};

describe("a sweep", () => {
  it("on 1, 2 and 3 workers, with a ledger or without, yields the same results, and ledgers the same tables", async () => {
    const results = await collected({});
    expect(results.length).toBe(24);
    expect(new Set(results.map(({ id }) => id)).size).toBe(24);
    const hashes = results.map((result) => (result.status === "done" ? result.figures.hash : null));
    expect(new Set(hashes).size).toBe(24);
    const [one, two, three] = [1, 2, 3].map((workers) => join(root, `workers-${workers}`)) as [string, string, string];
    expect(await collected({ out: one })).toEqual(results);
    for (const [workers, out] of [
      [2, two],
      [3, three],
    ] as const) {
      expect(await collected({ workers, out })).toEqual(results);
      expect(tables(out)).toBe(tables(one));
    }
  });

  it("in three shards, merged in any order, is what it is whole; no trial is in two", async () => {
    const whole = join(root, "whole");
    await collected({ out: whole, workers: 2 });
    const shards = [1, 2, 3].map((index) => join(root, `shard-${index}`));
    const parts = [];
    for (const [k, out] of shards.entries())
      parts.push(await collected({ out, shard: { index: k + 1, count: 3 }, workers: 2 }));
    expect(parts.map(({ length }) => length)).toEqual([8, 8, 8]);
    mergeLedgers(shards, join(root, "merged"), false);
    mergeLedgers([...shards].reverse(), join(root, "remerged"), false);
    expect(tables(join(root, "merged"))).toBe(tables(whole));
    expect(tables(join(root, "remerged"))).toBe(tables(whole));
    // The merged ledger is one that a sweep goes on from: it has nothing left to do.
    const again = [];
    for await (const result of sweep({ file, workers: 1, out: join(root, "merged") })) again.push(result.earlier);
    expect(again).toEqual(Array(24).fill(true));
  });

  it("killed by SIGKILL, twice, and resumed, ends with the tables of one that was not, and has run no trial twice", async () => {
    const out = join(root, "killed");
    const from = JSON.stringify(new URL("../../dist/src/node.js", import.meta.url).href);
    const options = JSON.stringify({ file, workers: 2, out });
    const linesOf = () =>
      readFileSync(join(out, "ledger.jsonl"), "utf8")
        .split("\n")
        .filter((line) => line.includes('"id"'));
    for (const results of [5, 12]) {
      const program = `import { sweep } from ${from};
        let seen = 0;
        for await (const _ of sweep(${options})) if (++seen === ${results}) process.kill(process.pid, "SIGKILL");`;
      const killed = promisify(execFile)(process.execPath, ["--input-type=module", "-e", program]);
      await expect(killed).rejects.toMatchObject({ signal: "SIGKILL" });
      expect(linesOf().length).toBe(results);
    }
    const before = linesOf();
    const results = await collected({ out, workers: 2 });
    expect(results).toEqual(await collected({ workers: 2 }));
    const ids = linesOf().map((line) => JSON.parse(line).id);
    expect(linesOf().slice(0, before.length)).toEqual(before);
    expect(ids.length).toBe(24);
    expect(new Set(ids).size).toBe(24);
    expect(tables(out)).toBe(tables(join(root, "workers-1")));
  });

  it("aborted, keeps what is done, and goes on from there; a loop that is left likewise", async () => {
    const out = join(root, "aborted");
    const abort = new AbortController();
    let seen = 0;
    const run = (async () => {
      for await (const _ of sweep({ file, workers: 2, out, signal: abort.signal })) if (++seen === 6) abort.abort();
    })();
    await expect(run).rejects.toMatchObject({ name: "AbortError" });
    expect(readLedger(out).trials.length).toBe(seen);
    for await (const { earlier } of sweep({ file, workers: 2, out })) if (!earlier) break;
    expect(readLedger(out).trials.length).toBe(seen + 1);
    await collected({ out });
    expect(tables(out)).toBe(tables(join(root, "workers-1")));
  });

  it("with a larger space runs what is new alone", async () => {
    const out = join(root, "grown");
    const progress: number[] = [];
    const small = grid({ weight: [0, 200], n: [20] }, { seeds: 2 });
    const large = grid({ weight: [0, 200, 300], n: [20] }, { seeds: 3 });
    await collected({ out, space: small });
    const results = await collected({ out, space: large, onProgress: ({ earlier }) => progress.push(earlier) });
    expect(results.length).toBe(9);
    expect(progress.at(-1)).toBe(4);
    expect(results).toEqual(await collected({ space: large }));
  });

  it("runs a trial that its space has twice once, whatever the order of names", async () => {
    const trials = [
      { weight: 0, n: 20, seed: 1 },
      { seed: 1, n: 20, weight: 0 },
      { weight: 0, n: 20, seed: 2 },
      { weight: 0, n: 20, seed: 1 },
    ];
    const space = { ...grid({}), length: 4, [Symbol.iterator]: () => trials[Symbol.iterator]() };
    const totals: number[] = [];
    const results = await collected({ space, onProgress: ({ total }) => totals.push(total) });
    expect(results.map(({ index }) => index)).toEqual([0, 2]);
    expect(totals.at(-1)).toBe(2);
  });
});
