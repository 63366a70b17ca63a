import type { Distribution } from "../network/distributions.js";

const known = new WeakSet<object>();

const frozen = <T extends object>(part: T): T => {
  // Views cannot be frozen.
  if (ArrayBuffer.isView(part)) return part;
  for (const value of Object.values(part)) if (typeof value === "object" && value) frozen(value);
  return Object.freeze(part);
};

/**
 * Freezes a model, or what was made of one, and enters it as such: a copy is none, since it may differ. A user's models come here
 * through the factories (factories.ts), which check them; of the package's own a test has checked the same.
 */
export const ours = <T extends object>(part: T): T => {
  known.add(part);
  if ("code" in part && part.code) known.add(part.code);
  return frozen(part);
};

/** Whether it, or the model whose code it is, went through `ours`. */
export const isMade = (part: unknown): boolean => known.has(part as object);

/**
 * What the kernels of a model read from its block, by name: the parameters of their functions, from which `npm run codegen` and
 * `neuroglia kernel` take it.
 */
export interface KernelFields {
  readonly kind: Model["kind"];
  /** Params and derived values: one number for all, or a column. */
  readonly values: readonly string[];
  /** A word each: the addresses of states and inputs, and what else the engine tells a kernel. */
  readonly columns: readonly string[];
  /** Of `values`, those that are one number where params differ between neurons too. */
  readonly ofDt?: readonly string[];
  /** Of `columns`, those of f64. */
  readonly f64?: readonly string[];
  /** Of the package's own: states that the model's derived values take to be kept relative to something (`relativeTo`). */
  readonly relative?: readonly string[];
  /** `decays` of a short-term rule; of a neuron with the trait `holds`, the decay of each input that has one. */
  readonly decays?: Readonly<Record<string, string>>;
  /** Of a rule: on which side its traces are. */
  readonly traces?: Readonly<Record<string, "pre" | "post">>;
  /** Of a rule: by their places. */
  readonly amplitudes?: readonly string[];
  /** Of `values` of a rule, those that are columns by target. */
  readonly ofTarget?: readonly string[];
  /** Of a neuron: it exports `lateUniform` and `latePerNeuron`, which run at the end of a step. */
  readonly late?: true;
  /** Of a neuron: quantities for which it exports `observe0Uniform`, `observe0PerNeuron`, `observe1Uniform` …, in this order. */
  readonly observed?: readonly string[];
  /**
   * Of a neuron whose kernels keep a list of those that are refractory: words of an entry, an id and what the kernels keep with it. It exports
   * `hold`, the loop for params that are one number for all, with that list, and `list`, which makes it anew from columns.
   */
  readonly listWords?: number;
}

/** The compiled kernels of a model: a WebAssembly module that imports a memory and exports each of them by what it does. */
export interface KernelCode extends KernelFields {
  /** Of the package's own: the model whose they are. */
  readonly name?: string;
  /** Tells it from every other. */
  readonly stamp: string;
  /** The module, packed (src/engine/unpack.ts) or, of a user, as it is in base64; empty where it is handed over or loaded (src/models/late.ts). */
  readonly packed: string;
}

/** Unit of what is in the unit of the input that it adds to: of a drive's param, of weights and what a rule adds to them. */
export const OF_INPUT = "unit of the input";

/** A quantity that the user sets. */
export interface Quantity {
  readonly unit: string;
  readonly default: number;
  /** A value that makes the model active, for tests and examples, where its default does not. */
  readonly typical?: number;
  /** Of a rule's param: the default is that many times the bound of its weights that is farther from 0. */
  readonly ofBound?: true;
  /** Least and greatest accepted value, both inclusive. */
  readonly min?: number;
  readonly max?: number;
  readonly meaning: string;
  /** May be driven by an astrocyte (`net.modulate`) while the network runs. */
  readonly modulable?: true;
}

/** One of several words. */
export interface Choice {
  readonly values: readonly string[];
  readonly default: string;
  /** What it has to be where no weight may be above 0. */
  readonly belowZero?: string;
  readonly meaning: string;
}

