/** A module from a plan in a memory of its own, without an engine: columns, values and words are where a test puts them. */
import { blockOf, frameLayout } from "../../dist/src/engine/layout.js";
import type { Graph, Node } from "../../dist/src/equations/graph.js";
import { HostValues } from "../../dist/src/equations/host.js";
import type { Assigned, HeldLoop, Loop, NeuronPlan, PlanColumn } from "../../dist/src/equations/plan.js";
import { emitNeuron } from "../../dist/src/equations/wasm/kernels.js";
import { checkedKernel } from "../../dist/src/models/checkedKernel.js";

/** What a plan is made from: the values that it asks of the host are found here. */
export interface Draft {
  readonly graph: Graph;
  readonly columns: readonly PlanColumn[];
  readonly loop: Loop;
  readonly held?: HeldLoop;
  readonly observed?: NeuronPlan["observed"];
  readonly late?: NeuronPlan["late"];
}

export const planOf = ({ graph, columns, loop, held, observed = [], late = [] }: Draft): NeuronPlan => {
  const host = new HostValues(graph, new Set(columns.map(({ name }) => name)));
  const isWide = new Map(columns.map(({ name, isWide }) => [name, isWide]));
  const need = (assigned: readonly Assigned[]) => {
    for (const { column, value } of assigned) host.need(value, isWide.get(column)!);
  };
  for (const each of [loop, ...(held ? [held.loop] : [])]) {
    need(each.next);
    need(each.atSpike);
    if (each.fired) host.need(each.fired, false);
  }
  if (held) host.need(held.steps, false);
  for (const { value } of observed) host.need(value, false);
  for (const { steps, assigned } of late) {
    host.need(steps, false);
    need(assigned);
  }
  return { columns, values: host.values, loop, held: held ?? null, observed, late };
};

/** Operations of f64, as the language says; functions of the host itself. */
export const operations: Record<string, (...x: number[]) => number> = {
  add: (a, b) => a! + b!,
  sub: (a, b) => a! - b!,
  mul: (a, b) => a! * b!,
  div: (a, b) => a! / b!,
  neg: (a) => -a!,
  min: Math.min,
  max: Math.max,
  lt: (a, b) => +(a! < b!),
  le: (a, b) => +(a! <= b!),
  gt: (a, b) => +(a! > b!),
  ge: (a, b) => +(a! >= b!),
  eq: (a, b) => +(a! === b!),
  ne: (a, b) => +(a! !== b!),
  and: (a, b) => +(a !== 0 && b !== 0),
  or: (a, b) => +(a !== 0 || b !== 0),
  not: (a) => +(a === 0),
  select: (c, a, b) => (c !== 0 ? a! : b!),
  sqrt: Math.sqrt,
  abs: Math.abs,
  sign: Math.sign,
  floor: Math.floor,
  ceil: Math.ceil,
  round: Math.round,
  exp: Math.exp,
  log: Math.log,
  pow: (a, b) => a! ** b!,
};

/** A value of params in f64. */
export const hostValue = (node: Node, params: Readonly<Record<string, number>>): number =>
  node.op === "number"
    ? node.value
    : node.op === "param"
      ? params[node.name]!
      : operations[node.op]!(...node.args.map((arg) => hostValue(arg, params)));

const CANARY = 0x5eadbeef;

export interface Given {
  readonly n: number;
  /** By column; others are 0. */
  readonly columns?: Readonly<Record<string, ArrayLike<number>>>;
  /** By param: one number, or one for each. `dt` is one of them. */
  readonly params?: Readonly<Record<string, number | ArrayLike<number>>>;
  readonly seed?: readonly [number, number];
  readonly trial?: number;
  readonly stream?: number;
}

export class Emitted {
  readonly bytes: Uint8Array;
  readonly n: number;
  readonly plan: NeuronPlan;
  readonly memory: WebAssembly.Memory;
  readonly #view: DataView;
  readonly #block: number;
  readonly #offsets: Readonly<Record<string, number>>;
  readonly #exports: Readonly<Record<string, (block: number, begin: number, end: number, step: number) => void>>;
  #next = 1024;

