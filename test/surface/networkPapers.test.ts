// The papers that are one network, as users of the command meet them. What completes or is interrupted at leisure is made with a
// network that pretends (fakeNetwork.mjs); a small real one runs for the contract of the JSON. What networks compute is tested in
// test/papers.
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";
import { describe, expect, test } from "vitest";
import { reportContext } from "../../dist/src/cli/versions.js";
import { networkReport } from "../../dist/src/report/network.js";
import { folderOf } from "../reference/idxFiles.js";
import { fakeNetworkResult } from "./fakeNetworkResult.mjs";

const main = fileURLToPath(new URL("../../dist/src/cli/main.js", import.meta.url));
const fake = fileURLToPath(new URL("./fakeNetwork.mjs", import.meta.url));
const temporary = folderOf({});
const runOf = (script: string, args: string[]) => spawnSync(process.execPath, [script, ...args], { encoding: "utf8" });
const reproduce = (...args: string[]) => runOf(main, ["reproduce", ...args]);
const pretend = (...args: string[]) => runOf(fake, ["reproduce", "brunel-2000", ...args]);

const common = "--seconds --dt --seed --workers --neurons --discard --json --report".split(" ");

describe("--help teaches", () => {
  test.each([
    ["vogels-abbott-2005", ["--variant"], ["cuba", "coba", "5.59", "17.65", "J. Neurosci. 25"]],
    ["brunel-2000", ["--state", "--g", "--eta", "--connect", "--plasticity"], ["60.7 Hz", "37.7 Hz", "5.5 Hz", "0.9"]],
    ["izhikevich-2003", ["--synapses"], ["7.12", "18 Hz", "net.m"]],
    ["polychronization-2006", [], ["spnet.m", "multiple of 1,000", "6.15"]],
  ])("%s: every option, the figures to meet, examples, Ctrl-C", (paper, own, texts) => {
    const { status, stdout } = reproduce(paper, "--help");
    expect(status).toBe(0);
    for (const option of [...common, ...own]) expect(stdout).toMatch(new RegExp(`^  ${option}\\b.*\\w`, "m"));
    for (const text of [...texts, "Examples:", "Ctrl-C"]) expect(stdout).toContain(text);
    expect(reproduce().stdout).toContain(paper);
  });
});

describe("bad input ends with status 2 and one line on stderr, before anything is built", () => {
  const cases: [string, string[], string][] = [
    ["an unknown variant", ["vogels-abbott-2005", "--variant", "Cuba"], "must be one of cuba, coba"],
    ["an unknown state", ["brunel-2000", "--state", "E"], "--state of brunel-2000 must be one of A, B, C, D"],
    ["g with a state", ["brunel-2000", "--state", "A", "--g", "4"], "--g of brunel-2000 must be left out with --state"],
    ["a negative g", ["brunel-2000", "--g=-1"], "--g of brunel-2000 must be a number ≥ 0"],
    ["too few neurons for the synapses", ["brunel-2000", "--neurons", "1000"], "must be a whole number ≥ 1250"],
    ["no time", ["brunel-2000", "--seconds", "0"], "--seconds of brunel-2000 must be a number > 0 s"],
    [
      "nothing left to measure",
      ["brunel-2000", "--seconds", "0.5", "--discard", "500"],
      "--discard of brunel-2000 must be below the 500 ms",
    ],
    ["time off the grid", ["izhikevich-2003", "--seconds", "0.6005"], "a whole number of steps of 1 ms"],
    ["another step than the model's", ["izhikevich-2003", "--dt", "0.5"], "--dt of izhikevich-2003 must be 1 ms"],
    ["a delay off the grid", ["vogels-abbott-2005", "--variant", "coba", "--dt", "0.5"], "delay"],
    ["more synapses than neurons", ["izhikevich-2003", "--synapses", "1001"], "must be ≤ 1000, the number of neurons"],
    ["neurons that are no thousands", ["polychronization-2006", "--neurons", "1500"], "must be a multiple of 1000"],
    ["an option of another paper", ["polychronization-2006", "--g", "5"], "unknown option '--g'"],
    [
      "report and results in one file",
      ["brunel-2000", "--json", join(temporary, "a"), "--report", join(temporary, "a")],
      "must be another file than --json",
    ],
  ];
  test.each(cases)("%s", (_, args, message) => {
    const { status, stdout, stderr } = reproduce(...args);
    expect(stderr).toContain(message);
    const last = stderr.trimEnd().split("\n").at(-1);
    expect(last).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe("");
    expect(status).toBe(2);
  });
});

