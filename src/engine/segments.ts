import { BITS } from "../bits.js";
import { NeurogliaError } from "../errors.js";
import type { Model } from "../models/model.js";
import type { Arena } from "./arena.js";
import { identityOf } from "./identity.js";
import type { Kernels } from "./kernels.js";

/** What `reset` and checkpoints tell apart. */
export type Part = "state" | "traces" | "weights";

/**
 * What a piece is in a network spread over several memories. `"whole"`: the same in each; `"tally"`: an f64 and a u64 that
 * add up; `neuronsOf`: elements of `bytes` bytes (default 4), of which each memory has those of its own neurons right;
 * `rowsOf`: an f32 for each synapse of a projection, by row, of which each memory holds those of its own targets.
 */
export type Form =
  | "whole"
  | "tally"
  | { readonly neuronsOf: number; readonly bytes?: number }
  | { readonly rowsOf: number };

/** One piece of what evolves. */
export interface Segment {
  readonly part: Part;
  readonly form: Form;
  readonly address: number;
  /** In a checkpoint. */
  bytes: number;
  /** In this memory. */
  readonly heldBytes: number;
  /** Where `reset` makes every element (f32) of state one number; otherwise state is what `remember` saw. */
  readonly initial: number | null;
  /** Measured for a recorder; these come last. */
  readonly isMeter: boolean;
}

/** What a checkpoint belongs to. */
export interface Origin {
  /** Hash of the description without its recorders, models by name. */
  readonly network: number;
  /** Each as often as something is of it, in an order that the description fixes. */
  readonly models: readonly Model[];
  /** Hash of the recorders that measure. */
  readonly meters: number;
}

const MAGIC = 0x4c47474e;
const VERSION = 3;
/** Of the header, before the identities of models. */
const FIXED_BYTES = 48;
const CHECKSUM_AT = 32;

/** What the kernel mixes into where it starts: mixed in again, it goes on where it ended. */
const START = 0x9e3779b97f4a7c15n;

const padTo16 = (bytes: number): number => Math.ceil(bytes / 16) * 16;

const headerBytes = ({ models }: Origin): number => padTo16(FIXED_BYTES + 8 * models.length);

const refuse = (what: string, expected: string, got: unknown, code = "bad-checkpoint"): never => {
  throw new NeurogliaError({ code, what, where: "checkpoint", expected, got });
};

/**
 * Everything in memory that evolves, as a list of pieces; from it come reset, checkpoint and restore. State starts from
 * one number or what `remember` saw, traces start at zero, weights stay unless a checkpoint brings others.
 *
 * A checkpoint: magic, version, bytes, step, trial, network, meters, bits (u32 each), checksum of all else (u64), a u64 that is
 * 0, the identity of each model (u64, filled up to 16 bytes by 0), then the pieces in order, as they are where one memory holds the whole network. Static weights are
 * part of the description, not of a checkpoint. A network with other meters passes over theirs, and its own begin at zero.
 */
export class Segments {
  readonly #arena: Arena;
  readonly #kernels: Kernels;
  readonly #segments: Segment[] = [];
  readonly #initial: Uint8Array[] = [];
  /** Address of the copy of the checkpoint that was loaded last, and whose copy it is: samples load one over and over. */
  #staging = { address: 0, bytes: 0 };
  #staged: Uint8Array | null = null;

  constructor(arena: Arena, kernels: Kernels) {
    this.#arena = arena;
    this.#kernels = kernels;
  }

  get all(): readonly Segment[] {
    return this.#segments;
  }

  /** Memory that evolves: zeroed, or f32 that all begin as `initial`. */
  allocate(part: Part, bytes: number, owner: string, form: Form, initial: number | null = null): number {
    const address = this.#arena.allocate(bytes, owner);
    const held = padTo16(bytes);
    if (initial !== null) this.#arena.f32(address, held / 4).fill(initial);
    this.#segments.push({ part, form, address, bytes: held, heldBytes: held, initial, isMeter: owner === "recorders" });
    return address;
  }

