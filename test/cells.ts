import { Block } from "../dist/src/engine/block.js";
import { valuesWith } from "../dist/src/models/expression.js";
import type { NeuronModel } from "../dist/src/models/model.js";
import { type BenchKernels, bench } from "./bench.js";

const padded = (n: number): number => Math.ceil(n / 4) * 4;

/** Cells of one model in a memory of their own, stepped kernel by kernel, with guard words behind every column. */
export interface Cells {
  /** Present values of a state or input column, `padding` cells after the last one included if asked for. */
  read(quantity: string, withPadding?: boolean): Float32Array;
  write(quantity: string, values: ArrayLike<number>): void;
  /** One step over [0, n), cut at the given places; returns the ids that spike. */
  step(step: number, cuts?: readonly number[]): number[];
  /** Whether a word outside the columns has changed. */
  guardsHold(): boolean;
  tally(): { spikes: number; hash: bigint };
}

const GUARD = 0x5a5a5a5a;

/**
 * `params`: one number each (uniform variant), or `n` numbers each (per-neuron variant). `held`: uniform, with a list of held
 * neurons; "kicked" where delta may be written too. Its step takes no cuts.
 */
export const cellsOf = (
  model: NeuronModel,
  n: number,
  params: Record<string, number | ArrayLike<number>>,
  choices: Record<string, string> = {},
  dt = 1,
  stream = 7,
  held?: "still" | "kicked",
): Cells => {
  const { arena, kernels } = bench();
  const block = Block.model(arena, "cells", model);
  const guards: number[] = [];
  const column = (initial: number, padding: number): number => {
    const address = arena.allocate(padded(n) * 4, "column");
    arena.f32(address, padded(n)).fill(initial, 0, n).fill(padding, n);
    const guard = arena.allocate(16, "guard");
    arena.u32(guard, 4).fill(GUARD);
    guards.push(guard);
    return address;
  };
  const slotBytes = 16 + padded(n) * 4;
  const ring = arena.allocate(slotBytes, "ring");
  const tally = arena.allocate(16, "tally");
  block
    .setU32("nNeurons", n)
    .setU32("ring", ring)
    .setU32("ringMask", 0)
    .setU32("slotBytes", slotBytes)
    .setU32("stream", stream)
    .setU32("tally", tally);
  const columns: Record<string, number> = {};
  for (const [name, state] of Object.entries(model.state)) columns[name] = column(state.default, state.padding ?? 0);
  for (const name of Object.keys(model.inputs)) columns[name] = column(0, 0);
  for (const [name, address] of Object.entries(columns)) block.setU32(name, address);

  const perNeuron = Object.values(params).some((value) => typeof value !== "number");
  const valuesAt = (k: number): Record<string, number> => {
    const own: Record<string, number> = {};
    for (const [name, { default: value }] of Object.entries(model.params)) {
      const given = params[name] ?? value;
      own[name] = typeof given === "number" ? given : given[k]!;
    }
    const chosen = Object.fromEntries(
      Object.entries(model.choices).map(([name, c]) => [name, choices[name] ?? c.default]),
    );
    const values = valuesWith(model, { ...own, ...chosen }, dt);
    for (const name of Object.keys(model.derived)) own[name] = values(name) as number;
    return own;
  };
  if (perNeuron)
    for (const name of model.code.values) {
      if (model.code.ofDt?.includes(name)) {
        block.setF32(name, valuesAt(0)[name]!);
        continue;
      }
      const address = column(0, 0);
      arena.f32(address, n).set(Array.from({ length: n }, (_, k) => valuesAt(k)[name]!));
      block.setColumn(name, address);
    }
  else for (const name of model.code.values) block.setF32(name, valuesAt(0)[name]!);

  /** What the kernel keeps `name` of cell k relative to. */
  const reference = (name: string, k: number): number => {
    const param = model.state[name]?.relativeTo;
    return param ? valuesAt(perNeuron ? k : 0)[param]! : 0;
  };
  const shifted = (name: string, values: Float32Array, sign: number): Float32Array =>
    model.state[name]?.relativeTo ? values.map((x, k) => (k < n ? x + sign * reference(name, k) : x)) : values;
  for (const name of Object.keys(model.state)) {
    const column = arena.f32(columns[name]!, n);
    column.set(shifted(name, column, -1));
  }
  const relist = (): void => kernels.listHeld(block.address, columns.refractoryLeft!, 0, n);
  if (held) {
    block.setU32("held", arena.allocate(n * 4, "held")).setU32("kicked", held === "kicked" ? 2 : 0);
    guards.push(arena.allocate(16, "guard"));
    arena.u32(guards.at(-1)!, 4).fill(GUARD);
    relist();
  }
  const variant = perNeuron ? "PerNeuron" : held ? "Hold" : "Uniform";
  const kernel = `${model.name}Integrate${variant}` as keyof BenchKernels;
  const integrate = kernels[kernel] as (block: number, begin: number, end: number, step: number) => void;
  return {
    read: (name, withPadding = false) =>
      shifted(name, arena.f32(columns[name]!, withPadding ? padded(n) : n).slice(), 1),
    write: (name, values) => {
      arena.f32(columns[name]!, n).set(shifted(name, Float32Array.from(values), -1));
      if (held && name === "refractoryLeft") relist();
    },
    step: (step, cuts = []) => {
      const edges = [0, ...cuts, n];
      for (let k = 1; k < edges.length; k++) integrate(block.address, edges[k - 1]!, edges[k]!, step);
      const [count] = arena.u32(ring, 1);
      return [...arena.u32(ring + 16, count!)];
    },
    guardsHold: () => guards.every((guard) => arena.u32(guard, 4).every((word) => word === GUARD)),
    tally: () => {
      const view = new DataView(arena.memory.buffer, tally, 16);
      return { spikes: view.getFloat64(0, true), hash: view.getBigUint64(8, true) };
    },
  };
};
