import type { FigureRow, Panel } from "../experiment.js";
import type { DoneTrial } from "../runTrials.js";
import { type Outcome, type TaskName, type Trial, taskNames } from "./trial.js";

/** Trials that are done. */
export type Done = readonly DoneTrial<Trial, Outcome>[];

export const balances = [0.6, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 2] as const;
export const targetRates = [0.1, 0.3, 0.5, 0.7, 0.9] as const;
/** The target of all neurons where balances are compared. */
export const commonTarget = 0.5;
/** Where one-shot adaptation starts from: what it makes of a network does not depend on it. */
export const startBalance = 1;

const abstract = "Srinivasan, Plenz & Girvan (2025), arXiv:2504.12480, abstract";

const titles: Record<TaskName, string> = {
  memory: "memory capacity",
  narma10: "NARMA-10",
  mackeyGlass: "Mackey–Glass",
  lorenz: "Lorenz",
};
const measureOf = (task: TaskName): string => (task === "memory" ? "memory capacity, steps" : "NRMSE");

/** Mean over networks, and its spread; NaN where no trial is done. */
interface Summary {
  mean: number;
  sd: number;
}

/** Whether a trial belongs, by what is asked for. */
type Question = Partial<Pick<Trial, "task" | "balance">> & {
  kind: Trial["inhibition"]["kind"];
  target?: number | "beta";
};

const summaryOf = (done: Done, { task, balance, kind, target }: Question): Summary => {
  const scores = done
    .filter(
      ({ trial }) =>
        trial.task === task &&
        trial.inhibition.kind === kind &&
        (balance === undefined || trial.balance === balance) &&
        (target === undefined || ("target" in trial.inhibition && trial.inhibition.target === target)),
    )
    .map(({ outcome }) => outcome.score);
  const mean = scores.reduce((sum, x) => sum + x, 0) / scores.length;
  return { mean, sd: Math.sqrt(scores.reduce((sum, x) => sum + (x - mean) ** 2, 0) / Math.max(1, scores.length - 1)) };
};

/** How much better `ours` is than `theirs`, %: more capacity, or so much less error that the other is this much more. */
const improvement = (task: TaskName, ours: number, theirs: number): number =>
  100 * ((task === "memory" ? ours / theirs : theirs / ours) - 1);

const numberOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** The balance of best mean score without adaptation, and that score; NaN until all balances have been tried. */
const bestGlobal = (done: Done, task: TaskName): { balance: number; mean: number } => {
  const each = balances.map((balance) => ({ balance, ...summaryOf(done, { task, balance, kind: "global" }) }));
  if (each.some(({ mean }) => Number.isNaN(mean))) return { balance: Number.NaN, mean: Number.NaN };
  const sign = task === "memory" ? 1 : -1;
  return each.reduce((best, one) => (sign * one.mean > sign * best.mean ? one : best));
};

/** The best of the homogeneous targets, adapted at once. */
const bestTarget = (done: Done, task: TaskName): number => {
  const means = targetRates.map((target) => summaryOf(done, { task, kind: "once", target }).mean);
  if (means.some(Number.isNaN)) return Number.NaN;
  return task === "memory" ? Math.max(...means) : Math.min(...means);
};

/** Figures beside the published findings. */
export const tableOf = (done: Done): FigureRow[] => {
  const rows = taskNames.flatMap((task): FigureRow[] => {
    const global = bestGlobal(done, task);
    const adapted = {
      Online: summaryOf(done, { task, balance: startBalance, kind: "online" }).mean,
      Once: bestTarget(done, task),
      Beta: summaryOf(done, { task, kind: "once", target: "beta" }).mean,
    };
    const best = task === "memory" ? Math.max(...Object.values(adapted)) : Math.min(...Object.values(adapted));
    const what = task === "memory" ? titles[task] : `${titles[task]}, NRMSE`;
    const row = (name: string, meaning: string, here: number, unit = "", published?: string): FigureRow => ({
      name: `${task}${name}`,
      meaning,
      ...(unit && { unit }),
      here: numberOrNull(here),
      published: published === undefined ? null : { value: published, source: abstract },
    });
    const steps = task === "memory" ? "steps" : "";
    return [
      row("BestBalance", `${titles[task]}: best balance Σ A^I / Σ A^E`, global.balance, "", "1 or slightly above"),
      row("Global", `${what}: not adapted, best balance`, global.mean, steps),
      row("Online", `${what}: adapted on line to ${commonTarget}`, adapted.Online, steps),
      row("Once", `${what}: adapted at once to the best target`, adapted.Once, steps),
      row("Beta", `${what}: adapted at once to Beta(2, 2)`, adapted.Beta, steps),
      row("Improvement", `${titles[task]}: best adapted over best balance`, improvement(task, best, global.mean), "%"),
    ];
  });
  const improvements = rows.filter(({ name }) => name.endsWith("Improvement")).map(({ here }) => here ?? Number.NaN);
  return [
    {
      name: "largestImprovement",
      meaning: "largest improvement over the best balance",
      unit: "%",
      here: numberOrNull(Math.max(...improvements)),
      published: { value: "up to 130", source: abstract },
    },
    ...rows,
  ];
};

