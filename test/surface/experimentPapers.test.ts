// Papers that are experiments, as users of the command meet them, with one that pretends (fakeExperiment.mjs): options, table,
// JSON, report, interruption. What experiments compute is tested in test/papers.
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";
import { describe, expect, test } from "vitest";
import { papers } from "../../dist/src/cli/papers.js";
import { reportContext } from "../../dist/src/cli/versions.js";
import type { ExperimentResult } from "../../dist/src/papers/experiments/experiment.js";
import { experimentReport } from "../../dist/src/report/experiment.js";
import { folderOf } from "../reference/idxFiles.js";
import { fakePaper } from "./fakeExperiment.mjs";

const fake = fileURLToPath(new URL("./fakeExperiment.mjs", import.meta.url));
const temporary = folderOf({});
const pretend = (...args: string[]) =>
  spawnSync(process.execPath, [fake, "reproduce", "fake-2026", ...args], { encoding: "utf8" });

test("every paper loads as the subcommand that it is listed under", async () => {
  for (const paper of papers) {
    const { name, title, reference, variants } = await paper.load();
    expect(name).toBe(paper.name);
    for (const text of [title, reference, ...variants]) expect(text).toMatch(/\S/);
  }
});

test("--help has the experiment's own options beside those of all", () => {
  const { status, stdout } = pretend("--help");
  expect(status).toBe(0);
  for (const option of "--size --noise --order --seed --workers --json --report".split(" "))
    expect(stdout).toMatch(new RegExp(`^  ${option}\\b.*\\w`, "m"));
  for (const text of ["Pretends.", 'choices: "up", "down"', "Examples:", "Ctrl-C"]) expect(stdout).toContain(text);
});

test.each([
  ["a size beyond its range", ["--size", "11"], "--size of fake-2026 must be a whole number of 1 … 10, got"],
  ["a word that there is not", ["--order", "left"], "--order of fake-2026 must be one of up, down"],
  ["noise that is no number", ["--noise", "NaN"], "--noise of fake-2026 must be a number ≥ 0 mV"],
  ["what the experiment itself refuses", ["--noise", "6"], "--noise of fake-2026 must be ≤ 5, got 6"],
  ["no workers", ["--workers", "0"], "--workers of fake-2026 must be a whole number of 1 … 64"],
  ["a file that cannot be written", ["--json", join(temporary, "no", "a.json")], "must be an existing folder"],
])("bad input ends with status 2 and one line on stderr: %s", (_, args, message) => {
  const { status, stdout, stderr } = pretend(...args);
  expect(stderr).toContain(message);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(stdout).toBe("");
  expect(status).toBe(2);
});

test("a run that completes prints its figures beside the published ones, and their sources", () => {
  const { status, stdout, stderr } = pretend("--size", "7", "--order", "down", "--seed", "3", "--workers", "2");
  expect(status).toBe(0);
  expect(stdout).toMatch(/^fake-2026, 7 down · seed 3$/m);
  expect(stdout).toMatch(/^ {2}memory capacity, steps +3\.25 +18\.78$/m);
  expect(stdout).toMatch(/^ {2}improvement, % +117\.3 +up to 130$/m);
  expect(stdout).toMatch(/^ {2}a figure of ours +12,345 +–$/m);
  for (const text of ["on 2 workers", "0123456789abcdef", "published: their table 1.", "published: their abstract."])
    expect(stdout).toContain(text);
  expect(stderr).toContain("neuroglia: networks");
});

test("--json - prints exactly the contract's fields", () => {
  const { wallMs, ...rest } = JSON.parse(pretend("--json", "-", "--seed", "2").stdout);
  expect(wallMs).toBeGreaterThan(0);
  expect(rest).toEqual({
    bits: 2,
    paper: "fake-2026",
    variant: "4 up",
    completed: true,
    seed: 2,
    workers: 1,
    figures: { capacity: 2.125, improvement: 117.25, own: 12_345 },
    hash: "0123456789abcdef",
  });
});

