// `neuroglia sweep` and `neuroglia merge` as their users meet them: programs with streams, files and exit statuses.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../temporaryFolder.js";

const main = fileURLToPath(new URL("../../dist/src/cli/main.js", import.meta.url));
const root = temporaryFolder();
const neuroglia = (...args: string[]) => spawnSync(process.execPath, [main, ...args], { encoding: "utf8", cwd: root });

const written = (name: string, body: string, space = "grid({ x: [1, 2, 3], word: ['a,b', 'c'] })"): string => {
  const path = join(root, name);
  const text = `import { grid } from "neuroglia";
  export const space = ${space};
  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  export default async ({ x, word, seed }) => { ${body} };`;
  writeFileSync(path, text);
  return path;
};
const squares = written("squares.mjs", "return { square: x * x, length: word.length };");
const failing = written("failing.mjs", "if (x === 2) throw new Error('no 2'); return { square: x * x };");

describe("help", () => {
  test("sweep --help explains options, the sweep file, what is written, and how jobs of a cluster are merged", () => {
    const { status, stdout } = neuroglia("sweep", "--help");
    expect(status).toBe(0);
    for (const option of ["--workers", "--shard", "--out", "--retry-failed", "--accept-changes", "--json"])
      expect(stdout).toMatch(new RegExp(`^  ${option}\\b.*\\w`, "m"));
    for (const text of [
      "export const space",
      "export default",
      "ledger.jsonl",
      "i from 1",
      "neuroglia merge",
      "Status 3",
    ])
      expect(stdout).toContain(text);
    expect(neuroglia("--help").stdout).toContain("neuroglia sweep FILE");
  });

  test("the sweep file of the help runs as it stands", () => {
    const { stdout } = neuroglia("sweep", "--help");
    const program = /\n( {2}import[\s\S]*?\n {2}\})\n/.exec(stdout)![1]!;
    writeFileSync(join(root, "help.mjs"), program.replace("seeds: 10", "seeds: 1"));
    const { status, stderr } = neuroglia("sweep", "help.mjs", "--workers", "1");
    expect(status, stderr).toBe(0);
    expect(readFileSync(join(root, "help-sweep/trials.csv"), "utf8").split("\n")).toHaveLength(17);
  });

  test("merge --help explains", () => {
    const { status, stdout } = neuroglia("merge", "--help");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}--out <dir>/m);
    expect(stdout).toContain("names the trial");
  });
});

describe("bad input ends with status 2 and one line on stderr", () => {
  const cases: [string, string[], string][] = [
    ["no file", ["sweep"], "missing required argument 'file'"],
    ["a missing file", ["sweep", "none.mjs"], "none.mjs must be a readable file"],
    ["a file that is no module", ["sweep", main.replace("main.js", "..")], "must be a readable file"],
    ["no workers", ["sweep", squares, "--workers", "0"], "--workers of sweep must be a whole number of 1 … 256"],
    ...["0/10", "11/10", "3", "1.5/3"].map((value): [string, string[], string] => [
      `shard ${value}`,
      ["sweep", squares, `--shard=${value}`],
      `--shard of sweep must be i/n with 1 ≤ i ≤ n, such as 3/10 (for a SLURM array, --array=1-10), got "${value}"`,
    ]),
    ["an empty folder's name", ["sweep", squares, "--out="], "--out of sweep must be a path"],
    ["an unknown option", ["sweep", squares, "--worker", "2"], "unknown option '--worker' (Did you mean --workers?)"],
    ["results where none can be", ["sweep", squares, "--json", join(root, "no", "x")], "must be an existing folder"],
    ["merge of nothing", ["merge", "--out", "x"], "missing required argument 'dir'"],
    ["merge without --out", ["merge", "x"], "required option '--out <dir>' not specified"],
    ["merge of a folder without a ledger", ["merge", root, "--out", "x"], "must be one with a ledger.jsonl"],
  ];
  test.each(cases)("%s", (_, args, message) => {
    const { status, stdout, stderr } = neuroglia(...args);
    expect(stderr).toMatch(/^neuroglia: [^\n]+\n$/);
    expect(stderr).toContain(message);
    expect(stdout).toBe("");
    expect(status).toBe(2);
  });
});

