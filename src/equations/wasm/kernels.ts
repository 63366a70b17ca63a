/**
 * Kernels from a plan. Each goes through the neurons [begin, end) of a block, four at a time; it reads and writes columns whose addresses,
 * and values that, stand in the words of its own block, and nothing else.
 *
 * Random numbers: Philox4x32-7, key = seed, counter = (neuron >> 2, step, trial, stream), word = neuron & 3; stream is the population's,
 * mixed with a hash of the draw's name (`streamed`). A normal number is √(−2·ln u)·cos or sin(2π·v) (Box & Muller 1958), u of the even
 * word of a pair and v of the odd one: at most 6.8.
 */
import { blockOf, frameLayout } from "../../engine/layout.js";
import { streamOf } from "../../engine/stream.js";
import { LAYOUT } from "../../models/checkedKernel.js";
import type { KernelFields } from "../../models/model.js";
import { type FunctionOp, Level, type Node } from "../graph.js";
import type { HostValue, Loop, NeuronPlan } from "../plan.js";
import { Code, I32, I64, moduleOf, V128 } from "./bytes.js";
import { functionsOf, logOf, pow, turned } from "./functions.js";
import { demoted, Lanes, promoted, type TwoSided, type Value, widened } from "./lanes.js";

const [BLOCK, BEGIN, END, STEP] = [0, 1, 2, 3];
const WALK = [I32, I32, I32, I32];

/** Instructions that are no vectors'. */
const LOAD32 = 0x28;
const LOAD64 = 0x29;
const LOADF64 = 0x2b;
const STORE32 = 0x36;
const STORE64 = 0x37;
const STOREF64 = 0x39;
const ADD = 0x6a;
const SUB = 0x6b;
const AND = 0x71;
const XOR = 0x73;
const SHL = 0x74;
const SHR_U = 0x76;
const LT_U = 0x49;
const GE_U = 0x4f;
const EQZ = 0x45;

/** Functions of the module that others call, by their places. */
const PHILOX = 0;
const EMIT = 1;
const DROP = 2;

const arithmetic: Partial<Record<Node["op"], TwoSided>> = {
  add: "add",
  sub: "sub",
  mul: "mul",
  div: "div",
  min: "min",
  max: "max",
};
const compared: Partial<Record<Node["op"], TwoSided>> = { lt: "lt", le: "le", gt: "gt", ge: "ge", eq: "eq", ne: "ne" };

/** Numbers below these count as zero, once in 256 steps, so that none lingers where arithmetic is slow. */
const TINY = { narrow: 1e-30, wide: 1e-300 };

interface Layout {
  readonly offsets: Readonly<Record<string, number>>;
}

/** Where a word of a block is: one that there is not would be another's. */
const offsetOf = ({ offsets }: Layout, name: string): number => {
  const offset = offsets[name];
  if (offset === undefined) throw new Error(`no word ${name} in a block of neurons`);
  return offset;
};

/** One function on its way: what is known of values by now, and where it stands. */
class Kernel {
  readonly code: Code;
  readonly narrow: Lanes;
  readonly wide: Lanes;
  /** f64 that are the same for all neurons: both lanes of one vector. */
  readonly even: Lanes;
  readonly #layout: Layout;
  readonly #plan: NeuronPlan;
  readonly #hosts: ReadonlyMap<Node, HostValue>;
  readonly #isUniform: boolean;
  readonly #isWide: ReadonlyMap<string, boolean>;
  /** Locals with addresses of columns, and with what is the same in all turns. */
  readonly #addresses = new Map<string, number>();
  /** Words of streams, by draw. */
  readonly #streams = new Map<string, number>();
  #values = { narrow: new Map<Node, Value>(), wide: new Map<Node, Value>(), mask: new Map<Node, Value>() };
  /** The first neuron of a turn. */
  k = 0;
  /** Bytes from a column's beginning: of f32, and of f64. */
  #at = 0;
  #atWide = 0;

  constructor(plan: NeuronPlan, layout: Layout, isUniform: boolean) {
    this.code = new Code(WALK);
    this.narrow = new Lanes(this.code, false);
    this.wide = new Lanes(this.code, true);
    this.even = new Lanes(this.code, true, 1);
    this.#plan = plan;
    this.#layout = layout;
    this.#isUniform = isUniform;
    this.#hosts = new Map(plan.values.map((value) => [value.node, value] as const));
    this.#isWide = new Map(plan.columns.map(({ name, isWide }) => [name, isWide] as const));
  }

