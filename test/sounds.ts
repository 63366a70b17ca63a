import type { Sound } from "../dist/src/index.js";

export const soundOf = (values: ArrayLike<number>, sampleRate: number): Sound => ({
  values: Float64Array.from(values),
  length: values.length,
  channels: 1,
  sampleRate,
});

/** What a WAV file is written from; the defaults are 16-bit PCM, mono, 8 kHz. */
export interface WavParts {
  kind?: number;
  tracks?: number;
  sampleRate?: number;
  bits?: number;
  /** Bytes of the samples. */
  samples?: ArrayLike<number>;
  /** Chunks before `data`, whole. */
  before?: readonly (readonly number[])[];
  /** 0xFFFE: `kind` then goes into the extension. */
  extensible?: boolean;
}

const ascii = (word: string): number[] => Array.from(word, (letter) => letter.charCodeAt(0));
const little = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, k) => Math.floor(value / 256 ** k) % 256);

/** A RIFF chunk, padded to an even length. */
export const chunk = (id: string, content: readonly number[]): number[] => [
  ...ascii(id),
  ...little(content.length, 4),
  ...content,
  ...(content.length % 2 ? [0] : []),
];

/** A WAV file, written from the format's description alone. */
export const wavBytes = (parts: WavParts = {}): Uint8Array => {
  const { kind = 1, tracks = 1, sampleRate = 8000, bits = 16, samples = [], before = [], extensible = false } = parts;
  const block = (tracks * bits) / 8;
  const format = [
    ...little(extensible ? 0xfffe : kind, 2),
    ...little(tracks, 2),
    ...little(sampleRate, 4),
    ...little(sampleRate * block, 4),
    ...little(block, 2),
    ...little(bits, 2),
    ...(extensible ? [22, 0, bits, 0, 0, 0, 0, 0, kind, 0, ...ascii("0123456789abcd")] : []),
  ];
  const body = [...ascii("WAVE"), ...chunk("fmt ", format), ...before.flat(), ...chunk("data", Array.from(samples))];
  return Uint8Array.from([...ascii("RIFF"), ...little(body.length, 4), ...body]);
};

/** 16-bit PCM of numbers in −1 … 1. */
export const wavOf = (values: ArrayLike<number>, sampleRate = 8000): Uint8Array =>
  wavBytes({
    sampleRate,
    samples: new Uint8Array(Int16Array.from(values, (value) => Math.round(value * 32767)).buffer),
  });
