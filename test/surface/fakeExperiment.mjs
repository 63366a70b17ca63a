// The `neuroglia` command around an experiment that only pretends: ten steps of FAKE_MS ms, interruptible between them.
import { setTimeout as sleep } from "node:timers/promises";
import { experimentCommand } from "../../dist/src/cli/experiment.js";
import { runCommandLine } from "../../dist/src/cli/program.js";
import { NeurogliaError } from "../../dist/src/errors.js";
import { experiment } from "../../dist/src/papers/experiments/experiment.js";

export const fakePaper = experiment({
  name: "fake-2026",
  title: "A title",
  reference: "An author (2026)",
  variants: ["plain"],
  introduction: ["Pretends."],
  lessons: "\nExamples:\n  neuroglia reproduce fake-2026\n",
  options: {
    size: { kind: "whole", least: 1, most: 10, default: 4, meaning: "networks" },
    noise: { kind: "number", orZero: true, unit: "mV", meaning: "noise, mV" },
    order: { kind: "word", words: ["up", "down"], default: "up", meaning: "which way" },
  },
  run: async ({ size, noise, order }, { seed, workers, signal, onProgress }) => {
    if (noise > 5)
      throw new NeurogliaError({
        code: "bad-option",
        what: "--noise",
        where: "fake-2026",
        expected: "≤ 5",
        got: noise,
      });
    let done = 0;
    while (done < 10 && !signal?.aborted) {
      await sleep(Number(process.env.FAKE_MS ?? 0));
      done++;
      onProgress?.({ stage: "networks", done, total: 10 });
    }
    const completed = done === 10;
    const x = [1, 2, 3];
    return {
      completed,
      variant: `${size} ${order}`,
      table: [
        {
          name: "capacity",
          meaning: "memory capacity",
          unit: "steps",
          here: seed + workers / 8,
          published: { value: 18.78, source: "their table 1" },
        },
        {
          name: "improvement",
          meaning: "improvement",
          unit: "%",
          here: completed ? 117.25 : null,
          published: { value: "up to 130", source: "their abstract" },
        },
        { name: "own", meaning: "a figure of ours", here: 12_345, published: null },
      ],
      panels: completed
        ? [
            {
              kind: "lines",
              title: "Curves",
              caption: "mean ± standard deviation",
              x: { label: "delay, steps", values: x },
              y: { label: "r²" },
              series: [
                { label: "before", values: Float64Array.of(1, Number.NaN, 0.5), spread: [0.1, 0.1, 0.2] },
                { label: "after", values: [0.9, 0.8, 0.7] },
              ],
            },
            {
              kind: "points",
              title: "Points",
              caption: "one per network",
              x: { label: "rate, Hz" },
              y: { label: "error", log: true },
              series: [
                { label: "a", x, y: [0.1, 0.01, 1] },
                { label: "b", x: [2], y: [0.5] },
              ],
            },
            {
              kind: "heat",
              title: "Field",
              caption: "two by three",
              x: { label: "balance", values: x },
              y: { label: "task", values: ["NARMA-10", "Lorenz"] },
              values: [-1, 0, 1, 2, 3, Number.NaN],
              scale: { label: "improvement, %" },
            },
            {
              kind: "raster",
              title: "Spikes",
              caption: "of one network.",
              spikes: { times: Float64Array.of(1, 2, 3), ids: Uint32Array.of(0, 1, 2) },
              nNeurons: 3,
              nExcitatory: 2,
              durationMs: 4,
            },
          ]
        : [],
      parameters: { size, noise: noise ?? "none" },
      ...(completed && { hash: "0123456789abcdef" }),
    };
  },
});

if (process.argv[1]?.endsWith("fakeExperiment.mjs"))
  process.exitCode = await runCommandLine(process.argv.slice(2), [
    { name: fakePaper.name, load: async () => experimentCommand(fakePaper) },
  ]);
