import { NeurogliaError } from "../errors.js";

/**
 * Files of NumPy's format, version 1.0 (numpy.lib.format, NEP 1): magic, version, length of the header, a Python literal
 * padded with spaces, then the elements in C order, little-endian.
 */

/** dtype of spikes: packed records of 12 bytes. */
export const SPIKE_TYPE = "[('time', '<f8'), ('id', '<u4')]";
/** dtype of samples. */
export const stateType = (values: Float32Array | Float64Array): string => `'<f${values.BYTES_PER_ELEMENT}'`;

/** Room for any shape, so that it can be written anew in place as a file grows; a multiple of 64, as the format asks. */
export const NPY_HEADER_BYTES = 128;

/** Everything before the elements. */
export const npyHeader = (type: string, shape: readonly number[]): Uint8Array<ArrayBuffer> => {
  const tuple = `(${shape.map((length) => `${length},`).join(" ")})`;
  const literal = `{'descr': ${type}, 'fortran_order': False, 'shape': ${tuple}, }`;
  const text = `\x93NUMPY\x01\x00${String.fromCharCode(NPY_HEADER_BYTES - 10, 0)}${literal.padEnd(NPY_HEADER_BYTES - 11)}\n`;
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
};

/** A whole file. */
export const npyFile = (type: string, shape: readonly number[], elements: Uint8Array): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(NPY_HEADER_BYTES + elements.length);
  bytes.set(npyHeader(type, shape));
  bytes.set(elements, NPY_HEADER_BYTES);
  return bytes;
};

/** Records of `SPIKE_TYPE`. */
export const packedSpikes = (times: Float64Array, ids: Uint32Array): Uint8Array<ArrayBuffer> => {
  const records = new DataView(new ArrayBuffer(12 * times.length));
  for (let k = 0; k < times.length; k++) {
    records.setFloat64(12 * k, times[k]!, true);
    records.setUint32(12 * k + 8, ids[k]!, true);
  }
  return new Uint8Array(records.buffer);
};

/** What a file holds: its dtype as the header has it, its shape, and its elements as bytes, little-endian, in C order. */
export interface NpyContent {
  type: string;
  shape: number[];
  elements: Uint8Array;
}

const HEADER =
  /^\{\s*'descr':\s*('[^']*'|\[.*\]),\s*'fortran_order':\s*(True|False)\s*,\s*'shape':\s*\(([\d,\s]*)\),?\s*\}\s*$/;

const corrupt = (what: string, where: string, expected: string, got: unknown): NeurogliaError =>
  new NeurogliaError({ code: "bad-file", what, where, expected, got });

/**
 * Reads a file of version 1.0 in C order, as NumPy writes all plain arrays.
 * @param where names the file in errors
 * @throws NeurogliaError `bad-file` for another format, version or order, and for a header that does not fit the length
 */
export const readNpy = (file: Uint8Array, where: string): NpyContent => {
  const text = (begin: number, end: number): string => String.fromCharCode(...file.subarray(begin, end));
  if (text(0, 6) !== "\x93NUMPY") throw corrupt("format", where, "NPY, which begins with \\x93NUMPY", text(0, 6));
  if (file[6] !== 1 || file[7] !== 0) throw corrupt("version", where, "1.0", `${file[6]}.${file[7]}`);
  const begin = 10 + (file[8] ?? 0) + 256 * (file[9] ?? 0);
  const header = begin > 10 && begin <= file.length ? text(10, begin) : "";
  const [, type, order, tuple] = HEADER.exec(header) ?? [];
  if (type === undefined || tuple === undefined)
    throw corrupt("header", where, "descr, fortran_order and shape", header.trimEnd());
  if (order !== "False") throw corrupt("fortran_order", where, "False", order);
  return { type, shape: (tuple.match(/\d+/g) ?? []).map(Number), elements: file.subarray(begin) };
};

/**
 * Reads a file of f32 or f64 values.
 * @throws NeurogliaError `bad-file` as {@link readNpy}, for another dtype, and for other elements than the shape calls for
 */
export const readNpyFloats = <Type extends "'<f4'" | "'<f8'">(
  file: Uint8Array,
  type: Type,
  where: string,
): { values: Type extends "'<f4'" ? Float32Array<ArrayBuffer> : Float64Array<ArrayBuffer>; shape: number[] } => {
  const content = readNpy(file, where);
  if (content.type !== type) throw corrupt("dtype", where, type, content.type);
  const { shape, elements } = content;
  const width = type === "'<f4'" ? 4 : 8;
  const length = shape.reduce((product, each) => product * each, 1);
  if (elements.length !== length * width)
    throw corrupt("number of bytes", where, `${length} × ${width}, as of shape (${shape.join(", ")})`, elements.length);
  const view = new DataView(elements.buffer, elements.byteOffset, elements.length);
  const values = width === 4 ? new Float32Array(length) : new Float64Array(length);
  for (let k = 0; k < length; k++)
    values[k] = width === 4 ? view.getFloat32(4 * k, true) : view.getFloat64(8 * k, true);
  return { values: values as Type extends "'<f4'" ? Float32Array<ArrayBuffer> : Float64Array<ArrayBuffer>, shape };
};

/** A file of f32 or f64 values. */
export const npyOfFloats = (values: Float32Array | Float64Array, shape: readonly number[]): Uint8Array<ArrayBuffer> => {
  const single = values instanceof Float32Array;
  const view = new DataView(new ArrayBuffer(values.byteLength));
  for (const [k, value] of values.entries())
    if (single) view.setFloat32(4 * k, value, true);
    else view.setFloat64(8 * k, value, true);
  return npyFile(stateType(values), shape, new Uint8Array(view.buffer));
};
