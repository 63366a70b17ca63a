/**
 * Values as a graph: equal values are one node. Sums and products keep the order of the text, but that what comes from params and
 * numbers alone is gathered, so that kernels are handed one number for it.
 */

/** Where a value comes from, each including those before it. */
export const Level = {
  /** A literal. */
  number: 0,
  /** dt and literals. */
  step: 1,
  /** Params. */
  param: 2,
  /** t, and params: found in f64. */
  time: 3,
  /** States, inputs, the neuron's index, random numbers. */
  neuron: 4,
} as const;
export type Level = (typeof Level)[keyof typeof Level];

/** Operations of two numbers or one; comparisons and `and or not` give 1 or 0. */
export type Op =
  | "number"
  | "param"
  | "t"
  | "column"
  | "index"
  | "count"
  | "normal"
  | "uniform"
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "neg"
  | "pow"
  | "min"
  | "max"
  | "lt"
  | "le"
  | "gt"
  | "ge"
  | "eq"
  | "ne"
  | "and"
  | "or"
  | "not"
  | "select"
  | FunctionOp
  | "expm";

export type FunctionOp = (typeof functionOps)[number];
export const functionOps = [
  "exp",
  "log",
  "log10",
  "log1p",
  "expm1",
  "exprel",
  "sqrt",
  "abs",
  "sign",
  "floor",
  "ceil",
  "round",
  "sin",
  "cos",
  "tan",
  "sinh",
  "cosh",
  "tanh",
] as const;

export interface Node {
  readonly op: Op;
  readonly args: readonly Node[];
  /** Of a literal. */
  readonly value: number;
  /** Of a param (`dt` is one), of a column, and the stream of a random number. */
  readonly name: string;
  readonly level: Level;
  /** Nodes are made after their arguments: numbers grow from leaves to roots. */
  readonly id: number;
}

const leaf: Partial<Record<Op, Level>> = {
  number: Level.number,
  param: Level.param,
  t: Level.time,
  column: Level.neuron,
  index: Level.neuron,
  count: Level.neuron,
  normal: Level.neuron,
  uniform: Level.neuron,
};

/** What a host, too, could compute: of params and numbers. */
const isHost = ({ level }: Node): boolean => level <= Level.param;

/** Why a method cannot take a system: the state at fault, and what it would have to be. */
export class Unfit {
  /** Null: it is the method that would have to be another. */
  readonly state: string | null;
  readonly reason: string;

  constructor(state: string | null, reason: string) {
    this.state = state;
    this.reason = reason;
  }
}

/** L13: operations of all kernels of a model together. */
const MOST_NODES = 16_384;

export class Graph {
  readonly #known = new Map<string, Node>();

  get size(): number {
    return this.#known.size;
  }

