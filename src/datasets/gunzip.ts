import { NeurogliaError } from "../errors.js";

/** Compressed bytes that are unpacked at a time: never into more than 1,032 times as many. */
const PIECE = 8192;

/**
 * Unpacks a gzip file of one member into memory of just the size that its last four bytes tell, and no further.
 * @param most bytes that it may unpack to
 * @param where names the file in errors
 * @throws NeurogliaError `bad-file` if it is damaged, or unpacks to more than `most` or than it says
 */
export const gunzipped = async (
  file: Uint8Array<ArrayBuffer>,
  most: number,
  where: string,
): Promise<Uint8Array<ArrayBuffer>> => {
  const expected = `a whole and undamaged gzip file of at most ${most} bytes unpacked`;
  const refused = (got: unknown) => new NeurogliaError({ code: "bad-file", what: "content", where, expected, got });
  if (file.length < 18) throw refused(`${file.length} bytes that are none`);
  const size = new DataView(file.buffer, file.byteOffset).getUint32(file.length - 4, true);
  if (size > most) throw refused(`one of ${size} bytes, by its last four`);
  const out = new Uint8Array(size);
  let [taken, given] = [0, 0];
  const pieces = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull: (stream) => {
        if (taken < file.length) stream.enqueue(file.subarray(taken, (taken += PIECE)));
        else stream.close();
      },
    },
    { highWaterMark: 0 },
  );
  const reader = pieces.pipeThrough(new DecompressionStream("gzip")).getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((error) => {
      throw refused(error instanceof Error ? error.message : error);
    });
    if (done) break;
    if (given + value.length > size) {
      await reader.cancel().catch(() => {});
      throw refused(`more than ${size} bytes, which is what its last four say`);
    }
    out.set(value, given);
    given += value.length;
  }
  if (given < size) throw refused(`${given} bytes where its last four say ${size}`);
  return out;
};
