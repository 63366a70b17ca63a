/** What the host computes for kernels, as expressions in text (src/models/expression.ts): data, which every thread evaluates alike. */
import { type Graph, Level, type Node } from "./graph.js";
import type { HostValue } from "./plan.js";

/** Letters of one expression; what is longer becomes a value that others name. */
const LONG = 400;

const infix: Partial<Record<Node["op"], string>> = {
  add: "+",
  sub: "-",
  mul: "*",
  div: "/",
  pow: "^",
  lt: "<",
  le: "<=",
  gt: ">",
  ge: ">=",
  eq: "==",
  ne: "!=",
  and: "and",
  or: "or",
};

const number = (value: number): string => {
  const text = Number.isNaN(value) ? "nan" : Math.abs(value) === Infinity ? "inf" : String(Math.abs(value));
  return value < 0 || Object.is(value, -0) ? `(-${text})` : text;
};

/** Collects what kernels of a model ask their host for. */
export class HostValues {
  readonly #names: ReadonlySet<string>;
  readonly #graph: Graph;
  readonly #texts = new Map<Node, string>();
  readonly #derived = new Map<string, { expression: string }>();
  readonly #narrow = new Map<Node, string>();
  readonly #wide = new Map<Node, [string, string, string]>();
  readonly #seen = { narrow: new Set<Node>(), wide: new Set<Node>() };
  #next = 0;

  /** @param names those of the model, which are taken */
  constructor(graph: Graph, names: ReadonlySet<string>) {
    this.#graph = graph;
    this.#names = names;
  }

  /** Derived values of the descriptor. */
  get derived(): Readonly<Record<string, { expression: string }>> {
    return Object.fromEntries(this.#derived);
  }

  /** In the order of the block. */
  get values(): readonly HostValue[] {
    return [...new Set([...this.#narrow.keys(), ...this.#wide.keys()])].map((node) => ({
      node,
      narrow: this.#narrow.get(node) ?? null,
      wide: this.#wide.get(node) ?? null,
      isOfDt: node.level <= Level.step,
    }));
  }

  /** Enters what a value asks of the host, computed in f64 or in f32. */
  need(node: Node, isWide: boolean): void {
    const wide = isWide || node.level === Level.time;
    const seen = this.#seen[wide ? "wide" : "narrow"];
    if (seen.has(node)) return;
    seen.add(node);
    if (node.op === "number") return;
    if (node.op === "t") {
      this.need(this.#graph.dt, true);
      return;
    }
    if (node.level > Level.param) {
      for (const arg of node.args) this.need(arg, wide);
      return;
    }
    if (!wide) this.#narrow.set(node, this.named(node));
    else {
      const text = this.text(node);
      const first = this.#define(`f32(${text})`);
      const second = this.#define(`f32(${text} - ${first})`);
      this.#wide.set(node, [first, second, this.#define(`${text} - ${first} - ${second}`)]);
    }
  }

  /** The name of a value that expressions of the descriptor may use. */
  named(node: Node): string {
    return node.op === "param" && node.name !== "dt" ? node.name : this.#define(this.text(node));
  }

  #define(expression: string): string {
    for (const [name, known] of this.#derived) if (known.expression === expression) return name;
    let name = `h${this.#next++}`;
    while (this.#names.has(name)) name = `h${this.#next++}`;
    this.#derived.set(name, { expression });
    return name;
  }

  /** A value of params, as an expression. */
  text(node: Node): string {
    const known = this.#texts.get(node);
    if (known !== undefined) return known;
    const made = this.#textOf(node);
    const text = made.length > LONG ? this.#define(made) : made;
    this.#texts.set(node, text);
    return text;
  }

  #textOf(node: Node): string {
    const { op, args, name, value } = node;
    if (op === "number") return number(value);
    if (op === "param") return name;
    const of = args.map((arg) => this.text(arg));
    if (infix[op]) return `(${of.join(` ${infix[op]} `)})`;
    if (op === "neg") return `(-${of[0]})`;
    if (op === "not") return `(not ${of[0]})`;
    return `${op === "select" ? "where" : op}(${of.join(", ")})`;
  }
}
