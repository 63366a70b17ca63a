// The `neuroglia` command as its users meet it: a program of its own, its streams and its exit status. A run that succeeds,
// and one that is interrupted, are made with a paper that pretends (fakeNalsm.mjs); what the real one computes is tested
// elsewhere.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { folderOf, idxBytes, smallDataset } from "../reference/idxFiles.js";

const main = fileURLToPath(new URL("../../dist/src/cli/main.js", import.meta.url));
const fake = fileURLToPath(new URL("./fakeNalsm.mjs", import.meta.url));
const temporary = folderOf({});

const runOf = (script: string, args: string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, [script, ...args], { encoding: "utf8", env: { ...process.env, ...env } });
const neuroglia = (...args: string[]) => runOf(main, args);
const pretend = (args: string[], env?: Record<string, string>) =>
  runOf(fake, ["reproduce", "nalsm-2021", "--data", folderOf(smallDataset()), ...args], env);

const options =
  "--variant --dataset --data --neurons --weight --astrocyte-weight --init --train --validation --test --full --readout --summation --seed --workers --json --report --save".split(
    " ",
  );

describe("what it says of itself", () => {
  test("--version is that of package.json", () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect(neuroglia("--version")).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: "" });
  });

  test("without arguments, and with --help, it shows the same overview with examples", () => {
    const bare = neuroglia();
    expect(bare).toMatchObject({ status: 0, stderr: "" });
    expect(bare.stdout).toContain("neuroglia reproduce nalsm-2021");
    expect(neuroglia("--help").stdout).toBe(bare.stdout);
  });

  test("reproduce lists every paper with title, reference and variants", () => {
    const { status, stdout } = neuroglia("reproduce");
    expect(status).toBe(0);
    for (const text of ["nalsm-2021", "liquid state machine", "arXiv:2111.01760", "nalsm, static, stdp, ap-stdp"])
      expect(stdout).toContain(text);
  });

  test("the paper's --help explains every option, the published figures, the time it takes, and gives examples", () => {
    const { status, stdout } = neuroglia("reproduce", "nalsm-2021", "--help");
    expect(status).toBe(0);
    for (const option of options) expect(stdout).toMatch(new RegExp(`^  ${option}\\b.*\\w`, "m"));
    for (const text of ["95.96", "83.05", "half a minute to a minute", "Examples:", "Ctrl-C"])
      expect(stdout).toContain(text);
  });
});

