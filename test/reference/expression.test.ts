import { describe, expect, it } from "vitest";
import { hostMaths } from "../../dist/src/engine/hostMaths.js";
import { lif, lifDiscrete } from "../../dist/src/index.js";
import {
  checkExpressions,
  isOfDt,
  isReserved,
  type Numbers,
  paramsIn,
  parse,
  valuesWith,
} from "../../dist/src/models/expression.js";
import { numbers } from "../numbers.js";
import { js, refused } from "../refusals.js";

// The language of params, sentence by sentence (numbers as in the language of equations), against a twin in f64 that knows no
// text: could not catch a wrong exp, log or pow, which are the kernels' own (test/reference/math.test.ts).

const of = (text: string, given: Record<string, Numbers> = {}): Numbers =>
  parse(text, new Set(Object.keys(given)), "test").evaluate(new Map(Object.entries(given)));
const no = (text: string, names: string[] = []): string =>
  refused(() => parse(text, new Set(names), 'leak of model "lif"')).message;
const model = (derived: Record<string, string>, params: string[] = ["a"]) =>
  js({
    name: "mine",
    params: Object.fromEntries(params.map((name) => [name, {}])),
    choices: { word: { values: ["one", "two", "three"] } },
    state: {},
    derived: Object.fromEntries(Object.entries(derived).map(([name, expression]) => [name, { expression }])),
  });

