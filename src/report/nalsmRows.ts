import type { NalsmSummary } from "../papers/paper.js";

const none = "–";

const percent = (fraction: number | null, digits = 2): string =>
  fraction === null ? none : `${(100 * fraction).toFixed(digits)} %`;
const fixed = (value: number | null, digits: number, unit = ""): string =>
  value === null ? none : `${value.toFixed(digits)}${unit && ` ${unit}`}`;
const whole = (value: number): string => Math.round(value).toLocaleString("en");

const variantNames: Record<NalsmSummary["variant"], string> = {
  nalsm: "NALSM",
  static: "static liquid",
  stdp: "LSM+STDP",
  "ap-stdp": "LSM+AP-STDP",
};
const datasetNames: Record<string, string> = { mnist: "MNIST", "fashion-mnist": "Fashion-MNIST" };

/** The first line of a table or a report: `NALSM-1000 on MNIST`. */
export const nalsmHeading = (summary: NalsmSummary): string =>
  `${variantNames[summary.variant]}-${summary.neurons} on ${datasetNames[summary.dataset] ?? summary.dataset}`;

/** Name, this run, the authors' figure; `–` where there is none. */
export const nalsmRows = (summary: NalsmSummary): [string, string, string][] => {
  const { published, done, samples } = summary;
  const sd = published.accuracySd === null ? "" : ` ± ${(100 * published.accuracySd).toFixed(2)}`;
  const publishedAccuracy = published.accuracy === null ? none : `${(100 * published.accuracy).toFixed(2)}${sd} %`;
  const stage = (key: keyof NalsmSummary["samples"]): string =>
    done[key] === samples[key] ? whole(done[key]) : `${whole(done[key])} of ${whole(samples[key])}`;
  return [
    ["test accuracy", percent(summary.accuracy.test), publishedAccuracy],
    ...(summary.readout === "ridge"
      ? [["test, one-hot ridge", percent(summary.accuracy.testOneHot), none] as [string, string, string]]
      : []),
    ["validation accuracy", percent(summary.accuracy.validation), none],
    ["training accuracy", percent(summary.accuracy.train), none],
    ["branching factor", fixed(summary.branchingFactor, 3), fixed(published.branchingFactor, 3)],
    ["mean rate, liquid", fixed(summary.rates.liquidHz, 1, "Hz"), none],
    ["mean rate, input", fixed(summary.rates.inputHz, 1, "Hz"), none],
    ["initialisation images", stage("init"), summary.variant === "static" ? none : "50,000"],
    ["training images", stage("train"), "50,000"],
    ["validation images", stage("validation"), "10,000"],
    ["test images", stage("test"), "10,000"],
  ];
};

/** What it took: time, throughput, events, and the hash by which runs are compared. */
export const nalsmCost = (summary: NalsmSummary): [string, string][] => [
  ["simulated", `${whole(summary.simulatedMs)} ms`],
  [
    "wall time",
    `${(summary.wallMs / 1000).toFixed(1)} s on ${summary.workers} ${summary.workers === 1 ? "worker" : "workers"}`,
  ],
  [
    "throughput",
    summary.msPerSecondPerWorker === null
      ? none
      : `${whole(summary.msPerSecondPerWorker)} simulated ms per s per worker`,
  ],
  ["spikes", whole(summary.spikes)],
  ["synaptic events", whole(summary.synapticEvents)],
  ["hash of all spikes", summary.hash],
];
