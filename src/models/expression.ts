import { refuse } from "../engine/check.js";
import type { HostMaths } from "../engine/hostMaths.js";
import { decayPair, decayTriple, meanDecay } from "./meanDecay.js";
import type { Model } from "./model.js";

/** One number for all, or one for each. */
export type Numbers = number | ArrayLike<number>;

/** That of number k. */
export const at = (numbers: Numbers, k: number): number => (typeof numbers === "number" ? numbers : numbers[k]!);

/** Fills an array with them. */
export const setAll = (out: Float32Array, numbers: Numbers): unknown =>
  typeof numbers === "number" ? out.fill(numbers) : out.set(numbers);

/** Params, one number or one for each, and choices, words. */
export type Given = Readonly<Record<string, Numbers | string>>;

/** Numbers by name. */
type Known = ReadonlyMap<string, Numbers>;
type Node = (known: Known, maths: HostMaths) => Numbers;
type Operation = (maths: HostMaths, a: number, b: number, c: number) => number;

/** An expression, ready to be evaluated. */
export interface Expression {
  /** The names that it reads. */
  readonly reads: ReadonlySet<string>;
  readonly evaluate: Node;
}

/** Letters of an expression and levels of nesting that are read; more is nothing that a model needs. */
const MOST_LETTERS = 2000;
const MOST_NESTED = 100;
const NOT = 3;
const COMPARED = 4;
const NEGATIVE = 7;

/** How tightly operators of two sides bind. */
const powers = new Map([
  ["or", 1],
  ["and", 2],
  ["<", COMPARED],
  [">", COMPARED],
  ["<=", COMPARED],
  [">=", COMPARED],
  ["==", COMPARED],
  ["!=", COMPARED],
  ["+", 5],
  ["-", 5],
  ["*", 6],
  ["/", 6],
  ["^", 8],
  ["**", 8],
]);

const constants = new Map([
  ["pi", Math.PI],
  ["inf", Infinity],
  ["nan", NaN],
  ["true", 1],
  ["false", 0],
]);

const exprel = (m: HostMaths, x: number): number => (x === Infinity ? x : meanDecay(-x, m));

/** What an exponent that is a number makes: products where it is whole and small, so that x^2 is x·x. */
const literalPower: Operation = (m, x, n) => {
  if (n === 0.5) return Math.sqrt(x);
  if (!(Number.isInteger(n) && Math.abs(n) <= 16)) return m.pow(x, n);
  let product = 1;
  for (let left = Math.abs(n), square = x; left > 0; left >>= 1, square *= square) if (left & 1) product *= square;
  return n < 0 ? 1 / product : product;
};

/** Operators and functions; how many arguments one has is how many it takes after the maths. */
const operations = new Map<string, Operation>(
  Object.entries<(m: HostMaths, ...x: [number, number, number]) => number>({
    "+": (_, a, b) => a + b,
    "-": (_, a, b) => a - b,
    "*": (_, a, b) => a * b,
    "/": (_, a, b) => a / b,
    "^": (m, a, b) => m.pow(a, b),
    "**": (m, a, b) => m.pow(a, b),
    "<": (_, a, b) => +(a < b),
    ">": (_, a, b) => +(a > b),
    "<=": (_, a, b) => +(a <= b),
    ">=": (_, a, b) => +(a >= b),
    "==": (_, a, b) => +(a === b),
    "!=": (_, a, b) => +(a !== b),
    and: (_, a, b) => +(a !== 0 && b !== 0),
    or: (_, a, b) => +(a !== 0 || b !== 0),
    not: (_, a) => +(a === 0),
    exp: (m, x) => m.exp(x),
    log: (m, x) => m.log(x),
    log10: (m, x) => m.log(x) / Math.LN10,
    log1p: (m, x) => m.log1p(x),
    expm1: (m, x) => (Math.abs(x) < 1 ? x * exprel(m, x) : m.exp(x) - 1),
    exprel,
    sqrt: (_, x) => Math.sqrt(x),
    abs: (_, x) => Math.abs(x),
    sign: (_, x) => Math.sign(x),
    floor: (_, x) => Math.floor(x),
    ceil: (_, x) => Math.ceil(x),
    round: (_, x) => Math.round(x),
    f32: (_, x) => Math.fround(x),
    min: (_, a, b) => Math.min(a, b),
    max: (_, a, b) => Math.max(a, b),
    clip: (_, x, low, high) => Math.min(Math.max(x, low), high),
    where: (_, c, a, b) => (c !== 0 ? a : b),
    decayPair: (m, a, b) => decayPair(a, b, m),
    decayTriple: (m, a, b, c) => decayTriple(a, b, c, m),
  }),
);
const negative: Operation = (_, x) => -x;

