import {
  type Astrocyte,
  type Group,
  Network,
  type NetworkOptions,
  NeurogliaError,
  Random,
  type StateRecording,
} from "../index.js";

/** What a check is called, and what throws where it fails. */
export type Check = readonly [what: string, check: () => Promise<void>];

/** Values of params or states by name, in tests that know no model's names. */
export type Values = Record<string, number | string | ArrayLike<number>>;

/** Present values of a state or input. */
export type Column = Float32Array | Float64Array;

/** What conformance runs every model at. */
export interface Ground {
  /** Step, ms. */
  readonly dt: number;
  /** Threads that are compared with one. */
  readonly workers: number;
}

export const fail = (what: string, expected: string, got: unknown): never => {
  throw new Error(`${what} must be ${expected}, got ${got}`);
};

/** Where two values part first, by `Object.is` for numbers; null where they are the same. */
const parting = (got: unknown, expected: unknown, path: string): string | null => {
  if (Object.is(got, expected)) return null;
  if (typeof got !== "object" || typeof expected !== "object" || !got || !expected)
    return `${path} is ${got}, not ${expected}`;
  const [a, b] = [got, expected] as Record<string, unknown>[];
  const isList = "length" in a!;
  if (isList && a!.length !== b!.length) return `length of ${path} is ${a!.length}, not ${b!.length}`;
  for (const key of Object.keys(b!)) {
    const found = parting(a![key], b![key], isList ? `${path}[${key}]` : path ? `${path}.${key}` : key);
    if (found) return found;
  }
  return null;
};

/** Fails unless both are the same to the bit. `claim`: what is thereby untrue. */
export const same = (got: unknown, expected: unknown, claim: string): void => {
  const found = parting(got, expected, "");
  if (found) throw new Error(`${claim}: ${found}`);
};

/** Fails where a column holds what is no finite number. */
export const allFinite = (columns: Readonly<Record<string, ArrayLike<number>>>): void => {
  for (const [name, values] of Object.entries(columns))
    for (let k = 0; k < values.length; k++) if (!Number.isFinite(values[k])) fail(`${name}[${k}]`, "finite", values[k]);
};

/** A network for as long as it is used. */
export const using = async <T>(options: NetworkOptions, use: (net: Network) => Promise<T>): Promise<T> => {
  const net = new Network({ seed: 5, ...options });
  try {
    return await use(net);
  } finally {
    await net.close();
  }
};

/** Records a column whose name is known when it runs only. */
export const recorded = (net: Network, part: Group | Astrocyte, column: string): StateRecording =>
  net.record(part as Group, column as "counts");

/** The message of the NeurogliaError that it rejects with, or what it resolves to. */
export const orRefusal = async <T>(act: () => Promise<T>): Promise<T | { readonly refused: string }> => {
  try {
    return await act();
  } catch (error) {
    // What is no finite number is no refusal, but what conformance looks for.
    if (error instanceof NeurogliaError && error.code !== "not-finite") return { refused: error.message };
    throw error;
  }
};

/** Trains of n cells in `steps` steps, each with a probability; a cell's own whatever n. */
export const events = (n: number, steps: number, dt: number, probability: number, purpose: string) => {
  const times: number[] = [];
  const ids: number[] = [];
  for (let id = 0; id < n; id++) {
    const random = new Random(1, purpose, id);
    for (let step = 0; step < steps; step++)
      if (random.uniform() < probability) {
        times.push(step * dt);
        ids.push(id);
      }
  }
  return { times, ids };
};

/** An object with the same keys. */
export const mapped = <V, W>(
  values: Readonly<Record<string, V>>,
  to: (value: V, name: string) => W,
): Record<string, W> => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, to(value, name)]));

type Param = { readonly default: number; readonly typical?: number; readonly min?: number; readonly max?: number };

export const defaultOf = (params: Readonly<Record<string, Param>>): Record<string, number> =>
  mapped(params, (param) => param.default);

/** Of those params that say what is typical, that. */
export const typicalOf = (params: Readonly<Record<string, Param>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(params).flatMap(([name, { typical }]) => (typical === undefined ? [] : [[name, typical]])),
  );

/** Another value than `present` of a param, within its range and not far off. */
export const otherThan = (present: number, { typical, min = -Infinity, max = Infinity }: Param): number => {
  const other = present === 0 ? (typical ?? 0.5) * 0.6 : present * 1.2;
  return other <= max && other >= min ? other : present * 0.8;
};

/** Every choice alone at each of its words, the others at their defaults; once `{}` where there is none. */
export const wordings = (
  choices: Readonly<Record<string, { readonly values: readonly string[] }>>,
): Record<string, string>[] => {
  const all = Object.entries(choices).flatMap(([name, { values }]) => values.map((value) => ({ [name]: value })));
  return all.length > 0 ? all : [{}];
};

