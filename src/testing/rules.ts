import { lifDiscrete, type Network, oneToOne, pairs, spikeSource, uniform } from "../index.js";
import type { PlasticityRule, ShortTermRule } from "../models/model.js";
import {
  allFinite,
  type Check,
  convergence,
  events,
  fail,
  type Ground,
  mapped,
  orRefusal,
  otherThan,
  repeatable,
  same,
  typicalOf,
  using,
  type Values,
  wordings,
} from "./check.js";

/** A rule, to be called with its params. */
export interface Callable<R> {
  readonly rule: R;
  // biome-ignore lint/suspicious/noExplicitAny: every rule has params of its own
  (params: any): { readonly params: Readonly<Record<string, unknown>> };
}

/** Cells that spike when they are told to, by a kick that is above any threshold, and forget nothing. */
const KICK = 1e8;
const obedient = { vTh: 1e6, tRef: 0, tauM: 1e20 } as const;

const everyPair = (n: number) => {
  const all = Array.from({ length: n }, (_, k) => k);
  return pairs(
    all.flatMap((j) => all.map(() => j)),
    all.flatMap(() => all),
  );
};

/** Conformance of a plasticity rule. */
export const plasticityChecks = (call: Callable<PlasticityRule>, ground: Ground): Check[] => {
  const { dt } = ground;
  const { rule: model } = call;
  const steps = Math.round(60 / dt);
  const n = 4;
  const typical = typicalOf(model.params);
  type Params = Record<string, number | string>;
  /** Those of a rule that keeps its weights within bounds. */
  const bounds = (wMin: number, wMax: number): Params => ({
    ...("wMin" in model.params ? { wMin } : {}),
    ...("wMax" in model.params ? { wMax } : {}),
  });
  /** Bounds that the rule takes with these words, and what is to be between them. */
  const bounded = (words: Params): { params: Params; weight: number } => {
    const params = { ...typical, ...words, ...bounds(0, 1) };
    try {
      call(params);
      return { params, weight: 0.5 };
    } catch {
      return { params: { ...params, ...bounds(-1, 0) }, weight: -0.5 };
    }
  };
  const usual = bounded({});

  /** Cells, each connected to each, that spike as a source tells them. */
  const stage = async (net: Network, { params, weight } = usual, delay = net.dt, watched = false) => {
    const source = net.population("source", n, spikeSource);
    const cells = net.population("cells", n, lifDiscrete, obedient);
    net.connect(source, cells, oneToOne(), { into: "delta", weight: KICK, delay });
    const projection = net.connect(cells, cells, everyPair(n), {
      into: "i",
      weight,
      delay,
      plasticity: call(params) as never,
    });
    if (watched) net.record(cells, "spikes");
    await net.build();
    return { source, projection, play: () => source.play(events(n, steps, dt, 0.4 * dt, "told")) };
  };
  const run = (form = usual, later: Values = {}) =>
    using({ dt }, async (net) => {
      const { projection, play } = await stage(net, form);
      if (Object.keys(later).length > 0) projection.set(later as never);
      play();
      await net.run(steps * dt);
      return { weights: await projection.weights() };
    });

  const checks: Check[] = [
    [
      "changes weights at typical params, whatever its words, and keeps them finite and within bounds",
      async () => {
        for (const words of wordings(model.choices)) {
          const form = bounded(words);
          const { wMin = -Infinity, wMax = Infinity } = form.params as Record<string, number>;
          const amplified = mapped(call(form.params).params as Record<string, number>, (value, name) =>
            model.amplitudes.includes(name) ? 1e3 * value : value,
          );
          for (const params of [form.params, { ...form.params, ...amplified, ...words }]) {
            const { weights } = await run({ ...form, params });
            allFinite({ weights });
            if (weights.every((w) => w === form.weight))
              fail(
                `what spikes in ${steps * dt} ms change of the weights (${JSON.stringify(params)})`,
                "something",
                "nothing",
              );
            for (const w of weights) if (w < wMin || w > wMax) fail("weights", `within ${wMin} … ${wMax}`, w);
          }
        }
      },
    ],
    [
      "changes nothing where no cell spikes, or where weights are frozen",
      async () => {
        for (const isFrozen of [true, false])
          await using({ dt }, async (net) => {
            const { projection, play } = await stage(net);
            if (isFrozen) {
              projection.freeze();
              play();
            }
            await net.run(steps * dt);
            const expected = new Float32Array(n * n).fill(usual.weight);
            same(await projection.weights(), expected, isFrozen ? "frozen weights" : "weights without a spike");
          });
      },
    ],
    [
      "reading weights between runs changes nothing",
      async () => {
        const read = await using({ dt }, async (net) => {
          const { projection, play } = await stage(net);
          play();
          for (const piece of [7, 1, steps - 8]) {
            await net.run(piece * dt);
            await projection.weights();
          }
          return { weights: await projection.weights() };
        });
        same(read, await run(), "read between");
      },
    ],
    [
      "a param given at the beginning and one set after build come to the same, or it is fixed once built",
      async () => {
        for (const words of wordings(model.choices)) {
          const form = bounded(words);
          const present = call(form.params).params as Record<string, number>;
          for (const [name, param] of Object.entries(model.params)) {
            const other = { [name]: otherThan(present[name]!, param) };
            const set = await orRefusal(() => run(form, other));
            if ("refused" in set) continue;
            // Amplitudes that are not given come from the bounds, which others then are.
            const given = await run({ ...form, params: { ...form.params, ...present, ...words, ...other } });
            same(set, given, `${name} of ${other[name]}, set after build (${JSON.stringify(words)})`);
          }
        }
      },
    ],
  ];

  const { order } = model;
  if (order !== undefined)
    checks.push(
      convergence(order, dt, (h, most) =>
        using({ dt: h }, async (net) => {
          const { source, projection } = await stage(net, usual, most);
          source.play({ times: [0, 0, 0.5, 1].map((time) => Math.round(time) * most), ids: [0, 1, 2, 3] });
          await net.run(6 * most);
          return { columns: [await projection.weights()], spiked: [] };
        }),
      ),
    );
  return [
    ...checks,
    ...repeatable(ground, steps, async (net, watched) => {
      const { projection, play } = await stage(net, usual, dt, watched);
      play();
      return async () => ({ weights: await projection.weights() });
    }),
  ];
};