describe("a run that completes", () => {
  test("prints its figures beside those of others on stdout and progress on stderr, and ends with 0", () => {
    const { status, stdout, stderr } = pretend("--connect", "probability");
    expect(status).toBe(0);
    for (const text of ["published", "Brian 2", "37.7", "39.55 ± 1.95", "39.25", "0.396", "0123456789abcdef"])
      expect(stdout).toContain(text);
    expect(stderr).toContain("neuroglia: simulation, ms");
  });

  test("figures of others stand only beside the network that they are of", () => {
    expect(pretend().stdout).not.toContain("Brian 2");
    for (const args of [
      ["--g", "4"],
      ["--neurons", "2000"],
      ["--plasticity", "stdp"],
    ])
      expect(pretend(...args).stdout).not.toContain("37.7");
  });

  test("a run too short for what is usually discarded leaves out its first half", () => {
    const measured = (...args: string[]) => /Measured over all neurons from .* ms/.exec(pretend(...args).stdout)?.[0];
    expect(measured("--seconds", "0.3")).toContain("from 150 to 300 ms");
    expect(measured("--seconds", "2")).toContain("from 500 to 2,000 ms");
    expect(measured("--seconds", "0.3", "--discard", "0")).toContain("from 0 to 300 ms");
  });

  test("g and eta of a paper's state are that state", () => {
    const variant = (...args: string[]) => JSON.parse(pretend("--json", "-", ...args).stdout).variant;
    expect(variant("--g", "4.5", "--eta", "0.9")).toBe("D indegree");
    expect(variant("--state", "B", "--plasticity", "stdp")).toBe("B indegree stdp");
    expect(variant("--g", "4", "--connect", "probability")).toBe("g 4 eta 2 probability");
  });

  test("a real one: --json - prints exactly the contract's fields, the same but for times whenever it runs", () => {
    const run = () => {
      const args = ["--neurons", "200", "--synapses", "50", "--seconds", "1.5", "--seed", "7", "--json", "-"];
      const { status, stdout, stderr } = reproduce("izhikevich-2003", ...args);
      expect(status, stderr).toBe(0);
      const { buildMs, wallMs, wallPerBioSecond, synapticEventsPerSecond, ...rest } = JSON.parse(stdout);
      for (const time of [buildMs, wallMs, wallPerBioSecond, synapticEventsPerSecond]) expect(time).toBeGreaterThan(0);
      expect(wallPerBioSecond).toBeCloseTo(wallMs / 1500, 9);
      expect(synapticEventsPerSecond).toBeCloseTo((1000 * rest.synapticEvents) / wallMs, 3);
      return rest;
    };
    const first = run();
    expect(Object.keys(first)).toEqual(
      "paper variant neurons synapses seed workers simulatedMs meanRateHz cvIsi synchrony spikes synapticEvents memoryBytes hash bits".split(
        " ",
      ),
    );
    expect(first).toMatchObject({
      paper: "izhikevich-2003",
      variant: "50 synapses",
      neurons: 200,
      synapses: 10_000,
      seed: 7,
      workers: 1,
      simulatedMs: 1500,
      bits: 2,
    });
    expect(first.hash).toMatch(/^[0-9a-f]{16}$/);
    expect(first.meanRateHz).toBeGreaterThan(1);
    expect(run()).toEqual(first);
  });

  test("a real one that learns: the same spikes on two workers, and its report shows how the weights changed", () => {
    const args = ["--seconds", "2", "--json", "-", "--report", join(temporary, "poly.html")];
    const { status, stdout, stderr } = reproduce("polychronization-2006", ...args);
    const two = JSON.parse(reproduce("polychronization-2006", ...args, "--workers", "2").stdout);
    expect(two).toMatchObject({ workers: 2, hash: JSON.parse(stdout).hash });
    expect(status, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ synapses: 100_000, simulatedMs: 2000 });
    expect(readFileSync(join(temporary, "poly.html"), "utf8")).toMatch(
      /80,000 synapses, mean \|w\| 6\.000 → 6\.0[0-4]/,
    );
  });
});

