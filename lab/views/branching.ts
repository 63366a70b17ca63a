import { branchingFactor } from "../../dist/src/index.js";
import { BinnedSpikes } from "./binnedSpikes.js";
import { Chart } from "./chart.js";
import { Panel } from "./panel.js";
import { RunningBranching } from "./runningBranching.js";
import { Sliding } from "./sliding.js";
import { SpikeWindow } from "./spikeWindow.js";
import { Turn } from "./turns.js";
import type { Frame, Shown, View } from "./view.js";

/** Bins of the branching ratio and how many of them it is estimated from: 2 s. */
const BIN = 4;
const BINS = 500;

/** Of less than this the ratio is mere noise, ms. */
const FIRST = 200;

/** Spikes that the branching factor is taken of, ms, how far it looks before and after, and its least distance in wall time. */
const STRETCH = 250;
const REACH = 4;
const PAUSE = 500;

const aboutRatio = `Ratio: slope of the spikes in ${BIN} ms on those in the ${BIN} ms before. At 1 activity keeps itself going, at 0 it is noise, below 0 it swings.`;
const aboutFactor = `Factor: for each spike, how often the neuron’s targets fire in the ${REACH} ms after it, over how often its sources did in the ${REACH} ms before.`;

/**
 * Descendants per spike over the latest `windowMs`, running. The branching ratio is a slope of the activity of all neurons
 * (`RunningBranching`). Where the synapses are known, the branching factor of Ivanov & Michmizos (2021, `branchingFactor`) of the latest
 * 250 ms joins it. The line is at 1: activity neither grows nor dies out.
 */
export class BranchingView implements View {
  readonly #panel = new Panel("Branching");
  readonly element = this.#panel.element;
  readonly #windowMs: number;
  readonly #rows: Sliding;
  readonly #spikes = new SpikeWindow(STRETCH + 2 * REACH);
  #ratio = new RunningBranching(BINS);
  #bins = new BinnedSpikes(BIN, 0, () => {});
  #net: Shown = { neurons: 0, nExcitatory: 0, names: [] };
  #factor = Number.NaN;
  #measured = Number.NEGATIVE_INFINITY;
  #chart: Chart | null = null;
  #time = 0;
  #changed = false;
  readonly #turn = new Turn();

  constructor({ windowMs = 10_000 } = {}) {
    this.#windowMs = windowMs;
    this.#rows = new Sliding(windowMs, 2);
  }

  reset(net: Shown): void {
    this.#net = net;
    this.#rows.clear();
    this.#spikes.clear();
    this.#time = 0;
    this.#factor = Number.NaN;
    this.#ratio = new RunningBranching(BINS);
    this.#bins = new BinnedSpikes(BIN, 0, (end, _, spikes) => {
      this.#ratio.push(spikes);
      if (end >= FIRST) this.#rows.push(end, this.#ratio.value, this.#factor);
    });
    this.#chart?.remove();
    const curves = [
      { label: "ratio, last 2 s", ink: "after" } as const,
      ...(net.synapses ? [{ label: "factor, last 250 ms", ink: "glia" } as const] : []),
    ];
    this.#panel.keys = curves;
    this.#panel.note = net.synapses ? `${aboutRatio} ${aboutFactor}` : aboutRatio;
    const options = { x: "time, ms", y: "descendants", height: 170, lines: [0, 1], curves };
    this.#chart = new Chart(this.#panel.place, options);
    this.#changed = true;
  }

  push({ time, spikes: { times, ids } }: Frame): void {
    this.#bins.push(times, ids, time);
    if (this.#net.synapses) this.#spikes.push(times, ids, time);
    this.#time = time;
    this.#changed = true;
  }

  draw(now: number): void {
    if (!this.#changed || !this.#turn.at(now)) return;
    this.#changed = false;
    if (now - this.#measured >= PAUSE && this.#time >= STRETCH + 2 * REACH) {
      this.#measured = now;
      this.#factor = this.#factorNow();
    }
    const [times, ratio, factor] = this.#rows.view();
    const end = Math.max(this.#time, this.#windowMs);
    this.#chart?.draw(this.#net.synapses ? [times, ratio!, factor!] : [times, ratio!], end - this.#windowMs, end);
  }

  resize(): void {
    this.#chart?.resize();
    this.#changed = true;
  }

  async png(): Promise<Blob> {
    return this.#panel.png(this.#chart ? [this.#chart.canvas] : []);
  }

  /** Of the spikes whose reach lies within the latest ones kept. */
  #factorNow(): number {
    const { synapses, neurons } = this.#net;
    if (!synapses) return Number.NaN;
    const { times, ids } = this.#spikes.view();
    const begin = Math.floor(this.#time) - STRETCH - 2 * REACH;
    return branchingFactor({
      n: neurons,
      times: times.map((time) => time - begin),
      ids,
      ...synapses,
      from: REACH + 1,
      to: REACH + STRETCH,
      window: REACH,
    });
  }
}