/** A quantity that evolves: one f32 per cell, or one f64. */
export interface StateQuantity {
  readonly unit: string;
  readonly default: number;
  /**
   * What it begins with where users do not say, in the place of `default`: a distribution, or an expression of params, derived values
   * and what other states begin with (as users have it, where they say). Of neurons, sources and astrocytes.
   */
  readonly initial?: string | Distribution;
  readonly meaning: string;
  /** Value in the padding after the last cell; NaN where a comparison must never come true. Default 0. */
  readonly padding?: number;
  /**
   * The param or derived value that kernels keep it relative to, since f32 resolves a small distance better than the two
   * whose difference it is. What users see (`get`, `set`, `init`, records) is the state itself; new params leave it as it is.
   */
  readonly relativeTo?: string;
  /** Kept as f64: for what moves by less than 1e-5 of itself in a step. It has no `relativeTo`. */
  readonly f64?: true;
  /** The share of it that decays in a step, an expression, as of a derived value: of an f32 at least 1e-5, or none. */
  readonly leak?: string;
}

/** A quantity computed in f64 from params and dt, once per build and whenever a param changes. */
export interface Derived {
  /**
   * Of params, choices (the place of its word among its values: 0, 1, …), other derived values and dt (ms), in f64: `+ - * /`, `^` or `**`,
   * comparisons, `and or not`, `exp log log10 log1p expm1 exprel sqrt abs sign floor ceil round f32 min max clip where decayPair decayTriple`,
   * `pi inf nan true false`; docs/own-models.md explains them. Kernels are handed the value as f32.
   */
  readonly expression: string;
  /** Where the expression does not tell. */
  readonly meaning?: string;
}

/** What a scheme that is not exact for every dt asks of dt. src/engine/limits.ts looks at it. */
export interface StepLimit {
  /** What is measured, in symbols. */
  readonly name: string;
  /** The params that it comes from. */
  readonly params: readonly string[];
  /** An expression, as of a derived value, that grows with dt, or falls. */
  readonly measure: string;
  /** Above this the scheme is unstable, or cannot be run: refused. */
  readonly most?: number;
  /** Above this it is coarse, as `explain` says. */
  readonly coarse?: number;
  /** What it is or bears on. */
  readonly meaning: string;
}

/**
 * What a model of the package is, for people: `about` beside it, which MODELS.md is made from. Nothing that runs reads it, and pages
 * are built without it.
 */
export interface About {
  readonly title: string;
  /** One equation or rule a line; in lists those of traits. */
  readonly equations: readonly (string | readonly string[])[];
  readonly source: string;
}

interface ModelBase {
  /** Name in TypeScript, in kernels and in messages. */
  readonly name: string;
  /** What a user's model is, for people: a title, one equation or rule a line, and where they are from. Those of the package have `About`. */
  readonly title?: string;
  readonly equations?: readonly string[];
  readonly source?: string;
  readonly code: KernelCode;
  readonly params: Readonly<Record<string, Quantity>>;
  readonly choices: Readonly<Record<string, Choice>>;
  readonly derived: Readonly<Record<string, Derived>>;
  readonly state: Readonly<Record<string, StateQuantity>>;
  /**
   * How what it comes to by a fixed time nears that of ever smaller dt: by dt, by dt², or "exact" where it is the same for
   * every dt but for rounding. None where dt is part of the model, as in a map, or where all is random.
   */
  readonly order?: 1 | 2 | "exact";
  /** None where every scheme is exact. */
  readonly limits?: readonly StepLimit[];
  /** By which method it is integrated, and why; what was not checked of its units: `net.explain()` shows both. */
  readonly scheme?: string;
  readonly unchecked?: readonly string[];
  /**
   * A text that says all that its numbers come from but the values of params: checkpoints tell models apart by it, where without it the
   * bytes of kernels and all expressions count.
   */
  readonly identityText?: string;
}

