import type { Sound } from "../encode/sound.js";
import { NeurogliaError } from "../errors.js";
import { checkBytes } from "../network/check.js";

const PCM = 1;
const IEEE_FLOAT = 3;
/** Says that the true format stands in the first two bytes of a GUID behind it. */
const EXTENSIBLE = 0xfffe;

/**
 * What stands for a size in a file that came through a pipe, whose writer cannot go back to set it: the greatest
 * that a writer knows (FFmpeg: 0xFFFFFFFF, SoX: 0x7FFFF000), or 0.
 */
const UNKNOWN_SIZES = [0, 0x7ffff000, 0x7fffffff, 0x80000000, 0xffffffff];

interface Format {
  kind: number;
  tracks: number;
  sampleRate: number;
  bits: number;
}

/** The one sample at a byte, −1 … 1; integers are divided by the largest magnitude that they can have. */
const readers: Record<string, (view: DataView, at: number) => number> = {
  [`${PCM} 8`]: (view, at) => (view.getUint8(at) - 128) / 128,
  [`${PCM} 16`]: (view, at) => view.getInt16(at, true) / 32768,
  [`${PCM} 24`]: (view, at) => (view.getUint16(at, true) + view.getInt8(at + 2) * 65536) / 8388608,
  [`${PCM} 32`]: (view, at) => view.getInt32(at, true) / 2147483648,
  [`${IEEE_FLOAT} 32`]: (view, at) => view.getFloat32(at, true),
};

/**
 * Parses a RIFF WAVE file (Microsoft & IBM 1991, "Multimedia programming interface and data specifications 1.0"): PCM of 8, 16, 24 or
 * 32 bits or IEEE floats of 32, plainly or as WAVE_FORMAT_EXTENSIBLE. Several tracks are averaged into one; chunks other than
 * `fmt ` and `data` are passed over. A file from a pipe, whose headers hold 0, 0x7FFFFFFF, 0xFFFFFFFF or the like for its sizes, is read to its
 * end, but for a last sample that is not whole.
 *
 * @param bytes the whole file
 * @param where the file's name, for errors
 * @throws NeurogliaError `wav-format` for what is no such file, `wav-length` for one that is truncated or holds no sound,
 * `not-finite` for a float that is none
 */
export const parseWav = (bytes: Uint8Array, where: string): Sound => {
  const file = `file ${where}`;
  checkBytes(bytes, file);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fault = (code: string, what: string, expected: string, got: unknown): NeurogliaError =>
    new NeurogliaError({ code, what, where: file, expected, got });
  const word = (at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));

  if (bytes.length < 12) throw fault("wav-length", "length", "≥ 12 bytes (its header)", bytes.length);
  if (word(0) !== "RIFF" || word(8) !== "WAVE")
    throw fault("wav-format", "header", '"RIFF" and "WAVE"', `${word(0)} and ${word(8)}`);

  const readFormat = (at: number, size: number): Format => {
    if (size < 16) throw fault("wav-format", `fmt chunk at byte ${at - 8}`, "≥ 16 bytes", size);
    const tag = view.getUint16(at, true);
    const kind = tag === EXTENSIBLE && size >= 26 ? view.getUint16(at + 24, true) : tag;
    const tracks = view.getUint16(at + 2, true);
    const sampleRate = view.getUint32(at + 4, true);
    const blockBytes = view.getUint16(at + 12, true);
    const bits = view.getUint16(at + 14, true);
    if (!readers[`${kind} ${bits}`])
      throw fault(
        "wav-format",
        "sample format",
        "PCM of 8, 16, 24 or 32 bits or IEEE float of 32",
        `format ${kind} of ${bits} bits`,
      );
    if (tracks < 1 || blockBytes !== (tracks * bits) / 8)
      throw fault(
        "wav-format",
        "block size",
        `${(tracks * bits) / 8} bytes for ${tracks} tracks of ${bits} bits`,
        blockBytes,
      );
    if (sampleRate < 1) throw fault("wav-format", "sample rate", "≥ 1 Hz", sampleRate);
    return { kind, tracks, sampleRate, bits };
  };

  const riffSize = view.getUint32(4, true);
  let format: Format | undefined;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const id = word(at);
    const from = at + 8;
    let size = view.getUint32(at + 4, true);
    if (id === "data") {
      const left = bytes.length - from;
      const isUnwritten = size === 0 && (UNKNOWN_SIZES.includes(riffSize) || riffSize + 8 <= from);
      const block = format ? (format.tracks * format.bits) / 8 : 1;
      if (isUnwritten || (size > left && UNKNOWN_SIZES.includes(size))) size = left - (left % block);
    }
    if (from + size > bytes.length)
      throw fault(
        "wav-length",
        `chunk ${JSON.stringify(id)} at byte ${at}`,
        `${size} bytes, as it says`,
        bytes.length - from,
      );
    if (id === "fmt ") format = readFormat(from, size);
    if (id === "data") {
      if (!format) throw fault("wav-format", `order of chunks`, '"fmt " before "data"', `"data" at byte ${at}`);
      const { kind, tracks, sampleRate, bits } = format;
      const sampleBytes = bits / 8;
      if (size === 0 || size % (tracks * sampleBytes) !== 0)
        throw fault("wav-length", "data chunk", `a multiple of ${tracks * sampleBytes} bytes, and some`, size);
      const read = readers[`${kind} ${bits}`]!;
      const values = new Float64Array(size / sampleBytes / tracks);
      for (let k = 0; k < values.length; k++) {
        let sum = 0;
        for (let track = 0; track < tracks; track++) sum += read(view, from + (k * tracks + track) * sampleBytes);
        if (!Number.isFinite(sum)) throw fault("not-finite", `sample ${k}`, "finite", sum);
        values[k] = sum / tracks;
      }
      return { values, length: values.length, channels: 1, sampleRate };
    }
    // Chunks begin at even bytes.
    at = from + size + (size & 1);
  }
  throw fault("wav-length", "chunks", 'a "data" chunk among them', "none");
};
