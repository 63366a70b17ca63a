import { refuse } from "../engine/check.js";
import { hostMaths } from "../engine/hostMaths.js";
import { decayPair, decayTriple, meanDecay } from "./meanDecay.js";
import type { Model } from "./model.js";

/** One number for all, or one for each. */
export type Numbers = number | ArrayLike<number>;

/** That of number k. */
export const at = (numbers: Numbers, k: number): number => (typeof numbers === "number" ? numbers : numbers[k]!);

/** Fills an array with them. */
export const setAll = (out: Float32Array | Float64Array, numbers: Numbers): unknown =>
  typeof numbers === "number" ? out.fill(numbers) : out.set(numbers);

/** Params, one number or one for each, and choices, words. */
export type Given = Readonly<Record<string, Numbers | string>>;

type Node = (known: ReadonlyMap<string, Numbers>) => Numbers;
type Operation = (a: number, b: number, c: number) => number;

/** A function of any number of arguments, each of which it takes whole: one number for all, or one for each. */
export interface WholeFunction {
  readonly whole: (given: readonly Numbers[]) => Numbers;
}
type Meaning = number | ((...x: [number, number, number]) => number) | WholeFunction;

/** An expression, ready to be evaluated. */
export interface Expression {
  /** The names that it reads. */
  readonly reads: ReadonlySet<string>;
  readonly evaluate: Node;
}

/** Letters of an expression and levels of nesting: more is nothing that a model needs. */
const MOST_LETTERS = 2 ** 15;
const MOST_NESTED = 100;

/** Operators of two sides, in spaces, by how tightly they bind. */
const levels = [" or ", " and ", " < > <= >= == != ", " + - ", " * / ", " ^ ** "];
const [AND, COMPARED, TIMES] = [2, 3, 5];

/** How tightly that binds; 0: it is none of them. */
const levelOf = (sign: string): number => levels.findIndex((signs) => signs.includes(` ${sign} `)) + 1;

const exp = (x: number): number => hostMaths().exp(x);
const log = (x: number): number => hostMaths().log(x);
const power = (x: number, y: number): number => hostMaths().pow(x, y);
const exprel = (x: number): number => (x === Infinity ? x : meanDecay(-x, hostMaths()));
const not = (a: number): number => +(a === 0);

/** Constants; functions, of as many arguments as they have; and operators. */
const meanings = new Map(
  Object.entries<Meaning>({
    pi: Math.PI,
    inf: Infinity,
    nan: NaN,
    true: 1,
    false: 0,
    exp,
    log,
    log10: (x) => log(x) / Math.LN10,
    log1p: (x) => hostMaths().log1p(x),
    expm1: (x) => (Math.abs(x) < 1 ? x * exprel(x) : exp(x) - 1),
    exprel,
    sqrt: Math.sqrt,
    abs: Math.abs,
    sign: Math.sign,
    floor: Math.floor,
    ceil: Math.ceil,
    round: Math.round,
    f32: Math.fround,
    min: (a, b) => Math.min(a, b),
    max: (a, b) => Math.max(a, b),
    clip: (x, low, high) => Math.min(Math.max(x, low), high),
    where: (c, a, b) => (c === 0 ? b : a),
    decayPair: (a, b) => decayPair(a, b, hostMaths()),
    decayTriple: (a, b, c) => decayTriple(a, b, c, hostMaths()),
    not,
    or: (a, b) => +(a !== 0 || b !== 0),
    and: (a, b) => +(a !== 0 && b !== 0),
    "<": (a, b) => +(a < b),
    ">": (a, b) => +(a > b),
    "<=": (a, b) => +(a <= b),
    ">=": (a, b) => +(a >= b),
    "==": (a, b) => +(a === b),
    "!=": (a, b) => +(a !== b),
    "+": (a, b) => a + b,
    "-": (a, b) => a - b,
    "*": (a, b) => a * b,
    "/": (a, b) => a / b,
    "^": power,
    "**": power,
  }),
);

/**
 * Further functions for expressions, by name: of one to three numbers, or whole. They are known to all expressions from then on, in every
 * thread that loads them.
 */
