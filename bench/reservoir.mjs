/**
 * npm run bench:reservoir [-- --rounds 5] [-- --liquids 100]
 *
 * What scripted reservoir experiments take: a liquid of 1,000 neurons that is shown 10 s, beside the same in plain JavaScript; the
 * memory capacity of one of 500 neurons over 10,000 values; a sweep of liquids on one worker and on two. Twins take turns.
 */
import { parseArgs } from "node:util";
import { hostMaths } from "../dist/src/engine/hostMaths.js";
import { erdosRenyi, Liquid, lif, memoryCapacity, Pool, Random } from "../dist/src/index.js";
import { valuesWith } from "../dist/src/models/expression.js";
import { circumstances } from "./machine.mjs";
import { median, same, sameBits, takeTurns } from "./measure.mjs";
import { plainLiquid } from "./plain/liquid.mjs";
import { figure, table } from "./report.mjs";
import { signal } from "./reservoirTrials.mjs";

const { values: options } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, liquids: { type: "string", default: "100" } },
});
const rounds = Number(options.rounds);
const nLiquids = Number(options.liquids);
const { machine, date, commit } = circumstances();
console.log(
  `${date}, commit ${commit?.slice(0, 10)}, node ${machine.node}, ${machine.cores} × ${machine.cpu}, load ${machine.load.toFixed(2)}\n`,
);

/** Numbers of a column, drawn here so that the twin can have them. */
const drawn = (n, low, high, name) => {
  const numbers = new Random(1, name);
  return Float32Array.from({ length: n }, () => low + (high - low) * numbers.uniform());
};

/** Wall time, and what of the processors all threads took meanwhile: all that means anything on a busy machine. */
const timed = async (run) => {
  const used = process.cpuUsage();
  const begin = performance.now();
  const result = await run();
  const ms = performance.now() - begin;
  const { user, system } = process.cpuUsage(used);
  return { ms, cpuMs: (user + system) / 1000, result };
};

// One liquid.
const ROWS = 1000;
const input = signal(ROWS);
const n = 1000;
const params = { tauM: 40, tauSynE: 5, tauSynI: 10, iExt: drawn(n, 0, 200, "bench:iExt") };
const v = drawn(n, -70, -55, "bench:v");
const weight = drawn(n, -130, 130, "bench:input");
const made = async () => {
  const liquid = new Liquid({
    topology: erdosRenyi({ neurons: n, p: 0.1 }),
    params,
    init: { v },
    input: { weight },
    seed: 1,
  });
  await liquid.build();
  return liquid;
};
const builds = [];
let liquid = await made();
for (let round = 0; round < rounds; round++) {
  await liquid.close();
  const { ms, result } = await timed(made);
  builds.push(ms);
  liquid = result;
}
const all = { ...Object.fromEntries(Object.entries(lif.params).map(([name, q]) => [name, q.default])), ...params };
const derivedOf = (name, iExt = 0) => valuesWith(lif, { ...all, iExt }, 1)(name);
const nExc = liquid.exc.length;
const plain = plainLiquid({
  n,
  dt: 1,
  derived: {
    ...Object.fromEntries(
      ["leak", "gainE", "gainI", "decayE", "decayI", "refSteps"].map((name) => [name, Math.fround(derivedOf(name))]),
    ),
    vTh: derivedOf("theta"),
    vReset: derivedOf("reset"),
    filter: Math.fround(hostMaths().exp(-1 / 30)),
  },
  vInf: params.iExt.map((iExt) => derivedOf("vInf", iExt)),
  v: v.map((mV) => mV - derivedOf("origin")),
  input: weight,
  projections: await Promise.all(
    Object.entries(liquid.projections).map(async ([kind, projection]) => ({
      synapses: { ...(await projection.synapses()), weights: await projection.weights() },
      offsets: [kind.startsWith("inh") ? nExc : 0, kind.endsWith("Inh") ? nExc : 0],
      inhibits: kind.startsWith("inh"),
    })),
  ),
});
const states = await liquid.collect(input, { every: 10 });
sameBits("states of a liquid", states.values, plain(input.values, 10));
const { spikes } = liquid.net.activity();
const { synapses } = await liquid.build();
const turns = await takeTurns(
  {
    ours: {
      run: async () => {
        const { ms } = await timed(() => liquid.collect(input, { every: 10 }));
        return { ms, units: ROWS * 10 };
      },
    },
    JavaScript: {
      run: () => {
        plain(input.values, 10);
        return ROWS * 10;
      },
    },
  },
  { rounds, warmUp: 2 },
);
console.log(
  `A liquid of 1,000 neurons, ${figure(synapses)} synapses, ${figure(spikes / n / 10)} Hz, shown 10 s; the same bits in JavaScript`,
);
console.log(
  table(
    [
      ["", "ms", "JavaScript / ours"],
      ["build", figure(median(builds)), ""],
      ["collect 10 s", figure(turns.ns.ours.median / 100), ""],
      [
        "the same in plain JavaScript",
        figure(turns.ns.JavaScript.median / 100),
        turns.ratio.JavaScript.median.toFixed(2),
      ],
    ],
    1,
  ),
);
await liquid.close();

