import uPlot from "uplot";
import { font, type Ink, type Inks, inksOf } from "./inks.js";
import { SteadyRange } from "./steadyRange.js";
import { ticks } from "./text.js";

/** One curve of a chart. */
export interface Curve {
  label: string;
  ink: Ink;
  fill?: Ink;
}

/** What a chart is, as opposed to what it shows. */
export interface ChartOptions {
  /** Labels of the axes, with units. */
  x: string;
  y: string;
  height: number;
  curves: readonly Curve[];
  /** Lower bound of y that stays. */
  floor?: number;
  /** Values that no curve need reach for their lines to be seen, such as the threshold of a potential. */
  lines?: readonly number[];
  /** Bars instead of curves. */
  bars?: boolean;
}

const axis = (label: string, vertical: boolean, inks: () => Inks): uPlot.Axis => ({
  label,
  font,
  labelFont: font,
  labelSize: vertical ? 18 : 16,
  size: vertical ? 48 : 24,
  gap: 4,
  stroke: () => inks().muted,
  grid: { stroke: () => inks().grid, width: 1 },
  ticks: { show: false },
  values: (_, splits, _axis, _space, step) => ticks(splits, step),
});

/** Width of curves, px. A browser without a GPU takes four times as long for any wider ones. */
const LINE = 1;

/** A uPlot that is fed again and again: its range of x is given, that of y follows what is shown without twitching. */
export class Chart {
  readonly #place: HTMLElement;
  readonly #options: ChartOptions;
  readonly #range: SteadyRange;
  readonly #plot: uPlot;
  #inks: Inks;

  constructor(place: HTMLElement, options: ChartOptions) {
    this.#place = place;
    this.#options = options;
    this.#range = new SteadyRange(options.floor ?? null);
    this.#inks = inksOf(place);
    const inks = (): Inks => this.#inks;
    const { x, y, curves, lines = [], bars = false } = options;
    this.#plot = new uPlot(
      {
        ...this.#size(),
        scales: { x: { time: false, auto: false }, y: { auto: false } },
        axes: [axis(x, false, inks), axis(y, true, inks)],
        series: [
          {},
          ...curves.map(
            ({ label, ink, fill }): uPlot.Series => ({
              label,
              width: bars ? 0 : LINE,
              points: { show: false },
              stroke: () => inks()[ink],
              ...((fill || bars) && { fill: () => inks()[bars ? ink : (fill ?? ink)] }),
              ...(bars && { paths: uPlot.paths.bars!({ size: [0.9, 100], gap: 0 }) }),
            }),
          ),
        ],
        padding: [8, 20, 0, 0],
        legend: { show: false },
        cursor: { show: false },
        hooks: { drawAxes: [(plot) => this.#rule(plot, lines)] },
      },
      [[], ...curves.map(() => [])],
      place,
    );
  }

  /** Draws at once: x (ascending) and a column for each curve, from `from` to `to` of x. */
  draw(columns: readonly [ArrayLike<number>, ...ArrayLike<number>[]], from: number, to: number): void {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const column of columns.slice(1))
      for (let k = 0; k < column.length; k++) {
        const value = column[k]!;
        if (value < least) least = value;
        if (value > most) most = value;
      }
    for (const line of this.#options.lines ?? []) {
      least = Math.min(least, line);
      most = Math.max(most, line);
    }
    const [low, high] = least <= most ? this.#range.fit(least, most) : [0, 1];
    const plot = this.#plot;
    plot.batch(() => {
      plot.setData(columns as unknown as uPlot.AlignedData, false);
      plot.setScale("x", { min: from, max: to });
      plot.setScale("y", { min: low, max: high });
    });
  }

  resize(): void {
    this.#inks = inksOf(this.#place);
    this.#plot.setSize(this.#size());
  }

  get canvas(): HTMLCanvasElement {
    return this.#plot.ctx.canvas;
  }

  remove(): void {
    this.#plot.destroy();
  }

  #size(): { width: number; height: number } {
    return { width: Math.max(200, this.#place.clientWidth), height: this.#options.height };
  }

  #rule(plot: uPlot, lines: readonly number[]): void {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.strokeStyle = this.#inks.muted;
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
    for (const line of lines) {
      const y = Math.round(plot.valToPos(line, "y", true)) + 0.5;
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
    }
    ctx.restore();
  }
}
