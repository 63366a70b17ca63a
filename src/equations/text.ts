/** Texts of equations, conditions and statements → trees (L7, L9). What is wrong is said with its place in the text. */
import { NeurogliaError } from "../errors.js";
import type { Assignment, BinaryOperator, Definition, Expression, Flag, Place, Source } from "./syntax.js";
import { elsewhere } from "./words.js";

/** L13: letters of a text, levels of nesting, operations one after the other. */
const MOST_LETTERS = 32_768;
const MOST_NESTED = 100;
const MOST_CHAINED = 400;

/** Line and column, from 1, and the line itself. */
const spotOf = ({ source: { text }, at }: Place): { line: number; column: number; row: string } => {
  const begin = at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1;
  const end = text.indexOf("\n", at);
  return {
    line: text.slice(0, begin).split("\n").length,
    column: at - begin + 1,
    row: text.slice(begin, end < 0 ? undefined : end),
  };
};

/** Letters of a line that a message shows. */
const SHOWN = 100;

/** What is wrong at a place of a text of `model`, such as `neuron "adex"`. */
export const wrong = (model: string, place: Place, what: string, expected: string, got: string): NeurogliaError => {
  const { line, column, row } = spotOf(place);
  const from = Math.max(0, column - 1 - SHOWN / 2);
  const shown = row.slice(from, from + SHOWN).replace(/\t/g, " ");
  const width = Math.max(1, Math.min(place.end - place.at, from + SHOWN - column + 1));
  const excerpt = `    ${shown}\n    ${" ".repeat(column - 1 - from)}${"^".repeat(width)}`;
  return new NeurogliaError({
    code: "bad-equation",
    what,
    where: `${place.source.field} of ${model}`,
    expected,
    got,
    at: { field: place.source.field, line, column, excerpt },
  });
};