  /** Tells an observer, which holds no synapses, how many there are in all. */
  setRows(projection: number, nSynapses: number): void {
    for (const segment of this.#segments)
      if (typeof segment.form === "object" && "rowsOf" in segment.form && segment.form.rowsOf === projection)
        segment.bytes = padTo16(nSynapses * 4);
  }

  /** Takes the present state as the one that `reset` returns to. */
  remember(): void {
    this.#segments.forEach((segment, index) => {
      if (segment.part === "state" && segment.initial === null)
        this.#initial[index] = this.#arena.u8(segment.address, segment.bytes).slice();
    });
  }

  /** What `reset` returns to, by segment; those that start from nothing of their own have none. */
  get initial(): readonly (Uint8Array | undefined)[] {
    return this.#segments.map((_, index) => this.#initial[index]);
  }

  set initial(states: readonly (Uint8Array | undefined)[]) {
    states.forEach((state, index) => {
      if (state) this.#initial[index] = state;
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
      const { part, address, heldBytes, initial } = segment;
      if (initial !== null) this.#arena.f32(address, heldBytes / 4).fill(initial);
      else if (part === "state") this.#arena.u8(address, heldBytes).set(this.#initial[index]!);
      else if (part === "traces") this.#arena.u8(address, heldBytes).fill(0);
    });
  }

  /** A copy of each piece, as this memory has it. */
  pieces(): Uint8Array<ArrayBuffer>[] {
    return this.#segments.map(({ address, bytes }) => this.#arena.u8(address, bytes).slice());
  }

  /** The given parts from pieces. Of what adds up, one memory has all: the others begin at zero. */
  take(pieces: readonly Uint8Array[], parts: readonly Part[], first: boolean): void {
    this.#segments.forEach(({ part, form, address, bytes }, index) => {
      if (!parts.includes(part)) return;
      if (form === "tally" && !first) this.#arena.u8(address, bytes).fill(0);
      else this.#arena.u8(address, bytes).set(pieces[index]!);
    });
  }

  /** Of a checkpoint; with or without meters. */
  #bytes(origin: Origin, meters = true): number {
    const start = headerBytes(origin);
    return this.#segments.reduce((sum, { bytes, isMeter }) => sum + (isMeter && !meters ? 0 : bytes), start);
  }

  /** Offset of each piece in a checkpoint. */
  #offsets(origin: Origin): number[] {
    let at = headerBytes(origin);
    return this.#segments.map(({ bytes }) => (at += bytes) - bytes);
  }

  #stage(bytes: Uint8Array): void {
    const { byteLength } = bytes;
    if (this.#staging.bytes < byteLength)
      this.#staging = { address: this.#arena.replace(this.#staging, byteLength, "checkpoint"), bytes: byteLength };
    this.#arena.u8(this.#staging.address, bytes.byteLength).set(bytes);
  }

  /** Of the header but for itself and of everything behind it, wherever its pieces are. */
  #checksum(header: DataView, length: number, pieces: readonly { address: number; bytes: number }[]): bigint {
    let sum = 0n;
    for (let at = 0; at < length; at += 8)
      if (at !== CHECKSUM_AT) sum = BigInt.asUintN(64, (sum ^ header.getBigUint64(at, true)) * 0x100000001b3n);
    for (const { address, bytes } of pieces) sum = this.#kernels.checksum(address, bytes, sum ^ START);
    return BigInt.asUintN(64, sum);
  }

  #stagedPieces(from: number, to: number): { address: number; bytes: number }[] {
    return [{ address: this.#staging.address + from, bytes: to - from }];
  }

  /** Checkpoint of this memory or, on an observer, of the pieces that were put together from several. */
  save(step: number, trial: number, origin: Origin, pieces?: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
    const { network, models, meters } = origin;
    const out = new Uint8Array(this.#bytes(origin));
    const header = new DataView(out.buffer);
    [MAGIC, VERSION, out.byteLength, step, trial, network, meters, BITS].forEach((word, k) => {
      header.setUint32(k * 4, word, true);
    });
    models.forEach((model, k) => {
      header.setBigUint64(FIXED_BYTES + 8 * k, identityOf(model), true);
    });
    const offsets = this.#offsets(origin);
    this.#segments.forEach(({ address, bytes }, k) => {
      out.set(pieces ? pieces[k]! : this.#arena.u8(address, bytes), offsets[k]);
    });
    if (pieces) {
      this.#staged = null;
      this.#stage(out);
    }
    const start = headerBytes(origin);
    const sum = this.#checksum(header, start, pieces ? this.#stagedPieces(start, out.byteLength) : this.#segments);
    header.setBigUint64(CHECKSUM_AT, sum, true);
    return out;
  }

  #checkBits(bits: number, allowOther: boolean): void {
    if (bits !== BITS && !allowOther)
      refuse(
        "bits",
        `${BITS}: this release gives other numbers from there on ({ allowOtherBits: true } takes it all the same)`,
        bits,
        "other-bits",
      );
  }

  /**
   * Step, trial and pieces of a checkpoint (views, valid until the next call); refuses what is not a whole checkpoint of
   * this very network, and one of other bits where it may not be. The same array again is taken as it was at first, without
   * another look.
   */
  open(
    bytes: Uint8Array,
    origin: Origin,
    allowOtherBits: boolean,
  ): { step: number; trial: number; pieces: Uint8Array[] } {
    if (!(bytes instanceof Uint8Array)) refuse("type", "a Uint8Array", typeof bytes);
    const { network, models, meters } = origin;
    const start = headerBytes(origin);
    if (bytes.byteLength < FIXED_BYTES) refuse("length", `at least ${FIXED_BYTES} bytes`, bytes.byteLength);
    const given = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const word = (k: number) => given.getUint32(k * 4, true);
    const offsets = this.#offsets(origin);
    if (this.#staged !== bytes) {
      if (word(0) !== MAGIC) refuse("magic number", `0x${MAGIC.toString(16)}`, `0x${word(0).toString(16)}`);
      if (word(1) !== VERSION) refuse("version", `${VERSION} (2 is of bits 1, and laid out in another way)`, word(1));
      this.#checkBits(word(7), allowOtherBits);
      if (word(5) !== network) refuse("network", "the one it was taken from", "another description or seed");
      const expected = word(6) === meters ? this.#bytes(origin) : Math.max(word(2), this.#bytes(origin, false));
      if (word(2) !== expected || bytes.byteLength !== expected)
        refuse("length", `${expected} bytes`, bytes.byteLength);
      models.forEach((model, k) => {
        if (given.getBigUint64(FIXED_BYTES + 8 * k, true) !== identityOf(model))
          refuse(`model "${model.name}"`, "the one that it was taken with", "another of that name");
      });
      this.#staged = null;
      this.#stage(bytes);
      const sum = this.#checksum(given, start, this.#stagedPieces(start, bytes.byteLength));
      if (sum !== given.getBigUint64(CHECKSUM_AT, true))
        refuse("checksum", "that of its contents", "another (the bytes are corrupt)");
      this.#staged = bytes;
    }
    const header = this.#arena.u32(this.#staging.address, FIXED_BYTES / 4);
    this.#checkBits(header[7]!, allowOtherBits);
    return {
      step: header[3]!,
      trial: header[4]!,
      pieces: this.#segments.map(({ bytes: n, isMeter }, k) =>
        isMeter && header[6] !== meters ? new Uint8Array(n) : this.#arena.u8(this.#staging.address + offsets[k]!, n),
      ),
    };
  }
}
