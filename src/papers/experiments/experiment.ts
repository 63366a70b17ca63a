import type { OptionValues, PaperOption } from "../networks/networkPaper.js";
import type { PaperProgress } from "../paper.js";

/** What every experiment is told. */
export interface ExperimentRun {
  /** A safe integer ≥ 0: with the options, it settles every figure. */
  seed: number;
  /** Threads; no figure depends on their number. */
  workers: number;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: PaperProgress) => void) | undefined;
}

/** One figure of the table, and of the summary by its `name`. */
export interface FigureRow {
  /** As in the paper's words, in camelCase: the name in `--json`. */
  name: string;
  /** What it is, for the table. */
  meaning: string;
  /** Left out for plain numbers. */
  unit?: string;
  /** null: not reached. */
  here: number | null;
  /** The authors' figure or finding, as they give it; null where none is known. */
  published: { value: number | string; source: string } | null;
}

/** An axis of a panel; `label` has the unit. */
export interface PanelAxis {
  label: string;
  log?: boolean;
  /** Fixed limits; without them, those of the values. */
  range?: [number, number];
}

interface PanelWords {
  title: string;
  /** What is shown and how it was made; plain text. */
  caption: string;
}

/** Curves over one abscissa; NaN leaves a gap. `spread`: half the height of the bar at each value, such as a standard deviation. */
export interface LinesPanel extends PanelWords {
  kind: "lines";
  x: PanelAxis & { values: ArrayLike<number> };
  y: PanelAxis;
  series: readonly { label: string; values: ArrayLike<number>; spread?: ArrayLike<number> }[];
}

/** Points, each series with abscissae of its own. */
export interface PointsPanel extends PanelWords {
  kind: "points";
  x: PanelAxis;
  y: PanelAxis;
  series: readonly { label: string; x: ArrayLike<number>; y: ArrayLike<number> }[];
}

/**
 * A field of colours: `values` row-major, a row per `y`, a column per `x`; NaN stays blank. The axes name their cells, which
 * are equally wide. Where the limits of `scale` lie on both sides of 0, the two signs have colours of their own.
 */
export interface HeatPanel extends PanelWords {
  kind: "heat";
  x: { label: string; values: readonly (number | string)[] };
  y: { label: string; values: readonly (number | string)[] };
  values: ArrayLike<number>;
  scale: { label: string; range?: [number, number] };
}

/** Spikes, neuron against time. */
export interface RasterPanel extends PanelWords {
  kind: "raster";
  spikes: { times: Float64Array; ids: Uint32Array };
  nNeurons: number;
  /** Neurons below this are excitatory. */
  nExcitatory: number;
  durationMs: number;
}

/** One figure of the report. */
export type Panel = LinesPanel | PointsPanel | HeatPanel | RasterPanel;

/** What an experiment found. */
export interface ExperimentResult {
  /** False if the run was aborted: then what was not reached is null in the table and left out of the panels. */
  completed: boolean;
  /** Which of the paper's experiments this was, in a few words. */
  variant?: string;
  table: readonly FigureRow[];
  panels: readonly Panel[];
  /** Every parameter, by name with unit, as the report prints it. */
  parameters: Readonly<Record<string, string | number>>;
  /** 16 hexadecimal digits by which runs are compared, where the experiment has spikes to hash. */
  hash?: string;
}

/** Everything that `--json` prints. */
export interface ExperimentSummary {
  paper: string;
  variant?: string;
  completed: boolean;
  seed: number;
  workers: number;
  wallMs: number;
  figures: Record<string, number | null>;
  hash?: string;
}

/** A paper that is an experiment, on as many networks as it takes: what its command says of it, and how it is done. */
export interface Experiment<Own extends Record<string, PaperOption> = Record<string, PaperOption>> {
  /** The subcommand. */
  name: string;
  title: string;
  /** Authors, year, journal or conference, identifier. */
  reference: string;
  /** For the list of papers. */
  variants: readonly string[];
  /** Paragraphs, without line breaks, that open its help. */
  introduction: readonly string[];
  /** Lines that close its help: the figures of the authors, how long it takes, examples. */
  lessons: string;
  options: Own;
  /**
   * Lets the event loop breathe (breathe.ts) every few tens of ms, and at an abort resolves to what is done within half a second.
   * @throws NeurogliaError for options that do not go together
   */
  run(own: OptionValues<Own>, run: ExperimentRun): Promise<ExperimentResult>;
}

/** Keeps the types of an experiment's own options. */
export const experiment = <const Own extends Record<string, PaperOption>>(paper: Experiment<Own>): Experiment =>
  paper as Experiment<Record<string, PaperOption>> & Experiment<Own>;
