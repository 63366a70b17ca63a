/**
 * Values by row that several memories hold in parts: in each row first those of the first memory's targets, then those of
 * the second's, and so on. `counts[m][r]`: number of values that memory m has of row r.
 */
type Counts = readonly Uint32Array[];

const eachPiece = (counts: Counts, visit: (memory: number, local: number, whole: number, length: number) => void) => {
  const local = counts.map(() => 0);
  let whole = 0;
  const nRows = counts[0]!.length;
  for (let row = 0; row < nRows; row++)
    for (let memory = 0; memory < counts.length; memory++) {
      const length = counts[memory]![row]!;
      if (length === 0) continue;
      visit(memory, local[memory]!, whole, length);
      local[memory]! += length;
      whole += length;
    }
};

const lengths = (counts: Counts): number[] => counts.map((rows) => rows.reduce((sum, n) => sum + n, 0));

/** All values in row order from the parts. */
export const gatherRows = <T extends Uint32Array | Float32Array | Float64Array>(
  parts: readonly T[],
  counts: Counts,
): T => {
  const total = lengths(counts).reduce((sum, n) => sum + n, 0);
  const out = new (parts[0]!.constructor as new (length: number) => T)(total);
  eachPiece(counts, (memory, local, whole, length) => {
    out.set(parts[memory]!.subarray(local, local + length), whole);
  });
  return out;
};

/** The parts of values in row order. */
export const scatterRows = (values: Float32Array, counts: Counts): Float32Array<ArrayBuffer>[] => {
  const parts = lengths(counts).map((length) => new Float32Array(length));
  eachPiece(counts, (memory, local, whole, length) => {
    parts[memory]!.set(values.subarray(whole, whole + length), local);
  });
  return parts;
};
