import { Chart } from "./chart.js";
import { Panel } from "./panel.js";
import { SteadyRange } from "./steadyRange.js";
import { Turn } from "./turns.js";
import type { Frame, Shown, View } from "./view.js";
import { extentOf, strideOf, weightBins } from "./weightBins.js";

const BINS = 40;

export interface WeightsOptions {
  /** Unit of all weights. */
  unit?: string;
  /** A sentence on which synapses these are. */
  note?: string;
}

/** Histogram of the latest weights; hidden until there are some. */
export class WeightsView implements View {
  readonly #panel = new Panel("Weights");
  readonly element = this.#panel.element;
  #range = new SteadyRange();
  #chart: Chart | null = null;
  #weights: Float32Array | null = null;
  #changed = false;
  readonly #turn = new Turn();
  readonly #x: string;

  constructor({ unit, note }: WeightsOptions = {}) {
    this.#x = unit ? `weight, ${unit}` : "weight";
    if (note) this.#panel.note = note;
  }

  reset(_: Shown): void {
    this.#range = new SteadyRange();
    this.#weights = null;
    this.#chart?.remove();
    this.#chart = null;
    this.element.hidden = true;
  }

  push({ weights }: Frame): void {
    if (!weights) return;
    this.#weights = weights;
    this.#changed = true;
  }

  draw(now: number): void {
    if (!this.#changed || !this.#weights || !this.#turn.at(now)) return;
    this.#changed = false;
    const stride = strideOf(this.#weights.length);
    const extent = extentOf(this.#weights, stride);
    if (!extent) return;
    const range = this.#range.fit(...extent);
    const counts = weightBins(this.#weights, stride, range, BINS);
    const [low, high] = range;
    const width = (high - low) / BINS;
    const middles = Array.from(counts, (_, k) => low + (k + 0.5) * width);
    this.#made(stride).draw([middles, counts], low, high);
  }

  resize(): void {
    this.#chart?.resize();
    this.#changed = true;
  }

  async png(): Promise<Blob> {
    return this.#panel.png(this.#chart ? [this.#chart.canvas] : []);
  }

  #made(stride: number): Chart {
    if (this.#chart) return this.#chart;
    this.element.hidden = false;
    const y = stride > 1 ? `synapses (one in ${stride})` : "synapses";
    const curves = [{ label: "weights", ink: "exc" } as const];
    this.#chart = new Chart(this.#panel.place, { x: this.#x, y, height: 170, floor: 0, curves, bars: true });
    return this.#chart;
  }
}