/**
 * What every model's network has to be: the same however it is run. `stage` describes and builds a network, `watched` with
 * recordings of all that there is, sets what it plays, and returns what reads the present values.
 */
export const repeatable = (
  { dt, workers }: Ground,
  steps: number,
  stage: (net: Network, watched: boolean) => Promise<() => Promise<object> | object>,
): Check[] => {
  const first = Math.floor(steps / 3);
  /** What comes of it in runs of so many steps, from a checkpoint on where there is one. */
  const outcome = (
    pieces: readonly number[],
    { watched = false, threads = 1, from = null as Uint8Array | null } = {},
  ) =>
    using({ dt, workers: threads }, async (net) => {
      const read = await stage(net, watched);
      if (from) await net.restore(from);
      for (const piece of pieces) await net.run(piece * dt);
      return { ...net.activity(), ...(await read()) };
    });
  const once = () => outcome([steps]);
  return [
    [
      "a run gives the same bits twice, and in pieces",
      async () => {
        const expected = await once();
        same(await once(), expected, "a second run differs from the first");
        same(await outcome([first, 1, steps - first - 1]), expected, "three runs differ from one");
      },
    ],
    [
      "recording changes nothing",
      async () => same(await outcome([steps], { watched: true }), await once(), "with recordings"),
    ],
    [
      "from a checkpoint on, another network comes to the same bits",
      async () => {
        const from = await using({ dt }, async (net) => {
          await stage(net, false);
          await net.run(first * dt);
          return net.checkpoint();
        });
        same(await outcome([steps - first], { from }), await once(), "from a checkpoint");
      },
    ],
    [
      `one thread and ${workers} give the same bits`,
      async () => same(await outcome([steps], { threads: workers }), await once(), `on ${workers} threads`),
    ],
  ];
};

/** Share of a column's greatest value by which rounding to f32 in some hundred steps may move one. */
const ROUNDING = 2e-5;

/** What cells come to at one step, and which of them spiked on the way. */
interface Arrival {
  readonly columns: readonly Column[];
  readonly spiked: readonly number[];
}

/**
 * The declared order, measured: what it comes to at several steps is compared with what it does at dt/8, for those that
 * spike at none of them. `at` runs with a step of h what lasts 3 × most ms, with all that happens on the grid of `most`.
 */
export const convergence = (
  order: 1 | 2 | "exact",
  dt: number,
  at: (h: number, most: number) => Promise<Arrival>,
): Check => {
  const errorsBy = async (times: number): Promise<{ h: number; error: number }[]> => {
    const finest = await at(dt / 8, times * dt);
    const runs = new Map<number, Arrival>();
    for (let each = times; each >= 1; each /= 2) {
      const run = await orRefusal(() => at(each * dt, times * dt));
      if (!("refused" in run)) runs.set(each * dt, run);
    }
    const spiked = new Set([finest, ...runs.values()].flatMap((run) => run.spiked));
    const still = [...finest.columns[0]!.keys()].filter((k) => !spiked.has(k));
    if (still.length === 0)
      return times > 2
        ? errorsBy(times / 2)
        : fail(`cells that do not spike within ${6 * dt} ms`, "some, to compare", 0);
    const greatest = (of: (k: number) => number): number => Math.max(...still.map((k) => Math.abs(of(k))));
    return [...runs].map(([h, { columns }]) => {
      const errors = columns.map((values, c) => {
        const reference = finest.columns[c]!;
        return greatest((k) => values[k]! - reference[k]!) / (greatest((k) => reference[k]!) || 1);
      });
      return { h, error: Math.max(...errors) };
    });
  };
  return [
    `nears its limit with dt as declared, order ${order}`,
    async () => {
      const errors = await errorsBy(16);
      const listed = errors.map(({ h, error }) => `${error.toExponential(1)} at ${+h.toPrecision(6)} ms`).join(", ");
      if (order === "exact") {
        if (!errors.every(({ error }) => error < ROUNDING))
          fail("distances from what it comes to at dt/8, relatively,", `below ${ROUNDING}`, listed);
        return;
      }
      const [before, last] = errors.filter(({ error }) => error > 2 * ROUNDING).slice(-2);
      // Where all are nearer than rounding tells, there is nothing to measure.
      if (!last) return;
      if (!before)
        return fail("distances from what it comes to at dt/8", "above rounding at two steps, or at none", listed);
      const measured = Math.log(before.error / last.error) / Math.log(before.h / last.h);
      // The run at dt/8 is no limit itself, and a step is no small one.
      if (!(measured > order - 0.3)) fail("order", `at least ${order}`, `${measured.toFixed(2)} (${listed})`);
    },
  ];
};