/** Conformance of a short-term rule. */
export const shortTermChecks = (call: Callable<ShortTermRule>, ground: Ground): Check[] => {
  const { dt } = ground;
  const { rule: model } = call;
  const steps = Math.round(60 / dt);
  const [nPre, nPost] = [5, 9];
  const defaults = mapped(model.params, ({ default: value, typical = value }) => typical);
  /** The same number for all, or as what each synapse draws of its own. */
  const each = (value: number) => uniform(value, value);
  const forms: Record<string, (params: Record<string, number>) => object> = {
    "one number for all": (params) => params,
    "a number a synapse": (params) => mapped(params, each),
    "a number a synapse, but for time constants": (params) =>
      mapped(params, (value, name) => (Object.values(model.decays).includes(name) ? value : each(value))),
  };
  // Rows of 0 … 9 synapses, twice the same pair among them.
  const synapses = [9, 4, 0, 7, 1].flatMap((length, j) => Array.from({ length }, (_, k) => [j, k % 7] as const));
  const stage = async (net: Network, given: readonly object[], watched = false, delay = net.dt) => {
    const source = net.population("source", nPre, spikeSource);
    const cells = net.population("cells", nPost, lifDiscrete, obedient);
    const rule = pairs(
      synapses.map(([j]) => j),
      synapses.map(([, k]) => k),
    );
    for (const params of given)
      net.connect(source, cells, rule, {
        into: "delta",
        weight: 3,
        delay: synapses.map((_, k) => (1 + (k % 2)) * delay),
        shortTerm: call(params) as never,
      });
    if (watched) net.record(cells, "delta");
    await net.build();
    return { source, read: () => ({ passedOn: cells.get("v") }) };
  };
  const run = (params: object) =>
    using({ dt }, async (net) => {
      const { source, read } = await stage(net, [params]);
      source.play(events(nPre, steps, dt, 0.4 * dt, "sent"));
      await net.run(steps * dt);
      return read();
    });
  const checks: Check[] = [
    [
      "passes on something finite, the same where params are one number for all as where each synapse has its own",
      async () => {
        const expected = await run(defaults);
        allFinite(expected);
        if (expected.passedOn.every((value) => value === 0)) fail("what arrives", "something", "nothing");
        for (const [form, shaped] of Object.entries(forms)) same(await run(shaped(defaults)), expected, form);
      },
    ],
    [
      "every param matters, and stays finite at the ends of its range or is refused",
      async () => {
        const expected = await run(defaults);
        for (const [name, param] of Object.entries(model.params)) {
          const { passedOn } = await run({ ...defaults, [name]: otherThan(defaults[name]!, param) });
          if (passedOn.every((value, k) => value === expected.passedOn[k]))
            fail(`what ${name} changes`, "something", "nothing");
          for (const value of [param.min, param.max])
            for (const shaped of Object.values(forms)) {
              if (value === undefined) continue;
              const outcome = await orRefusal(() => run(shaped({ ...defaults, [name]: value })));
              if (!("refused" in outcome)) allFinite(outcome);
            }
        }
      },
    ],
  ];
  const { order } = model;
  if (order !== undefined)
    checks.push(
      convergence(order, dt, (h, most) =>
        using({ dt: h }, async (net) => {
          const { source, read } = await stage(net, [defaults], false, most);
          source.play({ times: [0, 0, 0, most, most], ids: [0, 1, 3, 0, 3] });
          await net.run(5 * most);
          return { columns: [read().passedOn], spiked: [] };
        }),
      ),
    );
  return [
    ...checks,
    ...repeatable(ground, steps, async (net, watched) => {
      const shaped = Object.values(forms).map((shape) => shape(defaults));
      const { source, read } = await stage(net, shaped, watched);
      source.play(events(nPre, steps, dt, 0.4 * dt, "sent"));
      return read;
    }),
  ];
};
