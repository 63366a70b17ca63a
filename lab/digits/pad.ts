import { element } from "../element.js";
import { side } from "./strokes.js";

/** Grey values of 28 × 28 pixels on a canvas of as many: ink in the colour of the text, nothing elsewhere. */
export const paintPicture = (canvas: HTMLCanvasElement, pixels: Uint8Array | null): void => {
  canvas.width = side;
  canvas.height = side;
  if (!pixels) return;
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  context.fillStyle = getComputedStyle(canvas).color;
  context.fillRect(0, 0, side, side);
  const image = context.getImageData(0, 0, side, side);
  for (const [k, grey] of pixels.entries()) image.data[4 * k + 3] = grey;
  context.putImageData(image, 0, 0);
};

/** A square to draw on with mouse, pen or finger. Strokes are in units of its side. */
export class DrawingPad {
  readonly element = element("canvas", {
    className: "digits-pad",
    tabIndex: 0,
    role: "img",
    "aria-label": "Draw a digit here with mouse, pen or finger. Delete clears it.",
  });
  readonly #context = this.element.getContext("2d")!;
  readonly #onChange: (finished: boolean) => void;
  #strokes: number[][] = [];
  #drawing: number[] | null = null;

  /** `onChange` is told of every change, and whether the pen has been lifted. */
  constructor(onChange: (finished: boolean) => void) {
    this.#onChange = onChange;
    const pad = this.element;
    pad.addEventListener("pointerdown", (event) => this.#begin(event));
    pad.addEventListener("pointermove", (event) => this.#go(event));
    for (const end of ["pointerup", "pointercancel"] as const) pad.addEventListener(end, () => this.#lift());
    pad.addEventListener("keydown", ({ key }) => {
      if (key === "Delete" || key === "Backspace" || key === "Escape") this.clear();
    });
  }

  get strokes(): readonly (readonly number[])[] {
    return this.#strokes;
  }

  /** Takes everything away; whoever listens is told. */
  clear(): void {
    this.#strokes = [];
    this.#drawing = null;
    this.draw();
    this.#onChange(true);
  }

  /** Draws all strokes anew, at the size and in the colours that there are now. */
  draw(): void {
    const { width, height } = this.element.getBoundingClientRect();
    this.element.width = Math.round(width * devicePixelRatio);
    this.element.height = Math.round(height * devicePixelRatio);
    for (const stroke of this.#strokes) this.#line(stroke, 0);
  }

  #begin(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    this.element.focus({ preventScroll: true });
    this.element.setPointerCapture(event.pointerId);
    this.#drawing = [];
    this.#strokes.push(this.#drawing);
    this.#add([event]);
  }

  #go(event: PointerEvent): void {
    if (!this.#drawing) return;
    const coalesced = event.getCoalescedEvents?.() ?? [];
    this.#add(coalesced.length > 0 ? coalesced : [event]);
  }

  #lift(): void {
    if (!this.#drawing) return;
    this.#drawing = null;
    this.#onChange(true);
  }

  #add(events: readonly PointerEvent[]): void {
    const stroke = this.#drawing!;
    const from = Math.max(0, stroke.length - 2);
    const { left, top, width, height } = this.element.getBoundingClientRect();
    const within = (at: number): number => Math.min(1, Math.max(0, at));
    for (const { clientX, clientY } of events)
      stroke.push(within((clientX - left) / width), within((clientY - top) / height));
    this.#line(stroke, from);
    this.#onChange(false);
  }

  /** A stroke from its number `from` on. */
  #line(stroke: readonly number[], from: number): void {
    const context = this.#context;
    const { width, height } = this.element;
    context.strokeStyle = getComputedStyle(this.element).color;
    context.lineWidth = width / 14;
    context.lineCap = "round";
    context.lineJoin = "round";
    context.beginPath();
    if (stroke.length === 2) {
      // A line of no length is not painted everywhere.
      context.fillStyle = context.strokeStyle;
      context.arc(stroke[0]! * width, stroke[1]! * height, width / 28, 0, 2 * Math.PI);
      context.fill();
      return;
    }
    context.moveTo(stroke[from]! * width, stroke[from + 1]! * height);
    for (let k = from; k < stroke.length; k += 2) context.lineTo(stroke[k]! * width, stroke[k + 1]! * height);
    context.stroke();
  }
}