describe("a sweep", () => {
  test("writes ledger, tables and page into NAME-sweep, prints what it found, and runs nothing when asked again", () => {
    const { status, stdout, stderr } = neuroglia("sweep", squares, "--workers", "2");
    expect(status, stderr).toBe(0);
    expect(stdout).toContain("Sweep of squares.mjs: 6 trials done, 0 failed, of 6 in the space");
    expect(stdout).toMatch(/^square +6 +1 +4\.6667 +9$/m);
    expect(stderr).toContain("neuroglia: trials 0/6\n");
    const out = join(root, "squares-sweep");
    expect(readdirSync(out).sort()).toEqual(["ledger.jsonl", "sweep.html", "trials.csv", "trials.jsonl"]);
    expect(readFileSync(join(out, "trials.csv"), "utf8")).toBe(
      `x,word,seed,square,length,status,error\n1,"a,b",1,1,3,done,\n1,c,1,1,1,done,\n2,"a,b",1,4,3,done,\n2,c,1,4,1,done,
3,"a,b",1,9,3,done,\n3,c,1,9,1,done,\n`,
    );
    expect(readFileSync(join(out, "trials.jsonl"), "utf8").split("\n")[0]).toBe(
      '{"trial":{"x":1,"word":"a,b","seed":1},"status":"done","figures":{"square":1,"length":3}}',
    );
    expect(readFileSync(join(out, "sweep.html"), "utf8")).toContain("Sweep of squares.mjs");
    const again = neuroglia("sweep", squares, "--json", "-");
    expect(again.status).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({
      sweep: "squares.mjs",
      completed: true,
      trials: { done: 6, failed: 0, earlier: 6, space: 6 },
      figures: { square: { n: 6, least: 1, greatest: 9 } },
    });
  });

  test("whose trials fail ends with status 3, names them, and keeps the others", () => {
    const { status, stdout } = neuroglia("sweep", failing, "--out", "failing");
    expect(status).toBe(3);
    expect(stdout).toContain("4 trials done, 2 failed");
    expect(stdout).toContain('failed: {"x":2,"word":"c","seed":1}: no 2');
    const csv = readFileSync(join(root, "failing/trials.csv"), "utf8");
    expect(csv).toContain("2,c,1,,failed,no 2\n");
    expect(readFileSync(join(root, "failing/sweep.html"), "utf8")).toContain("no 2");
    const again = neuroglia("sweep", failing, "--out", "failing", "--retry-failed", "--json", "-");
    expect(again.status).toBe(3);
    expect(JSON.parse(again.stdout).trials).toEqual({ done: 4, failed: 2, earlier: 4, space: 6 });
  });

  test("in shards fills a folder each; merged, its tables are those of the whole", () => {
    for (const shard of ["1/4", "2/4", "3/4", "4/4"])
      expect(neuroglia("sweep", squares, "--out", "parts", "--shard", shard, "--workers", "1").status).toBe(0);
    const shards = readdirSync(join(root, "parts")).map((name) => join("parts", name));
    expect(shards.length).toBe(4);
    const { status, stdout } = neuroglia("merge", ...shards, "--out", "parts");
    expect(status).toBe(0);
    expect(stdout).toContain("6 trials done, 0 failed, of 6 in the space");
    neuroglia("sweep", squares, "--out", "undivided");
    for (const name of ["trials.csv", "trials.jsonl"])
      expect(readFileSync(join(root, "parts", name), "utf8")).toBe(readFileSync(join(root, "undivided", name), "utf8"));
  });

  test("whose shards disagree cannot be merged: the trial is named, status 2", () => {
    for (const name of ["one", "two"]) {
      mkdirSync(join(root, name));
      const ledger = readFileSync(join(root, "squares-sweep/ledger.jsonl"), "utf8");
      const changed = name === "one" ? ledger : ledger.replace('"square":9', '"square":8');
      writeFileSync(join(root, name, "ledger.jsonl"), changed);
    }
    const { status, stderr } = neuroglia("merge", "one", "two", "--out", "both");
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^neuroglia: result of trial \{"x":3,"word":"(a,b|c)","seed":1\} of ledger two.ledger\.jsonl must be/,
    );
    expect(existsSync(join(root, "both"))).toBe(false);
  });

  test.each(["SIGINT", "SIGTERM"] as const)(
    "%s: status 130 within a second, tables of what is done, and it goes on",
    async (signal) => {
      const slow = written(
        `slow-${signal}.mjs`,
        "await sleep(40); return { square: x * x };",
        "grid({ x: { low: 1, high: 60, steps: 60 } })",
      );
      const child = spawn(process.execPath, [main, "sweep", slow, "--workers", "2", "--json", "-"], { cwd: root });
      const out = join(root, `slow-${signal}-sweep`);
      let stdout = "";
      child.stdout.on("data", (text) => (stdout += text));
      const ledger = join(out, "ledger.jsonl");
      await expect
        .poll(() => existsSync(ledger) && readFileSync(ledger, "utf8").split("\n").length > 8, { timeout: 20_000 })
        .toBe(true);
      const since = performance.now();
      child.kill(signal);
      const code = await new Promise((resolve) => child.on("close", resolve));
      expect(code).toBe(130);
      expect(performance.now() - since).toBeLessThan(1500);
      const { completed, trials } = JSON.parse(stdout);
      expect(completed).toBe(false);
      expect(trials.done).toBeGreaterThan(4);
      expect(trials.done).toBeLessThan(60);
      expect(readFileSync(join(out, "trials.csv"), "utf8").trimEnd().split("\n").length).toBe(trials.done + 1);
      const { status, stdout: rest } = neuroglia("sweep", slow, "--workers", "2", "--json", "-");
      expect(status).toBe(0);
      expect(JSON.parse(rest).trials).toEqual({ done: 60, failed: 0, earlier: trials.done, space: 60 });
    },
  );

  test("of the example gives finite rates that fall with inhibition", () => {
    const example = fileURLToPath(new URL("../../examples/brunelPlane.mjs", import.meta.url));
    const { status, stderr } = neuroglia("sweep", example, "--shard", "1/3");
    expect(status, stderr).toBe(0);
    const lines = readFileSync(join(root, "brunelPlane-sweep/shard-1-of-3/trials.jsonl"), "utf8").trimEnd().split("\n");
    const rateAt = (g: number): number =>
      lines.map((line) => JSON.parse(line)).find(({ trial }) => trial.g === g && trial.eta === 2).figures.rate;
    expect(lines.length).toBe(42);
    expect(rateAt(3)).toBeGreaterThan(2 * rateAt(5));
    expect(rateAt(5)).toBeGreaterThan(1.5 * rateAt(8));
  });
});
