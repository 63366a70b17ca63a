import { NeurogliaError } from "../errors.js";

/** An IDX file's content: `values` holds the product of `dims` unsigned bytes, the last dimension fastest. */
export interface Idx {
  readonly dims: readonly number[];
  readonly values: Uint8Array;
}

/** Sizes that a header holds, as far as the bytes go, and the bytes that the whole file has by it. */
const announced = (bytes: Uint8Array): { dims: number[]; headerBytes: number; fileBytes: number } => {
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const nDims = bytes[3]!;
  const headerBytes = 4 + 4 * nDims;
  const dims: number[] = [];
  for (let d = 0; d < nDims && 4 * d + 8 <= bytes.byteLength; d++) dims.push(header.getUint32(4 + 4 * d));
  return { dims, headerBytes, fileBytes: headerBytes + dims.reduce((product, size) => product * size, 1) };
};

/** @internal Bytes of a whole file whose beginning this is; null where that holds no whole header. */
export const idxLength = (begin: Uint8Array): number | null => {
  if (begin.length < 4 || begin[0] !== 0 || begin[1] !== 0 || begin[2] !== 8) return null;
  const { headerBytes, fileBytes } = announced(begin);
  return begin.length < headerBytes ? null : fileBytes;
};

const hex = (magic: number): string => `0x${magic.toString(16).padStart(8, "0")}`;

/**
 * Parses the two kinds of IDX file in which MNIST and its successors are published
 * (LeCun, Cortes & Burges, "The MNIST database of handwritten digits"): unsigned bytes in three dimensions (images: count,
 * rows, columns) or in one (labels). All integers of the header are big-endian u32.
 *
 * @param bytes the whole file, already decompressed
 * @param where the file's name, for errors
 * @param kind which of the two is expected; without it both are accepted
 * @returns dimensions, and a view (not a copy) of the values
 * @throws NeurogliaError `idx-magic` if the magic number is another, `idx-length` if the file is shorter or longer than its
 * header says
 */
export const parseIdx = (bytes: Uint8Array, where: string, kind?: "images" | "labels"): Idx => {
  const file = `file ${where}`;
  if (bytes.byteLength < 4)
    throw new NeurogliaError({
      code: "idx-length",
      what: "length",
      where: file,
      expected: "≥ 4 bytes (an IDX magic number)",
      got: bytes.byteLength,
    });
  const magic = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const accepted = [0x00000803, 0x00000801].filter(
    (m) => kind === undefined || m === (kind === "images" ? 0x803 : 0x801),
  );
  if (!accepted.includes(magic))
    throw new NeurogliaError({
      code: "idx-magic",
      what: "magic number",
      where: file,
      expected: accepted.map((m) => `${hex(m)} (${m === 0x803 ? "images" : "labels"})`).join(" or "),
      got: hex(magic),
    });
  const { dims, headerBytes, fileBytes } = announced(bytes);
  if (bytes.byteLength !== fileBytes || bytes.byteLength < headerBytes)
    throw new NeurogliaError({
      code: "idx-length",
      what: "length",
      where: file,
      expected:
        bytes.byteLength < headerBytes
          ? `≥ ${headerBytes} bytes (its header)`
          : `${fileBytes} bytes (${dims.join(" × ")} values)`,
      got: bytes.byteLength,
    });
  return { dims, values: bytes.subarray(headerBytes) };
};
