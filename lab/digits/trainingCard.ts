import {
  decodeTrainedLiquid,
  encodeTrainedLiquid,
  type TrainedLiquid,
} from "../../dist/src/papers/nalsm/trainedLiquid.js";
import { element } from "../element.js";
import { download } from "../save.js";
import type { DigitSample } from "./sample.js";
import { type Modules, type Plan, stages, type TrainingProgress, trainLiquid } from "./training.js";

/** How many images are used; the more, the better and the longer. */
const plans: readonly Plan[] = [
  { init: 300, train: 500, test: 200 },
  { init: 1000, train: 1000, test: 500 },
  { init: 2000, train: 2500, test: 500 },
];

export interface TrainingCardOptions {
  /** Resolves to the images. */
  sample: () => Promise<DigitSample>;
  modules: Modules;
  /** Threads. */
  workers: number;
  seed: number;
  /** Told of a liquid that was trained or opened. */
  onTrained: (trained: TrainedLiquid) => void;
}

const n = (count: number): string => count.toLocaleString("en");
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Where a readout comes from: trained here, or out of a file; and where it goes. */
export class TrainingCard {
  readonly #options: TrainingCardOptions;
  readonly #plan = element("select", { id: "digits-plan" });
  readonly #train = element(
    "button",
    { type: "button", className: "main", id: "digits-train", onclick: () => this.#toggle() },
    "Train",
  );
  readonly #file = element("input", { type: "file", id: "digits-file", hidden: true });
  readonly #open = element(
    "button",
    { type: "button", id: "digits-open", onclick: () => this.#file.click() },
    "Open a file …",
  );
  readonly #save = element(
    "button",
    { type: "button", id: "digits-save", disabled: true, onclick: () => void this.#download() },
    "Save to a file",
  );
  readonly #bar = element("progress", { max: 1, value: 0, hidden: true, "aria-label": "Training" });
  readonly #status = element("p", { id: "digits-training", role: "status", className: "note" });
  readonly element: HTMLElement;
  #abort: AbortController | null = null;
  #trained: TrainedLiquid | null = null;

  constructor(options: TrainingCardOptions) {
    this.#options = options;
    this.#plan.append(
      ...plans.map(({ train }) => element("option", { value: train, selected: train === 2500 }, n(train))),
    );
    this.#plan.onchange = () => this.#invite();
    this.#file.onchange = () => {
      const [file] = this.#file.files ?? [];
      this.#file.value = "";
      if (file) void this.#read(file);
    };
    this.element = element(
      "section",
      { className: "card digits-card", "aria-label": "Training" },
      element("h3", {}, "1. Train a readout"),
      element(
        "p",
        { className: "row" },
        element("label", { className: "field" }, "images of MNIST ", this.#plan),
        this.#train,
      ),
      element("p", { className: "row" }, this.#open, this.#save, this.#file),
      this.#bar,
      this.#status,
      element(
        "p",
        { className: "note" },
        "A file may come from here or from ",
        element("code", {}, "neuroglia reproduce nalsm-2021 --save FILE"),
        ", which can take all of MNIST.",
      ),
    );
    this.#invite();
  }

  #say(text: string, isWarning = false): void {
    this.#status.textContent = text;
    this.#status.className = isWarning ? "warning" : "note";
  }

  #invite(): void {
    if (this.#trained || this.#abort) return;
    const { init, train, test } = this.#chosen;
    this.#say(
      `${n(init)} images of 20 ms each shape the synapses; ${n(train)} are then shown for 250 ms each, and a ridge regression for every pair of digits learns \
from the neurons’ spike counts; ${n(test)} others test it.`,
    );
  }

  get #chosen(): Plan {
    return plans[this.#plan.selectedIndex]!;
  }

  #toggle(): void {
    if (this.#abort) this.#abort.abort();
    else void this.#run();
  }

  async #run(): Promise<void> {
    this.#abort = new AbortController();
    this.#train.textContent = "Abort";
    this.#plan.disabled = true;
    this.#open.disabled = true;
    this.#bar.hidden = false;
    this.#bar.value = 0;
    const begun = performance.now();
    try {
      const { modules, workers, seed } = this.#options;
      const { signal } = this.#abort;
      this.#say("Fetching the images …");
      const sample = await this.#options.sample();
      const onProgress = (progress: TrainingProgress): void => this.#progress(progress);
      const trained = await trainLiquid(sample, { plan: this.#chosen, modules, workers, seed, signal, onProgress });
      this.#take(
        trained,
        `Trained in ${((performance.now() - begun) / 1000).toFixed(1)} s on ${workers} ${workers > 1 ? "threads" : "thread"}.`,
      );
    } catch (error) {
      if (this.#abort.signal.aborted) this.#say("Aborted.");
      else this.#say(messageOf(error), true);
    } finally {
      this.#abort = null;
      this.#train.textContent = "Train";
      this.#plan.disabled = false;
      this.#open.disabled = false;
      this.#bar.hidden = true;
    }
  }

  #progress({ stage, done }: TrainingProgress): void {
    const { init, train, test } = this.#chosen;
    // What an image of each stage costs: its biological time; and the readout about as much as 300 images do.
    const costs = [20 * init, 250 * train, 250 * test, 75_000];
    const at = stages.indexOf(stage);
    const before = costs.slice(0, at).reduce((sum, cost) => sum + cost, 0);
    this.#bar.value = (before + done * costs[at]!) / costs.reduce((sum, cost) => sum + cost, 0);
    const count = [init, train, test][at];
    this.#say(
      `${stage}: ${count === undefined ? `${Math.round(100 * done)} %` : `${n(Math.round(done * count))} of ${n(count)}`}`,
    );
  }

  async #read(file: File): Promise<void> {
    try {
      const trained = await decodeTrainedLiquid(new Uint8Array(await file.arrayBuffer()), `file ${file.name}`);
      if (trained.dataset !== "mnist" || trained.liquid.nInputs !== 28 * 28)
        throw new Error(
          `file ${file.name} holds a readout of ${trained.dataset}; this page draws digits, so it must be one of mnist`,
        );
      this.#take(trained, `Out of ${file.name}.`);
    } catch (error) {
      this.#say(messageOf(error), true);
    }
  }

  #take(trained: TrainedLiquid, origin: string): void {
    this.#trained = trained;
    this.#save.disabled = false;
    const { liquid, samples, accuracy } = trained;
    this.element.dataset.accuracy = String(accuracy);
    this.#say(
      `${origin} ${n(liquid.neurons)} neurons (${liquid.variant}, seed ${liquid.seed}), readout of ${n(samples.train)} images: ${percent(accuracy)} of ${n(samples.test)} \
test images are read as what they are.`,
    );
    this.#options.onTrained(trained);
  }

  async #download(): Promise<void> {
    if (!this.#trained) return;
    const file = await encodeTrainedLiquid(this.#trained);
    download("neuroglia-digits.nalsm", new Blob([file], { type: "application/octet-stream" }));
  }
}
