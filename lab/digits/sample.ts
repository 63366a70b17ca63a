import { gunzipped } from "../../dist/src/datasets/gunzip.js";
import { NeurogliaError } from "../../dist/src/errors.js";
import type { LabelledImages } from "../../dist/src/papers/paper.js";

/** Some images of MNIST, as `scripts/digits.mjs` packs them. */
export interface DigitSample {
  /** Largest pixel ÷ sum of pixels over all of MNIST's training images: the scale of the rate code. */
  peak: number;
  train: LabelledImages;
  test: LabelledImages;
}

const WHERE = "the Lab's images of digits";
/** All of MNIST. */
const MOST_BYTES = 2 ** 26;

const refused = (what: string, expected: string, got: unknown): NeurogliaError =>
  new NeurogliaError({ code: "bad-file", what, where: WHERE, expected, got });

/** @throws NeurogliaError `bad-file` if it is damaged or something else */
export const unpackedDigits = async (file: Uint8Array<ArrayBuffer>): Promise<DigitSample> => {
  const bytes = await gunzipped(file, MOST_BYTES, WHERE);
  const length = bytes.length < 4 ? 0 : new DataView(bytes.buffer).getUint32(0, true);
  let header: Record<string, unknown> = {};
  try {
    header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  } catch {}
  if (header.format !== "neuroglia-digits" || header.version !== 1)
    throw refused("header", "that of neuroglia-digits, version 1", `${header.format}, version ${header.version}`);
  const { rows, columns, train, test, peak } = header as Record<string, number>;
  const expected = 4 + length + (train! + test!) * (1 + rows! * columns!);
  if (bytes.length !== expected) throw refused("number of bytes", String(expected), bytes.length);
  let at = 4 + length;
  const take = (n: number): Uint8Array => bytes.subarray(at, (at += n));
  const images = (count: number): LabelledImages => {
    const labels = take(count);
    return { count, rows: rows!, columns: columns!, labels, pixels: take(count * rows! * columns!) };
  };
  return { peak: peak!, train: images(train!), test: images(test!) };
};

/** @throws NeurogliaError `bad-file`, also where there is no such file */
export const fetchedDigits = async (url: URL, signal?: AbortSignal): Promise<DigitSample> => {
  const answer = await fetch(url, { signal: signal ?? null });
  if (!answer.ok) throw refused("file", `at ${url.pathname}`, `status ${answer.status}`);
  return unpackedDigits(new Uint8Array(await answer.arrayBuffer()));
};
