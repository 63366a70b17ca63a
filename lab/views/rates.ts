import { BinnedSpikes } from "./binnedSpikes.js";
import { Chart } from "./chart.js";
import { Panel } from "./panel.js";
import { Sliding } from "./sliding.js";
import { Turn } from "./turns.js";
import type { Frame, Shown, View } from "./view.js";

/** Bins of the rates, ms. */
const BIN = 5;

/** Rates of the excitatory and of the inhibitory neurons, in bins of 5 ms, over the latest `windowMs`. */
export class RatesView implements View {
  readonly #panel = new Panel("Population rates");
  readonly element = this.#panel.element;
  readonly #windowMs: number;
  readonly #rows: Sliding;
  #bins = new BinnedSpikes(BIN, 0, () => {});
  #chart: Chart | null = null;
  #time = 0;
  #changed = false;
  readonly #turn = new Turn();

  constructor({ windowMs = 1000 } = {}) {
    this.#windowMs = windowMs;
    this.#rows = new Sliding(windowMs, 2);
  }

  reset({ neurons, nExcitatory }: Shown): void {
    const nInhibitory = neurons - nExcitatory;
    const perSecond = (spikes: number, n: number): number => (n > 0 ? (1000 * spikes) / (BIN * n) : Number.NaN);
    this.#rows.clear();
    this.#time = 0;
    this.#bins = new BinnedSpikes(BIN, nExcitatory, (end, exc, inh) => {
      this.#rows.push(end - BIN / 2, perSecond(exc, nExcitatory), perSecond(inh, nInhibitory));
    });
    this.#chart?.remove();
    const curves = [
      ...(nExcitatory > 0 ? [{ label: "excitatory", ink: "exc", fill: "exc-fill" } as const] : []),
      ...(nInhibitory > 0 ? [{ label: "inhibitory", ink: "inh" } as const] : []),
    ];
    this.#panel.keys = curves;
    this.#chart = new Chart(this.#panel.place, { x: "time, ms", y: "rate, Hz", height: 170, floor: 0, curves });
    this.#present = [nExcitatory > 0, nInhibitory > 0];
    this.#changed = true;
  }

  #present = [true, true];

  push({ time, spikes }: Frame): void {
    this.#bins.push(spikes.times, spikes.ids, time);
    this.#time = time;
    this.#changed = true;
  }

  draw(now: number): void {
    if (!this.#changed || !this.#turn.at(now)) return;
    this.#changed = false;
    const [times, ...rates] = this.#rows.view();
    const end = Math.max(this.#time, this.#windowMs);
    this.#chart?.draw([times, ...rates.filter((_, k) => this.#present[k])], end - this.#windowMs, end);
  }

  resize(): void {
    this.#chart?.resize();
    this.#changed = true;
  }

  async png(): Promise<Blob> {
    return this.#panel.png(this.#chart ? [this.#chart.canvas] : []);
  }
}
