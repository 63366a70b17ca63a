import fc from "fast-check";
import { compress } from "lzma1";
import { describe, expect, it } from "vitest";
import { bytesOf, lettersOf, toDistances, toOffsets } from "../../dist/src/engine/packing.js";
import { unpack } from "../../dist/src/engine/unpack.js";
import { unpackWasm } from "../../dist/src/generated/unpackWasm.js";

// Could not catch what a packer other than lzma1 makes use of: other literal contexts, an end marker.

const unpacker = bytesOf(unpackWasm);
const returns = (bytes: Uint8Array) => Buffer.compare(unpack(compress(bytes, 9), unpacker), bytes) === 0;

/** Runs of literals, repeats at near and far distances, and stretches of one byte. */
const patchwork = fc
  .array(
    fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 40 }),
      fc.record({ back: fc.integer({ min: 1, max: 200_000 }), length: fc.integer({ min: 1, max: 600 }) }),
    ),
    { minLength: 1, maxLength: 80 },
  )
  .map((pieces) => {
    const out: number[] = [];
    for (const piece of pieces)
      if (piece instanceof Uint8Array) out.push(...piece);
      else
        for (let k = 0; k < piece.length; k++) out.push(out.length === 0 ? 7 : out.at(-1 - (piece.back % out.length))!);
    return Uint8Array.from(out);
  });

describe("unpack gives back what lzma1 packs", () => {
  it("any bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), returns), { numRuns: 40 });
  });

  it("patchworks of literals and repeats", () => {
    fc.assert(fc.property(patchwork, returns), { numRuns: 40 });
  });

  it("a megabyte with repeats from far back", () => {
    const bytes = Uint8Array.from(
      { length: 2 ** 20 },
      (_, k) => Math.imul(k % 300_007, 2_654_435_761) >>> (k % 3 ? 24 : 28),
    );
    expect(returns(bytes)).toBe(true);
  });
});

it("letters give back the bytes that they stand for, as printable ASCII without quotes and backslashes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      const text = lettersOf(bytes);
      expect(text).toMatch(/^[ !#-&(-[\]-_a-~]*$/);
      expect(bytesOf(text)).toEqual(Uint8Array.from(bytes));
    }),
  );
});

it("distances give back the offsets that they come from, whatever the bytes", () => {
  const pieces = fc.oneof(fc.uint8Array({ maxLength: 9 }), fc.constantFrom([0xfd, 0, 4], [0xfd, 11, 4], [0xfd]));
  fc.assert(
    fc.property(fc.array(pieces), (given) => {
      const bytes = Uint8Array.from(given.flatMap((piece) => [...piece]));
      const turned = bytes.slice();
      toDistances(turned);
      toOffsets(turned);
      expect(turned).toEqual(bytes);
    }),
  );
});

it("vectors of an unrolled loop become alike", () => {
  const turned = Uint8Array.from([0, 16, 32, 48].flatMap((offset) => [0xfd, 0, 4, offset, 0xfd, 11, 4, offset]));
  toDistances(turned);
  expect([...turned].filter((_, k) => k % 4 === 3)).toEqual([0, 0, 16, 0, 16, 0, 16, 0]);
});
