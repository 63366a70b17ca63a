import { type FileHandle, open } from "node:fs/promises";
import { NeurogliaError } from "../../errors.js";

const writeAll = async (file: FileHandle, bytes: Uint8Array, position: number): Promise<void> => {
  for (let done = 0; done < bytes.length; )
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
};

/**
 * A file that is made, or made anew, by its first bytes and grows from then on. It is open only while something is
 * written, so that there is nothing to close.
 */
export class GrowingFile {
  readonly #path: string;
  /** Bytes of it that are whole; what a failed write left behind is written over. */
  #length = 0;

  constructor(path: string) {
    this.#path = path;
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  /** Adds bytes at the end, then puts `head` in its place before all others. @throws NeurogliaError if it cannot */
  async append(bytes: Uint8Array, head?: Uint8Array): Promise<void> {
    try {
      const file = await open(this.#path, this.isEmpty ? "w" : "r+");
      try {
        const end = this.#length || (head?.length ?? 0);
        await file.truncate(this.#length);
        await writeAll(file, bytes, end);
        if (head) await writeAll(file, head, 0);
        this.#length = end + bytes.length;
      } finally {
        await file.close();
      }
    } catch (error) {
      throw new NeurogliaError({
        code: "file-unwritable",
        what: "path",
        where: `file ${this.#path}`,
        expected: "writable",
        got: error instanceof Error ? error.message : error,
      });
    }
  }
}
