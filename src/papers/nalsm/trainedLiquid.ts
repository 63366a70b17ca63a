import { gunzipped } from "../../datasets/gunzip.js";
import { NeurogliaError } from "../../errors.js";
import { readoutOf } from "../../readout/kinds.js";
import type { Readout } from "../../readout/readout.js";
import { npyOfFloats, readNpyFloats } from "../../record/npy.js";
import type { ImageDataset, NalsmVariant } from "../paper.js";
import type { LiquidOptions } from "./network.js";

/** What settles a liquid but for its weights. */
export type LiquidDescription = Pick<
  LiquidOptions,
  "variant" | "nInputs" | "neurons" | "weight" | "astrocyteWeight" | "summation" | "seed"
>;

/** A liquid with the readout that was fitted to its spike counts: all that it takes to recognise another image. */
export interface TrainedLiquid {
  liquid: LiquidDescription;
  /** Weights after the initialisation, by projection (`describeLiquid`), mV; null: as they are drawn from the seed. */
  weights: readonly Float32Array[] | null;
  /** Largest pixel ÷ sum of pixels over the training images: the scale of the rate code. */
  peak: number;
  readout: Readout;
  dataset: ImageDataset["name"];
  /** Images that it was made of and judged on. */
  samples: { init: number; train: number; test: number };
  /** Share of the test images that the readout got right, 0 … 1. */
  accuracy: number;
}

const FORMAT = "neuroglia-trained-liquid";
const VERSION = 1;
const CLASSES = 10;
/** Bytes of the JSON at most: some forty times what a liquid of 8,000 neurons takes. */
const MOST_BYTES = 2 ** 28;

const base64 = (bytes: Uint8Array): string => {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 32_768) parts.push(String.fromCharCode(...bytes.subarray(at, at + 32_768)));
  return btoa(parts.join(""));
};

/**
 * The bytes of a file: gzip, whose checksum tells of damage, around one JSON object in which arrays are NPY files in base64.
 * @throws NeurogliaError `not-fitted` if the readout is; `out-of-range` for a liquid of more than 2^28 bytes
 */
export const encodeTrainedLiquid = async (trained: TrainedLiquid): Promise<Uint8Array<ArrayBuffer>> => {
  const { json, arrays } = trained.readout.save();
  const content = {
    format: FORMAT,
    version: VERSION,
    ...trained,
    weights: trained.weights?.map((each) => base64(npyOfFloats(each, [each.length]))) ?? null,
    readout: { json, arrays: Object.fromEntries(Object.entries(arrays).map(([name, npy]) => [name, base64(npy)])) },
  };
  const text = new TextEncoder().encode(JSON.stringify(content));
  if (text.length > MOST_BYTES)
    throw new NeurogliaError({
      code: "out-of-range",
      what: "size",
      where: "a trained liquid",
      expected: `at most ${MOST_BYTES} bytes, which is what is read again`,
      got: text.length,
    });
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
};

/** Reads the parts of a file's JSON and refuses what is not as it should be. */
class Reader {
  readonly #where: string;

  constructor(where: string) {
    this.#where = where;
  }

