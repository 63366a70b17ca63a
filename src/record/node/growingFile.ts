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
  /** Bytes of it that are whole. */
  #length = 0;
  #head: Uint8Array | undefined;
  /** What a failed write left behind could not be cut off. */
  #torn = false;

  constructor(path: string) {
    this.#path = path;
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  /** Cuts off what a failed write left behind, and puts the head in order; a full disk takes that. */
  async #mend(file: FileHandle): Promise<void> {
    await file.truncate(this.#length);
    if (this.#head) await writeAll(file, this.#head, 0);
    this.#torn = false;
  }

  /**
   * Adds bytes at the end, then puts `head` in its place before all others. What fails leaves the file as it was.
   * @throws NeurogliaError if it cannot, or the file is not as it was left
   */
  async append(bytes: Uint8Array, head?: Uint8Array): Promise<void> {
    try {
      const file = await open(this.#path, this.isEmpty ? "w" : "r+");
      try {
        if (this.#torn) await this.#mend(file);
        const { size } = await file.stat();
        if (size !== this.#length) throw new Error(`its size changed from ${this.#length} to ${size} bytes`);
        this.#torn = true;
        const end = this.#length || (head?.length ?? 0);
        await writeAll(file, bytes, end);
        if (head) await writeAll(file, head, 0);
        this.#length = end + bytes.length;
        this.#head = head;
        this.#torn = false;
      } catch (error) {
        if (this.#torn) await this.#mend(file).catch(() => {});
        throw error;
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
