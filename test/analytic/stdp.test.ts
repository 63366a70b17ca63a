import { describe, expect, it } from "vitest";
import { lifDiscrete, Network, oneToOne, spikeSource, stdp } from "../../dist/src/index.js";

// Isolated pairs only: could not catch errors in how several spikes add up; see test/reference/stdpWalks.

const D = 0.904774;
const tau = -1 / Math.log(D);
const puppet = { vTh: 1e6, vReset: 0, tRef: 0 } as const;
/** From the authors' trace decay of 0.904774 a ms: Δw/aPlus = 0.1·d^k for a pre spike k ms before the post spike. */
const published = new Map([
  [1, 0.09048],
  [2, 0.08186],
  [5, 0.06063],
  [10, 0.03676],
  [20, 0.01351],
]);
const LAGS = [-20, -10, -5, -2, -1, 0, 1, 2, 5, 10, 20];

interface Window {
  pairing: "arrival" | "emission";
  delay?: number;
  mirrored?: "yes" | "no";
  /** Factor per ms on the amplitudes, and when the pairs happen. */
  decay?: number;
  at?: number;
}

const A_PLUS = 0.15;
const A_MINUS = 0.2;

/** Change of weight of isolated pairs, one synapse a lag t_post − t_pre. */
const changes = async ({ pairing, delay = 1, mirrored = "no", decay = 1, at = 30 }: Window) => {
  const n = LAGS.length;
  const [before, wMax] = mirrored === "yes" ? [-0.5, 0] : [0, 1];
  const net = new Network({ dt: 1 });
  const kicks = net.population("kicks", 2 * n, spikeSource);
  const pre = net.population("pre", n, lifDiscrete, puppet);
  const post = net.population("post", n, lifDiscrete, puppet);
  net.connect(kicks.slice(0, n), pre, oneToOne(), { into: "delta", weight: 1e8 });
  net.connect(kicks.slice(n), post, oneToOne(), { into: "delta", weight: 1e8 });
  const projection = net.connect(pre, post, oneToOne(), {
    into: "i",
    weight: before,
    delay,
    plasticity: stdp({
      aPlus: A_PLUS,
      aMinus: A_MINUS,
      tauPlus: tau,
      tauMinus: tau,
      increment: 0.1,
      wMin: -1,
      wMax,
      pairing,
      mirrored,
      decay,
    }),
  });
  await net.build();
  // Kicks one step before the spikes; the later spike of each pair stands at `at`.
  const times = [...LAGS.map((lag) => at - 1 - Math.max(0, lag)), ...LAGS.map((lag) => at - 1 + Math.min(0, lag))];
  kicks.play({ times, ids: times.map((_, id) => id) });
  await net.run(at + 60);
  return (await projection.weights()).map((weight) => weight - before);
};

/** The window in closed form; `lag` in steps between the two spikes as the rule sees them. */
const window = (lag: number, mirrored: boolean): number => {
  if (lag === 0) return 0;
  const size = 0.1 * D ** Math.abs(lag);
  const forward = mirrored ? -A_MINUS : A_PLUS;
  const backward = mirrored ? A_PLUS : -A_MINUS;
  return size * (lag > 0 ? forward : backward);
};

describe("STDP window, closed form", () => {
  it("Δw/aPlus is the published .09048 .08186 .06063 .03676 .01351 at 1, 2, 5, 10, 20 ms", async () => {
    const weights = await changes({ pairing: "emission" });
    for (const [lag, value] of published) expect(weights[LAGS.indexOf(lag)]! / A_PLUS).toBeCloseTo(value, 5);
  });

  for (const mirrored of ["no", "yes"] as const)
    for (const delay of [1, 3, 6]) {
      it(`emission, delay ${delay} ms, mirrored ${mirrored}: ±A·0.1·d^|lag|, the delay does not matter`, async () => {
        const weights = await changes({ pairing: "emission", delay, mirrored });
        LAGS.forEach((lag, k) => {
          expect(weights[k]).toBeCloseTo(window(lag, mirrored === "yes"), 6);
        });
      });

      it(`arrival, delay ${delay} ms, mirrored ${mirrored}: the window is shifted by the delay`, async () => {
        const weights = await changes({ pairing: "arrival", delay, mirrored });
        LAGS.forEach((lag, k) => {
          expect(weights[k]).toBeCloseTo(window(lag - delay, mirrored === "yes"), 6);
        });
      });
    }

  it.each([21, 30, 50, 121])("amplitudes that fade by 0.99 a ms have 0.99^t left at %i ms", async (at) => {
    const weights = await changes({ pairing: "emission", decay: 0.99, at });
    // A spike of time t is taken up in the step from t to t + 1, after t fades.
    LAGS.forEach((lag, k) => {
      expect(weights[k]).toBeCloseTo(window(lag, false) * 0.99 ** at, 6);
    });
  });
});