  refuse(what: string, expected: string, got: unknown): NeurogliaError {
    return new NeurogliaError({ code: "bad-file", what, where: this.#where, expected, got });
  }

  object(what: string, value: unknown): Record<string, unknown> {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw this.refuse(what, "an object", value);
    return value as Record<string, unknown>;
  }

  number(what: string, value: unknown, low: number, high: number, whole = false): number {
    const fits = typeof value === "number" && value >= low && value <= high && (!whole || Number.isSafeInteger(value));
    if (!fits) throw this.refuse(what, `${whole ? "a whole" : "a"} number from ${low} to ${high}`, value);
    return value;
  }

  word<Word extends string>(what: string, value: unknown, words: readonly Word[]): Word {
    const found = words.find((each) => each === value);
    if (found === undefined) throw this.refuse(what, `one of ${words.join(", ")}`, value);
    return found;
  }

  bytes(what: string, value: unknown): Uint8Array<ArrayBuffer> {
    let text: string;
    try {
      text = atob(value as string);
    } catch {
      throw this.refuse(what, "bytes in base64", typeof value);
    }
    const out = new Uint8Array(text.length);
    for (let k = 0; k < text.length; k++) out[k] = text.charCodeAt(k);
    return out;
  }

  liquid(value: unknown): LiquidDescription {
    const found = this.object("liquid", value);
    const number = (name: keyof LiquidDescription, low: number, high: number, whole = false) =>
      this.number(`liquid.${name}`, found[name], low, high, whole);
    const neurons = number("neurons", 8, 1e6, true);
    if (Math.round(Math.cbrt(neurons)) ** 3 !== neurons)
      throw this.refuse("liquid.neurons", "the cube of a whole number", neurons);
    const variants: readonly NalsmVariant[] = ["nalsm", "static", "stdp", "ap-stdp"];
    return {
      variant: this.word("liquid.variant", found.variant, variants),
      nInputs: number("nInputs", 1, 1e6, true),
      neurons,
      weight: number("weight", 0, 1e6),
      astrocyteWeight: number("astrocyteWeight", 0, 1e6),
      summation: this.word("liquid.summation", found.summation, ["all", "lastSpike"]),
      seed: number("seed", 0, Number.MAX_SAFE_INTEGER, true),
    };
  }

  weights(value: unknown): Float32Array[] | null {
    if (value === null) return null;
    if (!Array.isArray(value)) throw this.refuse("weights", "a list of arrays, or null", value);
    return value.map((each, k) => {
      const { values } = readNpyFloats(this.bytes(`weights ${k}`, each), "'<f4'", `weights ${k} of ${this.#where}`);
      const at = values.findIndex((weight) => !Number.isFinite(weight));
      if (at >= 0) throw this.refuse(`weight ${at} of projection ${k}`, "finite", values[at]);
      return values;
    });
  }

  /** A classifier of ten classes by the counts of so many neurons. */
  readout(value: unknown, neurons: number): Readout {
    const { json, arrays } = this.object("readout", value);
    const files = Object.entries(this.object("readout.arrays", arrays));
    const saved = {
      json: this.object("readout.json", json),
      arrays: Object.fromEntries(files.map(([name, npy]) => [name, this.bytes(`readout.arrays.${name}`, npy)])),
    };
    // `readoutOf` checks what it is given.
    const readout = readoutOf(saved as unknown as Parameters<typeof readoutOf>[0], this.#where);
    const { options } = readout.save().json;
    if (!("classes" in options) || options.classes !== CLASSES)
      throw this.refuse("readout", `a classifier of ${CLASSES} classes`, options);
    try {
      readout.predict({ values: new Uint8Array(neurons), rows: 1, columns: neurons });
    } catch (error) {
      throw this.refuse(
        "readout",
        `one of the counts of ${neurons} neurons`,
        error instanceof Error ? error.message : error,
      );
    }
    return readout;
  }
}

/**
 * Reads what {@link encodeTrainedLiquid} wrote.
 * @param where names the file in errors
 * @throws NeurogliaError `bad-file` if it is damaged, of another kind or version, unpacks to more than 2^28 bytes, or if its parts
 * do not fit each other
 */
export const decodeTrainedLiquid = async (file: Uint8Array<ArrayBuffer>, where: string): Promise<TrainedLiquid> => {
  const read = new Reader(where);
  const kind = "a file that `neuroglia reproduce nalsm-2021 --save` or the Lab wrote";
  if (file[0] !== 0x1f || file[1] !== 0x8b) throw read.refuse("format", kind, "something that is not gzip");
  const unpacked = await gunzipped(file, MOST_BYTES, where);
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder().decode(unpacked));
  } catch {
    throw read.refuse("format", kind, "gzip around something that is not JSON");
  }
  const content = read.object("content", parsed);
  if (content.format !== FORMAT) throw read.refuse("format", kind, content.format);
  if (content.version !== VERSION)
    throw read.refuse("version", `${VERSION}, the one that this neuroglia knows`, content.version);
  const liquid = read.liquid(content.liquid);
  const samples = read.object("samples", content.samples);
  const count = (stage: string): number => read.number(`samples.${stage}`, samples[stage], 0, 1e9, true);
  return {
    liquid,
    weights: read.weights(content.weights),
    peak: read.number("peak", content.peak, Number.MIN_VALUE, 1),
    readout: read.readout(content.readout, liquid.neurons),
    dataset: read.word("dataset", content.dataset, ["mnist", "fashion-mnist"]),
    samples: { init: count("init"), train: count("train"), test: count("test") },
    accuracy: read.number("accuracy", content.accuracy, 0, 1),
  };
};
