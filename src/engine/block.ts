import { frameLayouts, modelLayouts } from "../generated/layout.js";
import type { Arena } from "./arena.js";

/** One block in linear memory, its fields by name. */
export class Block {
  readonly address: number;
  readonly #arena: Arena;
  readonly #offsets: Readonly<Record<string, number>>;

  constructor(arena: Arena, owner: string, offsets: Readonly<Record<string, number>>, bytes: number) {
    this.#arena = arena;
    this.#offsets = offsets;
    this.address = arena.allocate(bytes, owner);
  }

  /** A block of the given frame. */
  static frame(arena: Arena, owner: string, frame: keyof typeof frameLayouts): Block {
    const { offsets, bytes } = frameLayouts[frame];
    return new Block(arena, owner, offsets, bytes);
  }

  /** A model's block: the frame of its kind and its own fields. */
  static model(arena: Arena, owner: string, frame: keyof typeof frameLayouts, model: string): Block {
    const own = modelLayouts[model]!;
    return new Block(arena, owner, { ...frameLayouts[frame].offsets, ...own.offsets }, own.bytes);
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
