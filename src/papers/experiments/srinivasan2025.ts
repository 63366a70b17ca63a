import { experiment } from "./experiment.js";
import { runTrials } from "./runTrials.js";
import { balances, commonTarget, panelsOf, startBalance, tableOf, targetRates } from "./srinivasan/figures.js";
import { type Outcome, type Setup, settings, type Trial, taskNames } from "./srinivasan/trial.js";

const name = "srinivasan-2025";

/** Every network of every task. */
const trialsOf = (networks: number): Trial[] =>
  Array.from({ length: networks }, (_, network) =>
    taskNames.flatMap((task): Trial[] => [
      ...balances.flatMap((balance): Trial[] => [
        { task, network, balance, inhibition: { kind: "global" } },
        { task, network, balance, inhibition: { kind: "online", target: commonTarget } },
      ]),
      ...[...targetRates, "beta" as const].map(
        (target): Trial => ({ task, network, balance: startBalance, inhibition: { kind: "once", target } }),
      ),
    ]),
  ).flat();

/** Srinivasan, Plenz & Girvan (2025): reservoirs whose inhibition adapts to target rates. */
export const srinivasan2025 = experiment({
  name,
  title: "Reservoirs of rate neurons whose inhibition adapts locally to target rates",
  reference:
    "Srinivasan, Plenz & Girvan (2025), Nature Communications, doi:10.1038/s41467-025-64978-8, arXiv:2504.12480",
  variants: ["memory capacity", "NARMA-10", "Mackey–Glass", "Lorenz"],
  introduction: [
    "Reservoirs of excitatory and inhibitory rate neurons on four tasks: memory capacity, NARMA-10, and Mackey–Glass and Lorenz series ten steps ahead. \
Their inhibition is set globally, by the balance Σ A^I / Σ A^E from excess excitation to excess inhibition; or it adapts locally, each neuron's to its \
target rate: step by step (A^I_ij += δ (r_i − ρ_i)), or at once from the mean-field equation; to one target for all neurons, or to targets drawn \
from Beta(2, 2).",
    "The public record has the equations, most constants and the findings, but neither the list of tasks nor the values in the figures: tasks and \
their sizes are ours, and what is compared is the finding.",
  ],
  lessons: `
Published: best in balanced or slightly over-inhibited networks; adaptation improves on
globally tuned ones by up to 130 %; heterogeneous targets spare tuning and serve linear
and non-linear tasks alike.

Fewer neurons have fewer and stronger synapses: below some 200, networks adapted to 0.5 are
chaotic at c = 10, and lose by it.

How long it takes: half a minute of one core as it stands, with the paper's 500 neurons
some five minutes.

Examples:
  neuroglia reproduce ${name} --workers 2
  neuroglia reproduce ${name} --report srinivasan.html --json srinivasan.json
  neuroglia reproduce ${name} --neurons 500 --networks 5 --workers 2
  neuroglia reproduce ${name} --indegrees fixed          far less to adapt, far less gained
  neuroglia reproduce ${name} --networks 1 --rows 1000
`,
  options: {
    neurons: {
      kind: "whole",
      least: 30,
      most: 5000,
      default: 200,
      meaning: "neurons of a reservoir, 80 % excitatory; each hears a tenth as many of either kind",
    },
    networks: {
      kind: "whole",
      least: 1,
      most: 1000,
      default: 3,
      meaning: "reservoirs per condition, each of another seed",
    },
    indegrees: {
      kind: "word",
      words: ["random", "fixed"],
      default: "random",
      meaning:
        "sources of a neuron: random: a tenth of the neurons on average, so that each has a balance of its own; fixed: just so many",
    },
    c: { kind: "number", default: 10, meaning: "steepness of the logistic function; the paper's is 10" },
    rows: { kind: "whole", least: 600, most: 1_000_000, default: 3000, meaning: "steps of each task" },
  },
  run: async ({ neurons, networks, indegrees, c, rows }, run) => {
    const setup: Setup = { neurons, rows, indegrees, c, seed: run.seed };
    const trials = trialsOf(networks);
    const moduleUrl = new URL("./srinivasan/trial.js", import.meta.url);
    const done = await runTrials<Setup, Trial, Outcome>(moduleUrl, setup, trials, run);
    return {
      completed: done.length === trials.length,
      variant: `${networks} × ${neurons} neurons, ${indegrees} indegrees`,
      table: tableOf(done),
      panels: panelsOf(done),
      parameters: {
        neurons,
        "networks per condition": networks,
        "excitatory share": 0.8,
        "sources of each kind": Math.round(neurons / 10),
        indegrees,
        "c, θ": `${c}, 0`,
        "share of neurons with input": 0.3,
        "input weights": "uniform within ± 0.25",
        "input, standard deviation": Number(settings.inputSd.toPrecision(4)),
        δ: settings.delta,
        "rows of a task": rows,
        "washout, rows": settings.washout,
        "delays of the memory task": settings.delays,
        "β of the memory task": settings.memoryLambda,
        "β of the others": `best of ${settings.lambdas.join(", ")}`,
        "steps ahead, Mackey–Glass and Lorenz": settings.ahead,
      },
    };
  },
});
