// Slaney's filters against another program's: scipy.signal.gammatone(f, "iir", fs=fs) of SciPy 1.17.1, recomputed with it in
// November 2026 (signal.lfilter on an impulse). It could not catch a fault of Slaney's report.
import { expect, test } from "vitest";
import { Gammatone } from "../../dist/src/index.js";
import { soundOf } from "../sounds.js";

const samples = [0, 1, 5, 17, 39];
const published: [sampleRate: number, centre: number, response: number[]][] = [
  [8000, 100, [1.22987281e-6, 4.76697144e-6, 5.52051545e-5, 0.000201941183, -0.00464864603]],
  [8000, 1000, [0.000205776823, 0.000523406919, -0.00479247137, 0.0272930736, 0.0265977965]],
  [8000, 3500, [0.0117720383, -0.0315233802, 0.0503974122, -0.0519003235, 0.00043705308]],
  [44100, 4000, [3.3810341e-5, 0.000106565568, -0.00130179015, -0.0120620519, -0.0284733089]],
];

test.each(published)(
  "at %i Hz, the impulse response of the filter at %i Hz is SciPy's",
  (sampleRate, centre, response) => {
    const impulse = soundOf([1, ...new Float64Array(40)], sampleRate);
    const { values } = new Gammatone({ sampleRate, channels: 1, lowest: centre }).filter(impulse);
    const greatest = Math.max(...response.map(Math.abs));
    // SciPy has 9.26449 for 1/(24.7 · 0.00437), which is 9.264490….
    for (const [k, at] of samples.entries()) expect(Math.abs(values[at]! - response[k]!)).toBeLessThan(1e-6 * greatest);
  },
);
