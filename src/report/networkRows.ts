import type { Beside, Firing, NetworkResult, NetworkSummary } from "../papers/networks/networkPaper.js";

const none = "–";
const whole = (value: number): string => Math.round(value).toLocaleString("en");

const digits: Record<keyof Firing, number> = { rateE: 2, rateI: 2, rate: 2, cvIsi: 3, synchrony: 2 };
const names: Record<keyof Firing, string> = {
  rate: "mean rate, Hz",
  rateE: "excitatory, Hz",
  rateI: "inhibitory, Hz",
  cvIsi: "CV of intervals",
  synchrony: "synchrony",
};

/** The heads of the columns of figures: this run's, then one for each of the others. */
export const firingHead = (beside: readonly Beside[]): string[] => ["this run", ...beside.map(({ who }) => who)];

/** Name, this run, the others' figures; `–` where there is none. */
export const firingRows = ({ detail: { firing, beside } }: NetworkResult): string[][] =>
  (Object.keys(names) as (keyof Firing)[]).map((key) => {
    const fixed = (value: number): string => value.toFixed(digits[key]);
    const theirs = beside.map(({ figures }) => {
      const figure = figures[key];
      if (!figure) return none;
      const [mean, sd] = figure;
      return sd === null ? String(mean) : `${fixed(mean)} ± ${fixed(sd)}`;
    });
    const ours = firing[key];
    return [names[key], ours === null ? none : fixed(ours), ...theirs];
  });

/** The first line of a table or a report. */
export const networkHeading = (summary: NetworkSummary): string =>
  `${summary.paper}, ${summary.variant}: ${whole(summary.neurons)} neurons, ${whole(summary.synapses)} synapses`;

/** What the figures are measured on, in a sentence. */
export const measuredOn = ({ summary, detail }: NetworkResult): string =>
  `Measured over all neurons from ${whole(detail.discard)} to ${whole(summary.simulatedMs)} ms; the CV over those with five \
intervals or more; synchrony is the variance over the mean of all spikes in bins of 3 ms.`;

const bytes = (count: number): string =>
  count < 2 ** 30 ? `${(count / 2 ** 20).toFixed(1)} MiB` : `${(count / 2 ** 30).toFixed(2)} GiB`;

/** What it took: time, throughput, events, memory, and the hash by which runs are compared. */
export const networkCost = (summary: NetworkSummary): [string, string][] => [
  ["simulated", `${whole(summary.simulatedMs)} ms`],
  ["built in", `${whole(summary.buildMs)} ms`],
  [
    "wall time",
    `${(summary.wallMs / 1000).toFixed(2)} s on ${summary.workers} ${summary.workers === 1 ? "worker" : "workers"}`,
  ],
  ["per biological second", summary.wallPerBioSecond === null ? none : `${summary.wallPerBioSecond.toPrecision(3)} s`],
  ["spikes", whole(summary.spikes)],
  ["synaptic events", whole(summary.synapticEvents)],
  [
    "events per second",
    summary.synapticEventsPerSecond === null
      ? none
      : `${(summary.synapticEventsPerSecond / 1e6).toPrecision(3)} million`,
  ],
  ["memory", bytes(summary.memoryBytes)],
  ["hash of all spikes", summary.hash],
];
