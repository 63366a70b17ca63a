import type { Model } from "../models/model.js";
import type { Arena } from "./arena.js";
import { blockLayout, type FrameName, frameLayout, type Layout } from "./layout.js";

/** One block in linear memory, its fields by name. */
export class Block {
  readonly address: number;
  readonly #arena: Arena;
  readonly #offsets: Readonly<Record<string, number>>;

  constructor(arena: Arena, owner: string, { offsets, bytes }: Layout) {
    this.#arena = arena;
    this.#offsets = offsets;
    this.address = arena.allocate(bytes, owner);
  }

  /** A block of the given frame. */
  static frame(arena: Arena, owner: string, frame: FrameName): Block {
    return new Block(arena, owner, frameLayout(frame));
  }

  /** A model's block: the frame of its kind and what its kernels read. */
  static model(arena: Arena, owner: string, model: Model): Block {
    return new Block(arena, owner, blockLayout(model));
  }

  at(field: string): number {
    const offset = this.#offsets[field];
    if (offset === undefined) throw new RangeError(`no field ${field} in this block`);
    return this.address + offset;
  }

  setU32(field: string, value: number): this {
    this.#arena.u32(this.at(field), 1)[0] = value;
    return this;
  }

  setF32(field: string, value: number): this {
    this.#arena.f32(this.at(field), 1)[0] = value;
    return this;
  }

  u32(field: string): number {
    return this.#arena.u32(this.at(field), 1)[0]!;
  }

  f32(field: string): number {
    return this.#arena.f32(this.at(field), 1)[0]!;
  }

  /** The address that `setColumn` gave. */
  column(quantity: string): number {
    return this.#arena.u32(this.at(quantity) + 4, 1)[0]!;
  }

  /** The address of the per-neuron column that belongs to a param or derived value (0: the value is uniform). */
  setColumn(quantity: string, address: number): this {
    this.#arena.u32(this.at(quantity) + 4, 1)[0] = address;
    return this;
  }
}
