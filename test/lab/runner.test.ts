import { describe, expect, it } from "vitest";
import { fano } from "../../dist/src/index.js";
import { networks } from "../../lab/networks/index.js";
import { recipeOf } from "../../lab/recipe.js";
import { type Report, Runner } from "../../lab/runner.js";
import { SpikeLog } from "../../lab/spikeLog.js";
import { Throughput } from "../../lab/throughput.js";

const { network, values, seed } = recipeOf(networks[2]!, { neurons: 500, synapses: 500 }, 4);
const order = { network: network.id, values, seed, workers: 1 };

/** A runner, and all that it reported. */
const open = async () => {
  const reports: Report[] = [];
  const runner = new Runner((report) => void reports.push(report));
  const built = await runner.open(order);
  return { runner, reports, built };
};

/** The same network with a recording that keeps its spikes. */
const reference = async (ms: number) => {
  const { net, cells, nExcitatory } = network.describe(values, { seed, workers: 1 });
  const spikes = net.record(cells, "spikes");
  await net.run(ms);
  return { spikes, nExcitatory, activity: net.activity() };
};

describe("a runner, against the same network run at once", () => {
  it("a run ends with its own pause, though another begins at once", async () => {
    const { runner } = await open();
    const first = runner.play();
    await runner.pause();
    const second = runner.play();
    await first;
    let hasEnded = false;
    void second.then(() => {
      hasEnded = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(hasEnded).toBe(false);
    await runner.pause();
    await second;
  });

  it("frames hold every spike once, in order, and the samples of the watched neurons", async () => {
    const { runner, reports, built } = await open();
    await runner.watch([3, 417]);
    await runner.step(300);
    await runner.step(7);
    const { spikes } = await reference(307);
    expect(built.shown).toEqual({ neurons: 500, nExcitatory: 400, names: ["Potential"] });
    expect(reports.flatMap(({ frame }) => [...frame.spikes.times])).toEqual([...spikes.times]);
    expect(reports.flatMap(({ frame }) => [...frame.spikes.ids])).toEqual([...spikes.ids]);
    const samples = reports.flatMap(({ frame }) => frame.samples.Potential ?? []);
    expect(samples.flatMap(({ times }) => [...times])).toEqual(Array.from({ length: 307 }, (_, k) => k + 1));
    for (const { width, labels, values: rows, times } of samples) {
      expect({ width, labels }).toEqual({ width: 2, labels: ["neuron 3", "neuron 417"] });
      expect(rows.length).toBe(2 * times.length);
    }
    expect(reports.at(-1)!.frame.time).toBe(307);
  });

  it("what is watched while it rests is reported at once, with the past that views show", async () => {
    const { runner, reports } = await open();
    await runner.watch([3]);
    await runner.step(1200);
    await runner.watch([417]);
    const { frame } = reports.at(-1)!;
    const { net, cells } = network.describe(values, { seed, workers: 1 });
    const v = net.record(cells.slice(417, 418), "v", { every: 1 });
    await net.run(1200);
    const { times, values: samples, labels } = frame.samples.Potential!;
    expect(labels).toEqual(["neuron 417"]);
    const first = times[0]!;
    expect(first).toBeLessThanOrEqual(201);
    expect([...times]).toEqual(Array.from({ length: 1201 - first }, (_, k) => first + k));
    expect([...samples]).toEqual([...v.values.slice(first - 1)]);
    expect(frame).toMatchObject({ time: 1200, stats: reports.at(-2)!.frame.stats });
    expect(frame.spikes.times.length).toBe(0);
  });

  it("CSV and measures are those of the recording", async () => {
    const { runner } = await open();
    await runner.step(1000);
    const { spikes, nExcitatory, activity } = await reference(1000);
    const { csv, from } = await runner.csv();
    expect(await csv.text()).toBe(spikes.toCSV());
    expect(from).toBe(0);
    const firing = await runner.firing();
    const counts = spikes.counts();
    const cvs = spikes.cvIsi().filter((cv) => !Number.isNaN(cv));
    expect(firing).toMatchObject({ ...activity, from: 0, to: 1000 });
    expect(firing.rate).toBeCloseTo(spikes.rate(), 10);
    expect(firing.rateE).toBeCloseTo(counts.subarray(0, nExcitatory).reduce((sum, n) => sum + n, 0) / nExcitatory, 10);
    expect(firing.cvIsi).toBeCloseTo(cvs.reduce((sum, cv) => sum + cv, 0) / cvs.length, 10);
    expect(firing.synchrony).toBeCloseTo(fano(spikes, { bin: 3 }), 10);
  });

  it("plays until it is paused, takes live values between slices, and has the hash of 1,000 ms when it is past them", async () => {
    const { runner, reports } = await open();
    const playing = runner.play();
    while ((reports.at(-1)?.frame.time ?? 0) < 1000) await new Promise((resolve) => setTimeout(resolve, 5));
    const { activity } = await reference(1000);
    const from = await runner.set({ ...values, iExt: 5 });
    await runner.pause();
    await playing;
    const { frame, playing: isPlaying, hash } = reports.at(-1)!;
    expect(hash).toBe(activity.hash);
    expect(isPlaying).toBe(false);
    expect(frame.time).toBeGreaterThanOrEqual(from);
    expect(from).toBeGreaterThanOrEqual(1000);
    const n = reports.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(reports.length).toBe(n);
  });

  it("a network that refuses a value says so, and goes on with the one it had", async () => {
    const { runner, reports } = await open();
    await expect(runner.set({ ...values, noiseE: -1 })).rejects.toThrow(
      /^sd of drive "thalamus to exc" must be ≥ 0 mV\/ms, got -1$/,
    );
    await runner.set(values);
    await runner.step(1000);
    expect(reports.at(-1)!.hash).toBe((await reference(1000)).activity.hash);
  });

  it("before a network is open, and where one cannot be built, calls reject", async () => {
    await expect(new Runner(() => {}).step(1)).rejects.toThrow("no network is open");
    await expect(new Runner(() => {}).open({ ...order, workers: 99 })).rejects.toThrow(
      /^workers of Network must be a whole number from 1 to 64, got 99$/,
    );
  });
});

it("a log of spikes forgets the oldest chunks, and says from when on it has all", () => {
  const log = new SpikeLog(5);
  const chunk = (...times: number[]) => ({ times: Float64Array.from(times), ids: Uint32Array.from(times) });
  log.push(chunk(1, 2, 3));
  log.push(chunk());
  log.push(chunk(4, 5));
  expect([...log.all().times, log.from]).toEqual([1, 2, 3, 4, 5, 0]);
  log.push(chunk(6));
  expect([...log.all().ids, log.from]).toEqual([4, 5, 6, 3]);
});

it("throughput is over the last second of wall time, and nothing at first", () => {
  const throughput = new Throughput();
  const at = (wall: number) => throughput.of({ wall, time: wall * 2, spikes: wall * 3, synapticEvents: wall * 5 });
  expect(at(0)).toEqual({ spikesPerSecond: 0, synapticEventsPerSecond: 0, realTimeFactor: 0 });
  for (let wall = 10; wall <= 5000; wall += 10) at(wall);
  expect(at(5010)).toEqual({ spikesPerSecond: 3000, synapticEventsPerSecond: 5000, realTimeFactor: 2 });
});
