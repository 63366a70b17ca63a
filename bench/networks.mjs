/**
 * npm run bench:networks [-- --only cuba,brunel] [-- --seconds 1]
 *
 * Where the time of the networks in peers/networks.mjs goes: each kernel of a step by itself, and the exchange of two workers.
 * A step is taken apart into its operations, a clock beside each, and what reading the clock costs is taken off.
 */
import { parseArgs } from "node:util";
import { circumstances } from "./machine.mjs";
import { networks } from "./peers/networks.mjs";
import { figure, table } from "./report.mjs";
import { buildWrapped, stagesOf, takenApart } from "./runLoop.mjs";

const { values: options } = parseArgs({
  options: { only: { type: "string" }, seconds: { type: "string", default: "1" } },
});
const chosen = options.only?.split(",") ?? Object.keys(networks);
const ms = Number(options.seconds) * 1000;

/** What a kernel does, in the words of the table's head. */
const verbOf = (kernel) => {
  if (/\.(draw|emit)$/.test(kernel)) return "random";
  if (/\.(uniform|perNeuron|hold|integrate)$/.test(kernel)) return "integrate";
  if (/^deliver|\.deliver(Even|Rows|)$/.test(kernel)) return "deliver";
  if (/^record/.test(kernel)) return "record";
  return "learn";
};

/** Builds the network with its run loop in hand: after `time(true)` it runs operation by operation. */
const taken = async (net) => {
  const spent = {};
  let timed = false;
  let operations = [];
  await buildWrapped(net, (runSteps, memory) => {
    const apart = takenApart(runSteps, memory, () =>
      operations.map(({ kernel }, first) => {
        const verb = verbOf(kernel);
        return { first, count: 1, spent: (ms) => (spent[verb] = (spent[verb] ?? 0) + ms) };
      }),
    );
    return (...run) => (timed ? apart : runSteps)(...run);
  });
  operations = stagesOf(net.explain());
  return {
    spent,
    time: (on) => {
      timed = on;
    },
  };
};

const wall = async (net) => {
  const begin = performance.now();
  await net.run(ms);
  return performance.now() - begin;
};

const about = circumstances();
console.log(
  `neuroglia ${about.version} (${about.commit?.slice(0, 10)}), node ${about.machine.node}, ${about.machine.cores} × ${about.machine.cpu}, ${about.date.slice(0, 10)}\n`,
);
const verbs = ["integrate", "random", "deliver", "learn", "record"];
const lines = [["network", "s/s", ...verbs.map((verb) => `${verb} %`), "2 workers, s/s", "one over two"]];
for (const name of chosen) {
  const { title, describe } = networks[name];
  const { net } = describe({ seed: 1, workers: 1 });
  const { spent, time } = await taken(net);
  await net.run(200);
  const two = describe({ seed: 1, workers: 2 }).net;
  await two.run(200);
  const pairs = [];
  for (let k = 0; k < 3; k++) pairs.push([await wall(net), await wall(two)]);
  time(true);
  await net.run(ms / 2);
  const total = Object.values(spent).reduce((sum, x) => sum + x, 0);
  pairs.sort((a, b) => a[0] / a[1] - b[0] / b[1]);
  const [alone, shared] = pairs[1];
  lines.push([
    title,
    figure(alone / ms),
    ...verbs.map((verb) => ((100 * (spent[verb] ?? 0)) / total).toFixed(0)),
    figure(shared / ms),
    (alone / shared).toFixed(2),
  ]);
  await Promise.all([net.close(), two.close()]);
}
console.log(table(lines, 1));