export const addFunctions = (functions: Readonly<Record<string, Exclude<Meaning, number>>>): void => {
  for (const [name, meaning] of Object.entries(functions)) meanings.set(name, meaning);
};

/** To an exponent of numbers alone: by products where it is whole and small, so that x^2 is x·x. */
const literalPower: Operation = (x, n) => {
  if (n === 0.5) return Math.sqrt(x);
  if (n % 1 !== 0 || Math.abs(n) > 16) return power(x, n);
  let product = 1;
  for (let left = Math.abs(n); left > 0; left >>= 1, x *= x) if (left & 1) product *= x;
  return n < 0 ? 1 / product : product;
};

/** An operation on what its arguments come to: once, or for each where one of them differs. */
const apply =
  (operation: Operation, ...nodes: Node[]): Node =>
  (known) => {
    const given = nodes.map((node) => node(known));
    const [a, b = 0, c = 0] = given as [Numbers, Numbers?, Numbers?];
    const many = given.find((numbers) => typeof numbers !== "number") as ArrayLike<number> | undefined;
    if (!many) return operation(a as number, b as number, c as number);
    const out = new Float64Array(many.length);
    for (let k = 0; k < out.length; k++) out[k] = operation(at(a, k), at(b, k), at(c, k));
    return out;
  };

/**
 * Reads an expression of numbers, `names`, `dt` and `pi inf nan true false`: `+ - * /`, `^` or `**`, comparisons (1 or 0), `and or not`
 * and functions, in f64, nothing short-circuited. `^` binds closer than the minus before it, and from the right.
 * @throws NeurogliaError with the column of what is wrong
 */
export const parse = (text: string, names: ReadonlySet<string>, where: string): Expression => {
  if (text.length > MOST_LETTERS) refuse("length of expression", where, `at most ${MOST_LETTERS} letters`, text.length);
  const tokens = [...`${text}`.matchAll(/(\d+\.?\d*|\.\d+)(e[-+]?\d+)?|[a-z_]\w*|\*\*|[<>=!]=|\S/gi)];
  const reads = new Set<string>();
  let next = 0;
  let named = 0;
  let nested = 0;
  const token = (): string => tokens[next]?.[0] ?? "";
  const fail = (expected: string): never =>
    refuse(`column ${(tokens[next]?.index ?? text.length) + 1}`, where, expected, token() || "the end");
  /** Goes past a token, if it is the next. */
  const took = (wanted: string): boolean => token() === wanted && next++ >= 0;
  const take = (wanted: string): unknown => took(wanted) || fail(wanted);
  const operand = (level: number): Node => {
    if (took("(")) {
      const inner = operation(0);
      take(")");
      return inner;
    }
    if (took("-")) return apply((x) => -x, operation(TIMES));
    if (level <= AND && took("not")) return apply(not, operation(AND));
    const word = token();
    const literal = tokens[next]?.[1] ? Number(word) : meanings.get(word);
    if (word === "dt" || names.has(word)) {
      reads.add(word);
      next++;
      named++;
      return (known) => known.get(word)!;
    }
    if (literal === undefined || levelOf(word) || literal === not)
      return fail(`a number, a function or one of ${["dt", ...names].join(", ")}`);
    next++;
    if (typeof literal === "number") return () => literal;
    const isWhole = typeof literal === "object";
    const nodes: Node[] = [];
    do {
      take(nodes.length ? "," : "(");
      nodes.push(operation(0));
    } while (isWhole ? token() === "," : nodes.length < literal.length);
    take(")");
    return isWhole ? (known) => literal.whole(nodes.map((node) => node(known))) : apply(literal, ...nodes);
  };
  /** An operand, and what binds to it more tightly than `level`. */
  const operation = (level: number): Node => {
    if (++nested > MOST_NESTED) fail("less nested");
    let left = operand(level);
    for (let last = 0; ; ) {
      const sign = token();
      const own = levelOf(sign);
      if (own <= level) break;
      if (own === COMPARED && own === last) fail("one comparison");
      last = own;
      next++;
      const before = named;
      // A power leaves powers to its right side.
      const right = operation(Math.min(own, TIMES));
      left = apply(own > TIMES && named === before ? literalPower : (meanings.get(sign) as Operation), left, right);
    }
    nested--;
    return left;
  };
  const evaluate = operation(0);
  if (token()) fail("an operator or the end");
  return { reads, evaluate };
};

