/**
 * node bench/digits.mjs FOLDER [--only cochleagram,bsa]        (after npm run build)
 *
 * What ridge reads from spoken digits with no liquid in between: from the cochleagram, and from counts of the events that encoders
 * make of it, in 16 equal parts of each recording. A liquid that reads less has lost something. FOLDER is that of the Free
 * Spoken Digit Dataset; λ is chosen on 270 recordings of takes 5 … 49, the score is that of takes 0 … 4. Time is CPU time of
 * reading and encoding, which includes the cochlea.
 */
import { parseArgs } from "node:util";
import {
  BsaEncoder,
  DeltaEncoder,
  ear,
  Gammatone,
  LatencyEncoder,
  lowPass,
  RateEncoder,
  Ridge,
} from "../dist/src/index.js";
import { spokenDigits } from "../dist/src/node.js";
import { circumstances } from "./machine.mjs";
import { figure, table } from "./report.mjs";

const { values: options, positionals } = parseArgs({ options: { only: { type: "string" } }, allowPositionals: true });
const [folder] = positionals;
if (!folder) {
  console.error("which folder? node bench/digits.mjs FOLDER");
  process.exit(2);
}
const PARTS = 16;
const CHANNELS = 64;

/** Mean of the cochleagram over each part. */
const cochleagram = () => {
  const bank = new Gammatone({ sampleRate: 8000, channels: CHANNELS });
  return (sound) => {
    const { values, length } = bank.cochleagram(sound, { every: 5 });
    const features = new Float32Array(PARTS * CHANNELS);
    for (let part = 0; part < PARTS; part++) {
      const begin = Math.floor((part * length) / PARTS);
      const end = Math.max(begin + 1, Math.floor(((part + 1) * length) / PARTS));
      for (let row = begin; row < end; row++)
        for (let c = 0; c < CHANNELS; c++) features[part * CHANNELS + c] += values[row * CHANNELS + c] / (end - begin);
    }
    return features;
  };
};

let events = 0;
/** Events of each channel in each part. */
const counts = (encoder) => () => {
  const hear = ear({ channels: CHANNELS, ...(encoder ? { encoder } : {}) });
  return (sound, index) => {
    const { times, ids, channels, duration } = hear(sound, index);
    events += times.length;
    const features = new Float32Array(PARTS * channels);
    for (let k = 0; k < times.length; k++) features[Math.floor((times[k] / duration) * PARTS) * channels + ids[k]]++;
    return features;
  };
};

const every = 10;
const ways = {
  cochleagram,
  bsa: counts(),
  bsaSlow: counts(new BsaEncoder({ every: 2, filter: lowPass({ taps: 24, cutoff: 40, every: 2 }) })),
  delta: counts(new DeltaEncoder({ every, dt: 1, thresholdOn: 0.05 })),
  latency: counts(new LatencyEncoder({ every, dt: 1, threshold: 0.5 })),
  rate: counts(new RateEncoder({ every, dt: 1, rateMax: 200 })),
};

const about = circumstances();
console.log(
  `neuroglia ${about.version} (${about.commit?.slice(0, 10)}), node ${about.machine.node}, ${about.date.slice(0, 10)}\n`,
);
const lines = [["features", "events a recording", "CPU ms a recording", "λ", "validation %", "test %"]];
for (const name of options.only?.split(",") ?? Object.keys(ways)) {
  events = 0;
  const before = process.cpuUsage();
  const { samples, labels, split } = await spokenDigits(folder, { encode: ways[name]() });
  const { user } = process.cpuUsage(before);
  const part = (indices) => {
    const columns = samples[0].length;
    const values = new Float32Array(indices.length * columns);
    for (const [row, index] of indices.entries()) values.set(samples[index], row * columns);
    return { features: { values, rows: indices.length, columns }, targets: indices.map((index) => labels[index]) };
  };
  const train = part(split.train);
  const test = part(split.test);
  const ridge = new Ridge({ classes: 10, normalise: "none", lambda: [0.1, 1, 10, 100, 1000] });
  const fit = await ridge.fit(train.features, train.targets, { validation: part(split.validation) });
  lines.push([
    name,
    events ? figure(events / samples.length) : "–",
    figure(user / 1000 / samples.length),
    String(fit.lambda),
    (100 * Math.max(...fit.tried.map(({ validation }) => validation))).toFixed(1),
    (100 * ridge.score(test.features, test.targets)).toFixed(1),
  ]);
}
console.log(table(lines, 1));
