/**
 * npm run bench:browser [-- --quick] [-- --only works,views,lab]
 *
 * Works: the same networks in headless Chromium, on the page's thread, and in Node, stretch by stretch in turns; ratios of each pair of
 * stretches, and their medians. Both must have the same spikes.
 * Views: what each of the Lab's views costs the page's thread per frame.
 * Lab: its frames and its longest block of the page's thread while each of its networks runs, and while digits are learned and read.
 *
 * Prints tables and writes bench/results/browser-<date>.json. Nothing here asserts a time.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import puppeteer from "puppeteer-core";
import { blocks } from "./browser/blocks.mjs";
import { compare } from "./browser/compare.mjs";
import { drawing } from "./browser/drawing.mjs";
import { initialisedLiquid } from "./browser/liquid.mjs";
import { openSite } from "./browser/site.mjs";
import { circumstances } from "./machine.mjs";
import { figure, table } from "./report.mjs";

const parts = ["works", "views", "lab"];
const { values: options } = parseArgs({ options: { quick: { type: "boolean" }, only: { type: "string" } } });
const chosen = options.only?.split(",") ?? parts;
for (const name of chosen)
  if (!parts.includes(name)) {
    console.error(`--only must be some of ${parts.join(", ")}, got ${name}`);
    process.exit(2);
  }
const effort = options.quick
  ? { rounds: 3, warmUp: 1, initSamples: 200, frames: 120, seconds: 3 }
  : { rounds: 15, warmUp: 2, initSamples: 1000, frames: 600, seconds: 10 };

const liquid = await initialisedLiquid(chosen.includes("works") ? effort.initSamples : 0);
const site = await openSite(liquid);
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
  protocolTimeout: 600_000,
});
const about = {
  ...circumstances(),
  browser: await browser.version(),
  command: ["node", "bench/browser.mjs", ...process.argv.slice(2)].join(" "),
};
const { machine } = about;
console.log(
  `neuroglia ${about.version}${about.commit ? ` (${about.commit.slice(0, 10)}${about.uncommitted ? ", uncommitted changes" : ""})` : ""}, ` +
    `${about.browser}, node ${machine.node}, ${machine.cores} × ${machine.cpu}, ${machine.os}, load ${machine.load.toFixed(2)}\n`,
);

const results = {};
try {
  if (chosen.includes("works")) {
    results.works = await compare(browser, site.origin, liquid, effort);
    console.log(
      table(
        [
          ["", "Node, s/s", "Chromium, s/s", "throughput", "least", "most"],
          ...results.works.map(({ title, node, chromium, ratio }) => [
            title,
            figure(node.median),
            figure(chromium.median),
            ...[ratio.median, ratio.min, ratio.max].map((x) => x.toFixed(3)),
          ]),
        ],
        1,
      ),
    );
    console.log(
      `\ns/s: seconds of wall time per second of biological time. Throughput: Chromium's over Node's, medians of ${effort.rounds} pairs.\n`,
    );
  }
  if (chosen.includes("views")) {
    results.views = await drawing(browser, site.origin, effort);
    const { neurons, spikesPerSecond, all, frameMs, ...rest } = results.views;
    console.log(
      table(
        [
          ["view, ms a frame", "median", "95 %", "most"],
          ...Object.entries({ ...rest.views, all }).map(([name, spent]) => [
            name,
            ...[spent.median, spent.p95, spent.max].map((x) => x.toFixed(2)),
          ]),
        ],
        1,
      ),
    );
    console.log(
      `\n${neurons.toLocaleString("en")} neurons, ${figure(spikesPerSecond)} spikes/s; the page's thread, painting by the browser not included. ` +
        `Between frames: median ${frameMs.median.toFixed(1)} ms.\n`,
    );
  }
  if (chosen.includes("lab")) {
    results.lab = await blocks(browser, site.origin, effort);
    const shown = (x, digits = 0) => (x === undefined ? "" : x.toFixed(digits));
    console.log(
      table(
        [
          [
            "the Lab",
            "",
            "s",
            "frames/s",
            "gap 95 %",
            "longest",
            "block",
            "its CPU",
            "> 50 ms",
            "CPU %",
            "× real time",
          ],
          ...results.lab.map((row) => [
            row.what,
            row.how,
            shown(row.wallMs / 1000, 1),
            shown(row.framesPerSecond, 1),
            shown(row.gapMs.p95, 1),
            shown(row.gapMs.max),
            shown(row.longestBlockMs),
            shown(row.longestBlockCpuMs),
            shown(row.blocksOver50),
            row.cpuMs === undefined ? "" : shown((100 * row.cpuMs) / row.wallMs),
            row.realTimeFactor === undefined ? "" : figure(row.realTimeFactor),
          ]),
        ],
        2,
      ),
    );
    console.log(
      "\nms between animation frames; ms of the longest task of the page's thread by wall and by CPU time, and how many tasks took over 50 ms of " +
        "wall time; share of a core that the page's thread takes. Networks run in workers.",
    );
  }
} finally {
  await browser.close();
  await site.close();
}

const folder = new URL("results/", import.meta.url);
mkdirSync(folder, { recursive: true });
const file = new URL(`browser-${about.date.replace(/[:.]/g, "-")}.json`, folder);
writeFileSync(file, `${JSON.stringify({ ...about, loadAtEnd: loadavg()[0], effort, ...results }, null, 2)}\n`);
console.log(`\n${fileURLToPath(file)}`);
