import { font, type Ink, inksOf } from "./inks.js";

/** What stands in the caption of a view beside its title: a coloured mark and a word. */
export interface Key {
  label: string;
  ink: Ink;
}

/** The frame of a view: a caption with title and keys, and below it the place to draw. */
export class Panel {
  readonly element = document.createElement("figure");
  readonly place = document.createElement("div");
  readonly #title = document.createElement("b");
  readonly #keys = document.createElement("span");
  readonly #note = document.createElement("p");
  #shownKeys: readonly Key[] = [];

  constructor(title: string, keys: readonly Key[] = []) {
    this.element.className = "view card";
    this.place.className = "view-place";
    this.#keys.className = "view-keys";
    const caption = document.createElement("figcaption");
    caption.append(this.#title, this.#keys);
    this.element.append(caption, this.place);
    this.#title.textContent = title;
    this.keys = keys;
  }

  set keys(keys: readonly Key[]) {
    this.#shownKeys = keys;
    this.#keys.replaceChildren(
      ...keys.map(({ label, ink }) => {
        const key = document.createElement("span");
        const mark = document.createElement("i");
        mark.style.background = `var(--${ink})`;
        key.append(mark, label);
        return key;
      }),
    );
  }

  /** A line of explanation below. */
  set note(text: string) {
    this.#note.className = "view-note";
    this.#note.textContent = text;
    this.element.append(this.#note);
  }

  /** Caption and canvases, one below the other, on the colour of the card. */
  png(canvases: readonly HTMLCanvasElement[]): Promise<Blob> {
    const inks = inksOf(this.element);
    const scale = devicePixelRatio;
    const head = 28 * scale;
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, ...canvases.map(({ width }) => width));
    canvas.height = canvases.reduce((sum, { height }) => sum + height, head);
    const context = canvas.getContext("2d")!;
    context.fillStyle = inks.card;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.save();
    context.scale(scale, scale);
    context.textBaseline = "middle";
    context.font = `bold ${font}`;
    context.fillStyle = inks.text;
    const title = this.#title.textContent ?? "";
    context.fillText(title, 8, 14);
    let x = 24 + context.measureText(title).width;
    context.font = font;
    for (const { label, ink } of this.#shownKeys) {
      context.fillStyle = inks[ink];
      context.fillRect(x, 9, 10, 10);
      context.fillStyle = inks.muted;
      context.fillText(label, x + 14, 14);
      x += 28 + context.measureText(label).width;
    }
    context.restore();
    let top = head;
    for (const drawn of canvases) {
      context.drawImage(drawn, 0, top);
      top += drawn.height;
    }
    return new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the browser made no PNG"))), "image/png"),
    );
  }
}
