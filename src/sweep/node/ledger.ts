import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { NeurogliaError } from "../../errors.js";
import { checkPath } from "../../network/check.js";
import { isFigure } from "../figures.js";
import type { LedgerContent, RunLine, TrialLine } from "../lines.js";
import { isValue, type ParameterValue } from "../parameters.js";
import { isDescription } from "../space.js";
import { Lock } from "./lock.js";

/** Version of the format of ledgers. */
const FORMAT = 1;
const NAME = "ledger.jsonl";
const SYNC_EVERY_MS = 1000;
const BLOCK_BYTES = 1 << 16;
const NEWLINE = 10;

/** Parameters in the order of their names: JSON that is the same for the same trial. */
const canonical = (value: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))));

/** What a trial is known by: 16 hexadecimal digits of the SHA-256 of its parameters and seed, in the order of their names. */
export const trialId = (trial: Readonly<Record<string, ParameterValue>>): string =>
  createHash("sha256").update(canonical(trial)).digest("hex").slice(0, 16);

export const ledgerPath = (folder: string): string => join(folder, NAME);

const corrupt = (path: string, line: number, expected: string, got: unknown): NeurogliaError =>
  new NeurogliaError({ code: "corrupt-ledger", what: `line ${line}`, where: `ledger ${path}`, expected, got });

interface Line {
  readonly text: string;
  readonly offset: number;
  readonly bytes: number;
}

/** Whole lines of a file, block by block; what follows the last newline is none. */
function* wholeLines(fd: number): Generator<Line> {
  let rest = Buffer.alloc(0);
  let offset = 0;
  for (let at = 0; ; ) {
    const block = Buffer.alloc(BLOCK_BYTES);
    const read = readSync(fd, block, 0, BLOCK_BYTES, at);
    if (read === 0) return;
    at += read;
    rest = Buffer.concat([rest, block.subarray(0, read)]);
    let begin = 0;
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE, begin)) {
      yield { text: rest.toString("utf8", begin, end), offset: offset + begin, bytes: end + 1 - begin };
      begin = end + 1;
    }
    offset += begin;
    rest = rest.subarray(begin);
  }
}

const parsed = (text: string): Fields | null => {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
};

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string";
const isWhole = (value: unknown, least: number): boolean => Number.isSafeInteger(value) && (value as number) >= least;

const isRunLine = ({ neuroglia, bits = 1, file, fileHash, begun, space, shard }: Fields): boolean =>
  [neuroglia, file, fileHash, begun].every(isText) &&
  isWhole(bits, 1) &&
  isDescription(space) &&
  isWhole((space as Fields).length, 0) &&
  isObject(shard) &&
  isWhole(shard.index, 1) &&
  isWhole(shard.count, shard.index as number);

const isTrialError = (error: unknown): boolean =>
  isObject(error) &&
  isText(error.name) &&
  isText(error.message) &&
  Array.isArray(error.stack) &&
  error.stack.every(isText);

const isTrialLine = ({ id, index, trial, seconds, status, figures, error }: Fields): boolean =>
  isWhole(index, 0) &&
  isObject(trial) &&
  Object.values(trial).every(isValue) &&
  id === trialId(trial as TrialLine["trial"]) &&
  ((seconds ?? null) === null || (Number.isFinite(seconds) && (seconds as number) >= 0)) &&
  (status === "done"
    ? isObject(figures) && Object.values(figures).every(isFigure)
    : status === "failed" && isTrialError(error));

/** A line and what it says: of a run or of a trial. */
type Read = Line & ({ readonly run: RunLine } | { readonly trial: TrialLine });

