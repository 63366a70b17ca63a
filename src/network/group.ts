import { shownOf } from "../engine/columns.js";
import type { Range, Value } from "../engine/description.js";
import type { Simulation } from "../engine/simulation.js";
import type { NeuronModel, ParamsOf, SourceModel } from "../models/model.js";
import {
  asObject,
  bad,
  checkedNumber,
  checkedValue,
  checkLists,
  knownName,
  knownOptions,
  type ParamValue,
} from "./check.js";
import { type PlayOptions, playedRows, playedStep } from "./played.js";

/** What a group needs of its network. */
export interface Home {
  readonly dt: number;
  /** @throws NeurogliaError once built */
  unbuilt(what: string): void;
  /** @throws NeurogliaError before it is built, while it runs, or after close */
  engine(what: string): Simulation;
  /** What may be told while it runs. @throws NeurogliaError before it is built, or after close */
  live(what: string): Simulation;
  setInit(population: number, quantity: string, value: Value): void;
}

/** Words of a model's states. */
export type StateOf<M extends NeuronModel | SourceModel> = keyof M["state"] & string;
/** What holds a state or input of a model, one number a neuron: f64 where the state is. */
export type ColumnOf<M extends Pick<NeuronModel, "state">, Q extends string> = M extends {
  readonly state: Readonly<Record<Q, { readonly f64: true }>>;
}
  ? Float64Array<ArrayBuffer>
  : Float32Array<ArrayBuffer>;
/** Words of what can be recorded and read of a model besides states and inputs. */
export type ObservedOf<M> = M extends NeuronModel ? keyof NonNullable<M["observed"]> & string : never;
/** Words of a model's inputs. */
export type InputOf<M> = M extends NeuronModel ? keyof M["inputs"] & string : never;

/** Events for a `spikeSource`: event k is emitted by cell `ids[k]` at `times[k]` ms. */
export interface Trains {
  times: ArrayLike<number>;
  ids: ArrayLike<number>;
}

/** Neurons of one population, or a slice of them. Connections, recordings and reads take groups. */
export class Group<M extends NeuronModel | SourceModel = NeuronModel | SourceModel> {
  readonly name: string;
  readonly model: M;
  /** @internal */
  readonly range: Range;
  /** @internal */
  readonly home: Home;
  /** Number of neurons of the whole population. */
  readonly #populationSize: number;

  /** @internal made by net.population */
  constructor(home: Home, name: string, model: M, range: Range, populationSize: number) {
    this.home = home;
    this.name = name;
    this.model = model;
    this.range = range;
    this.#populationSize = populationSize;
  }

  /** Number of neurons. */
  get length(): number {
    return this.range.end - this.range.begin;
  }