  node(op: Op, args: readonly Node[] = [], name = "", value = 0): Node {
    const key = `${op} ${args.map(({ id }) => id).join()} ${name} ${Object.is(value, -0) ? "-0" : value}`;
    const known = this.#known.get(key);
    if (known) return known;
    if (this.#known.size === MOST_NODES)
      throw new Unfit(null, `another, or equations of fewer than ${MOST_NODES} operations in all`);
    const own = op === "param" && name === "dt" ? Level.step : (leaf[op] ?? Level.number);
    const level = args.reduce<number>((most, arg) => Math.max(most, arg.level), own) as Level;
    const made: Node = { op, args, value, name, level, id: this.#known.size };
    this.#known.set(key, made);
    return made;
  }

  number(value: number): Node {
    return this.node("number", [], "", value);
  }

  param(name: string): Node {
    return this.node("param", [], name);
  }

  get dt(): Node {
    return this.param("dt");
  }

  column(name: string): Node {
    return this.node("column", [], name);
  }

  is(node: Node, value: number): boolean {
    return node.op === "number" && node.value === value;
  }

  add(a: Node, b: Node): Node {
    if (a.op === "number" && b.op === "number") return this.number(a.value + b.value);
    if (this.is(a, 0)) return b;
    if (this.is(b, 0)) return a;
    if (isHost(a) && isHost(b)) return this.node("add", [a, b]);
    if (isHost(a)) return this.add(b, a);
    if (b.op === "neg" && !isHost(b)) return this.sub(a, b.args[0]!);
    if (a.op === "neg") return this.sub(b, a.args[0]!);
    // What the host knows stands last, gathered, or first where the rest is taken from it.
    const [a0, a1] = a.args;
    if (a.op === "sub" && isHost(b) && isHost(a0!)) return this.sub(this.add(a0!, b), a1!);
    if (a.op === "add" && isHost(a1!))
      return isHost(b) ? this.add(a0!, this.add(a1!, b)) : this.add(this.add(a0!, b), a1!);
    const [b0, b1] = b.args;
    if (!isHost(b) && b.op === "add" && isHost(b1!)) return this.add(this.add(a, b0!), b1!);
    return this.node("add", [a, b]);
  }

  neg(a: Node): Node {
    if (a.op === "number") return this.number(-a.value);
    if (a.op === "neg") return a.args[0]!;
    if (a.op === "sub" && !isHost(a)) return this.sub(a.args[1]!, a.args[0]!);
    if (a.op === "mul" && !isHost(a) && isHost(a.args[1]!)) return this.mul(a.args[0]!, this.neg(a.args[1]!));
    return this.node("neg", [a]);
  }

  sub(a: Node, b: Node): Node {
    if (a.op === "number" && b.op === "number") return this.number(a.value - b.value);
    if (this.is(b, 0)) return a;
    if (this.is(a, 0)) return this.neg(b);
    if (isHost(a) && isHost(b)) return this.node("sub", [a, b]);
    if (isHost(b)) return this.add(a, this.neg(b));
    if (b.op === "neg") return this.add(a, b.args[0]!);
    if (a.op === "neg" && !isHost(a)) return this.neg(this.add(a.args[0]!, b));
    const [a0, a1] = a.args;
    const [b0, b1] = b.args;
    if (b.op === "add" && isHost(b1!)) return this.add(this.sub(a, b0!), this.neg(b1!));
    if (!isHost(a) && a.op === "add" && isHost(a1!)) return this.add(this.sub(a0!, b), a1!);
    return this.node("sub", [a, b]);
  }

  mul(a: Node, b: Node): Node {
    if (a.op === "number" && b.op === "number") return this.number(a.value * b.value);
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      if (this.is(one, 0)) return one;
      if (this.is(one, 1)) return other;
      if (this.is(one, -1)) return this.neg(other);
    }
    if (isHost(a) && isHost(b)) return this.node("mul", [a, b]);
    if (a.op === "neg" && !isHost(a)) return this.neg(this.mul(a.args[0]!, b));
    if (b.op === "neg" && !isHost(b)) return this.neg(this.mul(a, b.args[0]!));
    if (isHost(a)) return this.mul(b, a);
    const [a0, a1] = a.args;
    if (a.op === "mul" && isHost(a1!))
      return isHost(b) ? this.mul(a0!, this.mul(a1!, b)) : this.mul(this.mul(a0!, b), a1!);
    const [b0, b1] = b.args;
    if (!isHost(b) && b.op === "mul" && isHost(b1!)) return this.mul(this.mul(a, b0!), b1!);
    return this.node("mul", [a, b]);
  }

  div(a: Node, b: Node): Node {
    if (a.op === "number" && b.op === "number") return this.number(a.value / b.value);
    if (this.is(a, 0) || this.is(b, 1)) return a;
    if (!isHost(a) && isHost(b)) return this.mul(a, this.div(this.number(1), b));
    return this.node("div", [a, b]);
  }

  pow(a: Node, b: Node): Node {
    if (b.op === "number") {
      const n = b.value;
      if (n === 0.5) return this.call("sqrt", a);
      if (Number.isInteger(n) && Math.abs(n) <= 16) {
        if (n < 0) return this.div(this.number(1), this.pow(a, this.number(-n)));
        if (n === 0) return this.number(1);
        if (n === 1) return a;
        const half = this.pow(a, this.number(n >> 1));
        const square = this.mul(half, half);
        return n & 1 ? this.mul(square, a) : square;
      }
    }
    return this.node("pow", [a, b]);
  }

  /** A function, a comparison or a choice: of literals too it is left to kernels and hosts, which have our own functions. */
  call(op: Op, ...args: readonly Node[]): Node {
    return this.node(op, args);
  }

  select(condition: Node, a: Node, b: Node): Node {
    return a === b ? a : this.node("select", [condition, a, b]);
  }

  /** Whether a value comes from another one. */
  uses(node: Node, of: Node): boolean {
    const seen = new Map<Node, boolean>();
    const visit = (at: Node): boolean => {
      if (at === of) return true;
      if (at.id < of.id || at.args.length === 0) return false;
      const known = seen.get(at) ?? at.args.some(visit);
      seen.set(at, known);
      return known;
    };
    return visit(node);
  }

  /** [a, b] where a value is a + b·x and neither comes from x, or null. */
  linear(node: Node, x: Node): readonly [Node, Node] | null {
    const zero = this.number(0);
    if (node === x) return [zero, this.number(1)];
    if (!this.uses(node, x)) return [node, zero];
    const [p, q] = node.args as [Node, Node];
    const both = (op: "add" | "sub") => {
      const a = this.linear(p, x);
      const b = a && this.linear(q, x);
      return b && ([this[op](a[0], b[0]), this[op](a[1], b[1])] as const);
    };
    const each = (of: Node, change: (part: Node) => Node) => {
      const a = this.linear(of, x);
      return a && ([change(a[0]), change(a[1])] as const);
    };
    switch (node.op) {
      case "add":
      case "sub":
        return both(node.op);
      case "neg":
        return each(p, (part) => this.neg(part));
      case "mul":
        if (!this.uses(q, x)) return each(p, (part) => this.mul(part, q));
        return this.uses(p, x) ? null : each(q, (part) => this.mul(part, p));
      case "div":
        return this.uses(q, x) ? null : each(p, (part) => this.div(part, q));
      default:
        return null;
    }
  }

  /** The derivative of a value by another one; null of what has none that is known. */
  derivative(node: Node, x: Node): Node | null {
    if (node === x) return this.number(1);
    if (!this.uses(node, x)) return this.number(0);
    const [p, q] = node.args as [Node, Node];
    const [dp, dq] = node.args.map((arg) => this.derivative(arg, x));
    if (!dp || dq === null) return null;
    const chain = (outer: Node): Node => this.mul(outer, dp);
    switch (node.op) {
      case "add":
        return this.add(dp, dq!);
      case "sub":
        return this.sub(dp, dq!);
      case "neg":
        return this.neg(dp);
      case "mul":
        return this.add(this.mul(dp, q), this.mul(p, dq!));
      case "div":
        return this.div(this.sub(dp, this.mul(node, dq!)), q);
      case "pow":
        return this.is(dq!, 0) ? chain(this.mul(q, this.pow(p, this.sub(q, this.number(1))))) : null;
      case "exp":
        return chain(node);
      case "log":
        return this.div(dp, p);
      case "sqrt":
        return this.div(dp, this.mul(this.number(2), node));
      case "sin":
        return chain(this.call("cos", p));
      case "cos":
        return chain(this.neg(this.call("sin", p)));
      case "tanh":
        return chain(this.sub(this.number(1), this.mul(node, node)));
      case "sinh":
        return chain(this.call("cosh", p));
      case "cosh":
        return chain(this.call("sinh", p));
      default:
        return null;
    }
  }
}
