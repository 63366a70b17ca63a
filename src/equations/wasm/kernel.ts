import type { frames } from "../../engine/frames.js";
import { frameLayout, type Layout } from "../../engine/layout.js";
import { type FunctionOp, Level, type Node } from "../graph.js";
import type { HostValue, NeuronPlan } from "../plan.js";
import { ADD, Code, type Functions, I32, LOAD32, LT_U, SHL, SHR_U, V128 } from "./bytes.js";
import { drawn, streamed } from "./draws.js";
import { functions, isInline, isLong } from "./functions.js";
import { demoted, Lanes, promoted, type TwoSided, type Value } from "./lanes.js";

/** Parameters of a kernel. */
export const [BLOCK, BEGIN, END, STEP] = [0, 1, 2, 3];

type FrameWord = (typeof frames.population)[number];
type ClockWord = (typeof frames.clock)[number];

/** f32, f64, and f64 that are the same for all neurons; as numbers, or as masks of what is not 0. */
type Domain = "narrow" | "wide" | "even";
type Form = Domain | `${Domain}Mask`;

const arithmetic = new Set<string>(["add", "sub", "mul", "div"]);
const compared = new Set<string>(["lt", "le", "gt", "ge", "eq", "ne"]);
const logical = new Set<string>(["and", "or", "not"]);
/** Operations that give no number where an argument is none. */
const spreading = new Set<string>(["add", "sub", "mul", "div", "neg", "min", "max", "exp", "expm1", "sqrt", "abs"]);
const random = new Set<string>(["normal", "uniform"]);

/** Loops of fewer operations go through sixteen neurons at a time. */
const LIGHT = 32;
/** Operations of a function that is long and stands where it is used, about. */
const LONG = 30;

/** Where a word of a block is: one that there is not would be another's. */
export const offsetOf = ({ offsets }: Layout, name: string): number => {
  const offset = offsets[name];
  if (offset === undefined) throw new Error(`no word ${name} in a block of neurons`);
  return offset;
};

/** Whether a is no number wherever b is none: b is always one, or a comes from it in few steps that keep it so. */
const covers = (a: Node, b: Node, steps = 6): boolean =>
  a === b ||
  b.op === "param" ||
  (b.op === "number" && !Number.isNaN(b.value)) ||
  (steps > 0 && spreading.has(a.op) && a.args.some((arg) => covers(arg, b, steps - 1)));

/** A value, and whether it is f64. */
export type Root = readonly [node: Node, isWide: boolean];

const formed = <T>(make: () => T): Record<Form, T> => ({
  narrow: make(),
  wide: make(),
  even: make(),
  narrowMask: make(),
  wideMask: make(),
  evenMask: make(),
});

/**
 * One function on its way. It reads and writes columns whose addresses, and values that, stand in the words of its own block, and nothing else.
 */
export class Kernel {
  readonly code = new Code([I32, I32, I32, I32]);
  readonly narrow = new Lanes(this.code, false);
  readonly wide = new Lanes(this.code, true);
  readonly #even = new Lanes(this.code, true, 1);
  readonly #functions: Functions;
  readonly #layout: Layout;
  readonly #hosts: ReadonlyMap<Node, HostValue>;
  readonly #isUniform: boolean;
  readonly #isWide: ReadonlyMap<string, boolean>;
  /** Locals with words of the block, and what comes from them, from the beginning on. */
  readonly #words = new Map<string, number>();
  /** Whether a value is the same for all neurons. */
  readonly #isEven = new Map<Node, boolean>();
  #values = formed(() => new Map<Node, Value>());
  #addresses = new Map<string, number>();
  /** The first neuron of a turn, and which vector from there it is about. */
  #k = 0;
  #part = 0;

  constructor(plan: NeuronPlan, layout: Layout, into: Functions, isUniform: boolean) {
    this.#functions = into;
    this.#layout = layout;
    this.#isUniform = isUniform;
    this.#hosts = new Map(plan.values.map((value) => [value.node, value] as const));
    this.#isWide = new Map(plan.columns.map(({ name, isWide }) => [name, isWide] as const));
  }

  isWide(column: string): boolean {
    return this.#isWide.get(column)!;
  }

  lanesOf(column: string): Lanes {
    return this.isWide(column) ? this.wide : this.narrow;
  }

