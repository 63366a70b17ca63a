import type { Arena } from "./arena.js";
import type { CoreWalk, Kernels, Walk } from "./kernels.js";

/** Stages of a step, in order; see ARCHITECTURE.md for what each does to time. */
export const stages = ["emit", "arrive", "integrate", "settle", "learn", "glia", "readout", "late", "record"] as const;
export type Stage = (typeof stages)[number];

/** A kernel of a model's module: what it is called in `net.explain()`, and itself. */
export interface ModelWalk {
  readonly name: string;
  readonly walk: Walk;
}

/** One of the core's, by name, or one of a model's. */
export type ScheduledKernel = CoreWalk | ModelWalk;

/** One operation of a step. */
export interface Operation {
  readonly stage: Stage;
  readonly kernel: ScheduledKernel;
  /** For whom, in `net.explain()`. */
  readonly owner: string;
  readonly block: number;
  readonly begin: number;
  readonly end: number;
}

interface Entry extends Operation {
  readonly frozen: ScheduledKernel | null;
  isFrozen: boolean;
}

export const nameOfKernel = (kernel: ScheduledKernel): string => (typeof kernel === "string" ? kernel : kernel.name);

/**
 * The order of a step, as data: filled while building, then lowered into memory once for `runSteps`, which finds kernels in a
 * table by their place.
 */
export class Schedule {
  readonly #kernels: Kernels;
  readonly #table: WebAssembly.Table;
  readonly #places = new Map<Walk, number>();
  readonly #operations: Entry[] = [];
  #address = 0;

  constructor(kernels: Kernels, table: WebAssembly.Table) {
    this.#kernels = kernels;
    this.#table = table;
  }

  add(stage: Stage, kernel: ScheduledKernel, owner: string, block: number, begin = 0, end = 0): void {
    this.#operations.push({ stage, kernel, owner, block, begin, end, frozen: null, isFrozen: false });
  }

  /** An operation that gives way to another kernel while its block is frozen. */
  addLearning(stage: Stage, kernel: ScheduledKernel, frozen: ScheduledKernel, owner: string, block: number): void {
    this.#operations.push({ stage, kernel, owner, block, begin: 0, end: 0, frozen, isFrozen: false });
  }

  get #ordered(): readonly Entry[] {
    return stages.flatMap((stage) => this.#operations.filter((operation) => operation.stage === stage));
  }

  /** Operations in the order in which they run: by stage, then as added. */
  get operations(): readonly Operation[] {
    return this.#ordered.map(({ frozen, isFrozen, ...rest }) =>
      isFrozen && frozen ? { ...rest, kernel: frozen } : rest,
    );
  }

  /** Freezes, or thaws, the learning operations of a block. */
  freeze(arena: Arena, block: number, frozen: boolean): void {
    for (const operation of this.#operations) if (operation.block === block) operation.isFrozen = frozen;
    this.#write(arena);
  }

  /** Number of operations. */
  get count(): number {
    return this.#operations.length;
  }

  get address(): number {
    return this.#address;
  }

  lower(arena: Arena): void {
    this.#address = arena.allocate(this.count * 16, "schedule");
    // All have their places from the description alone, so that a copy of this memory is right beside a table of its own.
    for (const { kernel, frozen } of this.#operations) for (const each of [kernel, frozen]) if (each) this.place(each);
    this.#write(arena);
  }

  /** Where the table has a kernel, from now on at the latest. */
  place(kernel: ScheduledKernel): number {
    const walk = typeof kernel === "string" ? this.#kernels[kernel] : kernel.walk;
    const known = this.#places.get(walk);
    if (known !== undefined) return known;
    const place = this.#places.size;
    if (place === this.#table.length) this.#table.grow(place);
    this.#table.set(place, walk);
    this.#places.set(walk, place);
    return place;
  }

  #write(arena: Arena): void {
    const { operations } = this;
    const words = arena.u32(this.#address, operations.length * 4);
    operations.forEach(({ kernel, block, begin, end }, k) => {
      words.set([this.place(kernel), block, begin, end], k * 4);
    });
  }
}
