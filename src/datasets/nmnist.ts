import { checkedCount } from "../encode/check.js";
import { NeurogliaError } from "../errors.js";
import { asNumbers, bad, checkBytes, knownOptions } from "../network/check.js";
import type { SpikeSample } from "../tasks/task.js";

/** Options of {@link parseNmnist}. */
export interface NmnistOptions {
  /** ms; events from `from` to below `to` are kept, and time counts from `from`. Default: from 0 to the whole ms after the last event. */
  window?: readonly [from: number, to: number];
  /** Pixels that become one, along each side. Default 1. */
  downsample?: number;
}

/** Pixels along each side of the sensor's field. */
const SIDE = 34;
const EVENT_BYTES = 5;
/** The row that stands for no pixel: the clock has wrapped. */
const WRAP_ROW = 240;
const WRAP_US = 2 ** 13;

/**
 * Parses a recording of N-MNIST (Orchard, Jayawant, Cohen & Thakor 2015, Frontiers in Neuroscience 9:437): five bytes an event, x,
 * y, and three of which the highest bit is the polarity (1 is ON, brighter) and the rest the time in µs, big-endian. An event with y =
 * 240 is none, but adds 2^13 µs to the times after it.
 *
 * Channel = polarity · side² + y · side + x, with side = ⌈34 / downsample⌉: 2,312 channels, OFF first. Times are whole µs, so
 * `onGrid` must follow before a `spikeSource` plays them.
 *
 * @param bytes the whole file
 * @param where the file's name, for errors
 * @throws NeurogliaError, with the event and its byte, for an empty or truncated file, a pixel outside, time that runs backwards
 */
export const parseNmnist = (bytes: Uint8Array, where: string, options: NmnistOptions = {}): SpikeSample => {
  knownOptions(options, ["window", "downsample"], "parseNmnist");
  const pool = checkedCount(options.downsample ?? 1, 1, "downsample", "parseNmnist");
  const file = `file ${where}`;
  checkBytes(bytes, file);
  if (bytes.length === 0 || bytes.length % EVENT_BYTES !== 0)
    throw new NeurogliaError({
      code: "events-length",
      what: "length",
      where: file,
      expected: "whole events of 5 bytes, at least one",
      got: `${bytes.length} bytes: ${Math.floor(bytes.length / EVENT_BYTES)} events and ${bytes.length % EVENT_BYTES} bytes`,
    });
  const side = Math.ceil(SIDE / pool);
  /** µs. */
  const times: number[] = [];
  const ids: number[] = [];
  let wrapped = 0;
  let before = 0;
  for (let at = 0; at < bytes.length; at += EVENT_BYTES) {
    const strange = (what: string, expected: string, got: number): NeurogliaError =>
      new NeurogliaError({
        code: "events-corrupt",
        what: `${what} of event ${at / EVENT_BYTES} (byte ${at})`,
        where: file,
        expected,
        got,
      });
    const x = bytes[at]!;
    const y = bytes[at + 1]!;
    const head = bytes[at + 2]!;
    if (y === WRAP_ROW) {
      wrapped += WRAP_US;
      continue;
    }
    if (x >= SIDE) throw strange("x", `below ${SIDE}`, x);
    if (y >= SIDE) throw strange("y", `below ${SIDE}, or ${WRAP_ROW}`, y);
    const time = wrapped + (head & 0x7f) * 65536 + bytes[at + 3]! * 256 + bytes[at + 4]!;
    if (time < before) throw strange("time", `≥ ${before} µs, that of the event before`, time);
    before = time;
    times.push(time);
    ids.push((head >> 7) * side * side + Math.floor(y / pool) * side + Math.floor(x / pool));
  }
  const { window = [0, Math.floor(before / 1000) + 1] } = options;
  const [from, to] = asNumbers(window, "window", "parseNmnist") as readonly [number, number];
  if (!(Number.isFinite(from) && Number.isFinite(to) && from >= 0 && from < to))
    throw bad("window", "parseNmnist", "[from, to] in ms, 0 ≤ from < to", `${from}, ${to}`);
  const begin = times.findIndex((time) => time >= from * 1000);
  const end = times.findIndex((time) => time >= to * 1000);
  const kept = [begin < 0 ? times.length : begin, end < 0 ? times.length : end] as const;
  return {
    times: Float64Array.from(times.slice(...kept), (time) => (time - from * 1000) / 1000),
    ids: Uint32Array.from(ids.slice(...kept)),
    channels: 2 * side * side,
    duration: to - from,
  };
};
