import type { TrainedLiquid } from "../../dist/src/papers/nalsm/trainedLiquid.js";
import { mostVoted, pairsOf } from "../../dist/src/readout/pairs.js";
import { Ridge } from "../../dist/src/readout/ridge.js";
import { SoftmaxReadout } from "../../dist/src/readout/softmax.js";

const classes = 10;

/** What a readout makes of spike counts. */
export interface Verdict {
  digit: number;
  /** By digit. */
  scores: Float64Array;
}

/** How scores of a readout are to be read. */
export interface ScoreScale {
  name: string;
  /** The score that a full bar stands for. */
  most: number;
  text: (score: number) => string;
}

const votes: ScoreScale = { name: "pairs of digits won, of 9", most: classes - 1, text: (score) => String(score) };
const shares: ScoreScale = { name: "probability", most: 1, text: (score) => score.toFixed(2) };
const outputs: ScoreScale = {
  name: "output of the readout",
  most: 1,
  text: (score) => score.toFixed(2).replace("-", "−"),
};

/** How many of its nine pairs each digit wins. */
const votesOf = (raw: Float64Array): Float64Array => {
  const won = new Float64Array(classes);
  for (const [k, [a, b]] of pairsOf(classes).entries()) won[raw[k]! > 0 ? a : b]!++;
  return won;
};

const isPairwise = (readout: TrainedLiquid["readout"]): boolean =>
  readout instanceof Ridge && readout.bias.length > classes;

/** Probabilities by a linear layer with softmax, of counts over their largest, as in training. */
const probabilities = (counts: Uint8Array, { weights, bias }: SoftmaxReadout): Float64Array => {
  const largest = Math.max(1, ...counts);
  const raw = Float64Array.from(bias);
  for (const [neuron, count] of counts.entries())
    if (count > 0)
      for (let digit = 0; digit < classes; digit++)
        raw[digit]! += (count / largest) * weights[neuron * classes + digit]!;
  const top = Math.max(...raw);
  const powers = raw.map((each) => Math.exp(each - top));
  const sum = powers.reduce((whole, each) => whole + each, 0);
  return powers.map((each) => each / sum);
};

/** The readout of a trained liquid as judge of one presentation's spike counts. */
export class Judge {
  readonly #readout: TrainedLiquid["readout"];
  readonly scale: ScoreScale;

  constructor({ readout }: TrainedLiquid) {
    this.#readout = readout;
    this.scale = readout instanceof SoftmaxReadout ? shares : isPairwise(readout) ? votes : outputs;
  }

  of(counts: Uint8Array): Verdict {
    const readout = this.#readout;
    const features = { values: counts, rows: 1, columns: counts.length };
    if (!(readout instanceof Ridge)) {
      const digit = Number(readout.predict(features)[0]);
      return {
        digit,
        scores: readout instanceof SoftmaxReadout ? probabilities(counts, readout) : new Float64Array(classes),
      };
    }
    const raw = readout.outputs(features);
    if (this.scale === votes) return { digit: mostVoted(raw, classes)[0]!, scores: votesOf(raw) };
    return { digit: raw.indexOf(Math.max(...raw)), scores: raw };
  }
}
