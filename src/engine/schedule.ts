import { type KernelName, kernelNames } from "../generated/kernelNames.js";
import type { Arena } from "./arena.js";

/** Stages of a step, in order; see ARCHITECTURE.md for what each does to time. */
export const stages = ["emit", "arrive", "integrate", "settle", "learn", "glia", "readout", "record"] as const;
export type Stage = (typeof stages)[number];

/** One operation of a step. */
export interface Operation {
  readonly stage: Stage;
  readonly kernel: KernelName;
  /** For whom, in `net.explain()`. */
  readonly owner: string;
  readonly block: number;
  readonly begin: number;
  readonly end: number;
}

interface Entry extends Operation {
  readonly frozen: KernelName | null;
  isFrozen: boolean;
}

/** The order of a step, as data: filled while building, then lowered into memory once for `runSteps`. */
export class Schedule {
  readonly #operations: Entry[] = [];
  #address = 0;

  add(stage: Stage, kernel: KernelName, owner: string, block: number, begin = 0, end = 0): void {
    this.#operations.push({ stage, kernel, owner, block, begin, end, frozen: null, isFrozen: false });
  }

  /** An operation that gives way to another kernel while its block is frozen. */
  addLearning(stage: Stage, kernel: KernelName, frozen: KernelName, owner: string, block: number): void {
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
    this.#write(arena);
  }

  #write(arena: Arena): void {
    const { operations } = this;
    const words = arena.u32(this.#address, operations.length * 4);
    operations.forEach(({ kernel, block, begin, end }, k) => {
      words.set([kernelNames.indexOf(kernel), block, begin, end], k * 4);
    });
  }
}
