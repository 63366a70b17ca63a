import { asNumbers, bad, knownOptions, wholeSteps } from "../network/check.js";
import type { Series, SpikeSample } from "../tasks/task.js";
import { checkedPositive, checkSeries, rowsOf } from "./check.js";
import { EventList, type SpikeEncoder } from "./encoder.js";

/** Options of {@link DeltaEncoder}. */
export interface DeltaEncoderOptions {
  /** ms between rows of the series: row k is the signal at k·every. */
  every: number;
  /** ms; the grid of the events, the network's dt. Default `every`. */
  dt?: number;
  /** How far the signal rises between events of the ON channel, in its own unit. */
  thresholdOn: number;
  /** How far it falls between events of the OFF channel. Default thresholdOn. */
  thresholdOff?: number;
}

const where = "DeltaEncoder";

/**
 * Level crossing (send on delta; the pixel of Lichtsteiner, Posch & Delbruck 2008, IEEE Journal of Solid-State Circuits
 * 43:566–576; "step forward" of Petro, Kasabov & Kiss 2020, IEEE Transactions on Neural Networks and Learning Systems
 * 31:358–370). Of n channels, c has its OFF events on channel c and its ON events on n + c, as files of event cameras do.
 *
 * Each channel keeps a reference, which starts at its first row. The signal, a straight line from row to row, is looked at
 * once a step of dt: thresholdOn or more above the reference there is an ON event and the reference rises by thresholdOn,
 * thresholdOff or more below it an OFF event and it falls by thresholdOff. One event a step: where the signal crosses several
 * levels within dt they follow in the next steps, in arrears until it slows down (slope overload). After the last row nothing moves.
 *
 * `decode` returns the reference at each row. Where the signal never moved by more than a threshold within dt, it is less than a
 * threshold away from the signal, in all rows.
 *
 * @throws NeurogliaError for thresholds that are not > 0, times that do not fit the grid, or a bad series
 */
export class DeltaEncoder implements SpikeEncoder {
  readonly every: number;
  readonly #dt: number;
  readonly #rowSteps: number;
  readonly #thresholdOn: number;
  readonly #thresholdOff: number;

  constructor(options: DeltaEncoderOptions) {
    knownOptions(options, ["every", "dt", "thresholdOn", "thresholdOff"], where);
    const { every, dt = every, thresholdOn, thresholdOff = thresholdOn } = options;
    this.every = checkedPositive(every, "every", where, "ms");
    this.#dt = checkedPositive(dt, "dt", where, "ms");
    this.#rowSteps = wholeSteps(every, dt, 1, "every", where);
    this.#thresholdOn = checkedPositive(thresholdOn, "thresholdOn", where);
    this.#thresholdOff = checkedPositive(thresholdOff, "thresholdOff", where);
  }

  encode(series: Series): SpikeSample {
    checkSeries(series, where);
    const { values, length, channels } = series;
    const on = this.#thresholdOn;
    const off = this.#thresholdOff;
    const rowSteps = this.#rowSteps;
    const events = new EventList(2 * channels);
    for (let channel = 0; channel < channels; channel++) {
      // Counted, not summed, so that the decoder's reference has the same bits.
      let ups = 0;
      let downs = 0;
      const start = values[channel]!;
      let reference = start;
      for (let row = 1; row < length; row++) {
        const before = values[(row - 1) * channels + channel]!;
        const after = values[row * channels + channel]!;
        for (let step = 1; step <= rowSteps; step++) {
          const signal = step === rowSteps ? after : before + (after - before) * (step / rowSteps);
          if (signal - reference >= on) {
            ups++;
            events.add((row - 1) * rowSteps + step, channels + channel);
          } else if (reference - signal >= off) {
            downs++;
            events.add((row - 1) * rowSteps + step, channel);
          } else continue;
          reference = start + (ups * on - downs * off);
        }
      }
    }
    return events.sample(this.#dt, length * this.every);
  }

  /** @param start one number a channel, its first row; default 0, which leaves the signal known up to a constant */
  decode(sample: SpikeSample, start?: ArrayLike<number>): Series {
    const length = rowsOf(sample, this.every, where);
    const { times, ids } = sample;
    const channels = sample.channels / 2;
    if (!Number.isInteger(channels))
      throw bad("channels", `events for ${where}`, "even, OFF and ON of each", sample.channels);
    if (start !== undefined) {
      if (asNumbers(start, "start", `decode of ${where}`).length !== channels)
        throw bad("start.length", `decode of ${where}`, `${channels}, one a channel`, start.length);
      const strange = Array.from(start).findIndex((value) => !Number.isFinite(value));
      if (strange >= 0) throw bad(`start[${strange}]`, `decode of ${where}`, "finite", start[strange]);
    }
    const ups = new Uint32Array(channels);
    const downs = new Uint32Array(channels);
    const values = new Float64Array(length * channels);
    for (let row = 0, next = 0; row < length; row++) {
      for (; next < times.length && Math.round(times[next]! / this.#dt) <= row * this.#rowSteps; next++) {
        const id = ids[next]!;
        if (id < channels) downs[id]!++;
        else ups[id - channels]!++;
      }
      for (let c = 0; c < channels; c++)
        values[row * channels + c] = (start?.[c] ?? 0) + (ups[c]! * this.#thresholdOn - downs[c]! * this.#thresholdOff);
    }
    return { values, length, channels };
  }
}
