import { short } from "./text.js";
import type { Frame, Shown, View } from "./view.js";

/** Between two changes of the numbers, ms of wall time: faster than that nobody reads. */
const PAUSE = 250;

/** How fast the network runs, in numbers. */
export class ThroughputView implements View {
  readonly element = document.createElement("dl");
  readonly #figures = {
    spikes: this.#entry("spikes/s of wall time"),
    events: this.#entry("synaptic events/s"),
    factor: this.#entry("× real time"),
  };
  #frame: Frame | null = null;
  #drawn = Number.NEGATIVE_INFINITY;

  constructor() {
    this.element.className = "view-numbers";
  }

  reset(_: Shown): void {
    this.#frame = null;
    this.#drawn = Number.NEGATIVE_INFINITY;
    for (const figure of Object.values(this.#figures)) figure.textContent = "–";
  }

  push(frame: Frame): void {
    this.#frame = frame;
  }

  draw(now: number): void {
    if (!this.#frame || now - this.#drawn < PAUSE) return;
    const { stats } = this.#frame;
    this.#frame = null;
    this.#drawn = now;
    this.#figures.spikes.textContent = short(stats.spikesPerSecond);
    this.#figures.events.textContent = short(stats.synapticEventsPerSecond);
    this.#figures.factor.textContent = short(stats.realTimeFactor);
  }

  resize(): void {}

  #entry(term: string): HTMLElement {
    const [group, name, figure] = ["div", "dt", "dd"].map((tag) => document.createElement(tag));
    name!.textContent = term;
    figure!.textContent = "–";
    group!.append(name!, figure!);
    this.element.append(group!);
    return figure!;
  }
}
