import { type Group, type Network, NeurogliaError, type Projection } from "../../dist/src/index.js";
import type { NeuronModel, Quantity } from "../../dist/src/models/model.js";
import type { SpikeChunk, StateRecordOptions, Taker } from "../../dist/src/record/chunks.js";

/** A number that a slider sets. */
export interface NumberControl {
  kind: "number";
  name: string;
  /** As a paper writes it. */
  label: string;
  unit: string;
  meaning: string;
  /** What the slider reaches, both inclusive. */
  min: number;
  max: number;
  step: number;
  /** A count: only whole numbers are taken. */
  whole?: boolean;
  /** What is not 0 is at least this. */
  least?: number;
  default: number;
  /** Acts on the running network; otherwise a change restarts it. */
  live: boolean;
}

/** One of several words. */
export interface WordControl {
  kind: "word";
  name: string;
  label: string;
  meaning: string;
  /** Each with what it stands for, for people. */
  words: Readonly<Record<string, string>>;
  default: string;
  live: boolean;
}

export type Control = NumberControl | WordControl;

/** Values of a network's controls, by name. */
export type Values = Readonly<Record<string, number | string>>;

/** What a description is told besides its values. */
export interface Setting {
  /** A safe integer ≥ 0. */
  seed: number;
  /** Threads. */
  workers: number;
  onSpikes?: Taker<SpikeChunk>;
}

/** What a script needs to know of a description that the description does not say itself. */
export interface ScriptNotes {
  /** Names of ranges of the population, such as exc: [0, 3200]. */
  slices?: Readonly<Record<string, readonly [begin: number, end: number]>>;
  /** Names from "neuroglia" that the lines below use. */
  imports?: readonly string[];
  /** Lines before the populations. */
  before?: readonly string[];
  /** Expressions for per-neuron values, by "population.param"; the lines above may define what they use. */
  columns?: Readonly<Record<string, string>>;
  /** Lines after `net.build()`, in place of those that run for `duration` ms. */
  run?: (duration: number) => readonly string[];
}

/** A network of the Lab, described and not yet built. */
export interface Described {
  net: Network;
  /** The neurons that are shown, the excitatory ones first. */
  cells: Group<NeuronModel>;
  nExcitatory: number;
  /** The projections that learn. */
  plastic: readonly Projection[];
  /** What the astrocyte sets, under the name that views show it by. */
  astrocyte?: { name: string; record(options: StateRecordOptions): void };
  /** What happens every so many ms, 0 included: a new stimulus. */
  turns?: { every: number; begin(turn: number): void };
  /** Ends of the synapses among the neurons, where a measure of the views takes them; after the build. */
  synapses?(): Promise<{ pre: Uint32Array; post: Uint32Array }>;
  /**
   * Sets all live values, between runs. Before the first step this is the same, to the bit, as a description with these values.
   * @throws NeurogliaError for values out of range
   */
  set(values: Values): void;
  script: ScriptNotes;
}

/** A network that the Lab can show. */
export interface LabNetwork {
  /** In the address. */
  id: string;
  /** For a tab. */
  name: string;
  title: string;
  reference: string;
  /** Paragraphs. */
  introduction: readonly string[];
  /** A sentence below the chart of potentials. */
  aboutPotential?: string;
  /** What to try, with the values that do it; those not named stay at their defaults. */
  experiments: readonly { title: string; values: Values }[];
  /** The controls that go with the words among `values`; those missing have their defaults. */
  controls(values: Values): readonly Control[];
  describe(values: Values, setting: Setting): Described;
}

/** A slider for a model's param: its name, unit and meaning stand in the descriptor. */
export const fromModel = (
  params: Readonly<Record<string, Quantity>>,
  name: string,
  {
    live = true,
    unit,
    ...range
  }: { default: number; min: number; max: number; step: number; least?: number; live?: boolean; unit?: string },
): NumberControl => {
  const quantity = params[name]!;
  const shownUnit = unit ?? (quantity.unit === "1" ? "" : quantity.unit);
  return { kind: "number", name, label: name, unit: shownUnit, meaning: quantity.meaning, live, ...range };
};

/** The values that have these names, which must be numbers. */
export const numbers = <const Name extends string>(values: Values, names: readonly Name[]): Record<Name, number> => {
  const out = {} as Record<Name, number>;
  for (const name of names) out[name] = values[name] as number;
  return out;
};

/** What a value of the control must be; null where it is. */
export const faultOf = ({ min, max, whole = false, least }: NumberControl, value: number): string | null => {
  const isWithin = value >= min && value <= max && (value === 0 || value >= (least ?? min));
  if (isWithin && (!whole || Number.isInteger(value))) return null;
  return `${whole ? "a whole number " : ""}${least ? "0 or " : ""}between ${least ?? min} and ${max}`;
};

/** Values of a network, as far as those given are possible. */
export interface Possible {
  /** All, with defaults where nothing was given or what was is not possible. */
  values: Values;
  /** What is not possible, each `what` of which is a name. */
  faults: readonly NeurogliaError[];
  /** Names of those that the network has no control of. */
  unknown: readonly string[];
}

/** All values of a network: those given where they will do, and defaults for the others. Texts count as the numbers that they say. */
export const possible = (network: LabNetwork, given: Values): Possible => {
  const values: Record<string, number | string> = {};
  const faults: NeurogliaError[] = [];
  const words = Object.fromEntries(Object.entries(given).filter(([, value]) => typeof value === "string"));
  for (const control of network.controls(words)) {
    const { name } = control;
    const value = given[name] ?? control.default;
    const number = value === "" ? Number.NaN : Number(value);
    const expected =
      control.kind === "number"
        ? faultOf(control, number)
        : Object.hasOwn(control.words, value)
          ? null
          : `one of ${Object.keys(control.words).join(", ")}`;
    // The address knows no −0.
    values[name] = expected !== null ? control.default : control.kind === "number" ? number + 0 : String(value);
    if (expected === null) continue;
    const unit = control.kind === "number" ? control.unit : "";
    faults.push(errorOf(name, network.id, expected, value, unit));
  }
  return { values, faults, unknown: Object.keys(given).filter((name) => !Object.hasOwn(values, name)) };
};

const errorOf = (what: string, where: string, expected: string, got: unknown, unit = "") =>
  new NeurogliaError({ code: "bad-input", what, where, expected, got, ...(unit && { unit }) });

/**
 * All values of a network: those given, checked, and defaults for the others. Texts count as the numbers that they say.
 * @throws NeurogliaError for a name that the network has no control of, a word or a number out of range
 */
export const completed = (network: LabNetwork, given: Values): Values => {
  const { values, faults, unknown } = possible(network, given);
  if (faults.length > 0) throw faults[0]!;
  if (unknown.length > 0) throw errorOf("value", network.id, `of one of ${Object.keys(values).join(", ")}`, unknown[0]);
  return values;
};