/** A column that synapses add to. One that is a state of the same name too begins, is set and lasts as that says. */
export interface NeuronInput {
  readonly unit: string;
  readonly meaning: string;
  /**
   * When what is due at t+dt is added: "before" the step that takes t to t+dt, whose kernel sees it (and consumes or decays
   * it), or "after" it, into a synaptic variable that stands at t+dt and acts from the next step on.
   */
  readonly arrives: "before" | "after";
  /** The derived value by which the kernel multiplies the column once a step, where it decays exponentially. */
  readonly decay?: string;
  /** What a positive amount does: 1, the default, draws the neuron towards its threshold, −1 away from it, 0 neither. */
  readonly drives?: -1 | 0 | 1;
  /**
   * A weight as models in use have it, with its sign, such that a handful of spikes at once drives the neuron over its
   * threshold, or keeps it from there. Default 1.
   */
  readonly typical?: number;
}

/** Whether what has that unit is a conductance, which is never negative: what inhibits has a reversal potential of its own. */
export const isConductance = (unit: string): boolean => unit === "nS";

/** Values of quantities by name: numbers, or what they are drawn from. */
type Spread = Readonly<
  Record<string, number | { readonly kind: "uniform"; readonly low: number; readonly high: number }>
>;

/**
 * How neurons of a model make a liquid: what `Liquid` takes where its options do not say. Found by hand, for firing of 5 to 40 Hz
 * and a good memory of a signal within ±1.
 */
export interface LiquidPreset {
  /** On top of the model's own; who is near threshold by himself answers to small signals. */
  readonly params: Spread;
  readonly init: Spread;
  /** Mean weight of excitatory synapses × √(mean indegree). */
  readonly strength: number;
  /** Mean weight of inhibitory synapses as a multiple of that of excitatory ones. */
  readonly inhibition: number;
  /** Weights of a current are uniform within ±this. */
  readonly current: number;
  /** Weight of a synapse from a channel of spikes. */
  readonly spike: number;
}

/** A neuron: state, threshold, and inputs that synapses add to. */
export interface NeuronModel extends ModelBase {
  readonly kind: "neuron";
  /** Columns that synapses add to. */
  readonly inputs: Readonly<Record<string, NeuronInput>>;
  /** The param that is its refractory period: after a spike it emits none for round(period/dt) steps. */
  readonly refractory?: string;
  /**
   * Has the trait of refractory.ts: its kernel file has `<name>Advance`, which knows no threshold (and, of states of its
   * own, `<name>Threshold` and `<name>Spike`, if these have a part in them), and codegen adds the
   * variant that keeps a list of held neurons instead of a column in the loop.
   */
  readonly holds?: true;
  /** Its kernels do something at the end of a step, when all that arrives has been added: `lateUniform` and `latePerNeuron`. */
  readonly late?: true;
  /**
   * Quantities that are no state and that its kernels know how to find from state: recorders and `get` show them. `observe0Uniform` (block,
   * begin, end, steps), and its like, leaves the first after so many steps from the beginning, f32, in the column whose address the block has as
   * `observe0`; `begin` is a multiple of four.
   */
  readonly observed?: Readonly<Record<string, { readonly unit: string; readonly meaning: string }>>;
  /** What higher parts of the package take where nobody says otherwise: those that find none here refuse the model. */
  readonly presets?: { readonly liquid?: LiquidPreset };
}

/** Emits spikes of its own accord; `play` sets what. */
export interface SourceModel extends ModelBase {
  readonly kind: "source";
  /**
   * What `play` takes, and its kernel reads: probabilities per step, or explicit trains with a cursor. Where probabilities come
   * from a param, `play` takes that instead: `from` is the param, `value` what derives from it.
   */
  readonly plays:
    | { readonly kind: "probabilities"; readonly from?: string; readonly value?: string }
    | { readonly kind: "trains" };
}

/** Random input, drawn afresh for every neuron of a group in every step, without synapses. */
export interface DriveModel extends ModelBase {
  readonly kind: "drive";
  /**
   * The table that its kernel draws from, if any: of normal numbers, or of Poisson distributed counts whose mean is that param
   * or derived value.
   */
  readonly draws?: { readonly kind: "normal" } | { readonly kind: "counts"; readonly mean: string };
  /** The least that a step adds, as factors of params; what adds nothing below 0 has none. */
  readonly least?: Readonly<Record<string, number>>;
}