/** The operation on what its arguments come to: once, or for each where one of them differs. */
const apply =
  (operation: Operation, nodes: readonly Node[]): Node =>
  (known, maths) => {
    const [a, b = 0, c = 0] = nodes.map((node) => node(known, maths)) as [Numbers, Numbers?, Numbers?];
    const many = [a, b, c].find((numbers) => typeof numbers !== "number") as ArrayLike<number> | undefined;
    if (!many) return operation(maths, a as number, b as number, c as number);
    const out = new Float64Array(many.length);
    for (let k = 0; k < out.length; k++) out[k] = operation(maths, at(a, k), at(b, k), at(c, k));
    return out;
  };

/** Names that no quantity may have, since they mean something in expressions. */
export const isReserved = (name: string): boolean => name === "dt" || constants.has(name) || operations.has(name);

/**
 * Reads an expression of numbers, `names` and `dt`: `+ - * /`, `^` or `**`, comparisons (1 or 0), `and or not`, functions, `pi inf nan true false`,
 * all in f64, nothing short-circuited, `#` to the end of a line a comment. `^` binds closer than the minus before it and from the right.
 * @throws NeurogliaError with the column, for what is none
 */
export const parse = (text: string, names: ReadonlySet<string>, where: string): Expression => {
  if (typeof text !== "string" || text.length > MOST_LETTERS)
    refuse("expression", where, `a text of at most ${MOST_LETTERS} letters`, text?.length ?? text);
  const tokens = [...text.matchAll(/(\d+\.?\d*|\.\d+)(e[-+]?\d+)?|[a-z_]\w*|\*\*|[<>=!]=|#.*|\S/gi)].filter(
    ([token]) => token[0] !== "#",
  );
  const reads = new Set<string>();
  let next = 0;
  let named = 0;
  let nested = 0;
  const token = (): string => tokens[next]?.[0] ?? "";
  const fail = (expected: string): never =>
    refuse(`column ${(tokens[next]?.index ?? text.length) + 1}`, where, expected, token() || "the end");
  const take = (wanted: string): void => {
    if (token() !== wanted) fail(`"${wanted}"`);
    next++;
  };
  /** An operand with what binds to it more tightly than `power`. */
  const operand = (power: number): Node => {
    if (++nested > MOST_NESTED) fail(`nested at most ${MOST_NESTED} deep`);
    let left = first(power);
    for (let last = 0; ; ) {
      const sign = token();
      const own = powers.get(sign) ?? 0;
      if (own <= power) break;
      if (own === COMPARED && own === last) fail("one comparison, or those before it in parentheses");
      last = own;
      next++;
      const before = named;
      // What binds from the right leaves the like of itself to it.
      const right = operand(Math.min(own, NEGATIVE));
      const isLiteral = own > NEGATIVE && named === before;
      left = apply(isLiteral ? literalPower : operations.get(sign)!, [left, right]);
    }
    nested--;
    return left;
  };
  const first = (power: number): Node => {
    const word = token();
    const operation = operations.get(word);
    const literal = /^\.?\d/.test(word) ? Number(word) : constants.get(word);
    if (word === "dt" || names.has(word)) {
      reads.add(word);
      named++;
      next++;
      return (known) => known.get(word)!;
    }
    if (literal !== undefined) {
      next++;
      return () => literal;
    }
    if (word === "(") {
      next++;
      const inner = operand(0);
      take(")");
      return inner;
    }
    if (word === "-" && power <= NEGATIVE) {
      next++;
      return apply(negative, [operand(NEGATIVE)]);
    }
    if (word === "not" && power < NOT) {
      next++;
      return apply(operation!, [operand(NOT)]);
    }
    if (!operation || !/^[a-z]/.test(word) || powers.has(word) || word === "not")
      return fail(`a number, a function or one of ${["dt", ...names].join(", ")}`);
    next++;
    take("(");
    const nodes = [operand(0)];
    while (nodes.length < operation.length - 1) {
      take(",");
      nodes.push(operand(0));
    }
    take(")");
    return apply(operation, nodes);
  };
  const evaluate = operand(0);
  if (token()) fail("an operator or the end");
  return { reads, evaluate };
};

type Expressive = Pick<Model, "name" | "params" | "choices" | "derived">;

const kept = new WeakMap<Expressive, { names: ReadonlySet<string>; expressions: Map<string, Expression> }>();

/** An expression of a model, which is read once. */
const parsed = (model: Expressive, text: string, what = "expression"): Expression => {
  let own = kept.get(model);
  if (!own) {
    const names = [model.params, model.choices, model.derived].flatMap((part) => Object.keys(part));
    kept.set(model, (own = { names: new Set(names), expressions: new Map() }));
  }
  const found = own.expressions.get(text) ?? parse(text, own.names, `${what} of model "${model.name}"`);
  own.expressions.set(text, found);
  return found;
};

/** Whether a name of a model comes from dt and choices alone, so that it is one number where params differ. */
export const isOfDt = (model: Expressive, name: string): boolean =>
  !Object.hasOwn(model.params, name) &&
  (!Object.hasOwn(model.derived, name) ||
    [...parsed(model, model.derived[name]!.expression).reads].every((read) => isOfDt(model, read)));

/**
 * Refuses a model whose derived values, limits, leaks or traces cannot be evaluated.
 * @throws NeurogliaError for what is no expression, names that mean something in expressions, and values that derive from themselves
 */
export const checkExpressions = (model: Model): void => {
  const where = `model "${model.name}"`;
  const done = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    if (isReserved(name)) refuse(`"${name}"`, where, "another name, since expressions have one of it", name);
    if (path.includes(name) || path.length > MOST_NESTED)
      refuse(name, where, "derived from other values than itself", [...path, name].join(" → "));
    if (done.has(name) || !Object.hasOwn(model.derived, name)) return;
    for (const read of parsed(model, model.derived[name]!.expression, name).reads)
      if (read !== "dt") visit(read, [...path, name]);
    done.add(name);
  };
  for (const part of [model.params, model.choices, model.derived])
    for (const name of Object.keys(part)) visit(name, []);
  for (const { name, measure } of model.limits ?? []) parsed(model, measure, name);
  for (const [name, { leak }] of Object.entries(model.state)) if (leak) parsed(model, leak, name);
  for (const [name, { decay, increment }] of Object.entries("traces" in model ? model.traces : {}))
    for (const text of [decay, increment]) parsed(model, text, name);
};

/** What an expression of a model comes to. */
export type Values = (expression: string) => Numbers;

/**
 * What expressions of a model come to where params are one number or one for each, and choices are words; a derived value is found
 * once, when it is asked for.
 */
export const valuesWith = (model: Expressive, given: Given, dt: number, maths: HostMaths): Values => {
  const known = new Map<string, Numbers>([["dt", dt]]);
  for (const [name, value] of Object.entries(given))
    known.set(name, typeof value === "string" ? model.choices[name]!.values.indexOf(value) : value);
  const values: Values = (text) => {
    const { reads, evaluate } = parsed(model, text);
    for (const name of reads) if (!known.has(name)) known.set(name, values(model.derived[name]!.expression));
    return evaluate(known, maths);
  };
  return values;
};