  #kept(key: string, push: () => unknown): number {
    const known = this.#words.get(key);
    if (known !== undefined) return known;
    push();
    const local = this.code.local(I32);
    this.code.set(local);
    this.#words.set(key, local);
    return local;
  }

  /** A local that holds a word of the block, by its name, or the word after it. */
  word(name: string, more = 0): number {
    const at = this.offset(name) + more;
    return this.#kept(`${at}`, () => this.code.get(BLOCK).access(LOAD32, at));
  }

  frame(name: FrameWord): number {
    return this.word(name);
  }

  offset(name: string): number {
    return offsetOf(this.#layout, name);
  }

  #clock(name: ClockWord): number {
    const clock = this.frame("clock");
    return this.#kept(`clock ${name}`, () => this.code.get(clock).access(LOAD32, offsetOf(frameLayout("clock"), name)));
  }

  #stream(name: string): number {
    const stream = this.frame("stream");
    return this.#kept(`stream ${name}`, () => streamed(this.code, stream, name));
  }

  /** The place of a function that others call. */
  place(key: string, make: () => Code): number {
    return this.#functions.place(key, make);
  }

  /** Whether a value is the same for all neurons. */
  isEven(node: Node): boolean {
    return this.#isEven.get(node) ?? false;
  }

  #isHost(node: Node): boolean {
    return node.level <= Level.param && this.#hosts.has(node);
  }

  /** Words of the block that a host's value is in. */
  #namesOf(node: Node, isWide: boolean): readonly string[] {
    const { narrow, wide } = this.#hosts.get(node)!;
    return isWide ? wide! : [narrow!];
  }

  /** Whether it comes from nothing else. */
  #isLeaf(node: Node): boolean {
    return node.args.length === 0 || this.#isHost(node);
  }

  /** What t is counted in. */
  get #dt(): Node {
    for (const node of this.#hosts.keys()) if (node.op === "param" && node.name === "dt") return node;
    throw new Error("t without dt");
  }

  /** Everything that some values come from here, leaves first. */
  #sources(roots: readonly Root[]): Node[] {
    const found = new Set(roots.map(([node]) => node));
    for (const node of found) if (!this.#isHost(node)) for (const arg of node.args) found.add(arg);
    return [...found].sort((a, b) => a.id - b.id);
  }

  /** Before the turns: all that is the same in all of them. */
  prologue(roots: readonly Root[]): void {
    // dt, which functions of t come from, is the argument of none.
    for (const [node, { isOfDt }] of this.#hosts) this.#isEven.set(node, this.#isUniform || isOfDt);
    for (const node of this.#sources(roots)) {
      const { op, args } = node;
      const host = this.#isHost(node) && this.#hosts.get(node);
      const isEven = host
        ? this.#isUniform || host.isOfDt
        : args.length > 0
          ? args.every((arg) => this.#isEven.get(arg))
          : op === "number" || op === "t" || op === "count";
      this.#isEven.set(node, isEven);
    }
    const seen = formed(() => new Set<Node>());
    const left = roots.map(([node, isWide]): [Node, Form] => [node, isWide ? "wide" : "narrow"]);
    for (let next = left.pop(); next; next = left.pop()) {
      const [node, form] = next;
      if (seen[form].has(node)) continue;
      seen[form].add(node);
      if (this.#isEven.get(node)) this.#found(node, form);
      else {
        if (node.op === "column") this.word(node.name);
        else if (random.has(node.op)) {
          this.#stream(node.name);
          for (const word of ["seedLow", "seedHigh", "trial"] as const) this.#clock(word);
        } else if (this.#isHost(node) && !form.endsWith("Mask"))
          for (const name of this.#namesOf(node, form === "wide")) this.word(name, 4);
        left.push(...this.#needs(node, form));
      }
    }
  }

  /** Whether a loop of these values is short enough to be worth several vectors a turn. */
  isLight(roots: readonly Root[]): boolean {
    let cost = 0;
    for (const node of this.#sources(roots))
      if (!this.#isEven.get(node) && !this.#isLeaf(node)) cost += isLong(node.op) ? LONG : 1;
    return cost < LIGHT;
  }

  /** `turn` for four neurons after the other; of sixteen, four vectors of them, at a time, and then the rest, where it is light. */
  turns(isLight: boolean, turn: (vectors: number) => void): void {
    const { code } = this;
    const k = code.local(I32);
    this.#k = k;
    code.get(BEGIN).set(k);
    for (const vectors of isLight ? [4, 1] : [1])
      code.during(
        () => {
          code.get(k);
          if (vectors > 1) code.i32(4 * (vectors - 1)).put(ADD);
          code.get(END).put(LT_U);
        },
        () => {
          this.#addresses = new Map();
          this.within(() => turn(vectors));
          code
            .get(k)
            .i32(4 * vectors)
            .put(ADD)
            .set(k);
        },
      );
  }

  /** What is done with one vector of several: the next one's values are others. */
  part<T>(part: number, body: () => T): T {
    const values = this.#values;
    this.#values = this.#copied;
    this.#part = part;
    const made = body();
    this.#values = values;
    this.#part = 0;
    return made;
  }

  get #copied(): Record<Form, Map<Node, Value>> {
    const copied = formed<Map<Node, Value>>(() => new Map());
    for (const form of Object.keys(copied) as Form[]) copied[form] = new Map(this.#values[form]);
    return copied;
  }

  /** What is found under a condition is known there alone. */
  within(body: () => void): void {
    const [values, addresses] = [this.#values, this.#addresses];
    this.#values = this.#copied;
    this.#addresses = new Map(addresses);
    body();
    this.#values = values;
    this.#addresses = addresses;
  }

  /** A value is what stands in a column by now. */
  recall(node: Node, column: string): void {
    this.#values[this.isWide(column) ? "wide" : "narrow"].set(node, this.load(this.word(column), this.isWide(column)));
  }

  /** Pushes the address of the first element of a turn: vectors are at offsets from there. */
  element(column: number, isWide: boolean): Code {
    const { code } = this;
    const kept = (key: string, push: () => void): number => {
      const known = this.#addresses.get(key);
      if (known !== undefined) return known;
      const local = code.local(I32);
      push();
      code.set(local);
      this.#addresses.set(key, local);
      return local;
    };
    const shift = isWide ? 3 : 2;
    const at = kept(`<< ${shift}`, () => code.get(this.#k).i32(shift).put(SHL));
    return code.get(kept(`${column}`, () => code.get(column, at).put(ADD)));
  }

  load(column: number, isWide: boolean): Value {
    const lanes = isWide ? this.wide : this.narrow;
    return lanes.made((part) => this.element(column, isWide).vector(0, this.offsetOf(isWide, part)));
  }

  /** Bytes from there to a part of a vector. */
  offsetOf(isWide: boolean, part: number): number {
    return 16 * (isWide ? 2 * this.#part + part : this.#part);
  }

  store(column: string, value: Value, isWide = this.isWide(column)): void {
    value.forEach((local, part) => {
      this.element(this.word(column), isWide).get(local).vector(11, this.offsetOf(isWide, part));
    });
  }

  /** Pushes the first neuron of a vector. */
  first(): Code {
    this.code.get(this.#k);
    return this.#part > 0 ? this.code.i32(4 * this.#part).put(ADD) : this.code;
  }

  value(node: Node, isWide: boolean): Value {
    return this.#found(node, isWide ? "wide" : "narrow");
  }

  column(name: string): Value {
    for (const [node, value] of this.#values[this.isWide(name) ? "wide" : "narrow"])
      if (node.op === "column" && node.name === name) return value;
    return this.load(this.word(name), this.isWide(name));
  }

  /** Where a condition of f32 holds. */
  condition(node: Node): Value {
    return this.#found(node, "narrowMask");
  }

  /** A value, after all that it comes from: graphs may be deep. */
  #found(node: Node, form: Form): Value {
    const left: [Node, Form][] = [[node, form]];
    for (let next = left.at(-1); next; next = left.at(-1)) {
      const [of, as] = next;
      const needs = this.#values[as].has(of)
        ? []
        : this.#needs(of, as).filter(([arg, its]) => !this.#values[its].has(arg));
      if (needs.length > 0) left.push(...needs.reverse());
      else {
        left.pop();
        if (!this.#values[as].has(of)) this.#values[as].set(of, this.#made(of, as));
      }
    }
    return this.#values[form].get(node)!;
  }

  /** What a value is made from. */
  #needs(node: Node, form: Form): [Node, Form][] {
    const { op, args } = node;
    const domain = form.replace("Mask", "") as Domain;
    const isMask = form !== domain;
    const mask: Form = `${domain}Mask`;
    const all = (as: Form) => args.map((arg): [Node, Form] => [arg, as]);
    if (domain === "wide" && this.#isEven.get(node)) return [[node, isMask ? "evenMask" : "even"]];
    const isElsewhere = domain === "narrow" && node.level === Level.time && !this.#isHost(node);
    if (isMask) {
      if (isElsewhere || this.#isLeaf(node) || !(compared.has(op) || logical.has(op))) return [[node, domain]];
      return all(compared.has(op) ? domain : mask);
    }
    // Functions of t are found in f64 wherever they are used.
    if (isElsewhere) return [[node, this.#isEven.get(node) ? "even" : "wide"]];
    if (this.#isLeaf(node)) {
      const own: Domain = op === "column" && this.isWide(node.name) ? "wide" : "narrow";
      return this.#isHost(node) || op === "number" || op === "t" || own === domain ? [] : [[node, own]];
    }
    if (compared.has(op) || logical.has(op)) return [[node, mask]];
    if (op === "select") return [[args[0]!, mask], ...args.slice(1).map((arg): [Node, Form] => [arg, domain])];
    return all(domain);
  }

  /** From all that it needs. */
  #made(node: Node, form: Form): Value {
    const { op } = node;
    const { code, narrow, wide } = this;
    const domain = form.replace("Mask", "") as Domain;
    const lanes = domain === "narrow" ? narrow : domain === "wide" ? wide : this.#even;
    const needs = this.#needs(node, form);
    const [a, b, c] = needs.map(([arg, as]) => this.#values[as].get(arg)!) as [Value, Value, Value];
    const from = needs[0]?.[1];
    if (form !== domain) {
      if (from?.startsWith("even") && domain === "wide") return [a[0]!, a[0]!];
      if (needs[0]?.[0] === node) return lanes.two("ne", a, 0);
      return op === "not" ? lanes.one("not", a) : lanes.two(op as TwoSided, a, b);
    }
    // The same value in another form.
    if (needs[0]?.[0] === node) {
      if (from!.endsWith("Mask")) return lanes.two("and", a, 1);
      if (domain === "narrow") return demoted(narrow, [a[0]!, a.at(-1)!]);
      return from === "even"
        ? [a[0]!, a[0]!]
        : domain === "even"
          ? this.#even.made(() => code.get(a[0]!).simd(0x5f))
          : promoted(wide, a);
    }
    if (this.#isHost(node)) return this.#host(node, lanes);
    switch (op) {
      case "number":
        return lanes.number(node.value);
      case "column":
        return this.load(this.word(node.name), this.isWide(node.name));
      case "t": {
        const steps = lanes.made(() => code.get(STEP).simd(17).simd(0xff));
        return lanes.mul(steps, this.#found(this.#dt, domain));
      }
      case "index":
        return narrow.made(() => {
          this.first().simd(17);
          code
            .get(code.constant("lanes", () => Uint32Array.of(0, 1, 2, 3)))
            .simd(0xae)
            .simd(0xfa);
        });
      case "count":
        return narrow.made(() => code.get(this.frame("nNeurons")).simd(17).simd(0xfa));
      case "uniform":
      case "normal":
        return narrow.made(() => {
          this.first().i32(2).put(SHR_U).get(STEP, this.#clock("trial"), this.#stream(node.name));
          code.get(this.#clock("seedLow"), this.#clock("seedHigh"));
          code.call(this.place(op, () => drawn(op === "normal")));
        });
      case "neg":
        return lanes.one("neg", a);
      case "select":
        return lanes.choose(a, b, c);
    }
    if (op === "min" || op === "max") {
      const [x, y] = node.args as [Node, Node];
      if (covers(x, y)) return lanes.two(op, a, b);
      if (covers(y, x)) return lanes.two(op, b, a);
      return lanes.two(op === "min" ? "strictMin" : "strictMax", a, b);
    }
    if (arithmetic.has(op)) return lanes.two(op as TwoSided, a, b);
    return this.#called(op as FunctionOp, lanes, needs.length, a, b);
  }

  /** What the host found: one number in all turns, or from its column. */
  #host(node: Node, lanes: Lanes): Value {
    const { code, narrow } = this;
    const isNarrow = lanes === narrow;
    const parts = this.#namesOf(node, !isNarrow).map((name) => {
      if (!this.#isEven.get(node))
        return isNarrow ? this.load(this.word(name, 4), false) : promoted(lanes, this.load(this.word(name, 4), false));
      const splat = () => code.get(BLOCK).vector(9, this.offset(name));
      return lanes.made(() => (isNarrow ? splat() : splat().simd(0x5f)));
    });
    return parts.reduce((sum, part) => lanes.add(sum, part));
  }

  #called(op: FunctionOp | "pow", lanes: Lanes, arity: number, a: Value, b: Value): Value {
    const { isWide } = lanes;
    if (isInline(op, isWide)) return functions[op](lanes, a, b);
    const place = this.place(`${op} ${isWide}`, () => {
      const own = new Code(arity > 1 ? [V128, V128] : [V128], [V128]);
      return own.get(functions[op](new Lanes(own, isWide, 1), [0], [1])[0]!);
    });
    return lanes.made((part) => {
      this.code.get(a[part]!);
      if (arity > 1) this.code.get(b[part]!);
      this.code.call(place);
    });
  }
}
