import { fano } from "../../analysis/synchrony.js";
import { NeurogliaError } from "../../errors.js";
import { wholeSteps } from "../../network/check.js";
import type { SpikeRecording } from "../../record/spikeRecording.js";
import { BUILDING } from "../paper.js";
import type { NetworkResult, PaperNetwork, Plan, SimulateOptions } from "./networkPaper.js";

/** ms; of the reference figures for synchrony, and of the rates that the report draws. */
const binMs = 3;
/** How much of the end of a run the report draws, ms. */
const rasterMs = 500;

const refuse = (what: string, where: string, expected: string, got: unknown): never => {
  throw new NeurogliaError({ code: "out-of-range", what, where, expected, got, unit: "ms" });
};

/** Runs for `durationMs`; resolves also when aborted. */
const advance = async (network: PaperNetwork, durationMs: number, options: SimulateOptions): Promise<void> => {
  const { signal, onProgress } = options;
  const told = {
    onProgress: ({ elapsed }: { elapsed: number }): void =>
      onProgress?.({ stage: "simulation, ms", done: Math.round(elapsed), total: Math.round(durationMs) }),
    ...(signal && { signal }),
  };
  try {
    await (network.advance?.(durationMs, told) ?? network.net.run(durationMs, told));
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
};

/** Mean of the numbers that are none of them NaN; null if there are none. */
const meanOf = (values: ArrayLike<number>): number | null => {
  let sum = 0;
  let n = 0;
  for (let k = 0; k < values.length; k++)
    if (!Number.isNaN(values[k]!)) {
      sum += values[k]!;
      n++;
    }
  return n > 0 ? sum / n : null;
};

/** A time on the grid, rid of what rounding made of it. */
const whole = (time: number): number => Number(time.toFixed(9));

const weightsOf = async ({ projections }: PaperNetwork["plastic"][number]): Promise<Float32Array> => {
  const parts = await Promise.all(projections.map((projection) => projection.weights()));
  if (parts.length === 1) return parts[0]!;
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

const numberOr = (value: number): number | null => (Number.isNaN(value) ? null : value);

/** What the report draws: the last stretch of the run, and the rates of both populations in it. */
const lastStretch = (spikes: SpikeRecording, nExcitatory: number) => {
  const simulatedMs = whole(spikes.to);
  const beginMs = Math.max(0, simulatedMs - rasterMs);
  const durationMs = simulatedMs - beginMs;
  const last = spikes.since(beginMs);
  const times = last.times.map((time) => time - beginMs);
  const { ids, n } = last;
  const nBins = Math.floor(durationMs / binMs + 1e-9);
  const [exc, inh] = [new Float64Array(nBins), new Float64Array(nBins)];
  const perSpike = (size: number): number => 1000 / binMs / size;
  times.forEach((time, k) => {
    // A spike stands at the end of its step, and so in the bin that its time closes.
    const bin = Math.ceil(time / binMs - 1e-6) - 1;
    if (bin >= nBins) return;
    if (ids[k]! < nExcitatory) exc[bin]! += perSpike(nExcitatory);
    else inh[bin]! += perSpike(n - nExcitatory);
  });
  return { raster: { beginMs, durationMs, times, ids }, populationHz: { binMs, exc, inh } };
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
  options.onProgress?.({ stage: BUILDING, done: 0, total: 1 });
  const network = plan.describe();
  const { net, exc, spikes, plastic } = network;
  const { synapses, buildMs, memoryBytes } = await net.build();
  const before = await Promise.all(plastic.map(weightsOf));
  options.onProgress?.({ stage: BUILDING, done: 1, total: 1 });

  const begin = performance.now();
  await advance(network, durationMs, options);
  const wallMs = performance.now() - begin;

  const activity = net.activity();
  const weights = await Promise.all(
    plastic.map(async (group, k) => ({ projection: group.name, before: before[k]!, after: await weightsOf(group) })),
  );
  await net.close();

  const simulatedMs = whole(spikes.to);
  const nExcitatory = exc.length;
  const kept = spikes.since(discard);
  const measuredMs = Math.max(0, simulatedMs - discard);
  const measured = measuredMs > 0;
  const rates = measured ? Float64Array.from(kept.counts(), (n) => (1000 * n) / measuredMs) : new Float64Array(0);
  const cvIsi = measured ? kept.cvIsi() : new Float64Array(0);
  const firing = {
    rateE: meanOf(rates.subarray(0, nExcitatory)),
    rateI: meanOf(rates.subarray(nExcitatory)),
    rate: meanOf(rates),
    cvIsi: meanOf(cvIsi),
    synchrony: measured ? numberOr(fano(kept, { bin: binMs })) : null,
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
      ...lastStretch(spikes, nExcitatory),
      weights,
    },
  };
};
