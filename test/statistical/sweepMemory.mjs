// A sweep of many small trials, and what memory it holds on the way: `node sweepMemory.mjs TRIALS OUT WORKERS` prints, every tenth
// of the way and after a collection, the number of trials, the process's resident set (workers and all) and its heap, MiB.
import { fileURLToPath } from "node:url";
import { grid } from "../../dist/src/index.js";
import { sweep } from "../../dist/src/node.js";

const [trials, out, workers] = process.argv.slice(2);
const file = fileURLToPath(new URL("../surface/sweepTrials.mjs", import.meta.url));
const space = grid({ weight: [300], n: [200] }, { seeds: Number(trials) });
const every = Math.floor(space.length / 10);
let done = 0;
for await (const { status } of sweep({ file, space, out, workers: Number(workers) })) {
  if (status !== "done") throw new Error("a trial failed");
  if (++done % every !== 0) continue;
  gc();
  const { rss, heapUsed } = process.memoryUsage();
  console.log([done, ...[rss, heapUsed].map((bytes) => (bytes / 2 ** 20).toFixed(1))].join(" "));
}
