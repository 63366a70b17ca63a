import type { LabelledImages } from "../../dist/src/papers/paper.js";
import { element } from "../element.js";
import { paintPicture } from "./pad.js";

/** An image that was picked, and what it is of. */
export interface Picked {
  pixels: Uint8Array;
  label: number;
}

/** Images of a set, two of each digit at a time, to pick from. */
export class ImageStrip {
  readonly element = element("div", { className: "digits-strip", role: "group", "aria-label": "Test images of MNIST" });
  readonly #onPick: (picked: Picked) => void;
  #images: LabelledImages | null = null;
  #turn = 0;

  constructor(onPick: (picked: Picked) => void) {
    this.#onPick = onPick;
  }

  show(images: LabelledImages): void {
    this.#images = images;
    this.#turn = 0;
    this.#fill();
  }

  /** In place of images. */
  say(text: string): void {
    this.element.replaceChildren(element("p", { className: "warning" }, text));
  }

  /** Other images, until all had their turn. */
  next(): void {
    this.#turn++;
    this.#fill();
  }

  /** Paints them again, after the colours changed. */
  draw(): void {
    this.#fill();
  }

  #fill(): void {
    const images = this.#images;
    if (!images) return;
    const { labels } = images;
    const places = Array.from({ length: 10 }, (_, digit) => {
      const all = [...labels.keys()].filter((k) => labels[k] === digit);
      return all.length > 0 ? [0, 1].map((k) => all[(2 * this.#turn + k) % all.length]!) : [];
    }).flat();
    this.element.replaceChildren(...places.map((place) => this.#button(images, place)));
    for (const [k, canvas] of [...this.element.querySelectorAll("canvas")].entries())
      paintPicture(canvas, this.#pixels(images, places[k]!));
  }

  #pixels({ pixels, rows, columns }: LabelledImages, place: number): Uint8Array {
    return pixels.subarray(place * rows * columns, (place + 1) * rows * columns);
  }

  #button(images: LabelledImages, place: number): HTMLButtonElement {
    const label = images.labels[place]!;
    const picked = { pixels: this.#pixels(images, place), label };
    const button = element(
      "button",
      {
        type: "button",
        title: `a ${label} of MNIST`,
        "aria-label": `Test image ${place}, a ${label}`,
        onclick: () => this.#onPick(picked),
      },
      element("canvas", { className: "digits-picture" }),
    );
    return button;
  }
}
