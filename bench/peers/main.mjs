/**
 * npm run bench:peers [-- --only cuba,brunel] [-- --repetitions 3] [-- --python /usr/bin/python3]
 *
 * The same networks in Brian 2 (C++ standalone, one thread, f64 and f32) and here, on one worker and on two, taking turns;
 * the time is that of the simulation alone. Prints medians and ratios, and writes bench/results/peers-<date>.json. Rates
 * are printed too: where they disagree the times say nothing. Without Brian 2 only our own times are printed.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { circumstances } from "../machine.mjs";
import { median } from "../measure.mjs";
import { figure, table } from "../report.mjs";
import { networks, simulate } from "./networks.mjs";

const { values: options } = parseArgs({
  options: {
    only: { type: "string" },
    repetitions: { type: "string", default: "3" },
    python: { type: "string", default: "/usr/bin/python3" },
  },
});
const chosen = options.only?.split(",") ?? Object.keys(networks);
for (const name of chosen)
  if (!networks[name]) throw new Error(`--only must be some of ${Object.keys(networks).join(", ")}, got ${name}`);
const repetitions = Number(options.repetitions);
const hasBrian = spawnSync(options.python, ["-c", "import brian2"], { stdio: "ignore" }).status === 0;
const folder = mkdtempSync(join(tmpdir(), "neuroglia-peers-"));

/** A compiled Brian 2 network: `run` simulates it once more. */
const brian = async (name, precision) => {
  const script = fileURLToPath(new URL("brian.py", import.meta.url));
  const args = [script, name, precision, String(networks[name].seconds), join(folder, `${name}-${precision}`)];
  const child = spawn(options.python, args, { stdio: ["pipe", "pipe", "ignore"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error(`Brian 2 ended on ${name} (${precision})`);
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

const about = { ...circumstances(), command: ["node", "bench/peers/main.mjs", ...process.argv.slice(2)].join(" ") };
const { machine } = about;
console.log(
  `neuroglia ${about.version} (${about.commit?.slice(0, 10)}), node ${machine.node}, ${machine.cores} × ${machine.cpu}, ${machine.os}, ${about.date.slice(0, 10)}\n`,
);
const results = [];
try {
  for (const name of chosen) {
    const { title, seconds, most } = networks[name];
    const peers = hasBrian ? { f64: await brian(name, "f64"), f32: await brian(name, "f32") } : {};
    const turns = {
      ours: () => simulate(name, { seed: 1, workers: 1 }),
      two: () => simulate(name, { seed: 1, workers: 2 }),
      ...Object.fromEntries(Object.entries(peers).map(([precision, { run }]) => [precision, run])),
    };
    const runs = Object.fromEntries(Object.keys(turns).map((turn) => [turn, []]));
    for (let k = 0; k < repetitions; k++) for (const [turn, run] of Object.entries(turns)) runs[turn].push(await run());
    for (const { close } of Object.values(peers)) close();
    const time = (turn) => (runs[turn] ? median(runs[turn].map((run) => run.seconds)) / seconds : null);
    const speedUp = median(runs.ours.map((run, k) => run.seconds / runs.two[k].seconds));
    results.push({
      name,
      title,
      bioSeconds: seconds,
      wallPerBioSecond: { ours: time("ours"), two: time("two"), f64: time("f64"), f32: time("f32") },
      ratio: { f64: hasBrian ? time("ours") / time("f64") : null, f32: hasBrian ? time("ours") / time("f32") : null },
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
        "ours, s/s",
        "Brian 2 f64",
        "f32",
        "ours/f64",
        "at most",
        "ours/f32",
        "1 over 2 workers",
      ],
      ...results.map(({ title, rateHz, wallPerBioSecond: t, ratio, most, speedUp }) => [
        title,
        cell(rateHz.ours),
        cell(rateHz.f64),
        cell(t.ours),
        cell(t.f64),
        cell(t.f32),
        cell(ratio.f64),
        String(most),
        cell(ratio.f32),
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