test("Ctrl-C: what is done so far in table, JSON and report, null where not reached, status 130, within a second", async () => {
  const report = join(temporary, "interrupted.html");
  const args = ["reproduce", "fake-2026", "--json", "-", "--report", report];
  const child = spawn(process.execPath, [fake, ...args], { env: { ...process.env, FAKE_MS: "100" } });
  let [stdout, stderr, since] = ["", "", 0];
  child.stdout.on("data", (text) => (stdout += text));
  child.stderr.on("data", (text) => {
    stderr += text;
    if (since > 0 || !stderr.includes("networks")) return;
    since = performance.now();
    child.kill("SIGINT");
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect(code).toBe(130);
  expect(performance.now() - since).toBeLessThan(1500);
  const summary = JSON.parse(stdout);
  expect(summary).toMatchObject({ completed: false, figures: { capacity: 1.125, improvement: null } });
  expect(summary).not.toHaveProperty("hash");
  expect(readFileSync(report, "utf8")).toContain("This run was interrupted");
});

describe("the report", () => {
  const context = reportContext("neuroglia reproduce fake-2026");
  const summary = { paper: "fake-2026", completed: true, seed: 1, workers: 1, wallMs: 5, figures: {} };
  const resultOf = async (): Promise<ExperimentResult> =>
    fakePaper.run({ size: 4, order: "up" }, { seed: 1, workers: 1 });
  const figuresOf = (html: string) =>
    JSON.parse(html.match(/<script type="application\/json" id="figures">(.*?)<\/script>/s)![1]!);

  test("has a figure of every kind with its values, keys of the series, and a script that parses", async () => {
    const html = experimentReport(summary, await resultOf(), fakePaper, context);
    const [lines, points, heat, raster] = figuresOf(html);
    expect([lines.kind, points.kind, heat.kind, raster.kind]).toEqual(["curves", "points", "heat", "raster"]);
    expect(lines.series[0]).toMatchObject({ label: "before", values: [1, null, 0.5], spread: [0.1, 0.1, 0.2] });
    expect(lines.y.range[0]).toBeLessThan(0.3);
    expect(lines.y.range[1]).toBeGreaterThan(1.1);
    expect(points.series.map(({ x }: { x: number[] }) => x)).toEqual([[1, 2, 3], [2]]);
    expect(points.y).toMatchObject({ log: true });
    expect(heat).toMatchObject({ values: [-1, 0, 1, 2, 3, null], low: -1, high: 3 });
    expect(heat.y.names).toEqual(["NARMA-10", "Lorenz"]);
    expect(raster).toMatchObject({ nNeurons: 3, nExcitatory: 2, durationMs: 4 });
    const places = [...html.matchAll(/data-figure="(\d+)"/g)].map((match) => Number(match[1]));
    expect(places).toEqual([0, 1, 2, 3]);
    for (const text of ["before", "after", "up to 130", "their abstract", "improvement, %", "delay, steps"])
      expect(html).toContain(text);
    for (const [, script] of html.matchAll(/<script>(.*?)<\/script>/gs))
      expect(() => new Script(script!)).not.toThrow();
  });

  test("escapes every string, and shows what was not reached as –", async () => {
    const evil = `</script><script>alert("x")</script><img src=x>&`;
    const result = await resultOf();
    const panels = result.panels.map((panel) => ({ ...panel, title: evil, caption: evil }));
    const table = result.table.map((row) => ({
      ...row,
      meaning: evil,
      here: null,
      published: { value: evil, source: evil },
    }));
    const html = experimentReport(
      { ...summary, completed: false, variant: evil, hash: evil },
      { ...result, completed: false, table, panels, parameters: { [evil]: evil } },
      { title: evil, reference: evil },
      context,
    );
    expect(html).not.toMatch(/<script>alert|<img/);
    expect(html).toContain("This run was interrupted");
    expect(html).toContain("<b>–</b>");
    expect(html).not.toMatch(/<(td|b|figcaption)>[^<]*(NaN|undefined|Infinity|null)/);
  });
});
