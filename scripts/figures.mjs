// Paper-scale runs of NALSM, beside the published figures: `npm run figures -- [NAME …]`, all by default. Prints a table
// as it goes and writes figures/<name>.json. Needs a build; on two cores all of it takes about an hour and a half.
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { loadImageDataset } from "../dist/src/datasets/node/images.js";
import { nalsm2021 } from "../dist/src/papers/nalsm2021.js";

const seeds = [1, 2, 3];
const full = { init: 50_000, train: 50_000, validation: 10_000, test: 10_000 };
const branching = { train: 20, validation: 20, test: 20 };
const small = { init: 10_000, train: 4_000, validation: 1_000, test: 10_000 };

/** Runs by name: what each is, as options of nalsm2021. */
const figures = {
  "static-branching": [0.4, 0.6, 0.8, 1].flatMap((weight) =>
    seeds.map((seed) => ({
      variant: "static",
      summation: "lastSpike",
      weight,
      seed,
      samples: { init: 0, ...branching },
    })),
  ),
  "nalsm-branching": seeds.map((seed) => ({ summation: "lastSpike", seed, samples: { init: 50_000, ...branching } })),
  "small-nalsm": seeds.map((seed) => ({ seed, samples: small })),
  "small-static": seeds.map((seed) => ({ variant: "static", seed, samples: small })),
  "full-mnist": [{ seed: 1, samples: full }],
  "full-fashion": [{ dataset: "fashion-mnist", seed: 1, samples: full }],
  "full-static": [{ variant: "static", seed: 1, samples: full }],
  "full-paper-readout": [{ seed: 1, samples: full, readout: "paper" }],
  "full-8000": [{ neurons: 8000, seed: 1, samples: full }],
  "full-stdp": [{ variant: "stdp", seed: 1, samples: full }],
  "full-ap-stdp": [{ variant: "ap-stdp", seed: 1, samples: full }],
};

const asked = process.argv.slice(2);
for (const name of asked)
  if (!(name in figures)) {
    console.error(`no figure "${name}"; there are ${Object.keys(figures).join(", ")}`);
    process.exit(2);
  }
mkdirSync("figures", { recursive: true });
const workers = availableParallelism();
const percent = (share) => (share === null ? "–" : `${(100 * share).toFixed(2)} %`);
for (const name of asked.length > 0 ? asked : Object.keys(figures)) {
  const summaries = [];
  for (const { dataset = "mnist", ...options } of figures[name]) {
    let stage = "";
    const { summary, detail } = await nalsm2021({
      workers,
      ...options,
      dataset: loadImageDataset(dataset),
      onProgress: (progress) => {
        if (progress.stage !== stage)
          process.stderr.write(`  ${name} seed ${options.seed}: ${(stage = progress.stage)}\n`);
      },
    });
    summaries.push({ ...summary, notes: detail.parameters });
    const { accuracy, branchingFactor, rates, wallMs, msPerSecondPerWorker, published, hash } = summary;
    console.log(
      `${name}: ${summary.variant} |w| ${detail.parameters["initial |w| (mV)"]} seed ${summary.seed}` +
        `  test ${percent(accuracy.test)} (published ${percent(published.accuracy)})` +
        `  BF ${branchingFactor.toFixed(3)} (${published.branchingFactor ?? "–"})  liquid ${rates.liquidHz.toFixed(1)} Hz` +
        `  ${(wallMs / 1000).toFixed(0)} s, ${msPerSecondPerWorker.toFixed(0)} ms/s/worker  ${hash}`,
    );
    writeFileSync(`figures/${name}.json`, `${JSON.stringify(summaries, null, 2)}\n`);
  }
}
