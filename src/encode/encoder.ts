import type { Series, SpikeSample } from "../tasks/task.js";

/**
 * What encoders of signals into events share. Row k of a series lasts from k·every to (k + 1)·every ms; one sample of n values
 * is a series of one row. Events lie on a grid of `dt` ms, at most one a channel and step: what the `spikeSource` of a
 * network of this dt, or of one that divides it, plays as it is. All numbers come from + − × ÷ and the kernels' own exp and
 * log: the same bits on every machine.
 */
export interface SpikeEncoder {
  /** ms a row. */
  readonly every: number;
  /** Encoders that draw events give independent ones for each `trial` (default 0); the others take no notice. */
  encode(series: Series, options?: { trial?: number }): SpikeSample;
  /** The series that the events tell of; each encoder says how near it comes. */
  decode(sample: SpikeSample): Series;
}

/** Events on the grid, in any order until they are asked for. */
export class EventList {
  readonly #channels: number;
  /** step × channels + channel: sorting them sorts by time, then channel. */
  readonly #keys: number[] = [];

  constructor(channels: number) {
    this.#channels = channels;
  }

  add(step: number, channel: number): void {
    this.#keys.push(step * this.#channels + channel);
  }

  /** By time, then channel; steps are of dt ms. */
  sample(dt: number, duration: number): SpikeSample {
    const keys = Float64Array.from(this.#keys).sort();
    const channels = this.#channels;
    return {
      times: keys.map((key) => Math.floor(key / channels) * dt),
      ids: Uint32Array.from(keys, (key) => key % channels),
      channels,
      duration,
    };
  }
}
