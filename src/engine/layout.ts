import type { Model } from "../models/model.js";
import { frames } from "./frames.js";

/** Where the fields of a block are, in bytes from its address, and how many bytes it has. */
export interface Layout {
  readonly offsets: Readonly<Record<string, number>>;
  readonly bytes: number;
}

export type FrameName = keyof typeof frames;

/** The frame that blocks of a kind of model begin with. */
const frameOf = {
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

/** The frame of what its kernel plays or draws from, where there is one. */
const ownFrame = (model: Model): readonly string[] => {
  const own = "plays" in model ? model.plays : "draws" in model ? model.draws : undefined;
  return own ? frames[own.kind] : [];
};

/**
 * What a model's block has after the frame of its kind: that of what its kernel plays or draws from, then per param and derived value
 * a word (the uniform value) and a word (the address of the per-neuron column, or 0), then the address of each state,
 * input and trace column. `bytes` counts all of the block.
 */
export const modelLayout = (model: Model): Layout => {
  const inputs = "inputs" in model ? model.inputs : {};
  let next = frameLayout(frameOf[model.kind]).bytes;
  const offsets: Record<string, number> = {};
  const place = (names: readonly string[], bytes: number): void => {
    for (const name of names) {
      offsets[name] = next;
      next += bytes;
    }
  };
  place(ownFrame(model), 4);
  place([...Object.keys(model.params), ...Object.keys(model.derived)], 8);
  place(
    [...Object.keys(model.state), ...Object.keys(inputs), ...Object.keys("traces" in model ? model.traces : {})],
    4,
  );
  return { offsets, bytes: whole(next) };
};

/** All fields of a model's block. */
export const blockLayout = kept(new WeakMap(), (model: Model): Layout => {
  const { offsets, bytes } = modelLayout(model);
  return { offsets: { ...frameLayout(frameOf[model.kind]).offsets, ...offsets }, bytes };
});
