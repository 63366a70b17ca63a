// A result of a network's paper with known figures; `reached` is the share of the run that was done.
const options = { seconds: 1, dt: 0.1, seed: 1, workers: 1, neurons: 100, discard: 500 };
const plan = { variant: "C indegree", beside: [], parameters: { g: 5 } };

/** @param {{ paper?: string, reached?: number, options?: object, plan?: object }} given */
export const fakeNetworkResult = ({ paper = "brunel-2000", reached = 1, ...given } = {}) => {
  const told = { ...options, ...given.options };
  const planned = { ...plan, ...given.plan };
  const { seconds, seed, workers, neurons, discard, dt } = told;
  const simulatedMs = 1000 * seconds * reached;
  const measured = simulatedMs > discard;
  const firing = measured
    ? { rateE: 39.5, rateI: 38.25, rate: 39.25, cvIsi: 0.396, synchrony: 201.5 }
    : { rateE: null, rateI: null, rate: null, cvIsi: null, synchrony: null };
  const nExcitatory = 0.8 * neurons;
  const durationMs = Math.min(500, simulatedMs);
  const n = Math.floor(simulatedMs);
  const bins = Math.floor(durationMs / 3);
  return {
    summary: {
      paper,
      variant: planned.variant,
      neurons,
      synapses: 1250 * neurons,
      seed,
      workers,
      simulatedMs,
      buildMs: 12.5,
      wallMs: 250,
      wallPerBioSecond: simulatedMs > 0 ? 250 / simulatedMs : null,
      meanRateHz: firing.rate,
      cvIsi: firing.cvIsi,
      synchrony: firing.synchrony,
      spikes: n,
      synapticEvents: 1250 * n,
      synapticEventsPerSecond: 5000 * n,
      memoryBytes: 2 ** 26,
      hash: "0123456789abcdef",
      ...(reached < 1 && { interrupted: true }),
    },
    detail: {
      firing,
      discard,
      dt,
      nExcitatory,
      beside: planned.beside,
      parameters: planned.parameters,
      rates: measured ? Float64Array.from({ length: neurons }, (_, k) => k % 70) : new Float64Array(0),
      cvIsi: measured
        ? Float64Array.from({ length: neurons }, (_, k) => (k % 5 === 0 ? Number.NaN : (k % 9) / 9))
        : new Float64Array(0),
      raster: {
        beginMs: simulatedMs - durationMs,
        durationMs,
        times: Float64Array.from({ length: n }, (_, k) => (durationMs * (k + 1)) / n),
        ids: Uint32Array.from({ length: n }, (_, k) => (k * 37) % neurons),
      },
      populationHz: {
        binMs: 3,
        exc: new Float64Array(bins).fill(39),
        inh: new Float64Array(bins).fill(38),
      },
      weights: [
        {
          projection: "exc→exc",
          before: new Float32Array(200).fill(0.1),
          after: Float32Array.from({ length: 200 }, (_, k) => k / 1000),
        },
      ],
    },
  };
};
