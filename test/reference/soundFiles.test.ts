// WAV files and N-MNIST recordings, against bytes written from the formats' descriptions. Could not catch a dialect of theirs
// that the descriptions do not mention. With NEUROGLIA_NMNIST set to a recording of N-MNIST, that is looked at too.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NeurogliaError, parseNmnist, parseWav } from "../../dist/src/index.js";
import { chunk, type WavParts, wavBytes } from "../sounds.js";

const f32 = (...values: number[]): number[] => [...new Uint8Array(Float32Array.from(values).buffer)];

describe("parseWav", () => {
  const formats: [string, WavParts, number[]][] = [
    ["8-bit PCM, unsigned", { bits: 8, samples: [0, 128, 255] }, [-1, 0, 127 / 128]],
    ["16-bit PCM", { bits: 16, samples: [0, 128, 0, 0, 255, 127] }, [-1, 0, 32767 / 32768]],
    [
      "24-bit PCM",
      { bits: 24, samples: [0, 0, 128, 1, 0, 0, 255, 255, 255, 255, 255, 127] },
      [-1, 2 ** -23, -(2 ** -23), 1 - 2 ** -23],
    ],
    ["32-bit PCM", { bits: 32, samples: [0, 0, 0, 128, 255, 255, 255, 255] }, [-1, -(2 ** -31)]],
    ["32-bit float", { kind: 3, bits: 32, samples: f32(-1, 0.25, 1.5) }, [-1, 0.25, 1.5]],
    ["stereo, averaged", { bits: 8, tracks: 2, samples: [0, 128, 192, 192] }, [-0.5, 0.5]],
    ["extensible PCM", { bits: 16, extensible: true, samples: [0, 64] }, [0.5]],
    ["extensible float", { kind: 3, bits: 32, extensible: true, samples: f32(0.125) }, [0.125]],
    [
      "chunks before, of odd length too",
      { before: [chunk("LIST", [1, 2, 3]), chunk("fact", [0, 0, 0, 0])], samples: [0, 64] },
      [0.5],
    ],
  ];
  test.each(formats)("reads %s", (_, parts, expected) => {
    const sound = parseWav(wavBytes({ sampleRate: 11025, ...parts }), "f");
    expect([...sound.values]).toEqual(expected);
    expect([sound.length, sound.channels, sound.sampleRate]).toEqual([expected.length, 1, 11025]);
  });

  test("what is written is read, for random samples; a file cut anywhere is refused", () => {
    fc.assert(
      fc.property(fc.int16Array({ minLength: 1, maxLength: 40 }), fc.nat(), (samples, cut) => {
        const bytes = wavBytes({ samples: new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength) });
        const within = new Uint8Array([9, ...bytes]).subarray(1);
        expect([...parseWav(within, "f").values]).toEqual(Array.from(samples, (sample) => sample / 32768));
        expect(() => parseWav(bytes.subarray(0, cut % bytes.length), "f")).toThrow(NeurogliaError);
      }),
    );
  });

  /** A file as a program writes it that cannot go back to its headers. */
  const piped = (riffSize: number, dataSize: number, parts: WavParts): Uint8Array => {
    const bytes = wavBytes({ before: [chunk("LIST", [1, 2])], ...parts });
    const view = new DataView(bytes.buffer);
    view.setUint32(4, riffSize, true);
    view.setUint32(50, dataSize, true);
    return bytes;
  };
  test.each([
    ["FFmpeg", 0xffffffff, 0xffffffff],
    ["SoX", 0x7ffff024, 0x7ffff000],
    ["2^31 − 1", 0x7fffffff, 0x7fffffff],
    ["zeros", 0, 0],
    ["a header of no samples, like Python's wave", 46, 0],
    ["an unknown length of the whole alone", 0xffffffff, 0],
  ])("reads what came through a pipe to its end (%s)", (_, riffSize, dataSize) => {
    // Without the byte that makes chunks even.
    const values = (samples: number[]) => {
      const bytes = piped(riffSize, dataSize, { samples });
      return [...parseWav(bytes.subarray(0, bytes.length - (samples.length % 2)), "f").values];
    };
    expect(values([0, 64, 0, 192])).toEqual([0.5, -0.5]);
    // The last byte is half a sample.
    expect(values([0, 64, 0, 192, 1])).toEqual([0.5, -0.5]);
    expect(() => values([])).toThrow("data chunk of file f must be a multiple of 2 bytes, and some, got");
  });

  test("an empty data chunk with more behind it is no pipe's, and any other size too large is a file cut off", () => {
    const bytes = Uint8Array.from([...wavBytes(), ...chunk("LIST", [1, 2, 3, 4])]);
    new DataView(bytes.buffer).setUint32(4, bytes.length - 8, true);
    expect(() => parseWav(bytes, "f")).toThrow("data chunk of file f must be a multiple of 2 bytes, and some, got 0");
    expect(() => parseWav(piped(0xffffffff, 0x7ffffffe, { samples: [0, 64] }), "f")).toThrow("2147483646 bytes, as it");
  });

  const good = (): Uint8Array => wavBytes({ samples: [1, 2, 3, 4] });
  const spoilt = (at: number, ...bytes: number[]): Uint8Array => {
    const all = good();
    all.set(bytes, at);
    return all;
  };
  test.each<[string, Uint8Array, string]>([
    ["is empty", new Uint8Array(0), "length of file f must be ≥ 12 bytes (its header), got 0"],
    ["is no WAV", spoilt(0, 0x4f), 'header of file f must be "RIFF" and "WAVE", got "OIFF and WAVE"'],
    ["is truncated", good().subarray(0, 46), 'chunk "data" at byte 36 of file f must be 4 bytes, as it says, got 2'],
    ["has no data", good().subarray(0, 36), 'chunks of file f must be a "data" chunk among them, got "none"'],
    ["holds no sound", wavBytes(), "data chunk of file f must be a multiple of 2 bytes, and some, got 0"],
    [
      "ends within a sample",
      wavBytes({ samples: [1, 2, 3] }),
      "data chunk of file f must be a multiple of 2 bytes, and some, got 3",
    ],
    [
      "is compressed",
      spoilt(20, 2),
      'sample format of file f must be PCM of 8, 16, 24 or 32 bits or IEEE float of 32, got "format 2 of 16 bits"',
    ],
    [
      "has samples of 12 bits",
      spoilt(34, 12),
      'sample format of file f must be PCM of 8, 16, 24 or 32 bits or IEEE float of 32, got "format 1 of 12 bits"',
    ],
    ["contradicts itself", spoilt(32, 4), "block size of file f must be 2 bytes for 1 tracks of 16 bits, got 4"],
    ["has a sample rate of 0", spoilt(24, 0, 0, 0, 0), "sample rate of file f must be ≥ 1 Hz, got 0"],
    [
      "has data before its format",
      spoilt(12, ...Array.from("junk", (c) => c.charCodeAt(0))),
      'order of chunks of file f must be "fmt " before "data", got "\\"data\\" at byte 36"',
    ],
    [
      "has a short fmt chunk",
      wavBytes({ before: [chunk("fmt ", [1, 0])], samples: [1, 2] }),
      "fmt chunk at byte 36 of file f must be ≥ 16 bytes, got 2",
    ],
    [
      "holds NaN",
      wavBytes({ kind: 3, bits: 32, samples: f32(0, Number.NaN) }),
      "sample 1 of file f must be finite, got NaN",
    ],
  ])("refuses a file that %s, in one line", (_, bytes, message) => {
    expect(() => parseWav(bytes, "f")).toThrow(NeurogliaError);
    expect(() => parseWav(bytes, "f")).toThrow(message);
  });
});