/** Reads a ledger from its beginning. @throws NeurogliaError at a line that is none, or of another format */
function* readLines(fd: number, path: string): Generator<Read> {
  let number = 0;
  for (const line of wholeLines(fd)) {
    number++;
    const value = parsed(line.text);
    const shown = line.text.length > 80 ? `${line.text.slice(0, 80)}…` : line.text;
    if (value && "ledger" in value) {
      if (value.ledger !== FORMAT)
        throw corrupt(path, number, `of format ${FORMAT}, which this version reads`, value.ledger);
      if (!isRunLine(value)) throw corrupt(path, number, "what a run began with", shown);
      yield { ...line, run: value as object as RunLine };
      continue;
    }
    if (number === 1) throw corrupt(path, number, "what a run began with", shown);
    if (!value || !isTrialLine(value))
      throw corrupt(
        path,
        number,
        "one trial as JSON, with fields as a sweep writes them, under the hash of its parameters",
        shown,
      );
    yield { ...line, trial: value as object as TrialLine };
  }
}

/** A stored result stands for another of the same trial: done for failed, the later failure for the earlier. */
export const combined = (before: TrialLine | undefined, now: TrialLine, where: string): TrialLine => {
  if (!before || before.status === "failed") return now;
  if (now.status === "failed") return before;
  if (canonical(before.figures) !== canonical(now.figures))
    throw new NeurogliaError({
      code: "conflicting-results",
      what: `result of trial ${JSON.stringify(now.trial)}`,
      where,
      expected: `what was found before, ${JSON.stringify(before.figures)}`,
      got: now.figures,
    });
  return before;
};

export const byPlace = (a: TrialLine, b: TrialLine): number => a.index - b.index || (a.id < b.id ? -1 : 1);

/**
 * Reads the ledger of a folder, also while a sweep writes to it: a last line that is not whole is left out.
 * @throws NeurogliaError if there is none, or if it is corrupt
 */
export const readLedger = (folder: string): LedgerContent => {
  checkPath(folder, "folder", "readLedger");
  const path = ledgerPath(folder);
  if (!existsSync(path))
    throw new NeurogliaError({
      code: "file-missing",
      what: "folder",
      where: folder,
      expected: `one with a ${NAME}, as a sweep makes it`,
      got: "one without",
    });
  const fd = openSync(path, "r");
  try {
    const runs: RunLine[] = [];
    const trials = new Map<string, TrialLine>();
    for (const read of readLines(fd, path))
      if ("run" in read) runs.push(read.run);
      else trials.set(read.trial.id, combined(trials.get(read.trial.id), read.trial, `ledger ${path}`));
    return { path, runs, trials: [...trials.values()].sort(byPlace) };
  } finally {
    closeSync(fd);
  }
};

/** @throws NeurogliaError where a run goes on with what another version of the file, or of neuroglia, has found */
export const requireSame = (before: RunLine, now: RunLine, where: string): void => {
  const change = (what: string, expected: string, got: string): NeurogliaError =>
    new NeurogliaError({
      code: "ledger-changed",
      what,
      where,
      expected: `${expected}, which made the trials before (with acceptChanges, --accept-changes, it goes on all the same)`,
      got,
    });
  if (before.neuroglia !== now.neuroglia) throw change("neuroglia", before.neuroglia, now.neuroglia);
  const [bits, others] = [now, before].map((run) => `${run.bits ?? 1}`) as [string, string];
  if (bits !== others) throw change("bits", others, bits);
  if (before.fileHash !== now.fileHash)
    throw change(
      "sweep file",
      `${before.file} with SHA-256 ${before.fileHash.slice(0, 12)}…`,
      `${now.file} with ${now.fileHash.slice(0, 12)}…`,
    );
};

interface Place {
  readonly offset: number;
  readonly bytes: number;
  readonly failed: boolean;
}

/**
 * The ledger of a sweep under way: OUT/ledger.jsonl, one JSON object a line, to which lines are only ever added. A line is handed
 * to the operating system as soon as its trial has ended, so that it outlives a killed sweep, and to the disk at once, or with one
 * of the next where they come more often than once a second. In memory there is the place of each trial's line and no more.
 */
export class Ledger {
  readonly path: string;
  readonly #lock: Lock;
  readonly #fd: number;
  readonly #places = new Map<string, Place>();
  #size = 0;
  #lastSync = 0;

  /** Bytes of a half-written line that was cut off the end. */
  readonly cutBytes: number;

