import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Engine } from "../../dist/src/engine/engine.js";
import { loadParts } from "../../dist/src/engine/parts.js";
import { kinds, seen, smallNetwork, start } from "../smallNetworks.js";

// Compares the engine with itself: could not catch an error that is the same however a run is cut.

const SPAN = 60;

/** A network of this kind, run for the given stretches. */
const after = async (kind: (typeof kinds)[number], stretches: readonly number[]) => {
  const small = await start(smallNetwork(kind));
  for (const duration of stretches) await small.net.run(duration);
  return small;
};

const cuts = fc.array(fc.integer({ min: 0, max: SPAN }), { maxLength: 6 }).map((places) => {
  const edges = [0, ...places.sort((a, b) => a - b), SPAN];
  return edges.slice(1).map((edge, k) => edge - edges[k]!);
});

describe.each(kinds)("network %s", (kind) => {
  it("is active, and its plastic weights move", async () => {
    const small = await start(smallNetwork(kind));
    const before = await small.projections[1]!.weights();
    await small.net.run(SPAN);
    expect(small.spikes.length).toBeGreaterThan(50);
    expect(await small.projections[1]!.weights()).not.toEqual(before);
  });

  it("run(60) = 6 × run(10) = 60 × run(1) = run cut anywhere", async () => {
    const whole = await seen(await after(kind, [SPAN]));
    expect(await seen(await after(kind, [10, 10, 10, 10, 10, 10]))).toEqual(whole);
    expect(await seen(await after(kind, new Array(SPAN).fill(1)))).toEqual(whole);
    await fc.assert(
      fc.asyncProperty(cuts, async (stretches) => {
        expect(await seen(await after(kind, stretches))).toEqual(whole);
      }),
      { numRuns: 8, seed: 3 },
    );
  });

  it("checkpoint, restored onto a fresh network in mid-run, then run = run", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: SPAN }), async (at) => {
        const first = await after(kind, [at]);
        const bytes = await first.net.checkpoint();
        const second = await start(smallNetwork(kind));
        await second.net.run(7);
        await second.net.restore(bytes);
        const done = second.spikes.length;
        await first.net.run(SPAN);
        await second.net.run(SPAN);
        const [a, b] = [await seen(first), await seen(second)];
        // Recordings belong to the one who recorded: compare what came after the restore.
        expect(b.times.slice(done)).toEqual(a.times.filter((time) => time > at));
        expect({ ...b, times: 0, ids: 0, trace: 0 }).toEqual({ ...a, times: 0, ids: 0, trace: 0 });
        expect(await second.net.checkpoint()).toEqual(await first.net.checkpoint());
      }),
      { numRuns: 8, seed: 4 },
    );
  });

  it("reset, with weights put back, = a fresh network", async () => {
    const fresh = await start(smallNetwork(kind));
    const weights = await Promise.all(fresh.projections.map((projection) => projection.weights()));
    const used = await after(kind, [33]);
    await used.net.reset();
    for (const [k, projection] of used.projections.entries()) projection.setWeights(weights[k]!);
    expect(await used.net.checkpoint()).toEqual(await fresh.net.checkpoint());
    await fresh.net.run(SPAN);
    await used.net.run(SPAN);
    expect(await seen(used)).toEqual(await seen(fresh));
  });

  it("reset to a checkpoint of time 0 = a fresh network, weights included", async () => {
    const fresh = await start(smallNetwork(kind));
    const bytes = await fresh.net.checkpoint();
    const used = await after(kind, [41]);
    await used.net.reset({ to: bytes });
    await fresh.net.run(SPAN);
    await used.net.run(SPAN);
    expect(await seen(used)).toEqual(await seen(fresh));
  });

  it("a trial's outcome does not depend on the trials shown before it", async () => {
    const used = await start(smallNetwork(kind));
    const bytes = await used.net.checkpoint();
    const show = async (trial: number) => {
      await used.net.reset({ trial, to: bytes });
      await used.net.run(SPAN);
      return seen(used);
    };
    const alone = new Map<number, Awaited<ReturnType<typeof show>>>();
    for (const trial of [0, 1, 2, 7]) alone.set(trial, await show(trial));
    expect(new Set([...alone.values()].map(({ activity }) => activity.hash)).size).toBe(4);
    for (const trial of [7, 1, 2, 0, 1]) expect(await show(trial)).toEqual(alone.get(trial));
  });

  it("reset of the state alone keeps weights and traces, so that it differs from a full reset", async () => {
    const [full, state] = [await after(kind, [25]), await after(kind, [25])];
    const weights = await state.projections[1]!.weights();
    await full.net.reset({ trial: 5 });
    await state.net.reset({ trial: 5, only: ["state"] });
    expect(await state.projections[1]!.weights()).toEqual(weights);
    expect(state.cells.get("v")).toEqual(full.cells.get("v"));
    expect(await state.net.checkpoint()).not.toEqual(await full.net.checkpoint());
  });
});

describe("weights", () => {
  it("setWeights, then weights, gives the same numbers back, rounded to f32, and 0 for −0", async () => {
    const { projections } = await start(smallNetwork("delays"));
    const [projection] = projections;
    // It learns, between −3 and 3 mV.
    const within = fc.float({ min: -3, max: 3, noNaN: true });
    await fc.assert(
      fc.asyncProperty(
        fc.array(within, {
          minLength: projection!.length,
          maxLength: projection!.length,
        }),
        async (values) => {
          projection!.setWeights(values);
          expect(await projection!.weights()).toEqual(Float32Array.from(values, (value) => value + 0));
        },
      ),
      { numRuns: 10, seed: 5 },
    );
  });
});

/** A description whose models say what they say in a page that takes our script for windows-1252. */
const garbled = <T>(value: T, isModel = false): T => {
  if (typeof value === "string") return (isModel ? Buffer.from(value).toString("latin1") : value) as T;
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map((each) => garbled(each, isModel)) as T;
  const entries = Object.entries(value).map(([key, each]) => [
    key,
    garbled(each, isModel || key === "model" || key === "rule"),
  ]);
  return Object.fromEntries(entries);
};

it.each(kinds)("a checkpoint of %s is of what it does, not of what its models say of themselves", async (kind) => {
  const { description } = (await start(smallNetwork(kind))).net;
  const bytes = new Engine(description, []).checkpoint();
  expect(JSON.stringify(garbled(description))).not.toBe(JSON.stringify(description));
  expect(() => new Engine(garbled(description), []).open(bytes)).not.toThrow();
  const slower = { ...description, dt: 2 * description.dt };
  await loadParts(slower);
  expect(() => new Engine(slower, []).open(bytes)).toThrow(/description/);
});
