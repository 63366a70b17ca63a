import { bad, checkPath } from "../../network/check.js";
import type { Samples, SpikeChunk, StateChunk, Taker } from "../chunks.js";
import { SPIKE_HEADER, spikeLines, stateHeader, stateLines } from "../csv.js";
import { npyHeader, packedSpikes, SPIKE_TYPE, stateType } from "../npy.js";
import { GrowingFile } from "./growingFile.js";

/** Options of `net.record` that stream a recording, of spikes or of samples, to a file. */
export interface FileTaker {
  onChunk: Taker<SpikeChunk | StateChunk<Samples>>;
}

/** Chunks go to a file one after another, for one recording. */
const taker = (
  path: string,
  kind: string,
  append: (file: GrowingFile, chunk: SpikeChunk | StateChunk<Samples>) => Promise<void>,
): FileTaker => {
  checkPath(path, "path", kind);
  const file = new GrowingFile(path);
  let owner: string | undefined;
  const claim = (where: string): void => {
    if (owner !== undefined)
      throw bad("recording", `file ${path}`, `one, and it has ${owner} (call ${kind} once for each)`, where);
    owner = where;
  };
  return { onChunk: Object.assign((chunk: SpikeChunk | StateChunk<Samples>) => append(file, chunk), { claim }) };
};

/**
 * Streams a recording to a text file: a header `time_ms,id` and a line a spike, or `time_ms,0,1,…` and a line a sample.
 *
 *     net.record(cells, "spikes", csvFile("spikes.csv"));
 *     net.record(cells, "v", { every: 1, ...csvFile("v.csv") });
 *
 * The first run makes the file anew; later runs add to it, also after a reset, when times begin anew. After each run it is
 * complete, and there is nothing to close; a crash leaves whole lines but for the last. One file is for one recording: a
 * second is refused. A run rejects with NeurogliaError if the file cannot be written, for want of a folder or of space, or
 * because something else has written to it; the file then ends where it did before the chunk, which the next run writes. It
 * cannot go back: `restore` to a moment before what was written rejects with `streamed-past`.
 */
export const csvFile = (path: string): FileTaker =>
  taker(path, "csvFile", (file, chunk) => {
    const [header, lines] =
      "ids" in chunk
        ? [SPIKE_HEADER, spikeLines(chunk.times, chunk.ids)]
        : [stateHeader(chunk.members), stateLines(chunk.times, chunk.values)];
    return file.append(new TextEncoder().encode(file.isEmpty ? header + lines : lines));
  });

const bytesOf = ({ buffer, byteOffset, byteLength }: Samples): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/**
 * Streams a recording to a .npy file, version 1.0, as `toNPY` has it: spikes as records [('time', '<f8'), ('id', '<u4')],
 * samples as a matrix of float32 (float64 of a state that is f64), a row a sample. In Python: `spikes = numpy.load("spikes.npy"); spikes["time"]`.
 *
 *     net.record(cells, "spikes", npyFile("spikes.npy"));
 *     net.record(cells, "v", { every: 1, ...npyFile("v.npy") });
 *
 * The first run makes the file anew; later runs add to it, also after a reset, when times begin anew. The header is
 * brought up to date after each chunk, so that a crash leaves a readable file with all chunks before it. There is nothing
 * to close. One file is for one recording; failures, and `restore`, are as with `csvFile`.
 */
export const npyFile = (path: string): FileTaker => {
  let length = 0;
  return taker(path, "npyFile", async (file, chunk) => {
    const rows = length + chunk.times.length;
    const [elements, header] =
      "ids" in chunk
        ? [packedSpikes(chunk.times, chunk.ids), npyHeader(SPIKE_TYPE, [rows])]
        : [bytesOf(chunk.values), npyHeader(stateType(chunk.values), [rows, chunk.n])];
    await file.append(elements, header);
    length = rows;
  });
};