// Memory capacity.
const long = signal(10_000);
const capacities = [];
for (let round = 0; round < rounds; round++)
  capacities.push(
    await timed(async () => {
      const small = new Liquid({ topology: erdosRenyi({ neurons: 500, p: 0.1 }), seed: 1 });
      const collected = await timed(() => small.collect(long, { every: 10 }));
      const capacity = memoryCapacity(collected.result, long.values, { delays: 100, lambda: 1000 });
      await small.close();
      return { collect: collected, total: capacity.total };
    }),
  );
console.log(
  "\nMemory capacity of a liquid of 500 neurons over 10,000 values of 10 ms, 100 delays: building, running, fitting",
);
console.log(
  table(
    [
      ["", "ms", "processor ms"],
      ["all", figure(median(capacities.map(({ ms }) => ms))), figure(median(capacities.map(({ cpuMs }) => cpuMs)))],
      [
        "of it, building and running 100 s",
        figure(median(capacities.map(({ result }) => result.collect.ms))),
        figure(median(capacities.map(({ result }) => result.collect.cpuMs))),
      ],
    ],
    1,
  ),
);
console.log(`capacity ${capacities[0].result.total.toFixed(2)}`);

// A sweep.
const setup = { neurons: 1000, p: 0.1, rows: 1000 };
const moduleUrl = new URL("./reservoirTrials.mjs", import.meta.url);
const pools = { "one worker": new Pool({ workers: 1 }), "two workers": new Pool({ workers: 2 }) };
const sweep = async (pool, count) => {
  const hashes = [];
  const seeds = Array.from({ length: count }, (_, k) => k);
  for await (const { index, result } of pool.map(moduleUrl, seeds, { setup })) hashes[index] = result.hash;
  return hashes;
};
const [one, two] = await Promise.all(Object.values(pools).map((pool) => sweep(pool, 4)));
same("hashes of a sweep", one.join(), two.join());
const processor = Object.fromEntries(Object.keys(pools).map((name) => [name, []]));
const sweeps = await takeTurns(
  Object.fromEntries(
    Object.entries(pools).map(([name, pool]) => [
      name,
      {
        run: async () => {
          const { ms, cpuMs } = await timed(() => sweep(pool, nLiquids));
          processor[name].push(cpuMs);
          return { ms, units: nLiquids };
        },
      },
    ]),
  ),
  { rounds: Math.min(rounds, 3), warmUp: 1 },
);
console.log(`\nA sweep of ${nLiquids} liquids: 1,000 neurons, built and shown 10 s each at 1 ms`);
console.log(
  table(
    [
      ["", "s", "processor s"],
      ...Object.keys(pools).map((name) => [
        name,
        figure((sweeps.ns[name].median * nLiquids) / 1e9),
        figure(median(processor[name]) / 1000),
      ]),
      ["one / two", (1 / sweeps.ratio["two workers"].median).toFixed(2), ""],
    ],
    1,
  ),
);
await Promise.all(Object.values(pools).map((pool) => pool.close()));