describe("bad input ends with status 2 and one line on stderr, before anything runs", () => {
  const small = folderOf(smallDataset());
  const spoilt = (name: string, bytes: Uint8Array) => folderOf({ ...smallDataset(), [name]: bytes });
  const images = smallDataset()["train-images-idx3-ubyte"]!;
  const paper = (...args: string[]) => ["reproduce", "nalsm-2021", ...args];

  const cases: [string, string[], string][] = [
    ["an unknown command", ["reprodce"], "(Did you mean reproduce?)"],
    ["an unknown paper", ["reproduce", "nalsm"], "paper of reproduce must be one of nalsm-2021, vogels-abbott-2005, "],
    ["an unknown option", paper("--trian", "5"), "unknown option '--trian' (Did you mean --train?)"],
    ["an option without its value", paper("--train"), "--train"],
    ["a superfluous argument", paper("5"), "too many arguments"],
    [
      "an unknown variant",
      paper("--variant", "nlasm"),
      "--variant of nalsm-2021 must be one of nalsm, static, stdp, ap-stdp, got",
    ],
    ["an unknown data set", paper("--dataset", "cifar"), "must be one of mnist, fashion-mnist, got"],
    ["an unknown readout", paper("--readout", "svm"), "must be one of ridge, paper, got"],
    ["an unknown summation", paper("--summation", "lastSpike"), "must be one of all, last-spike, got"],
    ...["0", "-5", "1.5", "many", "", "1e99", "0x10"].map((value): [string, string[], string] => [
      `--train ${value || "(empty)"}`,
      paper(`--train=${value}`),
      `--train of nalsm-2021 must be a whole number ≥ 1, got "${value}"`,
    ]),
    ...["init", "validation", "test"].map((stage): [string, string[], string] => [
      `--${stage} 0`,
      paper(`--${stage}`, "0"),
      `--${stage} of nalsm-2021 must be a whole number ≥ 1, got "0"`,
    ]),
    [
      "more training images than there are",
      paper("--train", "50001"),
      "--train of nalsm-2021 must be ≤ 50000, the images that mnist has for it, got 50001",
    ],
    ["more initialisation images than there are", paper("--init", "50001"), "must be ≤ 50000"],
    ["more validation images than there are", paper("--validation", "10001"), "must be ≤ 10000"],
    ["more test images than there are", paper("--test", "10001"), "must be ≤ 10000"],
    [
      "more than a smaller set has",
      paper("--data", small, "--test", "13"),
      "must be ≤ 12, the images that mnist has for it, got 13",
    ],
    [
      "neurons that are no cube",
      paper("--neurons", "999"),
      "--neurons of nalsm-2021 must be the cube of a whole number ≥ 2",
    ],
    ["one neuron", paper("--neurons", "1"), 'got "1"'],
    ["a negative seed", paper("--seed", "-1"), 'must be a whole number ≥ 0, got "-1"'],
    ["a seed that is no safe integer", paper("--seed", "9007199254740993"), "must be a whole number ≥ 0"],
    ["no workers", paper("--workers", "0"), "--workers of nalsm-2021 must be a whole number of 1 … 256"],
    ["a weight of 0", paper("--weight", "0"), 'must be a number > 0 mV, got "0"'],
    ["a weight beyond the bound of plastic ones", paper("--weight", "3.5"), "must be ≤ 3 mV with --variant nalsm"],
    [
      "--init of a liquid without plasticity",
      paper("--variant", "static", "--init", "5"),
      "--init of nalsm-2021 must be left out with --variant static",
    ],
    [
      "--astrocyte-weight without an astrocyte",
      paper("--variant", "stdp", "--astrocyte-weight", "0.1"),
      "must be left out with --variant stdp",
    ],
    [
      "a missing folder",
      paper("--data", join(temporary, "none")),
      "folder of dataset mnist must be a folder with the four IDX files",
    ],
    ["a missing file", paper("--data", temporary), "train images of folder"],
    [
      "a truncated file",
      paper("--data", spoilt("train-images-idx3-ubyte", images.subarray(0, 5000))),
      "must be 47056 bytes (60 × 28 × 28 values), got 5000",
    ],
    [
      "a wrong magic number",
      paper("--data", spoilt("t10k-images-idx3-ubyte", idxBytes([1, 1, 1], [0], 0x802))),
      'must be 0x00000803 (images), got "0x00000802"',
    ],
    [
      "labels fewer than images",
      paper("--data", spoilt("t10k-labels-idx1-ubyte", idxBytes([11], new Uint8Array(11)))),
      "must be 12, the number of images in",
    ],
    [
      "results into a folder that does not exist",
      paper("--json", join(temporary, "none", "x.json")),
      "must be an existing folder",
    ],
    ["a report into a folder's own path", paper("--report", temporary), "must be a file, got"],
    ["a report to stdout", paper("--report", "-"), "--report of nalsm-2021 must be a path"],
    [
      "liquid and report in one file",
      paper("--report", join(temporary, "a"), "--save", join(temporary, "a")),
      "--save of nalsm-2021 must be another file than --report",
    ],
    [
      "report and results in one file",
      paper("--json", join(temporary, "a"), "--report", join(temporary, "a")),
      "must be another file than --json",
    ],
  ];
  test.each(cases)("%s", (_, args, message) => {
    const { status, stdout, stderr } = neuroglia(...args);
    expect(stderr).toMatch(/^neuroglia: [^\n]+\n$/);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe("");
    expect(status).toBe(2);
  });
});

