/**
 * npm run bench:compare -- BASE [--only cuba,start] [--pairs 15]
 *
 * This checkout against commit BASE, which is built in a worktree of its own: the networks of peers/networks.mjs, each tree's
 * own, and `start`, ten neurons from `new Network` to `close()`. The two take turns, each measurement in a fresh process,
 * and who begins changes from pair to pair. Prints CPU seconds of the simulating thread per second of biological time (of `start`: per network), the
 * median of the pairs' ratios, and its 95 % interval from order statistics. A bar «at most r» is met when the interval's lower end is ≤ r and the
 * median ≤ r + 0.03. Writes bench/results/compare-<date>.json.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { circumstances } from "./machine.mjs";
import { medianInterval, summary } from "./measure.mjs";
import { networks } from "./peers/networks.mjs";
import { figure, table } from "./report.mjs";

const LEAST_PAIRS = 15;
const cases = { ...networks, start: { title: "10 neurons, new to close" } };

const usage = (message) => {
  console.error(`${message}\nusage: npm run bench:compare -- BASE [--only cuba,start] [--pairs ${LEAST_PAIRS}]`);
  process.exit(2);
};
const {
  values: options,
  positionals: [base, ...more],
} = parseArgs({
  allowPositionals: true,
  options: { only: { type: "string" }, pairs: { type: "string", default: String(LEAST_PAIRS) } },
});
if (base === undefined || more.length > 0) usage("BASE must be one commit");
const chosen = options.only?.split(",") ?? Object.keys(cases);
for (const name of chosen)
  if (!cases[name]) usage(`--only must be some of ${Object.keys(cases).join(", ")}, got ${name}`);
const pairs = Number(options.pairs);
if (!Number.isInteger(pairs) || pairs < LEAST_PAIRS)
  usage(`--pairs must be at least ${LEAST_PAIRS}, got ${options.pairs}`);

const root = fileURLToPath(new URL("..", import.meta.url));
const git = (...args) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
const commit = git("rev-parse", "--verify", `${base}^{commit}`);

/** BASE, built; its packages are ours where its lock file is. */
const builtBase = (tree) => {
  git("worktree", "add", "--detach", tree, commit);
  const lock = (folder) => readFileSync(join(folder, "package-lock.json"), "utf8");
  if (lock(tree) === lock(root)) symlinkSync(join(root, "node_modules"), join(tree, "node_modules"));
  else execFileSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: tree, stdio: "ignore" });
  execFileSync("npm", ["run", "--silent", "build"], { cwd: tree, stdio: "ignore" });
};

const once = (tree, name) =>
  JSON.parse(
    execFileSync(process.execPath, [fileURLToPath(new URL("compare/once.mjs", import.meta.url)), tree, name], {
      encoding: "utf8",
    }),
  );

const about = { ...circumstances(), base: commit, command: ["bench/compare.mjs", ...process.argv.slice(2)].join(" ") };
const folder = mkdtempSync(join(tmpdir(), "neuroglia-base-"));
const tree = join(folder, "base");
try {
  builtBase(tree);
  const lines = [["network", "base, s", "here, s", "here/base", "95 % from", "to", "spikes"]];
  const results = [];
  for (const name of chosen) {
    const spent = { base: [], here: [] };
    const hashes = {};
    for (let pair = 0; pair < pairs; pair++)
      for (const side of pair % 2 === 0 ? ["base", "here"] : ["here", "base"]) {
        const { seconds, hash } = once(side === "base" ? tree : root, name);
        spent[side].push(seconds);
        hashes[side] = hash;
      }
    const ratio = medianInterval(spent.here.map((seconds, k) => seconds / spent.base[k]));
    results.push({ name, seconds: { base: summary(spent.base), here: summary(spent.here) }, ratio, hashes });
    lines.push([
      cases[name].title,
      ...[spent.base, spent.here].map((seconds) => figure(summary(seconds).median)),
      ...[ratio.median, ratio.from, ratio.to].map((x) => x.toFixed(3)),
      hashes.base === hashes.here ? "same" : "other",
    ]);
    process.stderr.write(
      `  ${name}: ${ratio.median.toFixed(3)} (${ratio.from.toFixed(3)} to ${ratio.to.toFixed(3)})\n`,
    );
  }
  console.log(
    `${about.commit?.slice(0, 10)}${about.uncommitted ? " with changes" : ""} over ${commit.slice(0, 10)}, ${pairs} pairs, node ${about.machine.node}, ${about.machine.cores} × ${about.machine.cpu}, load ${about.machine.load.toFixed(1)}, ${about.date.slice(0, 10)}\n`,
  );
  console.log(table(lines, 1));
  mkdirSync(join(root, "bench/results"), { recursive: true });
  const file = join(root, `bench/results/compare-${about.date.replace(/[:.]/g, "-")}.json`);
  writeFileSync(file, `${JSON.stringify({ ...about, results }, null, 1)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
  git("worktree", "prune");
}