const TOKEN =
  /(\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)|([A-Za-z_]\w*)|(\*\*|[-+*/<>=!]=|[-+*/^<>=(),:;'])|#[^\n]*|(\n)|[^\S\n]+|([\s\S])/gu;

interface Token {
  readonly kind: "number" | "name" | "sign" | "break" | "end";
  readonly text: string;
  readonly at: number;
}

/** How tightly operators of two sides bind. */
const binding: ReadonlyMap<string, number> = new Map([
  ["or", 1],
  ["and", 2],
  ...["<", "<=", ">", ">=", "==", "!="].map((sign): [string, number] => [sign, 4]),
  ["+", 5],
  ["-", 5],
  ["*", 6],
  ["/", 6],
  ["^", 8],
  ["**", 8],
]);
const NOT = 3;
const COMPARED = 4;
const MINUS = 7;
const POWER = 8;

/** Reads the tokens of one text. */
export class Reader {
  readonly #model: string;
  readonly #source: Source;
  readonly #tokens: readonly Token[];
  #next = 0;
  #nested = 0;
  /** Line breaks end what is read, but for within parentheses. */
  #open = 0;

  constructor(source: Source, model: string) {
    this.#source = source;
    this.#model = model;
    const { field, text } = source;
    if (text.length > MOST_LETTERS)
      throw new NeurogliaError({
        code: "bad-equation",
        what: `length of ${field}`,
        where: model,
        expected: `at most ${MOST_LETTERS} letters`,
        got: text.length,
      });
    const tokens: Token[] = [];
    for (const found of text.matchAll(TOKEN)) {
      const [whole, number, name, sign, lines, other] = found;
      const at = found.index;
      if (number !== undefined) tokens.push({ kind: "number", text: whole, at });
      else if (name !== undefined) tokens.push({ kind: "name", text: whole, at });
      else if (sign !== undefined) tokens.push({ kind: "sign", text: whole, at });
      else if (lines !== undefined) tokens.push({ kind: "break", text: "the end of the line", at });
      else if (other !== undefined) {
        const expected = "{[".includes(other)
          ? '"(": equations have no other parentheses'
          : `one that equations have${"\u2212\u2013".includes(other) ? ': the minus is "-"' : "\u00b7\u00d7".includes(other) ? ': a product is "*"' : ""}`;
        throw wrong(model, { source, at, end: at + other.length }, "letter", expected, other);
      }
    }
    this.#tokens = [...tokens, { kind: "end", text: "the end", at: text.length }];
  }

  get #token(): Token {
    if (this.#open > 0) while (this.#tokens[this.#next]!.kind === "break") this.#next++;
    return this.#tokens[this.#next]!;
  }

  #placeOf({ at, kind, text }: Token): Place {
    return { source: this.#source, at, end: at + (kind === "break" || kind === "end" ? 1 : text.length) };
  }

  #fail(expected: string, what = "what stands", token = this.#token, word = token.text): never {
    const cure = elsewhere(word);
    throw wrong(this.#model, this.#placeOf(token), what, cure ? `${expected}; ${cure}` : expected, token.text);
  }

  #took(text: string): boolean {
    const { kind, text: own } = this.#token;
    if (own !== text || kind === "number") return false;
    this.#next++;
    return true;
  }

  #take(text: string, why: string): void {
    if (!this.#took(text)) this.#fail(`"${text}" ${why}`);
  }

  #name(what: string): Token {
    const token = this.#token;
    if (token.kind !== "name") this.#fail(what);
    this.#next++;
    return token;
  }

  #ends(): boolean {
    const { kind, text } = this.#token;
    return kind === "break" || kind === "end" || text === ";";
  }

  #nest<T>(read: () => T): T {
    if (++this.#nested > MOST_NESTED) this.#fail(`nested at most ${MOST_NESTED} deep`, "expression");
    const out = read();
    this.#nested--;
    return out;
  }

  #operand(level: number): Expression {
    const token = this.#token;
    const place = this.#placeOf(token);
    if (token.kind === "number") {
      this.#next++;
      return { kind: "number", value: Number(token.text), place };
    }
    if (this.#took("(")) {
      this.#open++;
      const inner = this.expression();
      this.#take(")", 'to close "("');
      this.#open--;
      return inner;
    }
    if (this.#took("-")) return { kind: "unary", operator: "-", of: this.#nest(() => this.#above(MINUS - 1)), place };
    if (this.#took("+")) return this.#nest(() => this.#above(MINUS - 1));
    if (level < NOT && this.#took("not"))
      return { kind: "unary", operator: "not", of: this.#nest(() => this.#above(NOT - 1)), place };
    if (token.kind !== "name" || binding.has(token.text) || token.text === "not")
      this.#fail('a number, a name, "(" or a function');
    this.#next++;
    if (this.#tokens[this.#next]!.text !== "(") return { kind: "name", name: token.text, place };
    this.#next++;
    this.#open++;
    const args: Expression[] = [];
    if (!this.#took(")")) {
      do args.push(this.expression());
      while (this.#took(","));
      this.#take(")", `to close what ${token.text} takes`);
    }
    this.#open--;
    return { kind: "call", name: token.text, args, place };
  }

  /** An operand and what binds to it more tightly than `level`. */
  #above(level: number): Expression {
    let left = this.#operand(level);
    for (let chained = 0; ; chained++) {
      if (chained > MOST_CHAINED)
        this.#fail(`of at most ${MOST_CHAINED} operations in a row: subexpressions name parts`, "expression");
      const token = this.#token;
      const own = token.kind === "number" ? undefined : binding.get(token.text);
      if (!own || own <= level) return left;
      this.#next++;
      // Powers group from the right, and their exponent may have a sign.
      const right = this.#nest(() => this.#above(own === POWER ? MINUS - 1 : own));
      const operator = (token.text === "**" ? "^" : token.text) as BinaryOperator;
      left = { kind: "binary", operator, left, right, place: this.#placeOf(token) };
      if (own === COMPARED && binding.get(this.#token.text) === COMPARED)
        this.#fail('one at a time: "a < b and b < c" says two', "comparison");
    }
  }

  expression(): Expression {
    return this.#nest(() => this.#above(0));
  }

  /** The whole text as one expression. */
  whole(): Expression {
    this.#open++;
    const expression = this.expression();
    if (this.#token.kind !== "end")
      this.#fail(this.#token.text === "=" ? '"==", which compares' : "an operator or the end", "what follows");
    return expression;
  }

  /** Whether nothing more stands here but blanks. */
  isEmpty(): boolean {
    while (this.#token.kind === "break" || this.#token.text === ";") this.#next++;
    return this.#token.kind === "end";
  }

  statements(): Assignment[] {
    const out: Assignment[] = [];
    while (!this.isEmpty()) {
      const token = this.#name("the name of a state, then =, +=, -=, *= or /=");
      const { text } = this.#token;
      if (!["=", "+=", "-=", "*=", "/="].includes(text))
        this.#fail("=, +=, -=, *= or /=", `what follows ${token.text}`, this.#token, token.text);
      this.#next++;
      const value = this.expression();
      if (!this.#ends()) this.#fail('an operator, ";" or the end of the line', "what follows");
      out.push({
        name: token.text,
        operator: text as Assignment["operator"],
        value,
        place: this.#placeOf(token),
      });
    }
    return out;
  }

  definitions(): Definition[] {
    const out: Definition[] = [];
    while (!this.isEmpty()) out.push(this.#definition());
    return out;
  }

  /** As it is written, up to the end of the line or to flags. */
  #unit(): string {
    const begin = this.#token.at;
    let end = begin;
    while (!this.#ends()) {
      const { text, at } = this.#token;
      if (text === "(" && this.#tokens[this.#next - 1]!.text !== "^") break;
      end = at + text.length;
      this.#next++;
    }
    return this.#source.text.slice(begin, end);
  }

  #flags(): Flag[] {
    const out: Flag[] = [];
    if (!this.#took("(")) return out;
    do {
      const first = this.#token;
      let words = "";
      while (this.#token.kind === "name" || this.#token.text === "-") {
        words += `${words ? " " : ""}${this.#token.text}`;
        this.#next++;
      }
      if (words !== "unless refractory" && words !== "f64")
        this.#fail('"unless refractory" or "f64"', "flag", first, words);
      out.push(words as Flag);
    } while (this.#took(","));
    this.#take(")", "to close the flags");
    return out;
  }

  #definition(): Definition {
    const first = this.#name("an equation: dx/dt = …, x = …, x : unit or timer x");
    const place = this.#placeOf(first);
    if (first.text === "timer" && this.#token.kind === "name") {
      const { text } = this.#name("the name of a timer");
      if (!this.#ends()) this.#fail("the end of the line: a timer is in ms", "what follows a timer");
      return { kind: "timer", name: text, unit: "ms", place };
    }
    let name = first.text;
    let slope: Expression | null = null;
    let value: Expression | null = null;
    if (/^d./.test(name) && this.#token.text === "/") {
      this.#next++;
      const by = this.#name('"dt" after "/"');
      if (by.text !== "dt") this.#fail('"dt": derivatives are by time', "what it is derived by", by);
      name = name.slice(1);
      this.#take("=", `after d${name}/dt`);
      slope = this.expression();
    } else if (this.#token.text === "'") this.#fail(`d${name}/dt = …: derivatives are written so`, "derivative");
    else if (this.#took("=")) value = this.expression();
    else if (this.#token.text !== ":") this.#fail(`=, or ":" and a unit`, `what follows ${name}`, this.#token, name);
    const unit = this.#took(":") ? this.#unit() : null;
    if (unit === "") this.#fail('a unit after ":"', "unit");
    const before = this.#token;
    const flags = this.#flags();
    if (!this.#ends()) this.#fail('an operator, ": unit" or the end of the line', "what follows");
    if (slope) return { kind: "differential", name, unit, place, slope, flags };
    if (value) {
      if (flags.length > 0) this.#fail("none: flags are of states", "flag", before);
      return { kind: "subexpression", name, unit, place, value };
    }
    if (flags.includes("unless refractory")) this.#fail("f64 at most: what has no slope does not stop", "flag", before);
    return { kind: "state", name, unit, place, flags };
  }
}