  /** A local that holds a word of the block. */
  word(name: string, more = 0): number {
    const key = `${name}+${more}`;
    const known = this.#addresses.get(key);
    if (known !== undefined) return known;
    const local = this.code.local(I32);
    this.code
      .get(BLOCK)
      .access(LOAD32, offsetOf(this.#layout, name) + more)
      .set(local);
    this.#addresses.set(key, local);
    return local;
  }

  #isSingle({ isOfDt }: HostValue): boolean {
    return this.#isUniform || isOfDt;
  }

  /** Everything that is the same in all turns: addresses, values, functions of t, streams. */
  prologue(roots: readonly (readonly [node: Node, isWide: boolean])[]): void {
    for (const [root, isWide] of roots) this.#prepare(root, isWide, new Set(), new Set());
  }

  #prepare(node: Node, isWide: boolean, seenNarrow: Set<Node>, seenWide: Set<Node>): void {
    const wide = isWide || node.level === Level.time;
    const seen = wide ? seenWide : seenNarrow;
    if (seen.has(node)) return;
    seen.add(node);
    if (node.op === "column") this.word(node.name);
    else if (node.op === "count") this.word("nNeurons");
    else if (node.op === "normal" || node.op === "uniform") this.#stream(node.name);
    else if (this.#hosts.has(node) && node.level <= Level.param) this.#host(this.#hosts.get(node)!, wide);
    else if (node.level === Level.time && this.#isEven(node)) {
      const value = this.#evenly(node);
      this.#values.wide.set(node, [value[0]!, value[0]!]);
      const narrow = this.narrow.made(() => this.code.get(value[0]!).simd(0x5e).put(0xfd, 0x1f, 0).simd(19));
      this.#values.narrow.set(node, narrow);
    } else for (const arg of node.args) this.#prepare(arg, wide, seenNarrow, seenWide);
  }

  /** A host's value where it is one number; where it is a column, its addresses. */
  #host(value: HostValue, isWide: boolean): void {
    const { node, narrow, wide } = value;
    if (!this.#isSingle(value)) {
      for (const name of isWide ? wide! : [narrow!]) this.word(name, 4);
      return;
    }
    const { code } = this;
    if (!isWide) {
      if (this.#values.narrow.has(node)) return;
      const made = this.narrow.made(() => code.get(BLOCK).vector(9, offsetOf(this.#layout, narrow!)));
      this.#values.narrow.set(node, made);
    } else if (!this.#values.wide.has(node)) {
      const part = (name: string) => () => code.get(BLOCK).vector(9, offsetOf(this.#layout, name)).simd(0x5f);
      const [a, b, c] = wide!.map((name) => this.even.made(part(name))) as [Value, Value, Value];
      const [sum] = this.even.add(this.even.add(a, b), c);
      this.#values.wide.set(node, [sum!, sum!]);
    }
  }

  /** Whether a function of t is the same for all neurons here. */
  #isEven(node: Node): boolean {
    const host = this.#hosts.get(node);
    if (host && node.level <= Level.param) return this.#isSingle(host);
    return node.args.every((arg) => this.#isEven(arg));
  }

  #evenly(node: Node): Value {
    const known = this.#values.wide.get(node);
    if (known) return [known[0]!];
    const host = this.#hosts.get(node);
    if (host && node.level <= Level.param) {
      this.#host(host, true);
      return [this.#values.wide.get(node)![0]!];
    }
    const made = this.#computed(node, this.even, (arg) => this.#evenly(arg));
    this.#values.wide.set(node, [made[0]!, made[0]!]);
    return made;
  }

  /** Turns: `each` for four neurons after the other. */
  turns(each: () => void): void {
    const { code } = this;
    this.k = code.local(I32);
    this.#at = code.local(I32);
    code.get(BEGIN).set(this.k);
    code.put(0x02, 0x40, 0x03, 0x40).get(this.k, END).put(GE_U, 0x0d, 1);
    code.get(this.k).i32(2).put(SHL).set(this.#at);
    if (this.#plan.columns.some(({ isWide }) => isWide) || this.#plan.values.some(({ wide }) => wide)) {
      this.#atWide = code.local(I32);
      code.get(this.k).i32(3).put(SHL).set(this.#atWide);
    }
    const before = this.#values;
    this.#values = { narrow: new Map(before.narrow), wide: new Map(before.wide), mask: new Map() };
    each();
    this.#values = before;
    code.get(this.k).i32(4).put(ADD).set(this.k).put(0x0c, 0, 0x0b, 0x0b);
  }

  /** What is computed under a condition is known there alone. */
  within(body: () => void): void {
    const before = this.#values;
    this.#values = { narrow: new Map(before.narrow), wide: new Map(before.wide), mask: new Map(before.mask) };
    body();
    this.#values = before;
  }

  /** Pushes the address of an element of a column. */
  #element(column: number, isWide: boolean): Code {
    return this.code.get(column, isWide ? this.#atWide : this.#at).put(ADD);
  }

  value(node: Node, isWide: boolean): Value {
    const known = this.#values[isWide ? "wide" : "narrow"].get(node);
    if (known) return known;
    const made = this.#made(node, isWide);
    this.#values[isWide ? "wide" : "narrow"].set(node, made);
    return made;
  }

  #made(node: Node, isWide: boolean): Value {
    const { code, narrow, wide } = this;
    const lanes = isWide ? wide : narrow;
    const cast = (of: Value, ofWide: boolean): Value =>
      ofWide === isWide ? of : isWide ? promoted(code, wide, of) : demoted(code, narrow, of);
    if (node.op === "number") return lanes.number(node.value);
    if (node.op === "column") {
      const own = this.#isWide.get(node.name)!;
      if (own !== isWide) return cast(this.value(node, own), own);
      return lanes.made((part) => this.#element(this.word(node.name), own).vector(0, 16 * part));
    }
    const host = this.#hosts.get(node);
    if (host && node.level <= Level.param) {
      const column = (name: string) => narrow.made(() => this.#element(this.word(name, 4), false).vector(0));
      if (!isWide) return column(host.narrow!);
      const [a, b, c] = host.wide!.map((name) => promoted(code, wide, column(name))) as [Value, Value, Value];
      return wide.add(wide.add(a, b), c);
    }
    if (node.op === "index" || node.op === "count") {
      const whole = narrow.made(() => {
        code.get(node.op === "index" ? this.k : this.word("nNeurons")).simd(17);
        if (node.op === "index") code.get(code.constant(new Uint8Array(Uint32Array.of(0, 1, 2, 3).buffer))).simd(0xae);
        code.simd(0xfa);
      });
      return cast(whole, false);
    }
    if (node.op === "uniform" || node.op === "normal") return cast(this.#drawn(node), false);
    // Functions of t are found in f64 wherever they are used.
    if (node.level === Level.time && !isWide) return cast(this.value(node, true), true);
    return this.#computed(node, lanes, (arg) => this.value(arg, isWide));
  }

  #computed(node: Node, lanes: Lanes, of: (arg: Node) => Value): Value {
    const { op, args } = node;
    if (op === "number") return lanes.number(node.value);
    if (op === "t")
      return lanes.mul(
        lanes.made(() => this.code.get(STEP).simd(17).simd(0xff)),
        of(this.#plan.values.find((value) => value.node.op === "param" && value.node.name === "dt")!.node),
      );
    const two = arithmetic[op];
    if (two) return lanes.two(two, of(args[0]!), of(args[1]!));
    switch (op) {
      case "neg":
        return lanes.one("neg", of(args[0]!));
      case "pow":
        return pow(lanes, of(args[0]!), of(args[1]!));
      case "select":
        return lanes.choose(this.#mask(args[0]!, lanes, of), of(args[1]!), of(args[2]!));
    }
    if (compared[op] || op === "and" || op === "or" || op === "not")
      return lanes.two("and", this.#mask(node, lanes, of), lanes.number(1));
    return functionsOf[op as FunctionOp](lanes, of(args[0]!));
  }

  /** Where a value is not 0. */
  #mask(node: Node, lanes: Lanes, of: (arg: Node) => Value): Value {
    const { op, args } = node;
    const two = compared[op];
    if (two) return lanes.two(two, of(args[0]!), of(args[1]!));
    if (op === "not") return lanes.one("not", this.#mask(args[0]!, lanes, of));
    if (op === "and" || op === "or")
      return lanes.two(op, this.#mask(args[0]!, lanes, of), this.#mask(args[1]!, lanes, of));
    return lanes.two("ne", of(node), lanes.number(0));
  }

  /** Where a condition of f32 holds. */
  condition(node: Node): Value {
    return this.#mask(node, this.narrow, (arg) => this.value(arg, false));
  }

  #stream(name: string): number {
    const known = this.#streams.get(name);
    if (known !== undefined) return known;
    const { code } = this;
    const local = code.local(I32);
    const stream = this.word("stream");
    code.get(stream).i32(streamOf(name)).put(XOR).set(local);
    for (const [shift, factor] of [
      [16, 0x85ebca6b],
      [13, 0xc2b2ae35],
      [16, 1],
    ] as const)
      code.get(local, local).i32(shift).put(SHR_U, XOR).i32(factor).put(0x6c).set(local);
    this.#streams.set(name, local);
    for (const field of ["seedLow", "seedHigh", "trial"]) this.#clock(field);
    return local;
  }

  #clock(field: string): number {
    const key = `clock ${field}`;
    const known = this.#addresses.get(key);
    if (known !== undefined) return known;
    const local = this.code.local(I32);
    this.code
      .get(this.word("clock"))
      .access(LOAD32, offsetOf(frameLayout("clock"), field))
      .set(local);
    this.#addresses.set(key, local);
    return local;
  }

  #drawn({ op, name }: Node): Value {
    const { code, narrow } = this;
    const words = narrow.made(() => {
      code.get(this.k).i32(2).put(SHR_U).get(STEP, this.#clock("trial"), this.#stream(name));
      code.get(this.#clock("seedLow"), this.#clock("seedHigh")).put(0x10, PHILOX);
    });
    const unit = (of: Value): Value =>
      narrow.mul(
        narrow.made(() => code.get(narrow.shift(of, 8, "right")[0]!).simd(0xfa)),
        narrow.number(2 ** -24),
      );
    if (op === "uniform") return unit(words);
    const pick = (first: number): Value =>
      narrow.made(() => {
        const lane = (k: number) => [0, 1, 2, 3].map((byte) => 4 * k + byte);
        code.get(words[0]!, words[0]!);
        code.simd(13, ...lane(first), ...lane(first), ...lane(first + 2), ...lane(first + 2));
      });
    const even = pick(0);
    const u = narrow.mul(
      narrow.add(
        narrow.made(() => code.get(even[0]!).simd(0xfb)),
        narrow.number(0.5),
      ),
      narrow.number(2 ** -32),
    );
    const radius = narrow.one("sqrt", narrow.mul(narrow.number(-2), logOf(narrow, u)));
    return narrow.mul(radius, turned(narrow, unit(pick(1))));
  }

  store(column: string, value: Value): void {
    const isWide = this.#isWide.get(column)!;
    value.forEach((local, part) => {
      this.#element(this.word(column), isWide)
        .get(local)
        .vector(11, 16 * part);
    });
  }

  /** Into a column of f32 whose address is a word of the block. */
  storeInto(word: string, [value]: Value): void {
    this.#element(this.word(word), false).get(value!).vector(11);
  }

  isWide(column: string): boolean {
    return this.#isWide.get(column)!;
  }

  /** Once in 256 steps, before all else. */
  dropTiny(): void {
    const { code } = this;
    code.get(STEP).i32(255).put(AND, EQZ, 0x04, 0x40);
    for (const { name, isWide } of this.#plan.columns) {
      const [from, to] = [BEGIN, END].map((bound) => () => {
        code
          .get(this.word(name), bound)
          .i32(isWide ? 3 : 2)
          .put(SHL, ADD);
      });
      from!();
      to!();
      code.put(0x10, isWide ? DROP + 1 : DROP);
    }
    code.put(0x0b);
  }
}

const rootsOf = (kernel: Kernel, { next, fired, atSpike }: Loop): [Node, boolean][] => [
  ...[...next, ...atSpike].map(({ column, value }): [Node, boolean] => [value, kernel.isWide(column)]),
  ...(fired ? [[fired, false] as [Node, boolean]] : []),
];

/** What a step does to four neurons. `drop`: a mask of those that must not spike is on the stack. */
const stepped = (kernel: Kernel, loop: Loop, slot: number, refractory: number | null): void => {
  const { code, narrow, wide } = kernel;
  const out = new Map(
    loop.next.map(({ column, value }) => [column, kernel.value(value, kernel.isWide(column))] as const),
  );
  if (loop.fired) {
    let fired = kernel.condition(loop.fired);
    if (refractory !== null) {
      const left = narrow.made(() => code.get(refractory, kernel.k).i32(2).put(SHL, ADD).vector(0));
      fired = narrow.two("without", fired, narrow.two("gt", left, narrow.number(0)));
    }
    const lanes = code.local(I32);
    code.get(fired[0]!).simd(0xa4).set(lanes);
    const slots = new Map<string, Value>();
    for (const { column } of loop.atSpike) {
      const before =
        out.get(column) ??
        kernel.value(
          loop.next.find((each) => each.column === column)?.value ?? columnNode(loop, column),
          kernel.isWide(column),
        );
      const held = (kernel.isWide(column) ? wide : narrow).made((part) => code.get(before[part]!));
      slots.set(column, held);
      out.set(column, held);
    }
    code.get(lanes).put(0x04, 0x40);
    kernel.within(() => {
      const firedWide = loop.atSpike.some(({ column }) => kernel.isWide(column)) ? widened(code, wide, fired) : [];
      for (const { column, value } of loop.atSpike) {
        const isWide = kernel.isWide(column);
        const held = slots.get(column)!;
        const chosen = (isWide ? wide : narrow).choose(isWide ? firedWide : fired, kernel.value(value, isWide), held);
        chosen.forEach((local, part) => {
          code.get(local).set(held[part]!);
        });
      }
      code.get(BLOCK, slot, lanes, kernel.k, STEP).put(0x10, EMIT);
    });
    code.put(0x0b);
  }
  for (const [column, value] of out) kernel.store(column, value);
};

/** The node of a column that a spike alone changes. */
const columnNode = (_: Loop, name: string): Node => ({
  op: "column",
  args: [],
  value: 0,
  name,
  level: Level.neuron,
  id: -1,
});

/** The slot of this step, emptied where the range is the first that a memory owns. */
const openSlot = (kernel: Kernel): number => {
  const { code } = kernel;
  const slot = code.local(I32);
  code
    .get(kernel.word("ring"), STEP, kernel.word("ringMask"))
    .put(AND)
    .get(kernel.word("slotBytes"))
    .put(0x6c, ADD)
    .set(slot);
  code.get(BEGIN, kernel.word("ownBegin")).put(0x46, 0x04, 0x40).get(slot).i32(0).access(STORE32).put(0x0b);
  return slot;
};

const mainOf = (plan: NeuronPlan, layout: Layout, isUniform: boolean): Code => {
  const kernel = new Kernel(plan, layout, isUniform);
  kernel.prologue(rootsOf(kernel, plan.loop));
  for (const { column } of [...plan.loop.next, ...plan.loop.atSpike]) kernel.word(column);
  for (const { name } of plan.columns) kernel.word(name);
  const slot = openSlot(kernel);
  kernel.dropTiny();
  kernel.turns(() => stepped(kernel, plan.loop, slot, null));
  return kernel.code;
};

/** Bytes of an entry of the list, and where its values are. */
const entryOf = (plan: NeuronPlan) => {
  let bytes = 4;
  const isWide = (name: string): boolean => plan.columns.find((column) => column.name === name)!.isWide;
  const values = plan.held!.frozen.map((name) => {
    const at = bytes;
    bytes += isWide(name) ? 8 : 4;
    return { name, at, isWide: isWide(name) };
  });
  return { bytes, values };
};

const heldOf = (plan: NeuronPlan, layout: Layout): Code => {
  const { loop, steps } = plan.held!;
  const kernel = new Kernel(plan, layout, true);
  const { code } = kernel;
  kernel.prologue([...rootsOf(kernel, loop), [steps, false]]);
  for (const { name } of plan.columns) kernel.word(name);
  const left = kernel.word("refractoryLeft");
  const list = kernel.word("held");
  const slot = openSlot(kernel);
  kernel.dropTiny();
  kernel.turns(() => stepped(kernel, loop, slot, left));
  const entry = entryOf(plan);
  const [at, last, end, id] = [I32, I32, I32, I32].map((type) => code.local(type)) as [number, number, number, number];
  const steps32 = code.local(0x7d);
  const restLeft = code.local(0x7d);
  const element = (column: number, isWide: boolean) =>
    code
      .get(column, id)
      .i32(isWide ? 3 : 2)
      .put(SHL, ADD);
  // Those that are refractory get back what stood still.
  code.get(list).set(at).get(list).set(end);
  code.get(list).get(kernel.word("nHeld")).i32(entry.bytes).put(0x6c, ADD).set(last);
  code.put(0x02, 0x40, 0x03, 0x40).get(at, last).put(GE_U, 0x0d, 1);
  code.get(at).access(LOAD32).set(id);
  element(left, false).access(0x2a).put(0x43, 0, 0, 0x80, 0x3f, 0x93).set(restLeft);
  for (const { name, at: offset, isWide } of entry.values) {
    element(kernel.word(name), isWide)
      .get(at)
      .access(isWide ? LOADF64 : LOAD32, offset);
    code.access(isWide ? STOREF64 : STORE32);
  }
  element(left, false).get(restLeft).put(0x43, 0, 0, 0, 0, 0x97).access(0x38);
  code.get(restLeft).put(0x43, 0, 0, 0, 0, 0x5e, 0x04, 0x40);
  code.get(end, id).access(STORE32);
  for (const { at: offset, isWide } of entry.values)
    code
      .get(end, at)
      .access(isWide ? LOAD64 : LOAD32, offset)
      .access(isWide ? STORE64 : STORE32, offset);
  code.get(end).i32(entry.bytes).put(ADD).set(end).put(0x0b);
  code.get(at).i32(entry.bytes).put(ADD).set(at).put(0x0c, 0, 0x0b, 0x0b);
  // Those that spike in this step join them.
  const [steps4] = kernel.value(steps, false);
  code.get(steps4!).put(0xfd, 0x1f, 0).set(steps32);
  code.get(slot).i32(16).put(ADD).set(at);
  code.get(at, slot).access(LOAD32).i32(2).put(SHL, ADD).set(last);
  code.put(0x02, 0x40, 0x03, 0x40).get(at, last).put(GE_U, 0x0d, 1);
  code.get(at).access(LOAD32).set(id);
  element(left, false).get(steps32).access(0x38);
  code.get(steps32).put(0x43, 0, 0, 0, 0, 0x5e, 0x04, 0x40);
  code.get(end, id).access(STORE32);
  for (const { name, at: offset, isWide } of entry.values) {
    code.get(end);
    element(kernel.word(name), isWide)
      .access(isWide ? LOAD64 : LOAD32)
      .access(isWide ? STORE64 : STORE32, offset);
  }
  code.get(end).i32(entry.bytes).put(ADD).set(end).put(0x0b);
  code.get(at).i32(4).put(ADD).set(at).put(0x0c, 0, 0x0b, 0x0b);
  // How many they are: entries have whole bytes.
  code.get(BLOCK).get(end, list).put(SUB).i32(entry.bytes).put(0x6e).access(STORE32, offsetOf(layout, "nHeld"));
  return code;
};

/** Makes the list anew, from columns that others have written. */
const listOf = (plan: NeuronPlan, layout: Layout): Code => {
  const kernel = new Kernel(plan, layout, true);
  const { code } = kernel;
  const entry = entryOf(plan);
  const left = kernel.word("refractoryLeft");
  const list = kernel.word("held");
  const columns = entry.values.map(({ name }) => kernel.word(name));
  const [id, end] = [code.local(I32), code.local(I32)];
  const element = (column: number, isWide: boolean) =>
    code
      .get(column, id)
      .i32(isWide ? 3 : 2)
      .put(SHL, ADD);
  code.get(list).set(end).get(BEGIN).set(id);
  code.put(0x02, 0x40, 0x03, 0x40).get(id, END).put(GE_U, 0x0d, 1);
  // What is negative is as good as zero.
  element(left, false);
  element(left, false).access(0x2a).put(0x43, 0, 0, 0, 0, 0x97).access(0x38);
  element(left, false).access(0x2a).put(0x43, 0, 0, 0, 0, 0x5e, 0x04, 0x40);
  code.get(end, id).access(STORE32);
  entry.values.forEach(({ at, isWide }, k) => {
    code.get(end);
    element(columns[k]!, isWide)
      .access(isWide ? LOAD64 : LOAD32)
      .access(isWide ? STORE64 : STORE32, at);
  });
  code.get(end).i32(entry.bytes).put(ADD).set(end).put(0x0b);
  code.get(id).i32(1).put(ADD).set(id).put(0x0c, 0, 0x0b, 0x0b);
  code.get(BLOCK).get(end, list).put(SUB).i32(entry.bytes).put(0x6e).access(STORE32, offsetOf(layout, "nHeld"));
  return code;
};

const observedOf = (plan: NeuronPlan, layout: Layout, isUniform: boolean, value: Node, word: string): Code => {
  const kernel = new Kernel(plan, layout, isUniform);
  kernel.prologue([[value, false]]);
  kernel.word(word);
  kernel.turns(() => kernel.storeInto(word, kernel.value(value, false)));
  return kernel.code;
};

const lateOf = (plan: NeuronPlan, layout: Layout, isUniform: boolean): Code => {
  const kernel = new Kernel(plan, layout, isUniform);
  const { code } = kernel;
  for (const { steps, assigned } of plan.late) {
    kernel.prologue([
      [steps, false],
      ...assigned.map(({ column, value }): [Node, boolean] => [value, kernel.isWide(column)]),
    ]);
    for (const { column } of assigned) kernel.word(column);
  }
  for (const { steps, assigned } of plan.late) {
    const [n] = kernel.value(steps, false);
    code.get(STEP).i32(1).put(ADD).get(n!).simd(0xf9).put(0xfd, 0x1b, 0).put(0x70, EQZ, 0x04, 0x40);
    kernel.turns(() => {
      const values = assigned.map(({ column, value }) => [column, kernel.value(value, kernel.isWide(column))] as const);
      for (const [column, value] of values) kernel.store(column, value);
    });
    code.put(0x0b);
  }
  return code;
};

/** Philox4x32-7 of one counter: (c0, c1, c2, c3, k0, k1) → its four words. */
const philox = (): Code => {
  const code = new Code([I32, I32, I32, I32, I32, I32], [V128]);
  const [p0, p1] = [code.local(I64), code.local(I64)];
  const high = (p: number) => code.get(p).put(0x42, 32, 0x88, 0xa7);
  for (let round = 0; round < 7; round++) {
    code.get(0).put(0xad).i64(0xd2511f53n).put(0x7e).set(p0);
    code.get(2).put(0xad).i64(0xcd9e8d57n).put(0x7e).set(p1);
    high(p1).get(1).put(XOR).get(4).put(XOR).set(0);
    code.get(p1).put(0xa7).set(1);
    high(p0).get(3).put(XOR).get(5).put(XOR).set(2);
    code.get(p0).put(0xa7).set(3);
    code.get(4).i32(0x9e3779b9).put(ADD).set(4).get(5).i32(0xbb67ae85).put(ADD).set(5);
  }
  code.get(0).simd(17);
  for (const lane of [1, 2, 3]) code.get(lane).put(0xfd, 0x1c, lane);
  return code;
};

/** As emitSpikes of assembly/spikes.ts: (population, slot, lanes, base, step). */
const emitSpikes = (layout: Layout): Code => {
  const code = new Code([I32, I32, I32, I32, I32]);
  const [POPULATION, SLOT, LANES, BASE, STEP] = [0, 1, 2, 3, 4];
  const [stream, tally, left, count, id] = [I32, I32, I32, I32, I32].map((type) => code.local(type)) as number[];
  const [hash, z] = [code.local(I64), code.local(I64)];
  const word = (name: string) => code.get(POPULATION).access(LOAD32, offsetOf(layout, name));
  word("stream").set(stream!);
  word("tally").set(tally!);
  word("nNeurons").get(BASE).put(SUB).set(left!);
  // Lanes past the last neuron are none.
  code.get(left!).i32(16).put(LT_U, 0x04, 0x40);
  code.get(LANES).i32(1).get(left!).put(SHL).i32(1).put(SUB, AND).set(LANES).put(0x0b);
  code.get(SLOT).access(LOAD32).set(count!);
  code.get(tally!).access(LOAD64, 8).set(hash);
  code.get(tally!, tally!).access(LOADF64).get(LANES).put(0x69, 0xb8, 0xa0).access(STOREF64);
  code.put(0x02, 0x40, 0x03, 0x40).get(LANES).put(EQZ, 0x0d, 1);
  code.get(BASE, LANES).put(0x68, ADD).set(id!);
  code.get(SLOT, count!).i32(2).put(SHL, ADD).get(id!).access(STORE32, 16);
  code.get(count!).i32(1).put(ADD).set(count!);
  // splitmix64's finalizer over stream, neuron and step.
  code.get(STEP).put(0xad, 0x42, 32, 0x86).get(id!).put(0xad, 0x84);
  code.get(stream!).put(0xad, 0x42, 1, 0x7c).i64(0x9e3779b97f4a7c15n).put(0x7e, 0x7c).set(z);
  for (const [shift, factor] of [
    [30, 0xbf58476d1ce4e5b9n],
    [27, 0x94d049bb133111ebn],
  ] as const)
    code.get(z, z).put(0x42, shift, 0x88, 0x85).i64(factor).put(0x7e).set(z);
  code.get(hash, z, z).put(0x42, 31, 0x88, 0x85, 0x7c).set(hash);
  code.get(LANES, LANES).i32(1).put(SUB, AND).set(LANES).put(0x0c, 0, 0x0b, 0x0b);
  code.get(tally!, hash).access(STORE64, 8).get(SLOT, count!).access(STORE32);
  return code;
};

/** Makes zeros of what is tiny in a column: (from, to), in bytes. */
const dropTiny = (isWide: boolean): Code => {
  const code = new Code([I32, I32]);
  const lanes = new Lanes(code, isWide, 1);
  code.put(0x02, 0x40, 0x03, 0x40).get(0, 1).put(GE_U, 0x0d, 1);
  const value = lanes.made(() => code.get(0).vector(0));
  const isTiny = lanes.two("lt", lanes.one("abs", value), lanes.number(isWide ? TINY.wide : TINY.narrow));
  code
    .get(0)
    .get(lanes.two("without", value, isTiny)[0]!)
    .vector(11);
  code.get(0).i32(16).put(ADD).set(0).put(0x0c, 0, 0x0b, 0x0b);
  return code;
};

/** What a kernel's module says of itself. */
export interface EquationFields extends KernelFields {
  readonly observed?: readonly string[];
  readonly late?: true;
  readonly listWords?: number;
}

/** The module of a model: its kernels, and what they read from a block. */
export const emitNeuron = (plan: NeuronPlan): Uint8Array => {
  const { columns, values, held, observed, late } = plan;
  const names = values.flatMap(({ narrow, wide }) => [...(narrow === null ? [] : [narrow]), ...(wide ?? [])]);
  const ofDt = values.flatMap(({ narrow, wide, isOfDt }) =>
    isOfDt ? [...(narrow === null ? [] : [narrow]), ...(wide ?? [])] : [],
  );
  const f64 = columns.flatMap(({ name, isWide }) => (isWide ? [name] : []));
  const fields: EquationFields = {
    kind: "neuron",
    values: names,
    columns: columns.map(({ name }) => name),
    ...(ofDt.length > 0 ? { ofDt } : {}),
    ...(f64.length > 0 ? { f64 } : {}),
    ...(observed.length > 0 ? { observed: observed.map(({ name }) => name) } : {}),
    ...(late.length > 0 ? { late: true as const } : {}),
    ...(held ? { listWords: entryOf(plan).bytes / 4 } : {}),
  };
  const layout = blockOf("population", fields);
  const both = (name: string, make: (isUniform: boolean) => Code) => [
    { name: `${name}Uniform`, code: make(true) },
    { name: `${name}PerNeuron`, code: make(false) },
  ];
  const functions = [
    { name: null, code: philox() },
    { name: null, code: emitSpikes(layout) },
    { name: null, code: dropTiny(false) },
    { name: null, code: dropTiny(true) },
    { name: "uniform", code: mainOf(plan, layout, true) },
    { name: "perNeuron", code: mainOf(plan, layout, false) },
    ...(held
      ? [
          { name: "hold", code: heldOf(plan, layout) },
          { name: "list", code: listOf(plan, layout) },
        ]
      : []),
    ...observed.flatMap(({ value }, k) =>
      both(`observe${k}`, (isUniform) => observedOf(plan, layout, isUniform, value, `observe${k}`)),
    ),
    ...(late.length > 0 ? both("late", (isUniform) => lateOf(plan, layout, isUniform)) : []),
  ];
  return moduleOf(functions, JSON.stringify({ layout: LAYOUT, ...fields }));
};
