import { expose, proxy, transfer } from "comlink";
import { type Report, Runner } from "./runner.js";

/** The memory of a report, which moves to the page instead of being copied. */
const buffersOf = ({ frame: { spikes, samples, weights } }: Report): ArrayBuffer[] =>
  [
    spikes.times,
    spikes.ids,
    ...Object.values(samples).flatMap(({ times, values }) => [times, values]),
    ...(weights ? [weights] : []),
  ].map(({ buffer }) => buffer as ArrayBuffer);

// Who opens a runner gets one of his own, whose reports move to him.
expose((deliver: (report: Report) => Promise<void>) =>
  proxy(new Runner((report) => deliver(transfer(report, buffersOf(report))))),
);
