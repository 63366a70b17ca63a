import type { TrainedLiquid } from "../../dist/src/papers/nalsm/trainedLiquid.js";
import { element } from "../element.js";
import { PICK } from "../views/view.js";
import { DrawingPad, paintPicture } from "./pad.js";
import { Playback } from "./playback.js";
import { Recogniser, type Seen } from "./recogniser.js";
import { type DigitSample, fetchedDigits } from "./sample.js";
import { ImageStrip, type Picked } from "./strip.js";
import { pictureOf } from "./strokes.js";
import { TrainingCard } from "./trainingCard.js";

export interface DigitsOptions {
  /** Folder of the page's files. */
  files: URL;
  /** Threads. */
  workers: number;
  /** Seed of the liquid. Default 1. */
  seed?: number;
}

/** How long after the pen was lifted the drawing is taken as finished, ms. */
const pauseMs = 700;
/** Presentations in a row. */
const several = 5;

/** What is to be shown: a picture and, if it is known, what it is of. */
interface Shown {
  pixels: Uint8Array;
  label: number | null;
}

/**
 * Digits, drawn or picked, that the NALSM liquid sees for 250 ms (Ivanov & Michmizos 2021), and what a readout makes of its spikes. The readout is
 * trained in the page, or comes out of a file. All that simulates runs in workers.
 */