describe("a run that is interrupted", () => {
  const interrupted = (script: string, args: string[], cue: string) =>
    new Promise<{ code: number | null; killedBy: string | null; ms: number; stdout: string; stderr: string }>(
      (resolve) => {
        const child = spawn(process.execPath, [script, "reproduce", ...args], {
          env: { ...process.env, FAKE_MS: "100" },
        });
        let stdout = "";
        let stderr = "";
        let since = 0;
        child.stdout.on("data", (text) => (stdout += text));
        child.stderr.on("data", (text) => {
          stderr += text;
          if (since > 0 || !stderr.includes(cue)) return;
          since = performance.now();
          setTimeout(() => child.kill("SIGINT"), 200);
        });
        child.on("close", (code, killedBy) =>
          resolve({ code, killedBy, ms: performance.now() - since - 200, stdout, stderr }),
        );
      },
    );

  test("prints and writes what is done so far, status 130, within a second", async () => {
    const report = join(temporary, "interrupted.html");
    const { code, ms, stdout } = await interrupted(
      fake,
      ["brunel-2000", "--json", "-", "--report", report],
      "simulation",
    );
    expect(code).toBe(130);
    expect(ms).toBeLessThan(1500);
    expect(JSON.parse(stdout)).toMatchObject({ interrupted: true, hash: "0123456789abcdef" });
    expect(readFileSync(report, "utf8")).toContain("This run was interrupted");
  });

  test("while its network is built, which holds up its thread, ends at once", async () => {
    const { killedBy, ms, stdout } = await interrupted(
      main,
      ["vogels-abbott-2005", "--neurons", "400000", "--json", "-"],
      "building",
    );
    // A shell shows status 130.
    expect(killedBy).toBe("SIGINT");
    expect(ms).toBeLessThan(1000);
    expect(stdout).toBe("");
  });

  test.each([
    ["izhikevich-2003", ["--seconds", "100000"]],
    ["polychronization-2006", ["--seconds", "100000"]],
  ])("the real %s ends long before its end, and its table says how far it came", async (paper, args) => {
    const { code, stdout } = await interrupted(main, [paper, ...args, "--json", "-"], "simulation");
    expect(code).toBe(130);
    const { interrupted: stopped, simulatedMs, spikes } = JSON.parse(stdout);
    expect(stopped).toBe(true);
    expect(simulatedMs).toBeGreaterThan(0);
    expect(simulatedMs).toBeLessThan(1e8);
    expect(spikes).toBeGreaterThan(0);
  });
});

describe("the report", () => {
  const context = reportContext("neuroglia reproduce brunel-2000");
  const words = { title: "A title", reference: "An author (2000)" };
  const beside = [{ who: "published", source: "table 1", figures: { rate: [37.7, null] as [number, null] } }];
  const page = (given: object = {}) => networkReport(fakeNetworkResult(given), words, context);
  const figuresOf = (html: string) =>
    JSON.parse(html.match(/<script type="application\/json" id="figures">(.*?)<\/script>/s)![1]!);

  test("has every section, raster, rates, intervals and weights, and the others' figures", () => {
    const html = page({ plan: { beside } });
    for (const id of ["results", "spikes", "firing", "weights", "parameters"])
      expect(html).toContain(`<section id="${id}">`);
    const places = [...html.matchAll(/data-figure="(\d+)"/g)].map((match) => Number(match[1]));
    expect(places).toEqual([0, 1, 2, 3, 4]);
    expect(figuresOf(html).map(({ kind }: { kind: string }) => kind)).toEqual([
      "raster",
      ...new Array(4).fill("curves"),
    ]);
    for (const text of ["39.25", "37.7", "table 1", "0123456789abcdef", "neuroglia reproduce brunel-2000"])
      expect(html).toContain(text);
    const scripts = [...html.matchAll(/<script>(.*?)<\/script>/gs)].map((match) => match[1]!);
    for (const script of scripts) expect(() => new Script(script)).not.toThrow();
  });

  test("escapes every string, and shows what was not reached as –", () => {
    const evil = `</script><script>alert("x")</script><img src=x>&`;
    const html = networkReport(
      fakeNetworkResult({
        reached: 0.1,
        plan: {
          variant: evil,
          parameters: { [evil]: evil },
          beside: [{ who: evil, source: evil, figures: {} }],
        },
      }),
      { title: evil, reference: evil },
      context,
    );
    expect(html).not.toMatch(/<script>alert|<img/);
    expect(html).toContain("This run was interrupted");
    expect(html).not.toMatch(/<(td|b|figcaption)>[^<]*(NaN|undefined|Infinity|null)/);
  });
});
