// IDX files of random content: what is written is read, and no other length passes.
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseIdx } from "../../dist/src/datasets/idx.js";
import { NeurogliaError } from "../../dist/src/errors.js";
import { idxBytes } from "../reference/idxFiles.js";

const size = fc.integer({ min: 0, max: 17 });
const file = fc.oneof(fc.tuple(size), fc.tuple(size, size, size)).chain((dims) => {
  const length = dims.reduce((product: number, d: number) => product * d, 1);
  return fc.record({ dims: fc.constant(dims), values: fc.uint8Array({ minLength: length, maxLength: length }) });
});

test("sizes and values survive writing and parsing, for all sizes 0 … 17", () => {
  fc.assert(
    fc.property(file, ({ dims, values }) => {
      const parsed = parseIdx(idxBytes(dims, values), "f");
      expect(parsed.dims).toEqual([...dims]);
      expect(parsed.values).toEqual(values);
    }),
  );
});

test("a file cut or extended by any number of bytes is refused with a NeurogliaError", () => {
  fc.assert(
    fc.property(file, fc.nat(), fc.integer({ min: 1, max: 40 }), ({ dims, values }, cut, more) => {
      const bytes = idxBytes(dims, values);
      expect(() => parseIdx(bytes.subarray(0, cut % bytes.length), "f")).toThrow(NeurogliaError);
      expect(() => parseIdx(new Uint8Array([...bytes, ...new Uint8Array(more)]), "f")).toThrow(NeurogliaError);
    }),
  );
});