/** Names that no quantity may have, since they mean something in expressions. */
export const isReserved = (name: string): boolean => name === "dt" || meanings.has(name);

type Expressive = Pick<Model, "name" | "params" | "choices" | "derived">;

const kept = new WeakMap<Expressive, Map<string, Expression>>();

/** An expression of a model, which is read once. */
const parsed = (model: Expressive, text: string, what = "expression"): Expression => {
  const own = kept.get(model) ?? new Map<string, Expression>();
  kept.set(model, own);
  const names = () => new Set([model.params, model.choices, model.derived].flatMap((part) => Object.keys(part)));
  const found = own.get(text) ?? parse(text, names(), `${what} of model "${model.name}"`);
  own.set(text, found);
  return found;
};

/** The params that an expression of a model comes from. */
export const paramsIn = (model: Expressive, text: string): string[] => {
  const names = new Set(parsed(model, text).reads);
  for (const name of names)
    if (Object.hasOwn(model.derived, name))
      for (const read of parsed(model, model.derived[name]!.expression).reads) names.add(read);
  return [...names].filter((name) => Object.hasOwn(model.params, name));
};

/** Whether a name of a model comes from dt and choices alone, so that it is one number where params differ. */
export const isOfDt = (model: Expressive, name: string): boolean => paramsIn(model, name).length === 0;

const withInitials = new WeakMap<object, Expressive>();

/**
 * A model whose states are derived values, of what they begin with: so that these may come from each other. Given one, a state is that.
 */
export const initialsOf = (model: Pick<Model, "name" | "params" | "choices" | "derived" | "state">): Expressive => {
  const found = withInitials.get(model);
  if (found) return found;
  const { name, params, choices, derived } = model;
  const states = Object.entries(model.state).map(([state, { initial, default: number }]) => [
    state,
    { expression: typeof initial === "string" ? initial : String(number) },
  ]);
  const made = { name, params, choices, derived: { ...derived, ...Object.fromEntries(states) } };
  withInitials.set(model, made);
  return made;
};

/**
 * Refuses a model whose derived values, limits, leaks or traces cannot be evaluated.
 * @throws NeurogliaError for what is no expression, names that mean something in expressions, and values that derive from themselves
 */
export const checkExpressions = (model: Model): void => {
  const where = `model "${model.name}"`;
  const check = (of: Expressive): void => {
    const done = new Set<string>();
    const visit = (name: string, path: readonly string[]): void => {
      if (isReserved(name)) refuse(`"${name}"`, where, "another name, since expressions have one of it", name);
      if (path.includes(name) || path.length > MOST_NESTED)
        refuse(name, where, "derived from other values than itself", [...path, name].join(" → "));
      if (done.has(name) || !Object.hasOwn(of.derived, name)) return;
      for (const read of parsed(of, of.derived[name]!.expression, name).reads)
        if (read !== "dt") visit(read, [...path, name]);
      done.add(name);
    };
    for (const part of [of.params, of.choices, of.derived]) for (const name of Object.keys(part)) visit(name, []);
  };
  check(model);
  if (Object.values(model.state).some(({ initial }) => typeof initial === "string")) check(initialsOf(model));
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
export const valuesWith = (model: Expressive, given: Given, dt: number): Values => {
  const known = new Map<string, Numbers>([["dt", dt]]);
  for (const [name, value] of Object.entries(given))
    known.set(name, typeof value === "string" ? model.choices[name]!.values.indexOf(value) : value);
  const values: Values = (text) => {
    const { reads, evaluate } = parsed(model, text);
    for (const name of reads) if (!known.has(name)) known.set(name, values(model.derived[name]!.expression));
    return evaluate(known);
  };
  return values;
};