describe("expressions", () => {
  it("random trees, printed with as few parentheses as the order of operators needs, give the twin's bits, alone and by columns", () => {
    const draw = numbers(11);
    const names = ["a", "b", "c"];
    type Tree = { text: string; level: number; at: (k: number) => number };
    const columns = Object.fromEntries(
      names.map((name) => [name, Float64Array.from({ length: 20 }, () => draw() * 8 - 4)]),
    );
    const inside = (tree: Tree, least: number): string => (tree.level < least ? `(${tree.text})` : tree.text);
    const binary = ["or", "and", "<", ">=", "==", "!=", "+", "-", "*", "/"];
    const meaning: Record<string, (x: number, y: number) => number> = {
      or: (x, y) => (x !== 0 || y !== 0 ? 1 : 0),
      and: (x, y) => (x !== 0 && y !== 0 ? 1 : 0),
      "<": (x, y) => (x < y ? 1 : 0),
      ">=": (x, y) => (x >= y ? 1 : 0),
      "==": (x, y) => (x === y ? 1 : 0),
      "!=": (x, y) => (x === y ? 0 : 1),
      "+": (x, y) => x + y,
      "-": (x, y) => x - y,
      "*": (x, y) => x * y,
      "/": (x, y) => x / y,
    };
    const level = (sign: string): number =>
      sign === "or" ? 1 : sign === "and" ? 2 : "+-".includes(sign) ? 5 : "*/".includes(sign) ? 6 : 4;
    const grow = (depth: number): Tree => {
      if (depth === 0 || draw() < 0.1) {
        if (draw() < 0.4) {
          const value = Math.round(draw() * 1e4) / 1e3;
          return { text: `${value}`, level: 9, at: () => value };
        }
        const name = names[Math.floor(draw() * 3)]!;
        return { text: name, level: 9, at: (k) => columns[name]![k]! };
      }
      const kind = draw();
      const x = grow(depth - 1);
      if (kind < 0.1) return { text: `-${inside(x, 7)}`, level: 7, at: (k) => -x.at(k) };
      if (kind < 0.15) return { text: `not ${inside(x, 3)}`, level: 3, at: (k) => (x.at(k) === 0 ? 1 : 0) };
      if (kind < 0.25) return { text: `(${x.text})^2`, level: 8, at: (k) => x.at(k) * x.at(k) };
      const y = grow(depth - 1);
      if (kind < 0.35)
        return {
          text: `where(${x.text},${y.text}, a)`,
          level: 9,
          at: (k) => (x.at(k) !== 0 ? y.at(k) : columns.a![k]!),
        };
      const sign = binary[Math.floor(draw() * binary.length)]!;
      const own = level(sign);
      // Comparisons stand alone; the others go from the left.
      const text = `${inside(x, own === 4 ? 5 : own)} ${sign} ${inside(y, own + 1)}`;
      return { text, level: own, at: (k) => meaning[sign]!(x.at(k), y.at(k)) };
    };
    for (let k = 0; k < 400; k++) {
      const tree = grow(5);
      if (tree.text.length > 2000) continue;
      const all = of(tree.text, columns);
      for (let k = 0; k < 20; k++) {
        expect(typeof all === "number" ? all : all[k], tree.text).toBe(tree.at(k));
        const one = Object.fromEntries(names.map((name) => [name, columns[name]![k]!]));
        expect(of(tree.text, one), tree.text).toBe(tree.at(k));
      }
    }
  });

  it("L5: f64, with the kernels' exp, log and pow", () => {
    const { exp, log, pow, log1p } = hostMaths();
    expect(of("0.1 + 0.2")).toBe(0.1 + 0.2);
    for (const x of [1e-9, 0.3, 1, 2.5, 77]) {
      expect(of("exp(x)", { x })).toBe(exp(x));
      expect(of("exp(-x)", { x })).toBe(exp(-x));
      expect(of("log(x)", { x })).toBe(log(x));
      expect(of("log1p(x)", { x })).toBe(log1p(x));
      expect(of("x^y", { x, y: 0.3 })).toBe(pow(x, 0.3));
    }
  });

  it("L5: / divides; a comparison is 1 or 0, with NaN 0 but for !=; 0 is false, all else true", () => {
    expect(of("1/2")).toBe(0.5);
    for (const sign of ["<", ">", "<=", ">=", "=="]) expect(of(`nan ${sign} nan`), sign).toBe(0);
    expect(of("nan != nan")).toBe(1);
    expect([of("2 < 3"), of("3 <= 2"), of("2 == 2"), of("not 0"), of("not 0.5")]).toEqual([1, 0, 1, 1, 0]);
    expect([of("0 or -0"), of("2 and 3"), of("nan and 1"), of("0 and nan"), of("true + true")]).toEqual([
      0, 1, 1, 0, 2,
    ]);
  });

  it("L5: where keeps one, min and max give NaN if either is, clip is min(max(x, lo), hi)", () => {
    expect([of("where(0, nan, 2)"), of("where(nan, 1, 2)")]).toEqual([2, 1]);
    for (const text of ["min(nan, 1)", "min(1, nan)", "max(nan, 1)", "max(1, nan)"]) expect(of(text), text).toBeNaN();
    expect([of("clip(5, 0, 1)"), of("clip(-5, 0, 1)"), of("clip(0.5, 0, 1)"), of("clip(5, 3, 1)")]).toEqual([
      1, 0, 0.5, 1,
    ]);
  });

  it("L5a: functions, against JavaScript's", () => {
    const exact: Record<string, (x: number) => number> = {
      sqrt: Math.sqrt,
      abs: Math.abs,
      sign: Math.sign,
      floor: Math.floor,
      ceil: Math.ceil,
      round: Math.round,
      f32: Math.fround,
    };
    const close: Record<string, (x: number) => number> = {
      log10: Math.log10,
      expm1: Math.expm1,
      exprel: (x) => (x === 0 ? 1 : Math.expm1(x) / x),
    };
    for (const x of [-30, -2.5, -1, -0.5, -1e-12, 0, 1e-12, 0.1, 0.5, 1, 2.5, 30]) {
      for (const [name, twin] of Object.entries(exact))
        expect(of(`${name}(x)`, { x }), `${name} ${x}`).toEqual(twin(x));
      for (const [name, twin] of Object.entries(close)) {
        const wanted = twin(x);
        if (Number.isNaN(wanted)) expect(of(`${name}(x)`, { x })).toBeNaN();
        else if (!Number.isFinite(wanted) || wanted === 0) expect(of(`${name}(x)`, { x })).toBe(wanted);
        else expect(Math.abs((of(`${name}(x)`, { x }) as number) / wanted - 1), `${name} ${x}`).toBeLessThan(4e-15);
      }
    }
    expect(of("exprel(inf)")).toBe(Infinity);
    expect(of("exprel(-inf)")).toBe(0);
    expect(of("pi")).toBe(Math.PI);
  });

  it("L9: ^ is **, goes from the right and binds closer than the minus before it", () => {
    expect([of("-2^2"), of("2**3^2"), of("2^-1"), of("-2^-2"), of("2*3^2"), of("(-2)^2")]).toEqual([
      -4, 512, 0.5, -0.25, 18, 4,
    ]);
  });

  it("L9: to a whole number up to 16 by squaring, ^0.5 is the root, all else exp(y·log x), NaN below 0", () => {
    for (const x of [-3.7, 0.3, 1.1]) {
      expect(of("x^3", { x })).toBe(x * (x * x));
      const fourth = x * x * (x * x);
      expect(of("x^4", { x })).toBe(fourth);
      expect(of("x^-4", { x })).toBe(1 / fourth);
      expect(of("x^16", { x })).toBe(fourth * fourth * (fourth * fourth));
      expect([of("x^0", { x }), of("x^1", { x })]).toEqual([1, x]);
    }
    expect(of("2^0.5")).toBe(Math.SQRT2);
    const { exp, log } = hostMaths();
    expect(of("1.3^17")).toBe(exp(17 * log(1.3)));
    expect(of("x^y", { x: 1.3, y: 2 })).toBe(exp(2 * log(1.3)));
    expect(of("(-2)^0.3")).toBeNaN();
  });

  it("L9: sums and products keep the order of the text", () => {
    expect(of("0.1 + 0.2 + 0.3")).toBe(0.1 + 0.2 + 0.3);
    expect(of("0.3 + 0.2 + 0.1")).toBe(0.3 + 0.2 + 0.1);
    expect(of("7/3*3/7")).toBe(((7 / 3) * 3) / 7);
  });

  it("L10: case counts, and a name is the model's own, or refused with its column", () => {
    expect(no("1 - exp(-dt/tauX)", ["tauM"])).toBe(
      'column 13 of leak of model "lif" must be a number, a function or one of dt, tauM, got "tauX"',
    );
    expect(no("taum", ["tauM"])).toContain('got "taum"');
    for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty", "globalThis", "Math"])
      expect(no(name), name).toContain(`got "${name}"`);
    expect(no("constructor(1)")).toContain('got "constructor"');
    expect(of("__proto__ + 1", Object.fromEntries([["__proto__", 2]]))).toBe(3);
  });

  it("L10: what means something in expressions is no name of a quantity", () => {
    for (const name of ["dt", "pi", "inf", "nan", "true", "and", "not", "exp", "where", "decayPair"]) {
      expect(isReserved(name), name).toBe(true);
      expect(refused(() => checkExpressions(model({ [name]: "1" }))).message).toContain("another name");
    }
    for (const name of ["tauM", "a", "constructor", "__proto__"]) expect(isReserved(name), name).toBe(false);
  });

  it("L7: derived values in any order; one from itself is refused with its path", () => {
    const values = valuesWith(model({ c: "b + word", b: "a*dt" }), { a: 3, word: "three" }, 0.5);
    expect([values("c"), values("b"), values("word"), values("c*2")]).toEqual([3.5, 1.5, 2, 7]);
    expect(refused(() => checkExpressions(model({ b: "c", c: "d + 1", d: "b" }))).message).toContain('"b → c → d → b"');
    expect(refused(() => checkExpressions(model({ b: "b" }))).message).toContain('"b → b"');
    const chain = Object.fromEntries(Array.from({ length: 300 }, (_, k) => [`d${k}`, `d${k + 1}`]));
    expect(refused(() => checkExpressions(model({ ...chain, d300: "1" }))).message).toContain("derived from");
    // Each from the two before it: as many paths as would take for ever.
    const wide = Object.fromEntries(Array.from({ length: 90 }, (_, k) => [`d${k + 2}`, `d${k} + d${k + 1}`]));
    const fibonacci = model({ d0: "a", d1: "a", ...wide });
    checkExpressions(fibonacci);
    expect(paramsIn(fibonacci, "d91")).toEqual(["a"]);
    expect(valuesWith(fibonacci, { a: 1 }, 1)("d40")).toBe(165580141);
  });

  it("L13: what is long, deep or no expression is refused, whatever it is", () => {
    for (const text of ["(".repeat(1000), "-".repeat(1000), "2^".repeat(900), "exp(".repeat(500)])
      expect(no(text)).toContain("must be less nested");
    expect(no(`1${"+1".repeat(20000)}`)).toMatch(/^length of expression of leak .* at most 32768 letters, got 40001$/);
    expect(of(`1${"+1".repeat(999)}`)).toBe(1000);
    for (const text of [
      "",
      " ",
      "1 2",
      "1 +",
      "(1",
      "1)",
      "exp 1",
      "exp(1, 2)",
      "min(1)",
      "a = 1",
      "1 < 2 < 3",
      "2x",
      "0x10",
    ])
      expect(no(text), text).toMatch(/^column \d+ of leak of model "lif" must be /);
    for (const text of [
      "1.2.3",
      "1 − 2",
      "a·b",
      "not",
      "and",
      "2 * not 1",
      "f(1)",
      "exp",
      "+1",
      "1e",
      "\u0000",
      "`",
      "a.b",
      "a[0]",
    ])
      expect(no(text, ["a", "b"]), text).toMatch(/^column \d+ of leak of model "lif" must be /);
  });

  it("a value is one number for all where it comes from dt and choices alone, and a column where params differ", () => {
    expect(["heldAbove", "leak", "decayE"].map((name) => isOfDt(lif, name))).toEqual([true, false, false]);
    expect(paramsIn(lif, "vInf").sort()).toEqual(["cM", "eL", "iExt", "tauM", "vTh"]);
    const tauM = Float32Array.of(10, 20);
    const given = { tauM, tauSyn: 5, vTh: 20, vReset: 0, tRef: 2, bias: 0, refractory: "hold" };
    const values = valuesWith(lifDiscrete, given, 0.5);
    expect(values("leak")).toEqual(Float64Array.of(0.05, 0.025));
    expect([values("refSteps"), values("hold")]).toEqual([4, 1]);
  });
});