  constructor(plan: NeuronPlan, { n, columns = {}, params = {}, seed = [1, 0], trial = 0, stream = 77 }: Given) {
    this.plan = plan;
    this.n = n;
    this.bytes = emitNeuron(plan);
    const fields = checkedKernel(this.bytes, "test", "neuron");
    const { offsets, bytes } = blockOf("population", fields);
    this.#offsets = offsets;
    const size = (plan.columns.length * 8 + plan.values.length * 16 + plan.observed.length * 4 + 40) * (n + 64);
    this.memory = new WebAssembly.Memory({ initial: 2 + (size >> 16) });
    this.#view = new DataView(this.memory.buffer);
    this.#block = this.#place(bytes);
    const clock = this.#place(frameLayout("clock").bytes);
    for (const [name, value] of Object.entries({ seedLow: seed[0], seedHigh: seed[1], trial }))
      this.#view.setUint32(clock + frameLayout("clock").offsets[name]!, value, true);
    const slotBytes = 16 + 4 * (n + 16);
    const words = { clock, nNeurons: n, ringMask: 7, slotBytes, stream, ownBegin: 0 };
    for (const [name, value] of Object.entries(words)) this.#set(name, value);
    this.#set("ring", this.#place(8 * slotBytes));
    this.#set("tally", this.#place(16));
    if (plan.held) this.#set("held", this.#place((n + 1) * 4 * (1 + 2 * plan.held.frozen.length)));
    for (const { name, isWide } of plan.columns) this.#set(name, this.#column(columns[name] ?? [], isWide));
    plan.observed.forEach((_, k) => {
      this.#set(`observe${k}`, this.#column([], false));
    });
    const isMany = Object.values(params).some((value) => typeof value !== "number");
    for (const { node, narrow, wide, isOfDt } of plan.values) {
      const of = (k: number) =>
        hostValue(
          node,
          Object.fromEntries(Object.entries(params).map(([q, x]) => [q, typeof x === "number" ? x : x[k]!])),
        );
      const parts = (x: number): Record<string, number> => {
        if (!wide) return { [narrow!]: x };
        const [a, b] = [Math.fround(x), Math.fround(x - Math.fround(x))];
        return { ...(narrow ? { [narrow]: x } : {}), [wide[0]]: a, [wide[1]]: b, [wide[2]]: x - a - b };
      };
      for (const [name, value] of Object.entries(parts(of(0)))) this.#view.setFloat32(this.#at(name), value, true);
      if (isOfDt && isMany) continue;
      const each = Array.from({ length: n }, (_, k) => parts(of(k)));
      for (const name of Object.keys(each[0] ?? {}))
        this.#view.setUint32(
          this.#at(name) + 4,
          this.#column(
            each.map((part) => part[name]!),
            false,
          ),
          true,
        );
    }
    const instance = new WebAssembly.Instance(new WebAssembly.Module(this.bytes as Uint8Array<ArrayBuffer>), {
      env: { memory: this.memory },
    });
    this.#exports = instance.exports as never;
  }

  #at(name: string): number {
    const offset = this.#offsets[name];
    if (offset === undefined) throw new Error(`no word ${name}`);
    return this.#block + offset;
  }

  #set(name: string, value: number): void {
    this.#view.setUint32(this.#at(name), value, true);
  }

  /** Room that is followed by something that must stay. */
  #place(bytes: number): number {
    const at = this.#next;
    this.#next += Math.ceil(bytes / 16) * 16;
    for (let k = 0; k < 4; k++, this.#next += 4) this.#view.setUint32(this.#next, CANARY, true);
    this.#canaries.push(this.#next - 16);
    return at;
  }

  readonly #canaries: number[] = [];

  /** Whether something was written where nothing is. */
  get isSpilt(): boolean {
    return this.#canaries.some((at) => [0, 4, 8, 12].some((k) => this.#view.getUint32(at + k, true) !== CANARY));
  }

  #column(values: ArrayLike<number>, isWide: boolean): number {
    const whole = (this.n + 3) & ~3;
    const at = this.#place(whole * (isWide ? 8 : 4));
    const column = isWide
      ? new Float64Array(this.memory.buffer, at, whole)
      : new Float32Array(this.memory.buffer, at, whole);
    column.set(Array.from(values).slice(0, this.n));
    // What stands beyond the last neuron is nothing to go by.
    column.fill(Number.NaN, this.n);
    return at;
  }

  run(name: string, step: number, begin = 0, end = this.n): this {
    this.#exports[name]!(this.#block, begin, end, step);
    return this;
  }

  word(name: string): number {
    return this.#view.getUint32(this.#at(name), true);
  }

  column(name: string): Float32Array | Float64Array {
    const isWide = this.plan.columns.find((column) => column.name === name)?.isWide;
    const at = this.word(name);
    return isWide ? new Float64Array(this.memory.buffer, at, this.n) : new Float32Array(this.memory.buffer, at, this.n);
  }

  spikes(step: number): number[] {
    const slot = this.word("ring") + (step & this.word("ringMask")) * this.word("slotBytes");
    return Array.from({ length: this.#view.getUint32(slot, true) }, (_, k) =>
      this.#view.getUint32(slot + 16 + 4 * k, true),
    );
  }

  get tally(): { readonly spikes: number; readonly hash: bigint } {
    const at = this.word("tally");
    return { spikes: this.#view.getFloat64(at, true), hash: this.#view.getBigUint64(at + 8, true) };
  }
}

/** One value of each neuron as a column that a step makes of others. */
export const computed = (
  graph: Graph,
  value: Node,
  isWide: boolean,
  given: Given & { readonly wide?: readonly string[] },
  // In step 0 tiny numbers would be dropped.
  step = 1,
): Float32Array | Float64Array => {
  const columns = [
    ...Object.keys(given.columns ?? {}).map((name) => ({ name, isWide: given.wide?.includes(name) ?? isWide })),
    { name: "out", isWide },
  ];
  const loop: Loop = { next: [{ column: "out", value }], fired: null, atSpike: [] };
  const made = new Emitted(planOf({ graph, columns, loop }), given);
  return made.run("uniform", step).column("out").slice();
};