  /**
   * Opens the ledger of a folder, or makes one, and adds the line of the run that begins.
   * @throws NeurogliaError if another sweep has it, if it cannot be read or written, is corrupt, or was made with another version of the sweep file or of
   * neuroglia and `acceptChanges` is false
   */
  constructor(folder: string, run: RunLine, acceptChanges: boolean) {
    this.path = ledgerPath(folder);
    try {
      mkdirSync(folder, { recursive: true });
      this.#lock = new Lock(this.path);
    } catch (error) {
      throw error instanceof NeurogliaError ? error : this.#unwritten(error);
    }
    try {
      this.#fd = openSync(this.path, "a+");
    } catch (error) {
      this.#lock.release();
      throw this.#unwritten(error);
    }
    try {
      let last: RunLine | undefined;
      for (const read of readLines(this.#fd, this.path)) {
        this.#size = read.offset + read.bytes;
        if ("run" in read) last = read.run;
        else this.#place(read.trial, read);
      }
      if (last && !acceptChanges) requireSame(last, run, `ledger ${this.path}`);
      this.cutBytes = fstatSync(this.#fd).size - this.#size;
      if (this.cutBytes > 0) ftruncateSync(this.#fd, this.#size);
      this.#write(run);
    } catch (error) {
      closeSync(this.#fd);
      this.#lock.release();
      throw error;
    }
  }

  /** From which sweep the folder was taken, and why; null where it was free. */
  get takenFrom(): string | null {
    return this.#lock.takenFrom;
  }

  #unwritten(error: unknown): NeurogliaError {
    return new NeurogliaError({
      code: "not-written",
      what: "content",
      where: `ledger ${this.path}`,
      expected: "written",
      got: error instanceof Error ? error.message : error,
    });
  }

  #place(line: TrialLine, { offset, bytes }: { offset: number; bytes: number }): void {
    const before = this.#places.get(line.id);
    const failed = line.status === "failed";
    if (before && !before.failed) {
      // Ledgers that were written to twice: what does not agree must not stay unseen.
      combined(this.#read(before), line, `ledger ${this.path}`);
      return;
    }
    this.#places.set(line.id, { offset, bytes, failed });
  }

  #read({ offset, bytes }: Place): TrialLine {
    const buffer = Buffer.alloc(bytes);
    readSync(this.#fd, buffer, 0, bytes, offset);
    return JSON.parse(buffer.toString("utf8")) as TrialLine;
  }

  #write(line: RunLine | TrialLine): { offset: number; bytes: number } {
    const { size } = fstatSync(this.#fd);
    if (size !== this.#size)
      throw new NeurogliaError({
        code: "ledger-shared",
        what: "length",
        where: `ledger ${this.path}`,
        expected: `${this.#size} bytes, as this sweep left it (does another sweep write to it?)`,
        got: size,
      });
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(this.#fd, bytes, done);
      const now = performance.now();
      if (now - this.#lastSync > SYNC_EVERY_MS) {
        fsyncSync(this.#fd);
        this.#lastSync = now;
      }
    } catch (error) {
      throw this.#unwritten(error);
    }
    const offset = this.#size;
    this.#size += bytes.length;
    return { offset, bytes: bytes.length };
  }

  /** Trials that it has. */
  get length(): number {
    return this.#places.size;
  }

  /** How a trial ended, if it has. */
  statusOf(id: string): TrialLine["status"] | null {
    const place = this.#places.get(id);
    return place ? (place.failed ? "failed" : "done") : null;
  }

  /** The line of a trial that it has. */
  read(id: string): TrialLine {
    return this.#read(this.#places.get(id)!);
  }

  /** Adds a trial's line. @throws NeurogliaError if it cannot, or if another program has written to the ledger */
  append(line: TrialLine): void {
    this.#place(line, this.#write(line));
  }

  close(): void {
    try {
      fsyncSync(this.#fd);
    } finally {
      closeSync(this.#fd);
      this.#lock.release();
    }
  }
}