class DigitsPanel {
  readonly #root: HTMLElement;
  readonly #files: URL;
  readonly #pad = new DrawingPad((finished) => this.#drawn(finished));
  readonly #strip = new ImageStrip((picked) => this.#pick(picked));
  readonly #preview = element("canvas", { className: "digits-picture digits-preview", role: "img" });
  readonly #playback = new Playback((seen) => this.#conclude(seen));
  readonly #verdict = element("output", { id: "digits-verdict" });
  readonly #remark = element("p", { id: "digits-remark", className: "note", role: "status" });
  readonly #history = element("p", {
    className: "row digits-history",
    role: "group",
    "aria-label": "Presentations of this picture",
  });
  readonly #once = element(
    "button",
    { type: "button", className: "main", id: "digits-show", onclick: () => void this.#present(1) },
    "Show it",
  );
  readonly #again = element(
    "button",
    { type: "button", id: "digits-several", onclick: () => void this.#present(several) },
    `${several} times more`,
  );
  #sample: Promise<DigitSample> | null = null;
  #recogniser: Recogniser | null = null;
  #shown: Shown | null = null;
  #seen: Seen[] = [];
  #pause = 0;
  #busy = false;
  /** Asked for while another presentation was under way. */
  #wanted = 0;

  constructor(root: HTMLElement, { files, workers, seed = 1 }: DigitsOptions) {
    this.#root = root;
    this.#files = files;
    const module = (name: string): URL => new URL(`digits/${name}.js`, files);
    const modules = {
      initialising: module("initialising"),
      presenting: module("presenting"),
      fitting: module("fitting"),
    };
    const training = new TrainingCard({
      sample: () => this.#images(),
      modules,
      workers,
      seed,
      onTrained: (trained) => this.#take(trained, modules.presenting),
    });
    this.#furnish(training.element);
    this.#show(null);
    void this.#images().then(
      ({ test }) => this.#strip.show(test),
      (error: Error) =>
        this.#strip.say(
          `There are no images to pick or to train with: ${error.message}. A file of a readout can be opened.`,
        ),
    );
    const resize = (): void => this.#resize();
    new ResizeObserver(resize).observe(root);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      resize();
      this.#strip.draw();
    });
  }

  #furnish(training: HTMLElement): void {
    const drawing = element(
      "section",
      { className: "card digits-card digits-drawing", "aria-label": "Drawing" },
      element("h3", {}, "2. Draw a digit"),
      element(
        "div",
        { className: "digits-draw" },
        this.#pad.element,
        element("figure", {}, this.#preview, element("figcaption", { className: "note" }, "as the liquid sees it")),
      ),
      element(
        "p",
        { className: "row" },
        this.#once,
        this.#again,
        element("button", { type: "button", id: "digits-clear", onclick: () => this.#pad.clear() }, "Clear"),
      ),
    );
    const picking = element(
      "section",
      { className: "card digits-card digits-picking", "aria-label": "Images" },
      element("h3", {}, "… or pick one of MNIST’s test images"),
      this.#strip.element,
      element(
        "p",
        { className: "row" },
        element("button", { type: "button", onclick: () => this.#strip.next() }, "Other images"),
      ),
    );
    const reading = element(
      "section",
      { className: "digits-reading", "aria-label": "What is read" },
      element(
        "div",
        { className: "card digits-card digits-answer" },
        element("h3", {}, "3. It is read as"),
        this.#verdict,
        this.#remark,
        this.#history,
      ),
      this.#playback.scores.element,
    );
    this.#root.classList.add("digits");
    this.#root.replaceChildren(
      element(
        "div",
        { className: "digits-intro" },
        element("h2", {}, "A liquid reads a digit"),
        element(
          "p",
          {},
          "A thousand neurons that excite and inhibit each other see a picture for a quarter of a second, as random events at the pixels that are inked. An astrocyte \
keeps them near the edge of chaos: it sets how strongly STDP weakens synapses (A₋). A readout that counts each neuron’s spikes says which digit it was.",
        ),
        element(
          "p",
          { className: "note" },
          "Ivanov & Michmizos (2021), NeurIPS, arXiv:2111.01760. Images: MNIST, © Y. LeCun and C. Cortes, derived from NIST’s data, CC BY-SA 3.0.",
        ),
      ),
      element("div", { className: "digits-side" }, training, drawing, picking),
      element("div", { className: "digits-stage" }, reading, this.#playback.element),
    );
    this.#playback.element.addEventListener(PICK, (event) => this.#tellNeuron((event as CustomEvent<number>).detail));
  }

  /** The page's images, fetched once; after a failure again when asked again. */
  #images(): Promise<DigitSample> {
    this.#sample ??= fetchedDigits(new URL("digits.bin", this.#files)).catch((error) => {
      this.#sample = null;
      throw error;
    });
    return this.#sample;
  }

  #take(trained: TrainedLiquid, module: URL): void {
    void this.#recogniser?.close();
    this.#recogniser = new Recogniser(trained, module);
    this.#playback.reset(trained.liquid, this.#recogniser.judge);
    this.#show(this.#shown);
    if (this.#shown) void this.#present(1);
  }

  #drawn(finished: boolean): void {
    clearTimeout(this.#pause);
    const pixels = pictureOf(this.#pad.strokes);
    this.#show(pixels && { pixels, label: null });
    if (finished && pixels && this.#recogniser) this.#pause = window.setTimeout(() => void this.#present(1), pauseMs);
  }

  #pick({ pixels, label }: Picked): void {
    this.#pad.clear();
    this.#show({ pixels, label });
    if (this.#recogniser) void this.#present(1);
  }

  /** Takes up another picture, or none. */
  #show(shown: Shown | null): void {
    this.#shown = shown;
    this.#seen = [];
    this.#wanted = 0;
    paintPicture(this.#preview, shown?.pixels ?? null);
    this.#preview.setAttribute("aria-label", shown ? "The picture that the liquid is shown" : "No picture yet");
    this.#verdict.textContent = "";
    this.#verdict.className = "";
    this.#history.replaceChildren();
    this.#once.disabled = this.#again.disabled = !shown || !this.#recogniser;
    this.#say(
      this.#recogniser
        ? shown
          ? ""
          : "Draw a digit, or pick one."
        : "There is no readout yet: train one, or open a file.",
    );
  }

  #say(text: string, isWarning = false): void {
    this.#remark.textContent = text;
    this.#remark.className = isWarning ? "warning" : "note";
  }

  /** Shows the picture so many times more. */
  async #present(times: number): Promise<void> {
    const [shown, recogniser] = [this.#shown, this.#recogniser];
    if (!shown || !recogniser) return;
    clearTimeout(this.#pause);
    this.#wanted = times;
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#wanted > 0 && this.#shown && this.#recogniser) await this.#presentNow();
    } catch (error) {
      if (this.#recogniser === recogniser) this.#say((error as Error).message, true);
    } finally {
      this.#busy = false;
    }
  }

  async #presentNow(): Promise<void> {
    const [shown, recogniser, times] = [this.#shown!, this.#recogniser!, this.#wanted];
    this.#wanted = 0;
    for await (const seen of recogniser.show(shown.pixels, this.#seen.length, times)) {
      if (this.#shown !== shown || this.#recogniser !== recogniser) return;
      this.#seen.push(seen);
      this.#list();
    }
    this.#replay(this.#seen.at(-1)!);
  }

  #replay(seen: Seen): void {
    this.#verdict.textContent = "";
    this.#say("250 ms, four times slower than life …");
    this.#playback.show(seen);
    this.#list(seen);
  }

  #conclude(seen: Seen): void {
    this.#verdict.textContent = String(seen.digit);
    const { label } = this.#shown ?? { label: null };
    this.#verdict.className = label === null ? "" : label === seen.digit ? "right" : "wrong";
    const right = label === null ? "" : label === seen.digit ? " It is one." : ` It is a ${label}.`;
    this.#say(`Presentation ${seen.trial + 1}: read as a ${seen.digit}.${right}`);
  }

  /** All presentations of this picture, to be shown again. */
  #list(current?: Seen): void {
    const { label } = this.#shown ?? { label: null };
    this.#history.replaceChildren(
      ...this.#seen.map((seen) =>
        element(
          "button",
          {
            type: "button",
            className: label === null ? "" : label === seen.digit ? "right" : "wrong",
            title: `Presentation ${seen.trial + 1}: ${seen.look.times.length} spikes`,
            "aria-pressed": seen === current,
            onclick: () => this.#replay(seen),
          },
          String(seen.digit),
        ),
      ),
    );
  }

  #tellNeuron(id: number): void {
    const counts = this.#seen.at(-1)?.counts;
    if (counts) this.#say(`Neuron ${id} fired ${counts[id]} times in the last presentation.`);
  }

  #resize(): void {
    this.#pad.draw();
    paintPicture(this.#preview, this.#shown?.pixels ?? null);
    this.#playback.resize();
  }
}

/** Puts the panel into an empty element of the page. */
export const digitsPanel = (root: HTMLElement, options: DigitsOptions): void => {
  new DigitsPanel(root, options);
};
