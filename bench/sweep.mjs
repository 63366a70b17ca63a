/**
 * npm run --silent build && node bench/sweep.mjs [--trials 100] [--seconds 10] [--rounds 1]
 *
 * A sweep of liquids on one worker and on two, in turn: wall time, the ratio, and what a trial costs beside itself (the
 * pool's and the ledger's share of one worker's time). Results must agree to the bit.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { sweep } from "../dist/src/node.js";
import { liquids } from "./liquids.mjs";
import { circumstances } from "./machine.mjs";
import { median } from "./measure.mjs";

const { values: options } = parseArgs({
  options: {
    trials: { type: "string", default: "100" },
    seconds: { type: "string", default: "10" },
    rounds: { type: "string", default: "1" },
  },
});
const space = liquids(Number(options.trials), Number(options.seconds));

const timed = async (workers) => {
  const out = mkdtempSync(join(tmpdir(), "neuroglia-bench-"));
  const begin = performance.now();
  const hashes = [];
  let ofTrials = 0;
  for await (const { index, figures, seconds } of sweep({
    file: new URL("./liquids.mjs", import.meta.url),
    space,
    workers,
    out,
  })) {
    hashes[index] = figures.hash;
    ofTrials += seconds;
  }
  const wall = (performance.now() - begin) / 1000;
  rmSync(out, { recursive: true });
  return { wall, ofTrials, hashes: hashes.join() };
};

const rounds = [];
for (let round = 0; round < Number(options.rounds); round++) {
  const order = round % 2 ? [2, 1] : [1, 2];
  const result = {};
  for (const workers of order) result[workers] = await timed(workers);
  if (result[1].hashes !== result[2].hashes) throw new Error("results differ with the number of workers");
  rounds.push({ one: result[1].wall, two: result[2].wall, beside: 1 - result[1].ofTrials / result[1].wall });
}
const of = (value) => median(rounds.map(value));
console.log(
  [
    `${space.length} liquids of 1,000 neurons, ${options.seconds} s each at 1 ms; medians of ${rounds.length}:`,
    `one worker ${of(({ one }) => one).toFixed(2)} s, two ${of(({ two }) => two).toFixed(2)} s, ratio ${of(({ one, two }) => one / two).toFixed(2)}`,
    `beside the trials themselves ${(100 * of(({ beside }) => beside)).toFixed(1)} % of one worker's time`,
    JSON.stringify(circumstances()),
  ].join("\n"),
);