describe("a run that completes", () => {
  test("prints a table beside the published figures on stdout, progress on stderr, and ends with 0", () => {
    const { status, stdout, stderr } = pretend(["--init", "5", "--train", "5"]);
    expect(status).toBe(0);
    for (const text of ["NALSM-1000 on MNIST", "93.25 %", "95.96 ± 0.13 %", "1.247", "1.246", "0123456789abcdef"])
      expect(stdout).toContain(text);
    expect(stderr).toContain("neuroglia: initialisation 1/5\n");
    expect(stderr).toContain("neuroglia: test samples");
    expect(stdout).not.toContain("initialisation 1/5");
  });

  test("--json - prints the contract's JSON and nothing else to stdout", () => {
    const { status, stdout } = pretend([
      "--json",
      "-",
      "--init",
      "5",
      "--train",
      "6",
      "--validation",
      "7",
      "--test",
      "8",
      "--seed",
      "3",
    ]);
    expect(status).toBe(0);
    const summary = JSON.parse(stdout);
    expect(stdout).toBe(`${JSON.stringify(summary, null, 2)}\n`);
    expect(summary).toMatchObject({
      paper: "nalsm-2021",
      completed: true,
      dataset: "mnist",
      neurons: 1000,
      seed: 3,
      samples: { init: 5, train: 6, validation: 7, test: 8 },
      accuracy: { test: 0.9325 },
    });
  });

  test("--json FILE and --report FILE are written, and the table printed as well", () => {
    const [json, report] = [join(temporary, "r.json"), join(temporary, "r.html")];
    const { status, stdout } = pretend(["--init", "5", "--train", "5", "--json", json, "--report", report]);
    expect(status).toBe(0);
    expect(stdout).toContain("test accuracy");
    expect(JSON.parse(readFileSync(json, "utf8")).completed).toBe(true);
    expect(readFileSync(report, "utf8")).toContain(`--report ${report}`);
  });

  test("the paper is given what was asked for, and a static liquid no initialisation", () => {
    const asked = ["--variant", "static", "--dataset", "fashion-mnist", "--neurons", "27", "--readout", "paper"];
    const { stdout } = pretend([
      ...asked,
      "--summation",
      "last-spike",
      "--workers",
      "3",
      "--full",
      "--test",
      "4",
      "--json",
      "-",
    ]);
    expect(JSON.parse(stdout)).toMatchObject({
      variant: "static",
      dataset: "fashion-mnist",
      neurons: 27,
      readout: "paper",
      summation: "lastSpike",
      workers: 3,
      // --full asks for all that the small set has; the explicit count wins.
      samples: { init: 0, train: 50, validation: 10, test: 4 },
    });
  });

  test("a fault of its own ends with status 1, in one line that tells how to see the stack", () => {
    const fault = pretend([], { FAKE_FAULT: "1" });
    expect(fault.status).toBe(1);
    expect(fault.stderr).toBe("neuroglia: internal error: a fault of two lines (NEUROGLIA_DEBUG=1 prints the stack)\n");
    expect(pretend([], { FAKE_FAULT: "1", NEUROGLIA_DEBUG: "1" }).stderr).toMatch(/^\s+at /m);
  });
});

describe("a run that is interrupted", () => {
  /** Starts a slow run, sends the signals once it is under way, and tells how it ended. */
  const interrupted = (signals: NodeJS.Signals[], args: string[], env: Record<string, string> = {}) =>
    new Promise<{ code: number | null; ms: number; stdout: string; stderr: string }>((resolve) => {
      const child = spawn(
        process.execPath,
        [fake, "reproduce", "nalsm-2021", "--data", folderOf(smallDataset()), ...args],
        {
          env: { ...process.env, FAKE_MS: "50", ...env },
        },
      );
      let stdout = "";
      let stderr = "";
      let sent = 0;
      let since = 0;
      child.stdout.on("data", (text) => (stdout += text));
      child.stderr.on("data", (text) => {
        stderr += text;
        if (stderr.includes(sent === 0 ? "initialisation 1/" : "interrupted") && sent < signals.length) {
          since ||= performance.now();
          child.kill(signals[sent++]);
        }
      });
      child.on("close", (code) => resolve({ code, ms: performance.now() - since, stdout, stderr }));
    });

  test.each(["SIGINT", "SIGTERM"] as const)(
    "%s: prints and writes what is done so far, status 130, within a second",
    async (signal) => {
      const [json, report] = [join(temporary, `${signal}.json`), join(temporary, `${signal}.html`)];
      const { code, ms, stdout } = await interrupted([signal], ["--json", json, "--report", report]);
      expect(code).toBe(130);
      expect(ms).toBeLessThan(1500);
      expect(stdout).toContain("INTERRUPTED");
      const summary = JSON.parse(readFileSync(json, "utf8"));
      expect(summary.completed).toBe(false);
      expect(summary.done.init).toBeGreaterThan(0);
      expect(summary.accuracy.test).toBeNull();
      expect(readFileSync(report, "utf8")).toContain("This run was interrupted");
    },
  );

  test("a second Ctrl-C, and a run that does not heed the first, end it all the same", async () => {
    const stubborn = { FAKE_STUBBORN: "1" };
    const once = await interrupted(["SIGINT"], [], stubborn);
    expect(once.code).toBe(130);
    expect(once.ms).toBeLessThan(1500);
    const twice = await interrupted(["SIGINT", "SIGINT"], [], stubborn);
    expect(twice.code).toBe(130);
    expect(twice.ms).toBeLessThan(once.ms);
  });
});

test("a reader that goes away does not end the run: the report is written, no trace of an error", async () => {
  const report = join(temporary, "unread.html");
  const child = spawn(process.execPath, [
    fake,
    "reproduce",
    "nalsm-2021",
    "--data",
    folderOf(smallDataset()),
    "--report",
    report,
  ]);
  child.stdout.destroy();
  let stderr = "";
  child.stderr.on("data", (text) => (stderr += text));
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect(code).toBe(0);
  expect(existsSync(report)).toBe(true);
  expect(stderr).not.toMatch(/EPIPE|^\s+at /m);
});
