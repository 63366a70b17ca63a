import { NeurogliaError } from "../errors.js";
import type { Arena } from "./arena.js";
import type { Kernels } from "./kernels.js";

/** What `reset` and checkpoints tell apart. */
export type Part = "state" | "traces" | "weights";

interface Segment {
  readonly part: Part;
  readonly owner: string;
  readonly address: number;
  readonly bytes: number;
}

const MAGIC = 0x4c47474e;
const VERSION = 1;
const HEADER_BYTES = 48;

/** Where the checksum starts from, so that it covers step and trial too. */
const stamp = (step: number, trial: number): bigint => (BigInt(step) << 32n) | BigInt(trial);

const refuse = (what: string, expected: string, got: unknown): never => {
  throw new NeurogliaError({ code: "bad-checkpoint", what, where: "checkpoint", expected, got });
};

/**
 * Everything in memory that evolves, as a list of pieces; from it come reset, checkpoint and restore. State starts from
 * what `remember` saw, traces start at zero, weights stay unless a checkpoint brings others.
 *
 * A checkpoint: magic, version, bytes, step, trial, description (u32 each, two spare), checksum of step, trial and pieces
 * (u64, 8 bytes spare), then the pieces in order. Static weights are part of the description, not of a checkpoint.
 */
export class Segments {
  readonly #arena: Arena;
  readonly #kernels: Kernels;
  readonly #segments: Segment[] = [];
  readonly #initial: Uint8Array[] = [];
  /** Address of the copy of the checkpoint that was loaded last, and whose copy it is: samples load one over and over. */
  #staging = 0;
  #staged: Uint8Array | null = null;

  constructor(arena: Arena, kernels: Kernels) {
    this.#arena = arena;
    this.#kernels = kernels;
  }

  /** Zeroed memory that evolves. */
  allocate(part: Part, bytes: number, owner: string): number {
    const address = this.#arena.allocate(bytes, owner);
    this.#segments.push({ part, owner, address, bytes: Math.ceil(bytes / 16) * 16 });
    return address;
  }

  /** Takes the present state as the one that `reset` returns to. */
  remember(): void {
    this.#segments.forEach((segment, index) => {
      if (segment.part === "state") this.#initial[index] = this.#arena.u8(segment.address, segment.bytes).slice();
    });
  }

  /** Writes one f32 now and into what `reset` returns to. */
  setInitial(address: number, value: number): void {
    this.#arena.f32(address, 1)[0] = value;
    this.#segments.forEach((segment, index) => {
      const initial = this.#initial[index];
      const offset = address - segment.address;
      if (initial && offset >= 0 && offset < segment.bytes)
        new DataView(initial.buffer).setFloat32(offset, value, true);
    });
  }

  reset(parts: readonly Part[]): void {
    this.#segments.forEach((segment, index) => {
      if (!parts.includes(segment.part)) return;
      const bytes = this.#arena.u8(segment.address, segment.bytes);
      if (segment.part === "state") bytes.set(this.#initial[index]!);
      else if (segment.part === "traces") bytes.fill(0);
    });
  }

  /** Every segment with the address of its copy in the staging area. */
  #each(visit: (segment: Segment, staged: number) => void): void {
    let at = this.#staging + HEADER_BYTES;
    for (const segment of this.#segments) {
      visit(segment, at);
      at += segment.bytes;
    }
  }

  /** All of it as bytes. */
  save(step: number, trial: number, description: number): Uint8Array<ArrayBuffer> {
    const bytes = this.#segments.reduce((sum, segment) => sum + segment.bytes, HEADER_BYTES);
    const out = new Uint8Array(bytes);
    const header = new DataView(out.buffer);
    [MAGIC, VERSION, bytes, step, trial, description].forEach((word, k) => {
      header.setUint32(k * 4, word, true);
    });
    let at = HEADER_BYTES;
    let sum = stamp(step, trial);
    for (const segment of this.#segments) {
      out.set(this.#arena.u8(segment.address, segment.bytes), at);
      at += segment.bytes;
      sum = this.#kernels.checksum(segment.address, segment.bytes, sum);
    }
    header.setBigUint64(32, BigInt.asUintN(64, sum), true);
    return out;
  }

  /**
   * Puts the given parts of a checkpoint back; refuses what is not a whole checkpoint of this very description. The same
   * array again is taken as it was at first, without another look.
   */
  load(bytes: Uint8Array, description: number, parts: readonly Part[]): { step: number; trial: number } {
    const expected = this.#segments.reduce((sum, segment) => sum + segment.bytes, HEADER_BYTES);
    if (!(bytes instanceof Uint8Array)) refuse("type", "a Uint8Array", typeof bytes);
    if (bytes.byteLength < HEADER_BYTES) refuse("length", `at least ${HEADER_BYTES} bytes`, bytes.byteLength);
    const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const word = (k: number) => header.getUint32(k * 4, true);
    if (word(0) !== MAGIC) refuse("magic number", `0x${MAGIC.toString(16)}`, `0x${word(0).toString(16)}`);
    if (word(1) !== VERSION) refuse("version", `${VERSION}`, word(1));
    if (word(5) !== description) refuse("network", "the one it was taken from", "another description or seed");
    if (word(2) !== expected || bytes.byteLength !== expected) refuse("length", `${expected} bytes`, bytes.byteLength);
    if (this.#staged !== bytes) {
      this.#staging ||= this.#arena.allocate(expected, "checkpoint");
      this.#staged = null;
      this.#arena.u8(this.#staging, expected).set(bytes);
      let sum = stamp(word(3), word(4));
      this.#each((segment, at) => {
        sum = this.#kernels.checksum(at, segment.bytes, sum);
      });
      if (BigInt.asUintN(64, sum) !== header.getBigUint64(32, true))
        refuse("checksum", "that of its contents", "another (the bytes are corrupt)");
      this.#staged = bytes;
    }
    const memory = new Uint8Array(this.#arena.memory.buffer);
    this.#each((segment, at) => {
      if (parts.includes(segment.part)) memory.copyWithin(segment.address, at, at + segment.bytes);
    });
    return { step: word(3), trial: word(4) };
  }
}
