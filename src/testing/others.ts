import { type Astrocyte, type Group, lifDiscrete, type Network, oneToOne, spikeSource } from "../index.js";
import type { DriveModel, GliaModel, SourceModel } from "../models/model.js";
import {
  allFinite,
  type Check,
  type Column,
  convergence,
  defaultOf,
  events,
  fail,
  type Ground,
  orRefusal,
  otherThan,
  recorded,
  repeatable,
  same,
  typicalOf,
  using,
} from "./check.js";

/** Cells that show what reaches them, never spike, and forget nothing. */
const still = { vTh: 1e6, tauM: 1e20 } as const;

/** Conformance of a source. */
export const sourceChecks = (model: SourceModel, ground: Ground): Check[] => {
  const { dt } = ground;
  const steps = 60;
  const n = 13;
  /** Plays something that is typical for so many steps: trains, or what its events come from. */
  const play = (source: Group<SourceModel>): void => {
    const { plays } = model;
    if (plays.kind === "trains") source.play(events(n, steps, dt, 0.3, "source"));
    else source.play(new Float32Array(n).fill(plays.from ? 300 / dt : 0.3));
  };
  const stage = async (net: Network, watched: boolean) => {
    const source = net.population("source", n, model) as Group<SourceModel>;
    const cells = net.population("cells", n, lifDiscrete, still);
    net.connect(source, cells, oneToOne(), { into: "delta" });
    const spikes = watched ? net.record(source, "spikes") : null;
    await net.build();
    return { source, spikes, read: () => ({ counts: cells.get("v") }) };
  };
  return [
    [
      "is silent until it is told what to play, then emits, each cell at most once a step",
      () =>
        using({ dt }, async (net) => {
          const { source, spikes } = await stage(net, true);
          await net.run(steps * dt);
          if (spikes!.length > 0) fail("spikes of a source that plays nothing", "0", spikes!.length);
          await net.reset();
          play(source);
          await net.run(steps * dt);
          if (spikes!.length === 0) fail(`spikes in ${steps} steps of playing`, "above 0", 0);
          const seen = new Set<string>();
          for (const [k, id] of spikes!.ids.entries()) {
            if (id >= n) fail("cell that spikes", `below ${n}`, id);
            const event = `cell ${id} at ${spikes!.times[k]} ms`;
            if (seen.has(event)) fail(event, "one event", "two");
            seen.add(event);
          }
          if (net.activity().spikes !== spikes!.length)
            fail("spikes in all", `${spikes!.length}, as recorded`, net.activity().spikes);
        }),
    ],
    ...repeatable(ground, steps, async (net, watched) => {
      const { source, read } = await stage(net, watched);
      play(source);
      return read;
    }),
  ];
};

/** First cell, and the one after the last. */
type Span = readonly [begin: number, end: number];

/** Conformance of a drive. */
export const driveChecks = (model: DriveModel, ground: Ground): Check[] => {
  const { dt } = ground;
  const steps = 200;
  const n = 37;
  const usual = { ...defaultOf(model.params), ...typicalOf(model.params) };
  const stage = async (net: Network, group: Span, into: "i" | "delta", later = false, watched = false) => {
    const cells = net.population("cells", n, lifDiscrete, still);
    const drive = net.drive(cells.slice(...group), model, (later ? {} : usual) as never, { into, name: "drive" });
    if (watched) recorded(net, cells, into);
    await net.build();
    if (later) drive.set(usual as never);
    return { cells, drive, read: () => ({ v: cells.get("v"), i: cells.get("i") }) };
  };
  const run = (group: Span, into: "i" | "delta", later = false) =>
    using({ dt }, async (net) => {
      const { read } = await stage(net, group, into, later);
      await net.run(steps * dt);
      return read();
    });
  return [
    [
      "moves the cells of its group and no other, into what decays as into what does not",
      async () => {
        for (const into of ["i", "delta"] as const) {
          const { v, i } = await run([5, 30], into);
          allFinite({ v, i });
          const moved = [...v.keys()].filter((k) => v[k] !== 0);
          for (const k of moved)
            if (k < 5 || k >= 30) fail(`what moves cell ${k} of a drive to cells 5 … 29`, "nothing", v[k]);
          if (moved.length === 0) fail(`cells that a drive moves in ${steps} steps`, "some", 0);
        }
      },
    ],
    [
      "params given at the beginning and set after build come to the same",
      async () => same(await run([0, n], "i", true), await run([0, n], "i"), "params set after build"),
    ],
    [
      "every param matters",
      async () => {
        const before = await run([0, n], "i");
        for (const [name, param] of Object.entries(model.params)) {
          const other = { [name]: otherThan(usual[name]!, param) };
          const after = await using({ dt }, async (net) => {
            const { drive, read } = await stage(net, [0, n], "i");
            drive.set(other as never);
            await net.run(steps * dt);
            return read();
          });
          if (after.v.every((value, k) => value === before.v[k]))
            fail(`what ${name} of ${other[name]} changes`, "something", "nothing");
        }
      },
    ],
    ...repeatable(ground, steps, async (net, watched) => {
      const { read } = await stage(net, [5, 30], "i", false, watched);
      return read;
    }),
  ];
};

