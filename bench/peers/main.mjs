/**
 * npm run bench:peers [-- --only cuba,brunel] [-- --repetitions 3] [-- --python /usr/bin/python3]
 *                         [-- --without brian,c]
 *
 * The same networks in Brian 2 (C++ standalone, one thread, f64 and f32), as hand-written loops in C (loops.c, one thread) and
 * here, on one worker and on two, taking turns; the time is that of the simulation alone. Prints medians and ratios, and
 * writes bench/results/peers-<date>.json. Rates are printed too: where they disagree the times say nothing. A peer that
 * is not there, for want of Brian 2, or of gcc on x86-64, is left out.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { compiled } from "../compiled.mjs";
import { circumstances } from "../machine.mjs";
import { median } from "../measure.mjs";
import { figure, table } from "../report.mjs";
import { networks, simulate } from "./networks.mjs";

const { values: options } = parseArgs({
  options: {
    only: { type: "string" },
    repetitions: { type: "string", default: "3" },
    python: { type: "string", default: "/usr/bin/python3" },
    without: { type: "string" },
  },
});
const chosen = options.only?.split(",") ?? Object.keys(networks);
for (const name of chosen)
  if (!networks[name]) throw new Error(`--only must be some of ${Object.keys(networks).join(", ")}, got ${name}`);
const repetitions = Number(options.repetitions);
const without = options.without?.split(",") ?? [];
for (const peer of without)
  if (!["brian", "c"].includes(peer)) throw new Error(`--without must be brian, c or both, got ${peer}`);
const hasBrian =
  !without.includes("brian") && spawnSync(options.python, ["-c", "import brian2"], { stdio: "ignore" }).status === 0;
const loops = without.includes("c") || process.arch !== "x64" ? null : compiled("peers/loops", ["-ffast-math"]);
const folder = mkdtempSync(join(tmpdir(), "neuroglia-peers-"));

/** A peer's program, that has a network ready: `run` simulates it once more. */
const peer = async (command, args) => {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "ignore"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error(`${[command, ...args].join(" ")} ended without an answer`);
      if (value.startsWith("{")) return JSON.parse(value);
    }
  };
  await next();
  return {
    run: () => {
      child.stdin.write("\n");
      return next();
    },
    close: () => child.stdin.end(),
  };
};

const brian = (name, precision) => {
  const script = fileURLToPath(new URL("brian.py", import.meta.url));
  const { seconds } = networks[name];
  return peer(options.python, [script, name, precision, String(seconds), join(folder, `${name}-${precision}`)]);
};

const about = { ...circumstances(), command: ["node", "bench/peers/main.mjs", ...process.argv.slice(2)].join(" ") };
const { machine } = about;
console.log(
  `neuroglia ${about.version} (${about.commit?.slice(0, 10)}), node ${machine.node}, ${machine.cores} × ${machine.cpu}, ${machine.os}, ${about.date.slice(0, 10)}\n`,
);
const results = [];
try {
  for (const name of chosen) {
    const { title, seconds, most } = networks[name];
    const peers = {
      ...(hasBrian ? { f64: await brian(name, "f64"), f32: await brian(name, "f32") } : {}),
      ...(loops ? { c: await peer(loops, [name, String(seconds)]) } : {}),
    };
    const turns = {
      ours: () => simulate(name, { seed: 1, workers: 1 }),
      two: () => simulate(name, { seed: 1, workers: 2 }),
      ...Object.fromEntries(Object.entries(peers).map(([turn, { run }]) => [turn, run])),
    };
    const runs = Object.fromEntries(Object.keys(turns).map((turn) => [turn, []]));
    for (let k = 0; k < repetitions; k++) for (const [turn, run] of Object.entries(turns)) runs[turn].push(await run());
    for (const { close } of Object.values(peers)) close();
    const time = (turn) => (runs[turn] ? median(runs[turn].map((run) => run.seconds)) / seconds : null);
    const wallPerBioSecond = Object.fromEntries(["ours", "two", "f64", "f32", "c"].map((turn) => [turn, time(turn)]));
    const ratio = (turn) => (runs[turn] ? wallPerBioSecond.ours / wallPerBioSecond[turn] : null);
    const speedUp = median(runs.ours.map((run, k) => run.seconds / runs.two[k].seconds));
    results.push({
      name,
      title,
      bioSeconds: seconds,
      wallPerBioSecond,
      ratio: { f64: ratio("f64"), f32: ratio("f32"), c: ratio("c") },
      most,
      speedUp,
      sameHash: new Set([...runs.ours, ...runs.two].map(({ hash }) => hash)).size === 1,
      rateHz: Object.fromEntries(Object.entries(runs).map(([turn, all]) => [turn, all[0].rateHz])),
      runs,
    });
    console.error(`${title}: done`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const cell = (x) => (x === null || x === undefined ? "–" : figure(x));
console.log(
  table(
    [
      [
        "network",
        "Hz, ours",
        "Hz, Brian 2",
        "Hz, C",
        "ours, s/s",
        "Brian 2 f64",
        "f32",
        "C",
        "ours/f64",
        "at most",
        "ours/f32",
        "ours/C",
        "1 over 2 workers",
      ],
      ...results.map(({ title, rateHz, wallPerBioSecond: t, ratio, most, speedUp }) => [
        title,
        cell(rateHz.ours),
        cell(rateHz.f64),
        cell(rateHz.c),
        cell(t.ours),
        cell(t.f64),
        cell(t.f32),
        cell(t.c),
        cell(ratio.f64),
        String(most),
        cell(ratio.f32),
        cell(ratio.c),
        cell(speedUp),
      ]),
    ],
    1,
  ),
);
for (const { title, sameHash } of results) if (!sameHash) throw new Error(`${title}: hashes differ between workers`);
const out = new URL("../results/", import.meta.url);
mkdirSync(out, { recursive: true });
const file = new URL(`peers-${about.date.replace(/[:.]/g, "-")}.json`, out);
writeFileSync(file, `${JSON.stringify({ ...about, repetitions, results }, null, 2)}\n`);
console.log(`\n${fileURLToPath(file)}`);
