import { Chart } from "./chart.js";
import { curveInks, type Ink, plainInks } from "./inks.js";
import { Panel } from "./panel.js";
import { Sliding } from "./sliding.js";
import { Turn } from "./turns.js";
import type { Frame, Samples, Shown, View } from "./view.js";

/** One quantity: its panel, its latest rows, and what its columns were called when they began. */
class Trace {
  readonly panel: Panel;
  readonly #name: string;
  readonly #windowMs: number;
  #rows: Sliding | null = null;
  #chart: Chart | null = null;
  #columns = "";
  #changed = false;
  readonly #turn = new Turn();

  constructor(name: string, windowMs: number, note: string | undefined) {
    this.#name = name;
    this.#windowMs = windowMs;
    this.panel = new Panel(name);
    if (note) this.panel.note = note;
    this.panel.element.hidden = true;
  }

  push({ times, values, width, labels, unit, inks }: Samples): void {
    this.#changed = true;
    const columns = JSON.stringify([width, labels, unit, inks]);
    if (columns !== this.#columns || !this.#rows) {
      this.#columns = columns;
      this.#rows = new Sliding(this.#windowMs, width);
      this.#begin(width, labels, unit, inks);
    }
    for (let k = 0; k < times.length; k++) this.#rows.push(times[k]!, ...values.subarray(k * width, (k + 1) * width));
  }

  draw(now: number, end: number): void {
    if (!this.#changed || !this.#turn.at(now)) return;
    this.#changed = false;
    if (this.#rows && this.#chart) this.#chart.draw(this.#rows.view(), end - this.#windowMs, end);
  }

  resize(): void {
    this.#chart?.resize();
    this.#changed = true;
  }

  remove(): void {
    this.#chart?.remove();
    this.panel.element.remove();
  }

  get canvases(): HTMLCanvasElement[] {
    return this.#chart ? [this.#chart.canvas] : [];
  }

  #begin(
    width: number,
    labels: readonly string[] | undefined,
    unit: string | undefined,
    inks: readonly Ink[] = labels ? curveInks : plainInks,
  ): void {
    this.panel.element.hidden = width === 0;
    this.#chart?.remove();
    const curves = Array.from({ length: width }, (_, c) => ({
      label: labels?.[c] ?? (width === 1 ? "" : String(c)),
      ink: inks[c % inks.length]!,
    }));
    this.panel.keys = curves.filter(({ label }) => label !== "");
    const y = unit ? `${this.#name}, ${unit}` : this.#name;
    this.#chart = width > 0 ? new Chart(this.panel.place, { x: "time, ms", y, height: 170, curves }) : null;
  }
}

/** Sampled quantities over the latest `windowMs`: a chart for each name, a curve for each column. */
export class TracesView implements View {
  readonly element = document.createElement("div");
  readonly #windowMs: number;
  #traces = new Map<string, Trace>();
  #time = 0;

  constructor({ windowMs = 1000 } = {}) {
    this.#windowMs = windowMs;
    this.element.className = "view-traces";
  }

  reset({ names, notes }: Shown): void {
    for (const trace of this.#traces.values()) trace.remove();
    this.#traces = new Map(names.map((name) => [name, new Trace(name, this.#windowMs, notes?.[name])]));
    this.element.replaceChildren(...[...this.#traces.values()].map(({ panel }) => panel.element));
    this.#time = 0;
  }

  push({ time, samples }: Frame): void {
    for (const [name, sampled] of Object.entries(samples)) this.#traces.get(name)?.push(sampled);
    this.#time = time;
  }

  draw(now: number): void {
    const end = Math.max(this.#time, this.#windowMs);
    for (const trace of this.#traces.values()) trace.draw(now, end);
  }

  resize(): void {
    for (const trace of this.#traces.values()) trace.resize();
  }

  async png(): Promise<Blob> {
    return new Panel([...this.#traces.keys()].join(", ")).png(
      [...this.#traces.values()].flatMap(({ canvases }) => canvases),
    );
  }
}
