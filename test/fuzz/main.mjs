import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { check } from "./check.mjs";
import { drawn } from "./draw.mjs";
import { minimised } from "./minimise.mjs";

const HELP = `npm run fuzz -- [--minutes N | --count N | --network FILE] [--seed K] [--threads P]

Random networks over the whole public surface, each played twice: plainly on one worker, and varied, with its runs cut, read in
between, restored on the spot, carried on by another network or on other workers. What must hold: the same spikes, weights,
states and recordings; weights that learn within their bounds; finite states; no error but a NeurogliaError.

  --minutes N     how long (default 1)
  --count N       how many networks, instead
  --seed K        seed of the first network; the next has K + 1 (default: from the clock)
  --threads P     share of networks whose varied run is on 2 to 4 threads, which start slowly (default 0.05)
  --network FILE  one network as it was printed, instead

Exit code 1 if something does not hold: the first network of each kind of fault is printed, smaller, as JSON.
A seed gives the same network as long as test/fuzz/draw.mjs and --threads are the same.`;

const { values: options } = parseArgs({
  options: {
    minutes: { type: "string" },
    count: { type: "string" },
    seed: { type: "string" },
    threads: { type: "string", default: "0.05" },
    network: { type: "string" },
    help: { type: "boolean", short: "h" },
  },
});

const number = (name, given, least) => {
  const value = Number(given);
  if (!(value >= least)) {
    console.error(`--${name} must be a number ≥ ${least}, got ${given}. See --help.`);
    process.exit(2);
  }
  return value;
};

const told = new Set();
const tell = async (network, { kind, message }) => {
  if (told.has(kind)) return;
  told.add(kind);
  console.log(`\nseed ${network.seed}: ${kind}: ${message}\nmaking it smaller …`);
  const { network: small, fault } = await minimised(network, kind);
  console.log(`${fault?.kind}: ${fault?.message}\n${JSON.stringify(small)}\n`);
};

const fuzz = async () => {
  const first = options.seed === undefined ? Date.now() : number("seed", options.seed, 0);
  const count = options.count === undefined ? Number.POSITIVE_INFINITY : number("count", options.count, 1);
  const minutes = number("minutes", options.minutes ?? (options.count === undefined ? "1" : "1e9"), 0);
  const threads = number("threads", options.threads, 0);
  const begin = performance.now();
  const totals = { networks: 0, refused: 0, parts: 0, silent: 0, spikes: 0 };
  const failing = {};
  let next = 10_000;
  const progress = () => {
    const { networks, refused, parts, silent, spikes } = totals;
    const percent = (n) => `${((100 * n) / Math.max(1, networks)).toFixed(1)} %`;
    const failed = Object.entries(failing).map(
      ([kind, seeds]) => `, ${kind} ${seeds.length} (seeds ${seeds.slice(0, 5).join(", ")})`,
    );
    console.log(
      `${networks} networks to seed ${first + networks - 1}: refused ${percent(refused)}, parts refused in ${percent(parts)}, silent ${percent(silent)}, ${spikes} spikes${failed.join("")}`,
    );
  };
  while (totals.networks < count && performance.now() - begin < minutes * 60_000) {
    const network = drawn(first + totals.networks, threads);
    const { refused, refusals, faults, spikes = 0 } = await check(network);
    totals.networks++;
    totals.refused += refused === undefined ? 0 : 1;
    totals.parts += refusals.length > 0 ? 1 : 0;
    totals.silent += refused === undefined && spikes === 0 ? 1 : 0;
    totals.spikes += spikes;
    for (const fault of faults) {
      (failing[fault.kind] ??= []).push(network.seed);
      await tell(network, fault);
    }
    if (performance.now() - begin > next) {
      progress();
      next += 10_000;
    }
  }
  progress();
  return Object.keys(failing).length > 0;
};

const replay = async (file) => {
  const { refused, refusals, faults } = await check(JSON.parse(readFileSync(file, "utf8")));
  if (refused !== undefined) console.log(`refused: ${refused}`);
  for (const refusal of refusals) console.log(`left out: ${refusal}`);
  for (const { kind, message } of faults) console.log(`${kind}: ${message}`);
  if (faults.length === 0) console.log("everything holds");
  return faults.length > 0;
};

if (options.help) console.log(HELP);
else process.exitCode = (options.network ? await replay(options.network) : await fuzz()) ? 1 : 0;
