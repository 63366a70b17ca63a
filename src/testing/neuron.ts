import { type Group, type Network, oneToOne, pairs, spikeSource } from "../index.js";
import { valuesWith } from "../models/expression.js";
import type { NeuronModel } from "../models/model.js";
import {
  allFinite,
  type Check,
  type Column,
  convergence,
  defaultOf,
  events,
  fail,
  type Ground,
  mapped,
  orRefusal,
  otherThan,
  recorded,
  repeatable,
  same,
  typicalOf,
  using,
  type Values,
  wordings,
} from "./check.js";

/** Whether weights as they are usual draw it towards its threshold (1), away from it (−1), or neither. */
const effectOf = ({ drives = 1, typical = 1 }: NeuronModel["inputs"][string]): number => Math.sign(drives * typical);

/** Whether any number of two sets of columns is another. */
const differ = (some: Readonly<Record<string, Column>>, others: Readonly<Record<string, Column>>): boolean =>
  Object.entries(some).some(([name, values]) => values.some((value, k) => value !== others[name]![k]));

interface Given {
  readonly n?: number;
  readonly params?: Values;
  readonly summation?: "all" | "lastSpike";
  /** Multiplies the typical weights. */
  readonly strength?: number;
  /** Events a ms into inputs; otherwise some 0.4 of them excite and 0.1 inhibit. */
  readonly rates?: Readonly<Record<string, number>>;
  /** States begin with their defaults, whatever their initial values would be. */
  readonly fixed?: boolean;
}