const byBalance = (done: Done, task: TaskName): Panel[] => {
  const of = (kind: "global" | "online") => balances.map((balance) => summaryOf(done, { task, balance, kind }));
  const [global, online] = [of("global"), of("online")];
  const beta = summaryOf(done, { task, kind: "once", target: "beta" });
  if (global.every(({ mean }) => Number.isNaN(mean))) return [];
  const column = (each: readonly Summary[]) => ({
    values: each.map(({ mean }) => mean),
    spread: each.map(({ sd }) => sd),
  });
  return [
    {
      kind: "lines",
      title: `${titles[task]} over the balance`,
      caption: `Mean ± standard deviation over networks. Below 1 excitation prevails, above 1 inhibition; adaptation makes the start irrelevant. ${
        task === "memory" ? "More is better." : "Less is better."
      }`,
      x: { label: "Σ A^I / Σ A^E before adaptation", values: balances },
      y: { label: measureOf(task) },
      series: [
        { label: "not adapted", ...column(global) },
        { label: `adapted on line to ${commonTarget}`, ...column(online) },
        { label: "adapted at once, Beta(2, 2) targets", values: balances.map(() => beta.mean) },
      ],
    },
  ];
};

const byTarget = (done: Done): Panel[] => {
  const relative = (task: TaskName): number[] => {
    const { mean } = bestGlobal(done, task);
    return targetRates.map((target) => improvement(task, summaryOf(done, { task, kind: "once", target }).mean, mean));
  };
  const values = taskNames.flatMap((task) => [
    ...relative(task),
    improvement(task, summaryOf(done, { task, kind: "once", target: "beta" }).mean, bestGlobal(done, task).mean),
  ]);
  if (values.every(Number.isNaN)) return [];
  return [
    {
      kind: "heat",
      title: "Improvement over the best balance",
      caption: "Inhibition adapted at once, to one target rate for all neurons or to one for each.",
      x: { label: "target rate", values: [...targetRates, "Beta"] },
      y: { label: "", values: taskNames.map((task) => titles[task]) },
      values,
      // Where a target ruins a task, how much so would leave no colour for anything else.
      scale: { label: "improvement, %, held within ± 130", range: [-130, 130] },
    },
  ];
};

const reached = (done: Done): Panel[] => {
  const of = (kind: "online" | "once", target: number | "beta") =>
    done.find(
      ({ trial: { task, network, inhibition } }) =>
        task === "memory" && network === 0 && inhibition.kind === kind && inhibition.target === target,
    )?.outcome;
  const [online, beta] = [of("online", commonTarget), of("once", "beta")];
  const series = [
    ...(online?.targets ? [{ label: "on line", x: online.targets, y: online.rates }] : []),
    ...(beta?.targets ? [{ label: "at once, Beta(2, 2)", x: beta.targets, y: beta.rates }] : []),
  ];
  if (series.length === 0) return [];
  return [
    {
      kind: "points",
      title: "Rates after adaptation",
      caption:
        "Mean rate of each neuron of the first network on the memory task, with its weights as adapted and fixed.",
      x: { label: "target rate", range: [0, 1] },
      y: { label: "mean rate", range: [0, 1] },
      series,
    },
  ];
};

/** What the report draws. */
export const panelsOf = (done: Done): Panel[] => [
  ...taskNames.flatMap((task) => byBalance(done, task)),
  ...byTarget(done),
  ...reached(done),
];
