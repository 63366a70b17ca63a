import { NeurogliaError } from "../errors.js";
import { asObject } from "../network/check.js";
import { checkOption } from "./features.js";
import { LinearLearner } from "./linearLearner.js";
import { checkedOnlineOptions, OnlineLinear, type OnlineOptions } from "./onlineLinear.js";
import type { SavedReadout } from "./readout.js";
import { OpenedReadout, savedReadout } from "./saved.js";

const where = "LMS readout";

export interface LmsOptions extends OnlineOptions {
  /** η > 0. Stable below 2/|x|² (mean over samples), or below 2 where `normalised`. */
  eta: number;
  /** Whether a step is divided by |x|², the bias's 1 included: NLMS (Nagumo & Noda 1967). Default false. */
  normalised?: boolean;
}

class LmsLearner extends LinearLearner {
  readonly #eta: number;
  readonly #normalised: boolean;
  readonly #square: number;

  constructor(
    columns: number,
    outputs: number,
    { eta, normalised, bias }: Required<Pick<LmsOptions, "eta" | "normalised" | "bias">>,
  ) {
    super(columns, outputs, bias);
    this.#eta = eta;
    this.#normalised = normalised;
    this.#square = this.allocate(16);
  }

  protected override update(): boolean {
    let rate = this.#eta;
    if (this.#normalised) {
      // x·x + 0: the second number stays zero.
      this.kernels.outputsOf(this.x, this.#square + 8, 1, this.x, this.nGroups, this.#square);
      const square = this.arena.f64(this.#square, 1)[0]!;
      rate = square > 0 ? rate / square : 0;
    }
    this.kernels.addOuter(this.weightRows, this.outputs, this.errors, -rate, this.x, this.nGroups);
    return true;
  }
}

/**
 * Linear readout by least mean squares (Widrow & Hoff 1960), for a sample (x, y) with e = W x + b − y:
 *
 *     w_o ← w_o − η e_o x        b_o ← b_o − η e_o        (normalised: η/(|x|² + 1), η/|x|² without bias)
 */
export class Lms extends OnlineLinear<LmsLearner> {
  readonly #options: Required<Pick<LmsOptions, "eta" | "normalised" | "bias">> & LmsOptions;

  /** @throws NeurogliaError `bad-option` or `out-of-range` */
  constructor(options: LmsOptions) {
    const { normalised = false, ...given } = asObject(options, where);
    const checked = { ...checkedOnlineOptions(given, ["eta"], where), normalised };
    super(where, checked);
    checkOption("eta", checked.eta, 1e-300, 1e300, where);
    if (typeof normalised !== "boolean")
      throw new NeurogliaError({
        code: "bad-option",
        what: "normalised",
        where,
        expected: "true or false",
        got: normalised,
      });
    this.#options = checked;
  }

  protected override readonly remedy = "a smaller eta";

  protected override begin(columns: number, outputs: number): LmsLearner {
    return new LmsLearner(columns, outputs, this.#options);
  }

  override save(): SavedReadout {
    const { weights, nFeatures } = this.learner;
    return savedReadout("lms", this.#options, { weights: { values: weights, shape: [nFeatures, this.nOutputs] } });
  }

  /** The readout that {@link save} described. @throws NeurogliaError `bad-file`, or as the constructor */
  static load(saved: SavedReadout): Lms {
    const opened = new OpenedReadout(saved, "lms");
    const lms = new Lms(opened.options as LmsOptions);
    const weights = opened.array("weights", "'<f8'", [null, lms.nOutputs]);
    lms.resume(weights, opened.where);
    return lms;
  }
}
