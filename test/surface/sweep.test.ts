// What a sweep does where something is wrong: trials that fail, workers that die, ledgers that are not whole, files that are none.
// Could not catch a fault of the machine that a program does not hear of.
import { appendFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { machineContext } from "../../dist/src/cli/versions.js";
import { grid, NeurogliaError } from "../../dist/src/index.js";
import { readLedger, type SweepOptions, sweep } from "../../dist/src/node.js";
import { sweepReport } from "../../dist/src/report/sweep.js";
import { trialId } from "../../dist/src/sweep/node/ledger.js";
import { mergeLedgers } from "../../dist/src/sweep/node/merge.js";
import { sweepCsv, sweepJsonLines, sweepTable } from "../../dist/src/sweep/table.js";
import { temporaryFolder } from "../temporaryFolder.js";

const file = fileURLToPath(new URL("./sweepTrials.mjs", import.meta.url));
const root = temporaryFolder();
let folders = 0;
const fresh = (): string => join(root, `out-${++folders}`);
const small = grid({ weight: [0, 100], n: [20] }, { seeds: 2 });

const collected = async (options: Partial<SweepOptions>) => {
  const results = [];
  for await (const result of sweep({ file, workers: 1, space: small, ...options })) results.push(result);
  return results.sort((a, b) => a.index - b.index);
};

describe("trials that fail", () => {
  const hows = ["well", "throw", "ours", "die", "nothing", "taken", "function"];
  const space = grid({ weight: [100], n: [20], how: hows });

  it("fail alone, each with its error, code, stack and parameters in the ledger; a worker that dies is replaced", async () => {
    const out = fresh();
    const results = await collected({ space, out, workers: 2 });
    expect(results.map(({ status }) => status)).toEqual(["done", ...Array(6).fill("failed")]);
    const errors = Object.fromEntries(
      readLedger(out).trials.map((line) => [line.trial.how, line.status === "failed" ? line.error : null]),
    );
    expect(errors.well).toBe(null);
    expect(errors.throw).toMatchObject({ name: "TypeError", message: "this trial fails" });
    expect(errors.throw!.stack[0]).toMatch(/sweepTrials\.mjs:\d+/);
    expect(errors.ours).toMatchObject({
      name: "NeurogliaError",
      message: "thing of a trial must be 1 mV, got 2",
      code: "bad-thing",
      details: { code: "bad-thing", what: "thing", where: "a trial", expected: "1", got: 2, unit: "mV" },
    });
    expect(errors.die).toMatchObject({ code: "worker-died", details: { got: "a worker ended (exit code 7)" } });
    expect(errors.nothing!.message).toMatch(/value of what the trial returned must be an object of figures/);
    expect(errors.taken!.message).toMatch(/name of a figure of what the trial returned must be unlike/);
    expect(errors.function!.message).toMatch(/^f of what the trial returned must be a number/);
    const [, threw] = results;
    expect(threw!.trial).toEqual({ weight: 100, n: 20, how: "throw", seed: 1 });
  });

  it("stay failed unless retryFailed; then they run, and a result that is done stands", async () => {
    const program = join(root, "flaky.mjs");
    const marker = join(root, "mended");
    writeFileSync(
      program,
      `import { existsSync } from "node:fs";
      import { grid } from "neuroglia";
      export const space = grid({ x: [1, 2, 3] });
      export default ({ x }) => {
        if (x === 2 && !existsSync(${JSON.stringify(marker)})) throw new Error("not yet");
        return { square: x * x };
      };`,
    );
    const out = fresh();
    const run = async (retryFailed: boolean) => {
      const results = [];
      for await (const result of sweep({ file: program, workers: 1, out, retryFailed })) results.push(result);
      return results.sort((a, b) => a.index - b.index).map(({ status, earlier }) => `${status} ${earlier}`);
    };
    expect(await run(false)).toEqual(["done false", "failed false", "done false"]);
    expect(await run(false)).toEqual(["done true", "failed true", "done true"]);
    writeFileSync(marker, "");
    expect(await run(false)).toEqual(["done true", "failed true", "done true"]);
    expect(await run(true)).toEqual(["done true", "done false", "done true"]);
    expect(await run(true)).toEqual(["done true", "done true", "done true"]);
    expect(readLedger(out).trials.map(({ status }) => status)).toEqual(["done", "done", "done"]);
  });
});

describe("figures", () => {
  it("are as JSON has them, live as from the ledger: typed arrays are lists, NaN is null, −0 is 0", async () => {
    const out = fresh();
    const live = await collected({ out });
    const stored = await collected({ out });
    expect(stored.map(({ earlier, ...result }) => result)).toEqual(live.map(({ earlier, ...result }) => result));
    const [odd, even] = live.map((result) => (result.status === "done" ? result.figures : {}));
    expect(odd!.odd).toBe(null);
    expect(Object.is(even!.odd, 0)).toBe(true);
    expect(odd!.counts).toHaveLength(20);
    expect(typeof odd!.quiet).toBe("boolean");
  });

  it("in CSV are quoted where they have to be, and empty where there are none", () => {
    const entry = (index: number, how: string) => ({ id: `${index}`, index, trial: { how, seed: 1 }, seconds: 1 });
    const csv = sweepCsv({
      parameters: ["how"],
      figures: ["a,b", "list", "flag"],
      trials: [
        { ...entry(0, 'say "no"'), status: "done", figures: { "a,b": 1e-7, list: [1, null], flag: false } },
        { ...entry(1, "two\nlines"), status: "done", figures: { "a,b": null } },
        { ...entry(2, "plain"), status: "failed", error: { name: "Error", message: "of a, b", stack: [] } },
      ],
    });
    expect(csv).toBe(
      'how,seed,"a,b",list,flag,status,error\n' +
        '"say ""no""",1,1e-7,"[1,null]",false,done,\n' +
        '"two\nlines",1,,,,done,\n' +
        'plain,1,,,,failed,"of a, b"\n',
    );
  });
});

describe("a ledger", () => {
  const ledgerOf = (out: string) => join(out, "ledger.jsonl");
  const linesOf = (out: string) => readFileSync(ledgerOf(out), "utf8").trimEnd().split("\n");

  it.each([1, 40, 200])("whose last line lacks %s bytes goes on without that line, and says so", async (lost) => {
    const out = fresh();
    const whole = await collected({ out });
    const before = linesOf(out);
    const { length } = readFileSync(ledgerOf(out));
    expect(Buffer.byteLength(before.at(-1)!)).toBeGreaterThan(200);
    truncateSync(ledgerOf(out), length - lost);
    expect(readLedger(out).trials.length).toBe(3);
    const notices: string[] = [];
    const results = await collected({ out, onNotice: (notice) => notices.push(notice) });
    expect(notices).toEqual([
      `the last line of ${ledgerOf(out)} was half written; its ${Buffer.byteLength(before.at(-1)!) + 1 - lost} bytes are cut off`,
    ]);
    const bare = ({ seconds, earlier, ...result }: (typeof results)[number]) => result;
    expect(results.map(bare)).toEqual(whole.map(bare));
    expect(results.filter(({ earlier }) => !earlier).length).toBe(1);
    expect(linesOf(out).slice(0, before.length - 1)).toEqual(before.slice(0, -1));
  });

  it("of half a first line begins anew", async () => {
    const out = fresh();
    mkdirSync(out);
    writeFileSync(ledgerOf(out), '{"ledger":1,"neur');
    expect((await collected({ out })).length).toBe(4);
    expect(readLedger(out).trials.length).toBe(4);
  });

  const spoilt: [string, (lines: string[]) => string[], RegExp][] = [
    ["a line that is no JSON", (lines) => lines.with(2, "{nonsense"), /line 3 of ledger .* must be one trial as JSON/],
    [
      "parameters that were changed by hand",
      (lines) => lines.with(1, lines[1]!.replace('"weight":0', '"weight":1').replace('"weight":100', '"weight":1')),
      /line 2 of ledger .* under the hash of its parameters/,
    ],
    ["no first line", (lines) => lines.slice(1), /line 1 of ledger .* must be what a run began with/],
    ["another format", (lines) => lines.with(0, '{"ledger":2}'), /line 1 of ledger .* must be of format 1.*got 2/],
    [
      "two results of one trial",
      (lines) => [...lines, lines[1]!.replace(/"rate":[\d.]+/, '"rate":1')],
      /result of trial .*"weight":.* of ledger .* must be what was found before/,
    ],
  ];
  it.each(spoilt)("with %s is refused, by name and line, and left as it is", async (_, spoil, message) => {
    const out = fresh();
    await collected({ out });
    writeFileSync(ledgerOf(out), `${spoil(linesOf(out)).join("\n")}\n`);
    const before = readFileSync(ledgerOf(out), "utf8");
    await expect(collected({ out })).rejects.toThrow(message);
    expect(() => readLedger(out)).toThrow(message);
    expect(readFileSync(ledgerOf(out), "utf8")).toBe(before);
  });

  it("with any field replaced by what is odd is refused by name, or can be shown", async () => {
    const out = fresh();
    await collected({ out, space: grid({ weight: [100], n: [20], how: ["well", "throw"] }, { seeds: [3, 4] }) });
    const lines = linesOf(out).map((line) => JSON.parse(line));
    const paths = (value: unknown, path: string[] = []): string[][] => [
      ...(path.length > 0 ? [path] : []),
      ...(typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, each]) => paths(each, [...path, key]))
        : []),
    ];
    const odd = [null, -1, 0.5, 1e300, "odd", "", true, [], [null], [{}], {}, { odd: { odd: 1 } }];
    let shown = 0;
    for (const [k, line] of lines.entries())
      for (const path of paths(line))
        for (const value of odd) {
          const changed = structuredClone(lines);
          const parent = path.slice(0, -1).reduce((at, key) => at[key], changed[k]);
          parent[path.at(-1)!] = value;
          if (k > 0 && path[0] === "trial" && changed[k].trial !== null) changed[k].id = trialId(changed[k].trial);
          writeFileSync(ledgerOf(out), changed.map((each) => `${JSON.stringify(each)}\n`).join(""));
          const what = `line ${k + 1}, ${path.join(".")}: ${JSON.stringify(value)}`;
          try {
            const content = readLedger(out);
            shown++;
            expect(sweepReport(content, machineContext("neuroglia sweep")), what).toContain("<html");
            expect(sweepCsv(sweepTable(content)) + sweepJsonLines(sweepTable(content)), what).not.toContain("[object");
          } catch (error) {
            expect(error, what).toBeInstanceOf(NeurogliaError);
          }
        }
    expect(shown).toBeGreaterThan(20);
  });

  it("that another program writes to meanwhile ends the sweep rather than mix", async () => {
    const out = fresh();
    const run = (async () => {
      for await (const _ of sweep({ file, workers: 1, space: small, out })) appendFileSync(ledgerOf(out), "{}\n");
    })();
    await expect(run).rejects.toMatchObject({ code: "ledger-shared", message: /does another sweep write to it/ });
  });

  it("of a sweep file whose text has changed is refused, unless acceptChanges", async () => {
    const program = join(root, "changing.mjs");
    const text = (power: number) =>
      `import { grid } from "neuroglia";
      export const space = grid({ x: [1, 2, 3].slice(0, ${power}) });
      export default ({ x }) => ({ y: x ** ${power} });`;
    const out = fresh();
    const run = async (acceptChanges = false) => {
      const results = [];
      for await (const result of sweep({ file: program, workers: 1, out, acceptChanges })) results.push(result);
      return results.length;
    };
    writeFileSync(program, text(2));
    expect(await run()).toBe(2);
    writeFileSync(program, text(3));
    await expect(run()).rejects.toMatchObject({ code: "ledger-changed", message: /--accept-changes/ });
    expect(readLedger(out).runs.length).toBe(1);
    expect(await run(true)).toBe(2);
    expect(await run()).toBe(2);
    expect(readLedger(out).runs.map(({ fileHash }) => fileHash).length).toBe(3);
  });
});

