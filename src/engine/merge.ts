import type { Drained } from "../../workers/share.js";
import type { FloatBytes, Floats } from "./arena.js";
import type { Tally } from "./engine.js";
import { gatherRows } from "./rows.js";
import type { Form } from "./segments.js";
import type { Own } from "./share.js";

type Words = Uint32Array<ArrayBuffer> | Floats;

/** Room for all that the parts hold, of the kind of `empty`. */
const sized = <T extends Words>(empty: T, parts: readonly T[]): T =>
  new (empty.constructor as new (length: number) => T)(parts.reduce((sum, { length }) => sum + length, 0));

/** Spikes (index, step) of several memories, each in time order, as one: by step, then by memory. */
const mergeSpikes = (parts: readonly Uint32Array[]): Uint32Array<ArrayBuffer> => {
  const out = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  const next = parts.map(() => 0);
  const stepOf = (m: number): number => (next[m]! < parts[m]!.length ? parts[m]![next[m]! + 1]! : 2 ** 32);
  for (let at = 0; at < out.length; ) {
    let step = stepOf(0);
    for (let m = 1; m < parts.length; m++) step = Math.min(step, stepOf(m));
    for (let m = 0; m < parts.length; m++) {
      const part = parts[m]!;
      const begin = next[m]!;
      let end = begin;
      while (part[end + 1] === step) end += 2;
      if (end === begin) continue;
      out.set(part.subarray(begin, end), at);
      at += end - begin;
      next[m] = end;
    }
  }
  return out;
};

/** Rows of samples whose columns several memories hold, one after another. */
const mergeSamples = <T extends Floats>(parts: readonly T[], widths: readonly number[], empty: T): T => {
  const width = widths.reduce((sum, n) => sum + n, 0);
  const out = sized(empty, parts);
  let first = 0;
  parts.forEach((part, m) => {
    const own = widths[m]!;
    for (let row = 0; row * own < part.length; row++)
      out.set(part.subarray(row * own, (row + 1) * own), row * width + first);
    first += own;
  });
  return out;
};

const joined = <T extends Words>(chunks: readonly T[], empty: T): T => {
  if (chunks.length === 1) return chunks[0]!;
  const out = sized(empty, chunks);
  let at = 0;
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
};

/** Spikes that the memories' recorders gathered, as one recorder would have. */
export const mergedSpikes = (parts: readonly Drained[]): Uint32Array<ArrayBuffer> =>
  mergeSpikes(parts.map((chunks) => joined(chunks as Uint32Array<ArrayBuffer>[], new Uint32Array(0))));

/** The same of samples of so many bytes; `widths`: columns that each memory has of a row. */
export const mergedSamples = (parts: readonly Drained[], widths: readonly number[], bytes: FloatBytes): Floats => {
  const empty = bytes === 8 ? new Float64Array(0) : new Float32Array(0);
  return mergeSamples(
    parts.map((chunks) => joined(chunks as Floats[], empty)),
    widths,
    empty,
  );
};

/** The totals of all memories. */
export const mergedTally = (tallies: readonly Tally[]): Tally => {
  const total: Tally = { spikes: 0, spikesOf: [], synapticEvents: 0, hash: 0n };
  for (const { spikes, spikesOf, synapticEvents, hash } of tallies) {
    total.spikes += spikes;
    spikesOf.forEach((n, population) => {
      total.spikesOf[population] = (total.spikesOf[population] ?? 0) + n;
    });
    total.synapticEvents += synapticEvents;
    total.hash = BigInt.asUintN(64, total.hash + hash);
  }
  return total;
};

/** One piece of a checkpoint from those of all memories. `counts`: by projection, synapses of each memory in each row. */
export const mergedPiece = (
  form: Form,
  parts: readonly Uint8Array<ArrayBuffer>[],
  own: readonly (readonly Own[])[],
  counts: readonly (readonly Uint32Array[])[],
): Uint8Array => {
  const [first] = parts;
  if (form === "whole") return first!;
  if (form === "tally") {
    const out = new DataView(new ArrayBuffer(16));
    const views = parts.map(({ buffer }) => new DataView(buffer));
    out.setFloat64(
      0,
      views.reduce((sum, view) => sum + view.getFloat64(0, true), 0),
      true,
    );
    const hash = views.reduce((sum, view) => sum + view.getBigUint64(8, true), 0n);
    out.setBigUint64(8, BigInt.asUintN(64, hash), true);
    return new Uint8Array(out.buffer);
  }
  if ("neuronsOf" in form) {
    const { neuronsOf, bytes = 4 } = form;
    parts.forEach((part, m) => {
      const { begin, end } = own[m]![neuronsOf]!;
      if (m > 0) first!.set(part.subarray(begin * bytes, end * bytes), begin * bytes);
    });
    return first!;
  }
  const weights = parts.map(({ buffer, byteLength }) => new Float32Array(buffer, 0, byteLength / 4));
  return new Uint8Array(gatherRows(weights, counts[form.rowsOf]!).buffer);
};