  get #where(): string {
    return `population "${this.name}"`;
  }

  /**
   * Neurons [begin, end) of this group, counted within it; negative numbers count from the end, as in Array.slice.
   * @throws NeurogliaError if nothing is left or a bound is out of range
   */
  slice(begin: number, end: number = this.length): Group<M> {
    if (typeof begin !== "number" || typeof end !== "number")
      throw bad(
        "slice",
        this.#where,
        "slice(begin, end), a range (single neurons: the option ids of record, pairs(pre, post) of connect)",
        typeof begin === "number" ? end : begin,
      );
    const from = begin < 0 ? begin + this.length : begin;
    const to = end < 0 ? end + this.length : end;
    if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || to > this.length || from >= to)
      throw bad("slice", this.#where, `a non-empty range within 0 … ${this.length}`, `[${begin}, ${end})`);
    const { population, begin: offset } = this.range;
    const range = { population, begin: offset + from, end: offset + to };
    return new Group(this.home, this.name, this.model, range, this.#populationSize);
  }

  get #isWhole(): boolean {
    return this.range.begin === 0 && this.range.end === this.#populationSize;
  }

  /**
   * Initial values of state columns, before the network is built: a number, a distribution (drawn as f32, also where the
   * state is f64), or one value per neuron.
   * @throws NeurogliaError after build, for a slice, an unknown state or a bad value
   */
  init(values: { [K in StateOf<M>]?: ParamValue }): this {
    this.home.unbuilt(`init of ${this.#where}`);
    if (!this.#isWhole) throw bad("group", `init of ${this.#where}`, "a whole population", "a slice of one");
    for (const [name, value] of Object.entries(asObject(values, this.#where, "init")) as [string, ParamValue][]) {
      knownName(name, Object.keys(this.model.state), "state", this.#where);
      const quantity = this.model.state[name]!;
      this.home.setInit(this.range.population, name, checkedValue(value, name, quantity, this.length, this.#where));
    }
    return this;
  }

  /**
   * Present values of a state or input column or an observed quantity, one per neuron: a Float64Array of a state that is f64.
   * @throws NeurogliaError before build or if unknown
   */
  get<Q extends StateOf<M> | InputOf<M> | ObservedOf<M>>(quantity: Q): ColumnOf<M, Q> {
    knownName(quantity, shownOf(this.model), "column", this.#where);
    return this.home.engine(`get of ${this.#where}`).column(this.range, quantity) as ColumnOf<M, Q>;
  }

  /**
   * New params (numbers, for the whole population) or new values of state columns, between runs or during one.
   * During a run they act from some step on that depends on the machine; for the same bits, set between runs.
   * @throws NeurogliaError before build, for an unknown name or a bad value
   */
  set(values: { [K in StateOf<M>]?: ParamValue } & ParamsOf<M, number>): this {
    const engine = this.home.live(`set of ${this.#where}`);
    const params: Record<string, number> = {};
    for (const [name, value] of Object.entries(asObject(values, this.#where, "values")) as [string, ParamValue][]) {
      knownName(name, [...Object.keys(this.model.params), ...Object.keys(this.model.state)], "name", this.#where);
      const param = this.model.params[name];
      if (param) {
        if (!this.#isWhole) throw bad(name, `a slice of ${this.#where}`, "set for the whole population", value);
        if (typeof value === "object")
          throw bad(
            name,
            this.#where,
            "one number for all now that it is built (values by neuron go to net.population)",
            value,
          );
        params[name] = checkedNumber(value, name, param, this.#where);
      } else {
        const quantity = this.model.state[name]!;
        engine.setColumn(this.range, name, checkedValue(value, name, quantity, this.length, this.#where));
      }
    }
    if (Object.keys(params).length > 0) engine.setParams(this.range.population, params);
    return this;
  }

  /** Lattice sites x, y, z of each neuron (`length × 3`), or null where the population is no lattice. */
  positions(): Uint16Array | null {
    const all = this.home.engine(`positions of ${this.#where}`).positions(this.range.population);
    return all?.slice(this.range.begin * 3, this.range.end * 3) ?? null;
  }

  /**
   * What a source emits from the beginning of time on, until the next call; during a run it acts as `set` does.
   *
   * `bernoulli`: probabilities per step, `length` of them, or `k × length` in rows that last `every` ms each (then
   * silence). `poisson`: rates (Hz) in the same form. `spikeSource`: `{ times, ids }`, times in ms, each rounded to the grid.
   * All of it begins at `from` ms (default 0), such as `net.time`.
   * @throws NeurogliaError if this is not a whole source, for lengths that do not fit, probabilities outside 0 … 1,
   * rates below 0, negative or non-finite times, two events of one cell in one step, ids out of range
   */
  play(stimulus: ArrayLike<number> | Trains, options: PlayOptions = {}): this {
    const engine = this.home.live(`play of ${this.#where}`);
    if (this.model.kind !== "source" || !this.#isWhole)
      throw bad("group", `play of ${this.#where}`, "a whole source population", this.model.name);
    const { dt } = this.home;
    const { plays } = this.model;
    if (plays.kind === "probabilities") {
      const { from } = plays;
      const values = stimulus as ArrayLike<number>;
      const what = from ? `${from}s` : "probabilities";
      const { rowSteps, fromStep } = playedRows(values, this.length, options, dt, what, this.#where);
      for (let k = 0; k < values.length; k++)
        if (from) checkedNumber(values[k], `${from} ${k}`, this.model.params[from]!, this.#where);
        else if (!(values[k]! >= 0 && values[k]! <= 1))
          throw bad(`probability ${k}`, this.#where, "between 0 and 1", values[k]);
      if (from) engine.playRates(this.range.population, values, rowSteps, fromStep);
      else engine.playProbabilities(this.range.population, values, rowSteps, fromStep);
      return this;
    }
    const { times, ids } = asObject(stimulus as Trains, this.#where, "stimulus");
    if (times === undefined || ids === undefined)
      throw bad("stimulus", this.#where, "{ times, ids }: cell ids[k] emits at times[k] ms", stimulus);
    knownOptions(options, ["from"], this.#where);
    const fromStep = playedStep(options.from ?? 0, dt, 0, "from", this.#where);
    checkLists({ times, ids }, this.#where);
    if (times.length !== ids.length)
      throw bad("length of ids", this.#where, `that of times, ${times.length}`, ids.length);
    const order = Array.from({ length: times.length }, (_, k) => k);
    const steps = Uint32Array.from(order, (k) => {
      const time = times[k]!;
      if (!(time >= 0) || time / dt > 2 ** 32 - 2 - fromStep)
        throw bad(`times[${k}]`, this.#where, "≥ 0 and finite", time, "ms");
      const id = ids[k]!;
      if (!Number.isInteger(id) || id < 0 || id >= this.length)
        throw bad(`ids[${k}]`, this.#where, `0 … ${this.length - 1}`, id);
      return fromStep + Math.round(time / dt);
    });
    order.sort((a, b) => steps[a]! - steps[b]! || ids[a]! - ids[b]!);
    for (let k = 1; k < order.length; k++)
      if (steps[order[k]!] === steps[order[k - 1]!] && ids[order[k]!] === ids[order[k - 1]!])
        throw bad(
          `times[${order[k]}]`,
          this.#where,
          `in another step of ${dt} ms than the cell's other events (cell ${ids[order[k]!]})`,
          times[order[k]!],
        );
    engine.playEvents(
      this.range.population,
      Uint32Array.from(order, (k) => steps[k]!),
      Uint32Array.from(order, (k) => ids[k]!),
    );
    return this;
  }
}
