/**
 * Files of NumPy's format, version 1.0 (numpy.lib.format, NEP 1): magic, version, length of the header, a Python literal
 * padded with spaces, then the elements in C order, little-endian.
 */

/** dtype of spikes: packed records of 12 bytes. */
export const SPIKE_TYPE = "[('time', '<f8'), ('id', '<u4')]";
/** dtype of samples. */
export const STATE_TYPE = "'<f4'";

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