/** Conformance of an astrocyte. */
export const gliaChecks = (model: GliaModel, ground: Ground): Check[] => {
  const { dt } = ground;
  const steps = 60;
  const typical = typicalOf(model.params);
  const states = Object.keys(model.state);
  /** Astrocytes that hear cells which spike with `probability` a step; returns what reads their states. */
  const stage = async (net: Network, params: object = typical, probability = 0.2, watched = false) => {
    const cells = net.population("cells", 6, spikeSource);
    const glia = net.astrocyte("glia", 3, model, params as never);
    net.listen(cells, glia, { gain: 0.1 });
    if (watched) for (const state of states) recorded(net, glia as never, state);
    await net.build();
    cells.play(events(6, steps, dt, probability, "heard"));
    return () => Object.fromEntries(states.map((state) => [state, glia.get(state as never)]));
  };
  const run = (params: object = typical, probability = 0.2, ms = steps * dt, h = dt) =>
    using({ dt: h }, async (net) => {
      const read = await stage(net, params, probability);
      await net.run(ms);
      return read();
    });
  const checks: Check[] = [
    [
      "sends one of its states, which moves with what it hears, all finite",
      async () => {
        if (!(model.output in model.state)) fail("output", `one of ${states.join(", ")}`, model.output);
        const [silent, heard] = [await run(typical, 0), await run()];
        allFinite(silent);
        allFinite(heard);
        const [without, having] = [silent[model.output]!, heard[model.output]!];
        if (having.every((value, k) => value === without[k]))
          fail(`what spikes change of ${model.output} in ${steps * dt} ms`, "something", "nothing");
      },
    ],
    [
      "a param given at the beginning and one set after build come to the same, finite also at the ends of its range",
      async () => {
        for (const [name, param] of Object.entries(model.params))
          for (const value of [otherThan(param.default, param), param.min, param.max]) {
            if (value === undefined) continue;
            const given = await orRefusal(() => run({ ...typical, [name]: value }));
            const set = await orRefusal(() =>
              using({ dt }, async (net) => {
                const cells = net.population("cells", 6, spikeSource);
                const glia = net.astrocyte("glia", 3, model, typical as never);
                net.listen(cells, glia, { gain: 0.1 });
                await net.build();
                glia.set({ [name]: value } as never);
                cells.play(events(6, steps, dt, 0.2, "heard"));
                await net.run(steps * dt);
                return Object.fromEntries(states.map((state) => [state, glia.get(state as never)]));
              }),
            );
            if ("refused" in given !== "refused" in set)
              fail(`${name} of ${value}`, "taken, or refused, at the beginning as after build", "one of the two");
            if ("refused" in given) continue;
            allFinite(given as Record<string, Column>);
            same(set, given, `${name} of ${value}, set after build`);
          }
      },
    ],
  ];
  checks.push([
    "every cell hears each listened slice by its gain and delay, as one that hears the sum of them",
    async () => {
      const [near, far] = [2, 5];
      const trains = events(6, steps, dt, 0.2, "heard");
      const outcome = (n: number, hear: (net: Network, glia: Astrocyte<GliaModel>) => () => void) =>
        using({ dt }, async (net) => {
          const glia = net.astrocyte("glia", n, model, typical as never) as Astrocyte<GliaModel>;
          const play = hear(net, glia);
          await net.build();
          play();
          await net.run((steps + far) * dt);
          const columns = states.map((state) => [state, glia.get(state as never) as Column] as const);
          return (k: number) => Object.fromEntries(columns.map(([state, values]) => [state, values[k]]));
        });
      const several = await outcome(3, (net, glia) => {
        const cells = net.population("cells", 6, spikeSource);
        net.listen(cells.slice(0, 2), glia, { gain: 0.125, delay: near * dt });
        net.listen(cells.slice(3, 5), glia, { gain: 0.25, delay: far * dt });
        return () => cells.play(trains);
      });
      // The same as one whole population of one gain and delay: events come as late, those of twice the gain twice.
      const alone = await outcome(1, (net, glia) => {
        const cells = net.population("cells", 6, spikeSource);
        net.listen(cells, glia, { gain: 0.125, delay: dt });
        const heard = trains.ids.flatMap((id, k) => {
          const at = (copy: number, lag: number) => ({ id: copy, time: trains.times[k]! + (lag - 1) * dt });
          if (id < 2) return [at(id, near)];
          return id === 3 || id === 4 ? [at(id - 1, far), at(id + 1, far)] : [];
        });
        return () => cells.play({ times: heard.map(({ time }) => time), ids: heard.map(({ id }) => id) });
      });
      for (let k = 0; k < 3; k++) same(several(k), alone(0), `cell ${k} of 3 differs from one alone`);
    },
  ]);
  const { order } = model;
  if (order !== undefined)
    checks.push(
      convergence(order, dt, async (h, most) => ({
        columns: Object.values(await run(typical, 0, 3 * most, h)),
        spiked: [],
      })),
    );
  return [...checks, ...repeatable(ground, steps, (net, watched) => stage(net, typical, 0.2, watched))];
};
