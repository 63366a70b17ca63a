import type { Arena, FloatBytes } from "./arena.js";
import { Block } from "./block.js";
import type { Value } from "./description.js";
import type { Kernels } from "./kernels.js";
import { streamOf } from "./stream.js";

/** Where kernels draw from and write to while building. */
export interface Workshop {
  readonly arena: Arena;
  readonly kernels: Kernels;
  /** Address of the clock block, which holds the seed. */
  readonly clock: number;
}

const KINDS = { constant: 0, uniform: 1, choice: 2, normal: 3, lognormal: 4, gamma: 5, redrawn: 6 } as const;

const numbersOf = (value: Exclude<Value, { kind: "array" | "choice" }>): readonly [number, number] => {
  if (value.kind === "constant") return [value.value, 0];
  if (value.kind === "uniform") return [value.low, value.high];
  if (value.kind === "normal") return [value.mean, value.sd];
  if (value.kind === "lognormal") return [value.mu, value.sigma];
  return [value.shape, value.scale];
};

/** Address of a distribution as `drawValues` takes it, in scratch memory; its words come from the stream of `name`. */
export const drawBlock = (
  { arena, clock }: Workshop,
  value: Exclude<Value, { kind: "array" }>,
  name: string,
  owner: string,
): number => {
  const block = Block.frame(arena, owner, "draw")
    .setU32("clock", clock)
    .setU32("stream", streamOf(name))
    .setU32("kind", KINDS["redraw" in value && value.redraw ? "redrawn" : value.kind]);
  const numbers = arena.allocate(40, owner);
  block.setU32("numbers", numbers);
  if (value.kind === "choice") {
    const choices = arena.allocate(value.values.length * 4, owner);
    arena.f32(choices, value.values.length).set(value.values);
    block.setU32("choices", choices).setU32("nChoices", value.values.length);
  } else {
    const clip = ("clip" in value && value.clip) || [-Infinity, Infinity];
    const sign = "negative" in value && value.negative ? -1 : 1;
    arena.f64(numbers, 5).set([...numbersOf(value), ...clip, sign]);
  }
  return block.address;
};

/**
 * Fills n elements of so many bytes at `out` with a value; its random numbers come from the stream of `name`, and are f32.
 */
export const fill = (
  workshop: Workshop,
  out: number,
  n: number,
  value: Value,
  name: string,
  bytes: FloatBytes = 4,
): void => {
  const { arena, kernels } = workshop;
  if (value.kind === "array" || value.kind === "constant") {
    const column = arena.floats(out, n, bytes);
    if (value.kind === "array") column.set(value.values);
    else column.fill(value.value);
    return;
  }
  const mark = arena.usedBytes;
  const draw = drawBlock(workshop, value, name, "scratch");
  const drawn = bytes === 8 ? arena.allocate(n * 4, "scratch") : out;
  kernels.drawValues(draw, drawn, n, 0);
  if (drawn !== out) arena.f64(out, n).set(arena.f32(drawn, n));
  arena.release(mark, "scratch");
};

/** A delay of so many ms in steps: rounded, at least one. */
export const delaySteps = (ms: number, dt: number): number => Math.max(1, Math.floor(ms / dt + 0.5));