/** x, y, polarity, µs. */
type Event = readonly [x: number, y: number, polarity: number, us: number];
const nmnistBytes = (events: readonly Event[]): Uint8Array =>
  Uint8Array.from(
    events.flatMap(([x, y, polarity, us]) => [x, y, polarity * 128 + (us >> 16), (us >> 8) & 255, us & 255]),
  );

describe("parseNmnist", () => {
  test("reads events as the format's description lays them out: channel = polarity·34² + y·34 + x", () => {
    const sample = parseNmnist(
      nmnistBytes([
        [7, 15, 1, 654],
        [0, 33, 0, 654],
        [33, 0, 1, 0x7fffff],
      ]),
      "f",
    );
    expect(sample).toEqual({
      times: Float64Array.of(0.654, 0.654, 8388.607),
      ids: Uint32Array.of(1156 + 15 * 34 + 7, 33 * 34, 1156 + 33),
      channels: 2312,
      duration: 8389,
    });
  });

  test("a row of 240 is no event but 2^13 µs on all that follow", () => {
    const sample = parseNmnist(
      nmnistBytes([
        [1, 1, 0, 8000],
        [0, 240, 0, 0],
        [2, 1, 0, 100],
        [0, 240, 1, 0],
        [3, 1, 0, 100],
      ]),
      "f",
    );
    expect([...sample.times]).toEqual([8, 8.292, 16.484]);
    expect([...sample.ids]).toEqual([35, 36, 37]);
  });

  test("a window counts time from its beginning and leaves out its end; pixels are pooled", () => {
    const bytes = nmnistBytes([
      [0, 0, 0, 9999],
      [3, 5, 1, 10000],
      [33, 33, 1, 19999],
      [1, 1, 0, 20000],
    ]);
    const sample = parseNmnist(bytes, "f", { window: [10, 20], downsample: 4 });
    expect(sample).toEqual({
      times: Float64Array.of(0, 9.999),
      ids: Uint32Array.of(81 + 9, 81 + 8 * 9 + 8),
      channels: 162,
      duration: 10,
    });
    expect(parseNmnist(bytes, "f", { window: [30, 40] }).times.length).toBe(0);
  });

  test("what is written is read, for random events; a file cut within an event is refused", () => {
    const event = fc.tuple(fc.nat(33), fc.nat(33), fc.nat(1), fc.nat(0x7fffff));
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 50 }), fc.integer({ min: 1, max: 4 }), (events, cut) => {
        events.sort((a, b) => a[3] - b[3]);
        const bytes = nmnistBytes(events);
        const { times, ids } = parseNmnist(bytes, "f");
        const read = Array.from(ids, (id, k) => [
          id % 34,
          Math.floor(id / 34) % 34,
          Math.floor(id / 1156),
          times[k]! * 1000,
        ]);
        expect(read.map(([x, y, p, us]) => [x, y, p, Math.round(us!)])).toEqual(events);
        expect(() => parseNmnist(bytes.subarray(0, bytes.length - cut), "f")).toThrow(NeurogliaError);
      }),
    );
  });

  test.each<[string, Uint8Array, string]>([
    [
      "is empty",
      new Uint8Array(0),
      'length of file f must be whole events of 5 bytes, at least one, got "0 bytes: 0 events and 0 bytes"',
    ],
    [
      "is truncated",
      new Uint8Array(13),
      'length of file f must be whole events of 5 bytes, at least one, got "13 bytes: 2 events and 3 bytes"',
    ],
    [
      "has a pixel too far right",
      nmnistBytes([
        [1, 1, 0, 5],
        [34, 1, 0, 6],
      ]),
      "x of event 1 (byte 5) of file f must be below 34, got 34",
    ],
    [
      "has a pixel too far down",
      nmnistBytes([[1, 34, 0, 5]]),
      "y of event 0 (byte 0) of file f must be below 34, or 240, got 34",
    ],
    [
      "runs backwards",
      nmnistBytes([
        [1, 1, 0, 5],
        [1, 1, 0, 7],
        [1, 1, 0, 6],
      ]),
      "time of event 2 (byte 10) of file f must be ≥ 7 µs, that of the event before, got 6",
    ],
  ])("refuses a file that %s, and says where", (_, bytes, message) => {
    expect(() => parseNmnist(bytes, "f")).toThrow(NeurogliaError);
    expect(() => parseNmnist(bytes, "f")).toThrow(message);
  });

  test("refuses a window that ends before it begins and a fraction of a pixel", () => {
    const bytes = nmnistBytes([[1, 1, 0, 5]]);
    expect(() => parseNmnist(bytes, "f", { window: [5, 5] })).toThrow(
      "window of parseNmnist must be [from, to] in ms, 0 ≤ from < to, got",
    );
    expect(() => parseNmnist(bytes, "f", { downsample: 1.5 })).toThrow(
      "downsample of parseNmnist must be a whole number ≥ 1, got 1.5",
    );
  });

  const recording = process.env.NEUROGLIA_NMNIST;
  if (recording !== undefined)
    test("a published recording: every event within, both polarities, 300 ms of saccades", () => {
      const bytes = new Uint8Array(readFileSync(recording!));
      const sample = parseNmnist(bytes, recording!);
      expect(sample.times.length).toBe(bytes.length / 5);
      expect(sample.times.at(-1)).toBeGreaterThan(290);
      expect(sample.times.at(-1)).toBeLessThan(320);
      const on = sample.ids.filter((id) => id >= 1156).length / sample.ids.length;
      expect(Math.abs(on - 0.5)).toBeLessThan(0.1);
    });
});
