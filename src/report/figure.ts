import type { Trace } from "../papers/paper.js";

/** A colour of the page's style sheet. */
export type Ink = "exc" | "inh" | "glia" | "before" | "after" | "plain";

export interface Axis {
  /** With the unit. */
  label: string;
  log?: boolean;
  /** Fixed limits; without them, those of the values. */
  range?: [number, number];
}

/** Curves over one common abscissa. */
export interface Curves {
  kind: "curves";
  /** px */
  height: number;
  x: Axis & { values: number[] };
  y: Axis;
  /** `step`: value i holds from x[i] to x[i+1]; `spread`: half the height of the bar at each value; `marks`: a dot at each. */
  series: {
    label: string;
    ink: Ink;
    values: number[];
    step?: boolean;
    fill?: boolean;
    dash?: boolean;
    marks?: boolean;
    spread?: number[];
  }[];
}

/** Dots, each series with abscissae of its own. */
export interface Points {
  kind: "points";
  /** px */
  height: number;
  x: Axis & { range: [number, number] };
  y: Axis & { range: [number, number] };
  series: { ink: Ink; x: number[]; y: number[] }[];
}

/** A field of equal cells: a colour that grows from nothing to `high`, and where `low` < 0 < `high` another one to `low`. */
export interface Heat {
  kind: "heat";
  /** px */
  height: number;
  x: { label: string; names: string[] };
  y: { label: string; names: string[] };
  /** Row-major, a row per name of `y`, the first at the bottom; NaN is left blank. */
  values: number[];
  low: number;
  high: number;
}

/** Spikes as dots, neuron against time; numbers packed by {@link packU16}. */
export interface Raster {
  kind: "raster";
  /** px */
  height: number;
  nNeurons: number;
  /** Neurons below this are excitatory. */
  nExcitatory: number;
  durationMs: number;
  /** In units of `durationMs` / 65535. */
  times: string;
  /** In units of `idUnit` neurons. */
  ids: string;
  idUnit: number;
}

export type Figure = Curves | Raster | Points | Heat;

/** Numbers, rounded and held within 0 … 65535, as base64 of little-endian u16. */
export const packU16 = (values: ArrayLike<number>): string => {
  const bytes = new Uint8Array(2 * values.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++)
    view.setUint16(2 * i, Math.min(65535, Math.max(0, Math.round(values[i] as number))), true);
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
};

/** Four significant digits: more than any screen shows, a quarter of the bytes. */
export const rounded = (value: number): number => Number(value.toPrecision(4));

/** At most `most` points of a trace, each the mean of as many neighbours. */
export const thinned = (trace: Trace, most: number): { times: number[]; values: number[] } => {
  const stride = Math.max(1, Math.ceil(trace.values.length / most));
  const times: number[] = [];
  const values: number[] = [];
  for (let begin = 0; begin < trace.values.length; begin += stride) {
    const end = Math.min(begin + stride, trace.values.length);
    let time = 0;
    let value = 0;
    for (let i = begin; i < end; i++) {
      time += trace.times[i] as number;
      value += trace.values[i] as number;
    }
    times.push(Number((time / (end - begin)).toPrecision(6)));
    values.push(rounded(value / (end - begin)));
  }
  return { times, values };
};

/** The most spikes that one raster draws. */
const mostSpikes = 8000;

/**
 * A raster of about 8,000 spikes at most: of a busier liquid every second, third, … neuron is drawn with all its spikes, so
 * that trains stay what they are.
 * @returns the figure, and every how many-th neuron it shows
 */
export const rasterFigure = (
  spikes: { times: Float64Array; ids: Uint32Array },
  nNeurons: number,
  nExcitatory: number,
  durationMs: number,
): { figure: Raster; every: number } => {
  const every = Math.max(1, Math.ceil(spikes.ids.length / mostSpikes));
  const idUnit = Math.max(1, Math.ceil(nNeurons / 65536));
  const times: number[] = [];
  const ids: number[] = [];
  spikes.ids.forEach((id, i) => {
    if (id % every !== 0) return;
    times.push((65535 * (spikes.times[i] as number)) / durationMs);
    ids.push(Math.floor(id / idUnit));
  });
  const packed = { times: packU16(times), ids: packU16(ids), idUnit };
  return { figure: { kind: "raster", height: 240, nNeurons, nExcitatory, durationMs, ...packed }, every };
};
