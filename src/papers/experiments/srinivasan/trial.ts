import { nrmse } from "../../../analysis/goodness.js";
import { memoryCapacity } from "../../../analysis/memoryCapacity.js";
import { Random } from "../../../random.js";
import { type Features, someRows } from "../../../readout/features.js";
import { Ridge } from "../../../readout/ridge.js";
import { betaTargets, eiReservoir } from "../../../reservoir/eiReservoir.js";
import type { RateReservoir, TargetRates } from "../../../reservoir/rateReservoir.js";
import { lorenz } from "../../../tasks/flows.js";
import { mackeyGlass } from "../../../tasks/mackeyGlass.js";
import { narma } from "../../../tasks/narma.js";
import { prediction } from "../../../tasks/prediction.js";
import type { Series, SeriesTask } from "../../../tasks/task.js";

export const taskNames = ["memory", "narma10", "mackeyGlass", "lorenz"] as const;
export type TaskName = (typeof taskNames)[number];

/** What all trials have in common. */
export interface Setup {
  neurons: number;
  /** Rows of each task, washed-out ones included. */
  rows: number;
  /** Whether neurons have as many sources each, or on average. */
  indegrees: "random" | "fixed";
  /** Steepness of the logistic function. */
  c: number;
  seed: number;
}

/** How inhibition was set: by the balance alone; step by step, or at once, to a target rate for all or to one for each. */
export type Inhibition =
  | { kind: "global" }
  | { kind: "online"; target: number }
  | { kind: "once"; target: number | "beta" };

/** One network, one task. */
export interface Trial {
  task: TaskName;
  /** Number of the network, from 0. */
  network: number;
  balance: number;
  inhibition: Inhibition;
}

/** What came of it. */
export interface Outcome {
  /** Memory capacity (steps), or the error of the test rows over the standard deviation of the target. */
  score: number;
  /** Mean rate of each neuron over all rows, and what it was to be (the balance alone: nothing). */
  rates: Float64Array;
  targets: Float64Array | null;
}

export const settings = {
  washout: 200,
  /** Steps ahead that chaotic series are predicted. */
  ahead: 10,
  delays: 60,
  memoryLambda: 1e-6,
  /** β of the readouts of the other tasks, to be chosen from on validation rows. */
  lambdas: [1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2],
  /** Of the input of every task: that of U(−0.8, 0.8). */
  inputSd: 0.8 / Math.sqrt(3),
  delta: 1e-3,
} as const;

/** Mean 0 and the common standard deviation. */
const standardised = ({ values, length, channels }: Series): Series => {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const sd = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length);
  return { values: values.map((x) => ((x - mean) / sd) * settings.inputSd), length, channels };
};

const firstChannel = ({ values, length, channels }: Series): Series => ({
  values: Float64Array.from({ length }, (_, row) => values[row * channels]!),
  length,
  channels: 1,
});

/** A task with its input standardised; the memory task has no target of its own. */
const taskOf = (
  name: TaskName,
  { rows: length, seed }: Setup,
  network: number,
): Pick<SeriesTask, "input"> & Partial<SeriesTask> => {
  const { washout, ahead } = settings;
  const split = { washout };
  if (name === "memory") {
    const random = new Random(seed, "srinivasan2025:memory", network);
    const values = Float64Array.from({ length }, () => 1.6 * random.uniform() - 0.8);
    return { input: { values, length, channels: 1 } };
  }
  // Every network hears another stretch of the same attractor.
  const stretch = { length: length + ahead, discard: 1000 + network * (length + ahead) };
  const task =
    name === "narma10"
      ? narma({ length, seed: seed + network, split })
      : prediction(firstChannel(name === "lorenz" ? lorenz(stretch) : mackeyGlass(stretch)), { steps: ahead, split });
  return { ...task, input: standardised(task.input) };
};

const adapted = async (
  reservoir: RateReservoir,
  inhibition: Inhibition,
  input: Series,
  seed: number,
): Promise<Float64Array | null> => {
  if (inhibition.kind === "global") return null;
  const targets: TargetRates = inhibition.target === "beta" ? betaTargets(reservoir.n, seed) : inhibition.target;
  if (inhibition.kind === "online") await reservoir.adapt(input, { targets, delta: settings.delta });
  else reservoir.adaptOnce(targets, [0]);
  reservoir.reset();
  return Float64Array.from({ length: reservoir.n }, (_, i) => (typeof targets === "number" ? targets : targets[i]!));
};

const meanRates = ({ values, rows, columns }: Features): Float64Array => {
  const means = new Float64Array(columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) means[column]! += values[row * columns + column]! / rows;
  return means;
};

const errorOf = async (states: Features, { target, split }: SeriesTask): Promise<number> => {
  const part = ([begin, end]: readonly [number, number]) => ({
    features: someRows(states, begin, end),
    targets: target.values.subarray(begin, end),
  });
  const readout = new Ridge({ outputs: 1, lambda: settings.lambdas, precision: "double" });
  const { features, targets } = part(split.train);
  await readout.fit(features, targets, { validation: part(split.validation) });
  const test = part(split.test);
  return nrmse(readout.predict(test.features), test.targets, { by: "sd" });
};

/** Trial module of a pool: one network learns one task. */
export const open =
  (setup: Setup) =>
  async ({ task: name, network, balance, inhibition }: Trial): Promise<Outcome> => {
    const indegree = Math.round(setup.neurons / 10);
    const seed = setup.seed + network;
    const reservoir = eiReservoir({
      ...{ neurons: setup.neurons, indegreeExc: indegree, indegreeInh: indegree },
      ...{ indegrees: setup.indegrees, c: setup.c, balance, seed },
    });
    const task = taskOf(name, setup, network);
    const targets = await adapted(reservoir, inhibition, task.input, seed);
    const states = await reservoir.run(task.input);
    const rates = meanRates(someRows(states, settings.washout, states.rows));
    const { target, split } = task;
    if (target && split)
      return { score: await errorOf(states, { name, input: task.input, target, split }), rates, targets };
    const { delays, washout, memoryLambda: lambda } = settings;
    return { score: memoryCapacity(states, task.input.values, { delays, washout, lambda }).total, rates, targets };
  };
