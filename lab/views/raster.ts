import { font, type Inks, inksOf, packed } from "./inks.js";
import { Panel } from "./panel.js";
import { type DotColours, PixelRing } from "./pixelRing.js";
import { SpikeWindow } from "./spikeWindow.js";
import { roundStep } from "./steadyRange.js";
import { type Frame, PICK, type Shown, type View } from "./view.js";

/** Margins, px: times stand below one another in all views. */
const LEFT = 66;
const RIGHT = 20;
const TOP = 8;
const BOTTOM = 40;

/** How far from a spike a click still means its neuron, px. */
const NEAR = 6;

/** Side of a dot, px: small where neurons are many. */
const dotSize = (neurons: number): number => {
  if (neurons > 6000) return 1;
  return neurons > 400 ? 2 : 3;
};

const reach = { ArrowUp: 1, ArrowDown: -1, PageUp: 100, PageDown: -100 } as const;

/**
 * Spikes of all neurons over the latest `windowMs`. A frame costs as much as it has new spikes (`PixelRing`). A click, or arrows
 * and Enter, choose a neuron: the element dispatches `PICK`.
 */
export class RasterView implements View {
  readonly #panel = new Panel("Spikes", [
    { label: "excitatory", ink: "exc" },
    { label: "inhibitory", ink: "inh" },
  ]);
  readonly element = this.#panel.element;
  readonly #windowMs: number;
  readonly #canvas = document.createElement("canvas");
  readonly #context = this.#canvas.getContext("2d")!;
  /** Tells those who do not see the cursor where it is. */
  readonly #told = document.createElement("span");
  readonly #ringCanvas = document.createElement("canvas");
  readonly #ringContext = this.#ringCanvas.getContext("2d")!;
  readonly #spikes: SpikeWindow;
  #image: ImageData | null = null;
  #ring: PixelRing | null = null;
  #inks: Inks | null = null;
  #colours: DotColours = { exc: 0, inh: 0 };
  #net: Shown = { neurons: 0, nExcitatory: 0, names: [] };
  #marked: readonly number[] = [];
  #cursor: number | null = null;
  #time = 0;
  #changed = false;

  constructor({ windowMs = 1000 } = {}) {
    this.#windowMs = windowMs;
    this.#spikes = new SpikeWindow(windowMs);
    this.#canvas.tabIndex = 0;
    this.#canvas.setAttribute("role", "application");
    this.#canvas.setAttribute(
      "aria-label",
      "Spikes of all neurons over time. Arrow up and down choose a neuron, Enter picks it.",
    );
    this.#canvas.className = "view-raster";
    this.#told.className = "view-told";
    this.#told.ariaLive = "polite";
    this.#panel.place.append(this.#canvas, this.#told);
    this.#canvas.addEventListener("click", (event) => this.#pick(this.#neuronAt(event.offsetX, event.offsetY)));
    this.#canvas.addEventListener("keydown", (event) => this.#keyed(event));
    this.#canvas.addEventListener("blur", () => this.#point(null));
  }

  reset(net: Shown): void {
    this.#net = net;
    this.#spikes.clear();
    this.#time = 0;
    this.#cursor = null;
    this.#marked = [];
    this.resize();
  }

  /** Marks neurons at the left edge, such as those whose potentials are shown. */
  mark(ids: readonly number[]): void {
    this.#marked = ids;
    this.#changed = true;
  }

  push({ time, spikes: { times, ids } }: Frame): void {
    this.#time = time;
    this.#spikes.push(times, ids, time);
    this.#paint(times, ids);
    this.#changed = true;
  }

  draw(): void {
    const { width, height } = this.#ringCanvas;
    if (!this.#changed || !this.#ring || !this.#inks) return;
    this.#changed = false;
    const context = this.#context;
    const scale = devicePixelRatio;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    this.#axes(context, this.#inks, width / scale, height / scale);
    context.setTransform(1, 0, 0, 1, Math.round(LEFT * scale), Math.round(TOP * scale));
    const { last } = this.#ring;
    const seam = last < width ? 0 : (last + 1) % width;
    context.drawImage(this.#ringCanvas, seam, 0, width - seam, height, 0, 0, width - seam, height);
    if (seam > 0) context.drawImage(this.#ringCanvas, 0, 0, seam, height, width - seam, 0, seam, height);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    this.#marks(context, this.#inks, width / scale);
  }

  resize(): void {
    const scale = devicePixelRatio;
    const { clientWidth, clientHeight } = this.#canvas;
    this.#canvas.width = Math.round(clientWidth * scale);
    this.#canvas.height = Math.round(clientHeight * scale);
    const width = Math.round((clientWidth - LEFT - RIGHT) * scale);
    const height = Math.round((clientHeight - TOP - BOTTOM) * scale);
    this.#ring = null;
    if (width < 1 || height < 1 || this.#net.neurons < 1) return;
    this.#inks = inksOf(this.element);
    this.#colours = { exc: packed(this.#inks.exc), inh: packed(this.#inks.inh) };
    this.#ringCanvas.width = width;
    this.#ringCanvas.height = height;
    this.#image = new ImageData(width, height);
    const { neurons, nExcitatory } = this.#net;
    const dot = Math.max(1, Math.round(scale * dotSize(neurons)));
    const pixels = new Uint32Array(this.#image.data.buffer);
    this.#ring = new PixelRing(pixels, width, { windowMs: this.#windowMs, neurons, nExcitatory, dot });
    const { times, ids } = this.#spikes.view();
    this.#paint(times, ids);
    this.#changed = true;
  }

  async png(): Promise<Blob> {
    return this.#panel.png([this.#canvas]);
  }

  #paint(times: Float64Array, ids: Uint32Array): void {
    if (!this.#ring || !this.#image) return;
    const { width, height } = this.#ring;
    let [first, last] = this.#ring.paint(times, ids, this.#time, this.#colours);
    while (first <= last) {
      const from = first % width;
      const columns = Math.min(width - from, last - first + 1);
      this.#ringContext.putImageData(this.#image, 0, 0, from, 0, columns, height);
      first += columns;
    }
  }

  /** Where the window ends: it stands still until it is full. */
  get #end(): number {
    return Math.max(this.#time, this.#windowMs);
  }

  #axes(context: CanvasRenderingContext2D, inks: Inks, width: number, height: number): void {
    const { neurons } = this.#net;
    context.font = font;
    context.fillStyle = inks.muted;
    context.strokeStyle = inks.grid;
    context.lineWidth = 1;
    context.textBaseline = "middle";
    context.textAlign = "center";
    context.beginPath();
    const begin = this.#end - this.#windowMs;
    const step = roundStep(this.#windowMs / Math.max(2, Math.min(8, width / 55)));
    for (let tick = Math.ceil(begin / step) * step; tick <= this.#end; tick += step) {
      const x = LEFT + ((tick - begin) / this.#windowMs) * width;
      context.moveTo(x, TOP);
      context.lineTo(x, TOP + height);
      context.fillText(String(Math.round(tick)), x, TOP + height + 14);
    }
    context.textAlign = "right";
    const rows = roundStep(neurons / Math.max(2, Math.min(8, height / 45)));
    for (let tick = 0; tick <= neurons; tick += Math.max(1, rows)) {
      const y = TOP + height * (1 - tick / neurons);
      context.moveTo(LEFT, y);
      context.lineTo(LEFT + width, y);
      context.fillText(String(tick), LEFT - 10, y);
    }
    context.stroke();
    context.textAlign = "center";
    context.fillText("time, ms", LEFT + width / 2, TOP + height + 31);
    context.save();
    context.translate(9, TOP + height / 2);
    context.rotate(-Math.PI / 2);
    context.fillText("neuron", 0, 0);
    context.restore();
  }

  #marks(context: CanvasRenderingContext2D, inks: Inks, width: number): void {
    const y = (id: number): number => TOP + this.#ring!.rowOf(id) / devicePixelRatio;
    context.fillStyle = inks.text;
    for (const id of this.#marked) {
      if (id >= this.#net.neurons) continue;
      context.beginPath();
      context.moveTo(LEFT, y(id));
      context.lineTo(LEFT - 7, y(id) - 4);
      context.lineTo(LEFT - 7, y(id) + 4);
      context.fill();
    }
    if (this.#cursor === null) return;
    context.strokeStyle = inks.text;
    context.beginPath();
    context.moveTo(LEFT, y(this.#cursor));
    context.lineTo(LEFT + width, y(this.#cursor));
    context.stroke();
    context.textAlign = "left";
    const name = `neuron ${this.#cursor}`;
    const middle = Math.max(TOP + 9, y(this.#cursor) - 10);
    context.fillStyle = inks.card;
    context.fillRect(LEFT + 2, middle - 8, context.measureText(name).width + 8, 16);
    context.fillStyle = inks.text;
    context.fillText(name, LEFT + 6, middle);
  }

  /** The neuron of the nearest spike if one is near, otherwise that of the row. */
  #neuronAt(x: number, y: number): number | null {
    const ring = this.#ring;
    if (!ring) return null;
    const scale = devicePixelRatio;
    const [column, row] = [(x - LEFT) * scale, (y - TOP) * scale];
    if (column < 0 || row < 0 || column >= ring.width || row >= ring.height) return null;
    const msPerPixel = this.#windowMs / ring.width;
    const time = this.#end - this.#windowMs + column * msPerPixel;
    const near = NEAR * scale;
    const { times, ids } = this.#spikes.between(time - near * msPerPixel, time + near * msPerPixel);
    const { neurons } = this.#net;
    let best = Math.min(neurons - 1, Math.floor((1 - row / ring.height) * neurons));
    let least = near * near;
    for (let k = 0; k < times.length; k++) {
      const distance = ((times[k]! - time) / msPerPixel) ** 2 + (ring.rowOf(ids[k]!) - row) ** 2;
      if (distance < least) {
        least = distance;
        best = ids[k]!;
      }
    }
    return best;
  }

  #pick(id: number | null): void {
    if (id !== null) this.element.dispatchEvent(new CustomEvent(PICK, { detail: id, bubbles: true }));
  }

  #point(id: number | null): void {
    this.#cursor = id;
    this.#changed = true;
    this.#told.textContent = id === null ? "" : this.#about(id);
  }

  #about(id: number): string {
    const spikes = this.#spikes.view().ids.reduce((sum, each) => sum + (each === id ? 1 : 0), 0);
    const kind = id < this.#net.nExcitatory ? "excitatory" : "inhibitory";
    return `Neuron ${id}, ${kind}, ${spikes} ${spikes === 1 ? "spike" : "spikes"} within ${this.#windowMs} ms`;
  }

  #keyed(event: KeyboardEvent): void {
    if (event.key === "Enter") this.#pick(this.#cursor);
    else if (event.key in reach) {
      const by = reach[event.key as keyof typeof reach];
      const id = this.#cursor === null ? 0 : this.#cursor + by;
      this.#point(Math.min(this.#net.neurons - 1, Math.max(0, id)));
    } else return;
    event.preventDefault();
  }
}
