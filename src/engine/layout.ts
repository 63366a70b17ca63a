import type { KernelFields, Model } from "../models/model.js";
import { frames } from "./frames.js";

/** Where the fields of a block are, in bytes from its address, and how many bytes it has. */
export interface Layout {
  readonly offsets: Readonly<Record<string, number>>;
  readonly bytes: number;
}

export type FrameName = keyof typeof frames;

/** The frame that blocks of a kind of model begin with. */
export const frameOf = {
  neuron: "population",
  source: "population",
  drive: "drive",
  glia: "glia",
  plasticity: "projection",
  shortTerm: "projection",
} as const satisfies Record<Model["kind"], FrameName>;

const whole = (bytes: number): number => Math.ceil(bytes / 16) * 16;

/** The same function, which keeps what it made: every block of every network asks. */
const kept = <K>(
  made: { get(key: K): Layout | undefined; set(key: K, layout: Layout): unknown },
  make: (key: K) => Layout,
): ((key: K) => Layout) => {
  return (key) => {
    const layout = made.get(key) ?? make(key);
    made.set(key, layout);
    return layout;
  };
};

export const frameLayout = kept(new Map(), (frame: FrameName): Layout => {
  const fields: readonly string[] = frames[frame];
  return {
    offsets: Object.fromEntries(fields.map((field, index) => [field, index * 4])),
    bytes: whole(fields.length * 4),
  };
});

/**
 * A block after the frame of its kind: per value that its kernels read a word (the number) and a word (the address of a column, or
 * 0), then a word per column, then a word per observed quantity: `observe0` …
 */
export const blockOf = (frame: FrameName, { values, columns, observed = [] }: KernelFields): Layout => {
  const { offsets, bytes } = frameLayout(frame);
  const all: Record<string, number> = { ...offsets };
  let next = bytes;
  const observe = observed.map((_, k) => `observe${k}`);
  for (const [names, size] of [[values, 8] as const, [columns, 4] as const, [observe, 4] as const])
    for (const name of names) {
      all[name] = next;
      next += size;
    }
  return { offsets: all, bytes: whole(next) };
};

/** All fields of a model's block. */
export const blockLayout = kept(new WeakMap(), ({ kind, code }: Model): Layout => blockOf(frameOf[kind], code));
