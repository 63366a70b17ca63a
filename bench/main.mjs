/**
 * npm run bench [-- --quick] [-- --only integrate,deliver,formats,shortTerm,learn,encode,nalsm]
 *
 * Prints tables and writes bench/results/<date>.json. Nothing here asserts a time; what is asserted, before anything is
 * timed, is that all twins compute the same bits.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { encode } from "./encode.mjs";
import { formats } from "./formats.mjs";
import { integrate } from "./integrate.mjs";
import { circumstances } from "./machine.mjs";
import { nalsm, nalsmText } from "./nalsm.mjs";
import { kernelTable } from "./report.mjs";
import { shortTerm } from "./shortTerm.mjs";
import { deliver, learn } from "./walks.mjs";

const kernels = { integrate, deliver, formats, shortTerm, learn, encode };
const names = [...Object.keys(kernels), "nalsm"];

const refuse = (message) => {
  console.error(message);
  process.exit(2);
};

const options = (() => {
  try {
    return parseArgs({ options: { quick: { type: "boolean" }, only: { type: "string" }, help: { type: "boolean" } } });
  } catch (error) {
    return refuse(error.message);
  }
})().values;
if (options.help) {
  console.log(`node bench/main.mjs [--quick] [--only ${names.join(",")}]`);
  process.exit(0);
}
const chosen = options.only?.split(",") ?? names;
for (const name of chosen) if (!names.includes(name)) refuse(`--only must be some of ${names.join(", ")}, got ${name}`);

const effort = options.quick ? { rounds: 5, warmUp: 2 } : { rounds: 25, warmUp: 5 };
const about = circumstances();
const { machine } = about;
console.log(
  `neuroglia ${about.version}${about.commit ? ` (${about.commit.slice(0, 10)}${about.uncommitted ? ", uncommitted changes" : ""})` : ""}, ` +
    `node ${machine.node}, ${machine.cores} × ${machine.cpu}, ${machine.os}, load ${machine.load.toFixed(2)}`,
);
console.log(
  `Medians of ${effort.rounds} rounds in which the twins take turns; ratios are medians of per-round ratios.\n`,
);

const begin = performance.now();
const rows = [];
for (const [name, bench] of Object.entries(kernels)) if (chosen.includes(name)) rows.push(...(await bench(effort)));
const step = chosen.includes("nalsm") ? await nalsm({ ...effort, quick: options.quick === true }) : null;
if (step) rows.push(...step.rows);
console.log(kernelTable(rows));
console.log(
  "\nThe twins computed the same bits before they were timed. Rows of targets have no SIMD form: the kernel of `deliver static` is unrolled. " +
    "Formats of delivery: scalar, JS and C walk the same synapses as sparse rows. JS of tsodyksMarkram has Math.exp, and other rounding.",
);
if (step) console.log(`\n${nalsmText(step)}`);

const folder = new URL("results/", import.meta.url);
mkdirSync(folder, { recursive: true });
const file = new URL(`${about.date.replace(/[:.]/g, "-")}.json`, folder);
const { rows: _, ...nalsmFigures } = step ?? { rows: [] };
writeFileSync(
  file,
  `${JSON.stringify({ ...about, loadAtEnd: loadavg()[0], effort, rows, nalsm: step ? nalsmFigures : null }, null, 2)}\n`,
);
console.log(`\n${((performance.now() - begin) / 1000).toFixed(0)} s; ${fileURLToPath(file)}`);
