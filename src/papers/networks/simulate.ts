import { NeurogliaError } from "../../errors.js";
import { wholeSteps } from "../../network/check.js";
import { binned, fano, firingOf, meanOf, type Spikes } from "./measures.js";
import type { NetworkResult, PaperNetwork, Plan, SimulateOptions } from "./networkPaper.js";

/** ms; of the reference figures for synchrony, and of the rates that the report draws. */
const binMs = 3;
/** How much of the end of a run the report draws, ms. */
const rasterMs = 500;

const refuse = (what: string, where: string, expected: string, got: unknown): never => {
  throw new NeurogliaError({ code: "out-of-range", what, where, expected, got, unit: "ms" });
};

/** Runs for `durationMs`; resolves also when aborted, to the biological time that was reached. */
const advance = async (network: PaperNetwork, durationMs: number, options: SimulateOptions): Promise<number> => {
  const { signal, onProgress } = options;
  let reached = 0;
  const onRunProgress = ({ elapsed }: { elapsed: number }): void => {
    reached = elapsed;
    onProgress?.({ stage: "simulation, ms", done: Math.round(elapsed), total: Math.round(durationMs) });
  };
  const told = { onProgress: onRunProgress, ...(signal && { signal }) };
  try {
    await (network.advance?.(durationMs, told) ?? network.net.run(durationMs, told));
    return durationMs;
  } catch (error) {
    if (!signal?.aborted) throw error;
    return reached;
  }
};

const lastStretch = ({ times, ids }: Spikes, simulatedMs: number) => {
  const beginMs = Math.max(0, simulatedMs - rasterMs);
  let first = times.length;
  while (first > 0 && times[first - 1]! > beginMs) first--;
  return {
    beginMs,
    durationMs: simulatedMs - beginMs,
    times: times.slice(first).map((time) => time - beginMs),
    ids: ids.slice(first),
  };
};

/**
 * Builds a paper's network, runs it for `seconds`, and measures how it fires after the first `discard` ms. An aborted run
 * resolves with what was done by then, and `summary.interrupted`.
 * @throws NeurogliaError unless that is a whole number of steps and 0 ≤ discard < seconds, and for what the network refuses
 */
export const simulate = async (paper: string, plan: Plan, options: SimulateOptions): Promise<NetworkResult> => {
  const { seconds, discard, seed, neurons, dt } = options;
  const durationMs = 1000 * seconds;
  wholeSteps(durationMs, dt, 1, "duration", paper);
  if (!(discard >= 0 && discard < durationMs))
    refuse("discard", paper, `≥ 0 and below the ${durationMs} ms that are simulated`, discard);
  options.onProgress?.({ stage: "building", done: 0, total: 1 });
  const network = plan.describe();
  const { net, exc, spikes, plastic } = network;
  const { synapses, buildMs, memoryBytes } = await net.build();
  const before = await Promise.all(plastic.map((projection) => projection.weights()));
  options.onProgress?.({ stage: "building", done: 1, total: 1 });

  const begin = performance.now();
  const simulatedMs = await advance(network, durationMs, options);
  const wallMs = performance.now() - begin;

  const activity = net.activity();
  const weights = await Promise.all(
    plastic.map(async (projection, k) => ({
      projection: projection.name,
      before: before[k]!,
      after: await projection.weights(),
    })),
  );
  const train: Spikes = { times: spikes.times, ids: spikes.ids };
  await net.close();

  const nExcitatory = exc.length;
  const measured = simulatedMs > discard;
  const { rates, cvIsi } = measured
    ? firingOf(train, neurons, discard, simulatedMs)
    : { rates: new Float64Array(0), cvIsi: new Float64Array(0) };
  const raster = lastStretch(train, simulatedMs);
  const stretch = { times: raster.times, ids: raster.ids };
  const populationHz = (begin: number, end: number): Float64Array =>
    Float64Array.from(
      binned(stretch, { begin, end }, binMs, 0, raster.durationMs),
      (count) => (1000 * count) / binMs / (end - begin),
    );
  const firing = {
    rateE: meanOf(rates.subarray(0, nExcitatory)),
    rateI: meanOf(rates.subarray(nExcitatory)),
    rate: meanOf(rates),
    cvIsi: meanOf(cvIsi),
    synchrony: measured ? fano(binned(train, { begin: 0, end: neurons }, binMs, discard, simulatedMs)) : null,
  };
  return {
    summary: {
      paper,
      variant: plan.variant,
      neurons,
      synapses,
      seed,
      workers: net.workers,
      simulatedMs,
      buildMs,
      wallMs,
      wallPerBioSecond: simulatedMs > 0 ? wallMs / simulatedMs : null,
      meanRateHz: firing.rate,
      cvIsi: firing.cvIsi,
      synchrony: firing.synchrony,
      spikes: activity.spikes,
      synapticEvents: activity.synapticEvents,
      synapticEventsPerSecond: wallMs > 0 ? (1000 * activity.synapticEvents) / wallMs : null,
      memoryBytes,
      hash: activity.hash,
      ...(plan.departures.length > 0 && { departures: plan.departures }),
      ...(simulatedMs < durationMs && { interrupted: true }),
    },
    detail: {
      firing,
      discard,
      dt,
      nExcitatory,
      beside: plan.beside,
      parameters: { "dt (ms)": dt, ...plan.parameters },
      rates,
      cvIsi,
      raster,
      populationHz: { binMs, exc: populationHz(0, nExcitatory), inh: populationHz(nExcitatory, neurons) },
      weights,
    },
  };
};