/** An astrocyte: hears spikes, modulates parameters. */
export interface GliaModel extends ModelBase {
  readonly kind: "glia";
  /** The state that `net.modulate` sends. */
  readonly output: string;
}

/** A trace that a rule keeps per neuron: x ← decay · (x + increment · spike), once a step; both are expressions, as of derived values. */
export interface RuleTrace {
  readonly of: "pre" | "post";
  readonly meaning: string;
  /** x ← decay · x + increment · spike: what joins decays from the next step on. */
  readonly joinsLate?: true;
  readonly decay: string;
  readonly increment: string;
}

/**
 * A plasticity rule. The kernel supplies `<name>OnPre` and `<name>OnPost`, the increments of a weight at a presynaptic and a
 * postsynaptic spike; the walks around them are generated. Both name in their parameters what they take, four synapses at a time:
 * `w`, traces of either side as they were before this step's spikes, amplitudes, params, derived values, and `gain`, what
 * `<name>PreGain` and `<name>PostGain` (of f32, once a walk) make of amplitudes, params and derived values.
 *
 * What a rule may have, by these names: the params `wMin` and `wMax`, bounds that the walks keep weights within, without which
 * they are any numbers (conductances: any above 0); the choice `mirrored`, where "yes" weights are ≤ 0; the choice `pairing`,
 * of "arrival" (without it, always) or "emission"; the derived value `fade`, a factor on all amplitudes a step.
 */
export interface PlasticityRule extends ModelBase {
  readonly kind: "plasticity";
  readonly params: Readonly<Record<string, Quantity>> & { readonly wMin?: Quantity; readonly wMax?: Quantity };
  readonly choices: Readonly<Record<string, Choice>> & { readonly mirrored?: Choice; readonly pairing?: Choice };
  readonly derived: Readonly<Record<string, Derived>> & { readonly fade?: Derived };
  readonly traces: Readonly<Record<string, RuleTrace>>;
  /**
   * The trace of the source without which `OnPost` gives nothing: synapses of sources that have none are passed over. Left out
   * where there is no such trace.
   */
  readonly postNeeds?: string;
  /** Params that evolve by `fade` and under modulation; kept per projection. */
  readonly amplitudes: readonly string[];
  /**
   * Params that may differ between targets (given as a distribution or one per target), and what the kernel takes by target
   * for it, among the values that it reads.
   */
  readonly perTarget?: { readonly params: readonly string[]; readonly kernel: readonly string[] };
  /**
   * Its kernel also has walks that touch weights only when presynaptic spikes arrive, to the same effect where these params and
   * choices have these values and no astrocyte modulates it. They keep `trace`, of the time constant `tau` (ms), by row.
   */
  readonly putOff?: {
    readonly trace: string;
    readonly tau: string;
    readonly where: Readonly<Record<string, number | string>>;
  };
}

/**
 * What share of its weight a synapse passes on, from state of its own that changes at its spikes and is known in closed form
 * between them. The kernel supplies `<name>Release`, four synapses at a time; the walks around it are generated: one where
 * every param is one number, with one state a row, and one where params, hence states, differ between synapses.
 */
export interface ShortTermRule extends ModelBase {
  readonly kind: "shortTerm";
  /** What `Release` takes by these names: exp(−Δt/τ) since the last spike, of the time constant given. */
  readonly decays: Readonly<Record<string, string>>;
}

export type Model = NeuronModel | SourceModel | DriveModel | GliaModel | PlasticityRule | ShortTermRule;

type ChoiceOf<C> = C extends { readonly values: readonly (infer V)[] } ? V : never;

/** Values of a model's params; `V` is what one numeric param may be given as. */
export type ParamsOf<M extends ModelBase, V = number> = { [K in keyof M["params"]]?: V } & {
  [K in keyof M["choices"]]?: ChoiceOf<M["choices"][K]>;
};