/** Conformance of a neuron. */
export const neuronChecks = (model: NeuronModel, ground: Ground): Check[] => {
  const { dt } = ground;
  const stepsOf = (ms: number): number => Math.max(20, Math.round(ms / dt));
  const steps = stepsOf(50);
  const inputNames = Object.keys(model.inputs);
  const columnNames = Object.keys({ ...model.state, ...model.inputs });
  /** States whose initial values are not their defaults. */
  const derived = Object.keys(model.state).filter((name) => model.state[name]!.initial !== undefined);
  const excites = inputNames.filter((name) => effectOf(model.inputs[name]!) > 0);

  const ratesOf = (names: readonly string[], rate: number) => Object.fromEntries(names.map((name) => [name, rate]));
  const exciting = ratesOf(excites, 0.4 / excites.length);
  const usual = { ...ratesOf(inputNames, 0.1), ...exciting };

  /** Cells with a source of its own for every input of each; returns how to play and to read. */
  const drivenCells = (
    net: Network,
    { n = 13, params = {}, summation = "all", strength = 1, rates = usual, fixed = false }: Given,
  ) => {
    const cells = net.population("cells", n, model, params as never) as Group<NeuronModel>;
    if (fixed) cells.init(Object.fromEntries(derived.map((name) => [name, model.state[name]!.default])) as never);
    const sources = Object.entries(rates).map(([into, rate]) => {
      const { typical = 1, decay, arrives } = model.inputs[into]!;
      const source = net.population(`source of ${into}`, n, spikeSource);
      const mayBeLast = decay !== undefined && arrives === "before";
      net.connect(source, cells, oneToOne(), {
        into,
        weight: typical * strength,
        summation: mayBeLast ? summation : "all",
      });
      return { into, rate, source };
    });
    return {
      cells,
      play: (duration: number) => {
        let played = 0;
        for (const { into, rate, source } of sources) {
          const trains = events(n, duration, dt, rate * dt, `source of ${into}`);
          source.play(trains);
          played += trains.ids.length;
        }
        return played;
      },
      read: (): Record<string, Column> =>
        Object.fromEntries(columnNames.map((name) => [name, cells.get(name as never)])),
    };
  };

  /** Its spikes, and columns at the end. */
  const run = (given: Given, duration = steps, later: Values = {}) =>
    using({ dt }, async (net) => {
      const { cells, play, read } = drivenCells(net, given);
      const spikes = net.record(cells, "spikes");
      await net.build();
      if (Object.keys(later).length > 0) cells.set(later as never);
      const played = play(duration);
      await net.run(duration * dt);
      const { spikes: all, hash } = net.activity();
      const { times, ids } = spikes;
      return { times, ids, columns: read(), hash, activity: all - played };
    });
  const spikesOf = async (given: Given, duration = steps): Promise<number> => (await run(given, duration)).ids.length;

  const typical = typicalOf(model.params);
  const summations = Object.values(model.inputs).some(({ decay, arrives }) => decay && arrives === "before")
    ? (["all", "lastSpike"] as const)
    : (["all"] as const);
  const forms = summations.flatMap((summation) => wordings(model.choices).map((words) => ({ summation, words })));
  const defaults = defaultOf(model.params);

  const checks: Check[] = [
    [
      "begins with the defaults of its states, which are finite as its inputs are",
      () =>
        using({ dt }, async (net) => {
          const { read } = drivenCells(net, {});
          await net.build();
          const columns = read();
          allFinite(columns);
          for (const [name, { default: value }] of Object.entries(model.state))
            for (const got of derived.includes(name) ? [] : columns[name]!)
              if (Math.abs(got - value) > 1e-6 * Math.abs(value))
                fail(`${name} before the first step`, `${value}`, got);
        }),
    ],
    [
      "stays finite, and spikes, under typical input",
      async () => {
        for (const words of wordings(model.choices)) {
          const { columns, ids } = await run({ params: { ...typical, ...words } });
          allFinite(columns);
          if (ids.length === 0)
            fail(
              `number of spikes of 13 cells in ${steps * dt} ms`,
              `above 0 with typical params (${JSON.stringify({ ...typical, ...words })}) and about 0.4 typical events a ms into ${excites.map((name) => `"${name}" (${model.inputs[name]!.typical ?? 1} ${model.inputs[name]!.unit})`)}`,
              0,
            );
        }
      },
    ],
    [
      "stays finite at the ends of its params' ranges, or is refused; beyond them it is refused",
      async () => {
        for (const [name, { min, max }] of Object.entries(model.params))
          for (const [end, out] of [
            [min, -1],
            [max, 1],
          ] as const) {
            if (end === undefined) continue;
            const at = await orRefusal(() => run({ n: 5, params: { ...typical, [name]: end } }, 40));
            if ("columns" in at) allFinite(at.columns);
            const beyond = end + out * Math.max(1, Math.abs(end) * 1e-3);
            if (!("refused" in (await orRefusal(() => run({ n: 1, params: { [name]: beyond } }, 1)))))
              fail(`${name} of ${beyond}`, `refused, as ${out < 0 ? "min" : "max"} is ${end}`, "a run");
          }
      },
    ],
    [
      "padding is inert: a cell does the same in populations of 1 … 18 cells, and none spikes that is not there",
      async () => {
        const large = await run({ n: 18, params: typical });
        for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 16, 17]) {
          const small = await run({ n, params: typical });
          const here = [...large.ids.keys()].filter((k) => large.ids[k]! < n);
          const expected = {
            times: Float64Array.from(here, (k) => large.times[k]!),
            ids: Uint32Array.from(here, (k) => large.ids[k]!),
            columns: Object.fromEntries(columnNames.map((name) => [name, large.columns[name]!.slice(0, n)])),
          };
          const { times, ids, columns, activity } = small;
          const beyond = ids.find((id) => id >= n);
          if (beyond !== undefined) fail("cells that spike", `0 … ${n - 1}, the ones there are`, beyond);
          if (activity !== ids.length) fail("spikes in all", `${ids.length}, as recorded`, activity);
          same({ times, ids, columns }, expected, `cells 0 … ${n - 1}, alone and among 18`);
        }
      },
    ],
    [
      "cells keep to themselves: one that is driven does the same at each place of a vector as alone, and its neighbours nothing",
      async () => {
        /** What becomes of each of n cells where `driven` get the same events and the others none. */
        const drivenAmong = (n: number, driven: readonly number[], params: Values, strength: number) =>
          using({ dt }, async (net) => {
            const cells = net.population("cells", n, model, params as never) as Group<NeuronModel>;
            const sources = Object.entries(usual).map(([into, rate]) => {
              const source = net.population(`source of ${into}`, 1, spikeSource);
              net.connect(source, cells, pairs(new Array(driven.length).fill(0), driven), {
                into,
                weight: (model.inputs[into]!.typical ?? 1) * strength,
              });
              return { source, trains: events(1, steps, dt, rate * dt, `source of ${into}`) };
            });
            const spikes = net.record(cells, "spikes");
            await net.build();
            for (const { source, trains } of sources) source.play(trains);
            await net.run(steps * dt);
            const columns = columnNames.map((name) => [name, cells.get(name as never) as Column] as const);
            const of = (k: number) => ({
              times: [...spikes.times].filter((_, event) => spikes.ids[event] === k),
              ...Object.fromEntries(columns.map(([name, values]) => [name, values[k]])),
            });
            return { spikes: spikes.length, of };
          });
        const [low, high] = [defaults, { ...defaults, ...typical }].map((params) => mapped(params, Math.fround));
        let strength = 1;
        while (strength < 128 && (await drivenAmong(1, [0], high!, strength)).spikes === 0) strength *= 2;
        const n = 16;
        // One cell in each of four vectors, at another place in each.
        const driven = [0, 5, 10, 15];
        const mixed = mapped(high!, (value, name) =>
          Array.from({ length: n }, (_, k) => (driven.includes(k) ? value : low![name]!)),
        );
        for (const [params, rest, what] of [
          [high!, high!, "of the same params"],
          [mixed, low!, "of params of their own"],
        ] as const) {
          const all = await drivenAmong(n, driven, params, strength);
          const alone = (await drivenAmong(1, [0], high!, strength)).of(0);
          const silent = (await drivenAmong(1, [], rest, strength)).of(0);
          for (let k = 0; k < n; k++)
            same(
              all.of(k),
              driven.includes(k) ? alone : silent,
              `cell ${k}${driven.includes(k) ? ", driven," : ""} of ${n} with ${driven.join(", ")} driven, ${what}, differs from one alone`,
            );
        }
      },
    ],
    [
      "every param matters",
      async () => {
        const given = { ...defaults, ...typical };
        for (const [name, param] of Object.entries(model.params)) {
          const value = given[name]!;
          const others = [otherThan(value, param), value * 2, value / 2, param.min, param.max].filter(
            (other): other is number =>
              other !== undefined && other !== value && other >= (param.min ?? other) && other <= (param.max ?? other),
          );
          const changes = async (): Promise<boolean> => {
            for (const { summation, words } of forms) {
              const { hash, columns } = await run({ n: 5, params: { ...given, ...words }, summation });
              for (const other of others) {
                const changed = await orRefusal(() =>
                  run({ n: 5, params: { ...given, ...words, [name]: other }, summation }),
                );
                if ("refused" in changed) continue;
                if (changed.hash !== hash || differ(changed.columns, columns)) return true;
              }
            }
            return false;
          };
          if (!(await changes()))
            fail(
              `what ${name} of ${others.join(", ")} changes of spikes, states and inputs, from ${value}`,
              "something (where other params keep it from it, give them `typical` values)",
              "nothing",
            );
        }
      },
    ],
    [
      "params of one equal value a cell have the bits of one value for all, and setting a param to its value changes nothing",
      async () => {
        for (const { summation, words } of forms)
          for (const n of [1, 4, 7, 16, 21]) {
            // One value a cell is kept in f32.
            const given = mapped({ ...defaults, ...typical }, Math.fround);
            const uniform = await run({ n, params: { ...given, ...words }, summation });
            const perCell = await run({
              n,
              params: { ...mapped(given, (value) => new Array<number>(n).fill(value)), ...words },
              summation,
            });
            same(perCell, uniform, `with one value a cell (${n} cells, ${JSON.stringify(words)}, ${summation})`);
            const set = await run({ n, params: { ...given, ...words }, summation }, steps, given);
            same(set, uniform, `after set to the same (${n} cells, ${JSON.stringify(words)}, ${summation})`);
          }
      },
    ],
    [
      "a param given at the beginning and one set after build come to the same",
      async () => {
        for (const { summation, words } of forms)
          for (const [name, param] of Object.entries(model.params)) {
            const other = { [name]: otherThan(param.default, param) };
            const given = await orRefusal(() => run({ n: 5, params: { ...words, ...other }, summation, fixed: true }));
            const set = await orRefusal(() => run({ n: 5, params: words, summation, fixed: true }, steps, other));
            if ("refused" in given !== "refused" in set)
              fail(`${name} of ${other[name]}`, "refused, or taken, by both", "one of the two");
            if (!("refused" in given)) same(set, given, `${name} = ${other[name]}, set after build`);
          }
      },
    ],
    [
      "a state is read as it was set between runs, and of no other cell",
      () =>
        using({ dt }, async (net) => {
          const { cells, play, read } = drivenCells(net, { params: typical });
          await net.build();
          play(steps);
          await net.run(10 * dt);
          for (const [name, { default: value }] of Object.entries(model.state)) {
            const before = read();
            cells.slice(3, 6).set({ [name]: value } as never);
            const after = read();
            for (const [column, values] of Object.entries(after))
              for (let k = 0; k < values.length; k++) {
                const isSet = column === name && k >= 3 && k < 6;
                const expected = isSet ? value : before[column]![k]!;
                if (Math.abs(values[k]! - expected) > (isSet ? 1e-6 * Math.abs(value) : 0))
                  fail(`${column}[${k}] after ${name} of cells 3 … 5 was set to ${value}`, `${expected}`, values[k]);
              }
          }
          await net.run(10 * dt);
          allFinite(read());
        }),
    ],
    [
      "inputs fade as declared: those with a decay by its factor a step, others that arrive before a step are gone after it",
      async () => {
        const declared = valuesWith(model, { ...defaults, ...mapped(model.choices, (choice) => choice.default) }, dt);
        for (const [into, { decay, arrives, typical: weight = 1 }] of Object.entries(model.inputs)) {
          const column = await using({ dt }, async (net) => {
            const cells = net.population("cells", 1, model);
            const source = net.population("source", 1, spikeSource);
            net.connect(source, cells, oneToOne(), { into: into as never, weight: weight / 100 });
            const recording = recorded(net, cells, into);
            await net.build();
            source.play({ times: [0], ids: [0] });
            await net.run(8 * dt);
            return recording.values;
          });
          if (decay === undefined) {
            if (arrives === "before") same([...column.slice(1)], new Array(7).fill(0), `${into}, which no decay keeps`);
            continue;
          }
          const factor = Number(declared(decay));
          if (!(factor >= 0 && factor < 1)) fail(`factor on ${into} a step, ${decay},`, "in [0, 1)", factor);
          if (column[1] === 0) fail(`${into} after the step in which an event arrives`, "other than 0", 0);
          for (let k = 2; k < 8; k++)
            if (Math.abs(column[k]! - factor * column[k - 1]!) > 1e-5 * Math.abs(column[k - 1]!))
              fail(
                `${into} ${k} steps after an event, over that of the step before`,
                `${decay}, ${factor}`,
                column[k]! / column[k - 1]!,
              );
        }
      },
    ],
    [
      "inputs do what they say: typical amounts make it spike more, or less",
      async () => {
        for (const [into, input] of Object.entries(model.inputs)) {
          const effect = effectOf(input);
          if (effect === 0) continue;
          const without = effect > 0 ? {} : exciting;
          const spikes = [without, { ...without, [into]: 1 / dt }].map((rates) => spikesOf({ params: typical, rates }));
          const [few, many] = await Promise.all(spikes);
          if (!(effect * (many! - few!) > 0))
            fail(
              `spikes with typical events into "${into}"`,
              `${effect > 0 ? "more" : "fewer"} than without, ${few}`,
              many,
            );
        }
      },
    ],
  ];

  const { refractory: period } = model;
  if (period !== undefined)
    checks.push([
      `after a spike there is none for round(${period}/dt) steps, and there may be one in the next`,
      async () => {
        for (const words of wordings(model.choices))
          for (const inSteps of [0, 1, 3, 7.4, 7.6]) {
            const { times, ids } = await run(
              { n: 3, params: { ...words, [period]: inSteps * dt }, rates: ratesOf(excites, 1 / dt), strength: 100 },
              60,
            );
            const waits = new Set<number>();
            const last = new Map<number, number>();
            ids.forEach((id, k) => {
              const step = Math.round(times[k]! / dt);
              if (last.has(id)) waits.add(step - last.get(id)!);
              last.set(id, step);
            });
            const shortest = Math.min(...waits);
            if (shortest !== Math.round(inSteps) + 1)
              fail(
                `steps between spikes with ${period} of ${inSteps} steps, ${JSON.stringify(words)}, driven without rest`,
                `at least, and once, ${Math.round(inSteps) + 1}`,
                waits.size > 0 ? shortest : "no second spike",
              );
          }
      },
    ]);

  const { order } = model;
  const nStill = 8;
  const through = Object.entries(model.inputs).filter(([, { decay, arrives }]) => decay && arrives === "after");
  const upToTypical = mapped(typical, (value, name) =>
    Array.from({ length: nStill }, (_, k) => defaults[name]! + ((value - defaults[name]!) * k) / nStill),
  );
  if (order !== undefined)
    checks.push(
      convergence(order, dt, (h, most) =>
        using({ dt: h }, async (net) => {
          const cells = net.population("cells", nStill, model, upToTypical as never);
          const source = net.population("source", 1, spikeSource);
          const all = Array.from({ length: nStill }, (_, k) => k);
          for (const [into, { typical: amount = 1 }] of through)
            net.connect(source, cells, pairs(new Array(nStill).fill(0), all), {
              into: into as never,
              weight: all.map((k) => (amount * ((k * 3) % nStill)) / nStill / 4),
              delay: most,
            });
          const spikes = net.record(cells, "spikes");
          await net.build();
          source.play({ times: [0], ids: [0] });
          await net.run(3 * most);
          return { columns: columnNames.map((name) => cells.get(name as never)), spiked: [...spikes.ids] };
        }),
      ),
    );

  return [
    ...checks,
    ...repeatable(ground, steps, async (net, watched) => {
      const { cells, play, read } = drivenCells(net, { n: 37, params: typical });
      if (watched) for (const name of ["spikes", "counts", ...columnNames]) recorded(net, cells, name);
      await net.build();
      play(steps);
      return read;
    }),
  ];
};