describe("a ledger of other bits", () => {
  it.each([
    ["that were counted", '"bits":1,'],
    ["from before they were counted", ""],
  ])("%s is refused, unless acceptChanges", async (_, bits) => {
    const out = fresh();
    const run = async (acceptChanges = false) => {
      for await (const _ of sweep({ file, workers: 1, space: small, out, acceptChanges }));
    };
    await run();
    const text = readFileSync(join(out, "ledger.jsonl"), "utf8");
    expect(text).toContain('"bits":2,');
    writeFileSync(join(out, "ledger.jsonl"), text.replace('"bits":2,', bits));
    await expect(run()).rejects.toMatchObject({ code: "ledger-changed", message: /^bits of .* must be 1,.* got "2"$/ });
    await run(true);
  });
});

describe("a merge", () => {
  it("names the trial whose results differ, and takes done for failed", async () => {
    const [a, b, c] = [fresh(), fresh(), fresh()];
    await collected({ out: a });
    mkdirSync(b);
    const lines = readFileSync(join(a, "ledger.jsonl"), "utf8");
    const failed = lines.replace(
      /"status":"done","figures":.*\}/,
      '"status":"failed","error":{"name":"Error","message":"x","stack":[]}}',
    );
    writeFileSync(join(b, "ledger.jsonl"), failed);
    for (const order of [
      [a, b],
      [b, a],
    ]) {
      const merged = mergeLedgers(order, c, false);
      expect(merged.trials.map(({ status }) => status)).toEqual(Array(4).fill("done"));
    }
    writeFileSync(join(b, "ledger.jsonl"), lines.replace(/"quiet":(true|false)/, '"quiet":null'));
    expect(() => mergeLedgers([a, b], c, false)).toThrow(
      /result of trial \{"weight":\d+,"n":20,"seed":\d\} of ledger .*out-/,
    );
    expect(() => mergeLedgers([a, b], c, false)).toThrow(expect.objectContaining({ code: "conflicting-results" }));
  });

  it("refuses folders without a ledger or given twice, OUT among them, OUT with a sweep of its own, and other versions", async () => {
    const [a, b] = [fresh(), fresh()];
    await collected({ out: a });
    await collected({ out: b, space: grid({ weight: [7], n: [5] }) });
    expect(() => mergeLedgers([], fresh(), false)).toThrow(/folders of merge must be at least one/);
    expect(() => mergeLedgers([join(root, "none")], fresh(), false)).toThrow(/one with a ledger\.jsonl/);
    expect(() => mergeLedgers([a, `${a}/`], fresh(), false)).toThrow(/given once each/);
    expect(() => mergeLedgers([a, b], a, false)).toThrow(/--out of merge must be another folder/);
    expect(() => mergeLedgers([a], b, false)).toThrow(/one without the ledger of a sweep's own runs/);
    const text = readFileSync(join(b, "ledger.jsonl"), "utf8");
    writeFileSync(join(b, "ledger.jsonl"), text.replace(/"neuroglia":"[^"]*"/, '"neuroglia":"0.0.1"'));
    expect(() => mergeLedgers([a, b], fresh(), false)).toThrow(expect.objectContaining({ code: "ledger-changed" }));
    expect(mergeLedgers([a, b], fresh(), true).trials.length).toBe(5);
  });
});

describe("what is no sweep is refused", () => {
  const written = (name: string, text: string): string => {
    const path = join(root, name);
    writeFileSync(path, text);
    return path;
  };
  const cases: [string, () => Partial<SweepOptions>, RegExp][] = [
    ["a missing file", () => ({ file: join(root, "none.mjs") }), /sweep file of .*none\.mjs must be a readable file/],
    [
      "a file that does not parse",
      () => ({ file: written("a.mjs", "export const = 3") }),
      /must be one that can be imported/,
    ],
    ["no default export", () => ({ file: written("b.mjs", "export const x = 3") }), /default export of sweep file/],
    [
      "no space",
      () => ({ file: written("c.mjs", "export default () => ({})"), space: undefined as never }),
      /export space of sweep file .*grid\(…\), random\(…\) or sobol/,
    ],
    ["0 workers", () => ({ workers: 0 }), /workers of a pool/],
    ["shard 0", () => ({ shard: { index: 0, count: 3 } }), /index of shard of sweep must be a whole number of 1 … 3/],
    ["shard 4 of 3", () => ({ shard: { index: 4, count: 3 } }), /got 4/],
    ["a shard of none", () => ({ shard: { index: 1, count: 0 } }), /count of shard/],
    ["a misspelt option", () => ({ worker: 2 }) as object, /did you mean "workers"/],
    ["a folder that cannot be", () => ({ out: join(written("d", ""), "x") }), /content of ledger .* must be written/],
    ["no path", () => ({ file: 5 as never }), /file of sweep must be a path/],
  ];
  it.each(cases)("%s", async (_, options, message) => {
    const run = collected(options());
    await expect(run).rejects.toThrow(message);
    await expect(collected(options())).rejects.toMatchObject({ name: "NeurogliaError" });
  });

  it("an aborted signal runs nothing", async () => {
    const run = collected({ signal: AbortSignal.abort() });
    await expect(run).rejects.toMatchObject({ name: "AbortError" });
  });
});

it("a sweep file that changes while it is swept ends the sweep once a new worker has to read it", async () => {
  const path = join(root, "restless.mjs");
  writeFileSync(
    path,
    `import { appendFileSync } from "node:fs";
    import { grid } from "neuroglia";
    export const space = grid({ x: [1, 2] });
    export default () => {
      appendFileSync(${JSON.stringify(path)}, "\\n");
      process.exit(3);
    };`,
  );
  const seen: string[] = [];
  const run = (async () => {
    for await (const { status } of sweep({ file: path, workers: 1 })) seen.push(status);
  })();
  await expect(run).rejects.toMatchObject({ name: "NeurogliaError", code: "file-changed" });
  expect(seen).toEqual(["failed"]);
});

it("a sweep file outside the package, with no neuroglia beside it, imports the one that runs it, in workers and in host", async () => {
  const path = join(root, "outside.mjs");
  const text = `import * as own from "neuroglia";
    import { npyFile } from "neuroglia/node";
    export const space = own.grid({ x: [1] });
    export default () => {
      new own.Network({ dt: npyFile ? -1 : 1 });
    };`;
  writeFileSync(path, text);
  const results = [];
  for await (const result of sweep({ file: path, workers: 1 })) results.push(result);
  expect(results).toMatchObject([{ status: "failed", error: { name: "NeurogliaError", code: "bad-input" } }]);
});

it("the tables hold every trial in the order of the space", async () => {
  const out = fresh();
  await collected({ out, workers: 2, shard: { index: 2, count: 2 } });
  const lines = sweepJsonLines({ parameters: [], figures: [], trials: readLedger(out).trials })
    .trimEnd()
    .split("\n");
  expect(lines.map((line) => JSON.parse(line).trial)).toEqual([
    { weight: 0, n: 20, seed: 2 },
    { weight: 100, n: 20, seed: 2 },
  ]);
});
