/** Units (L4): a product of powers of ms, mV, pA, µM and µm, and a power of ten. */
import type { Expression, Place } from "./syntax.js";
import { elsewhere } from "./words.js";

export interface Unit {
  /** Exponents of ms, mV, pA, uM, um. */
  readonly powers: readonly number[];
  /** Power of ten. */
  readonly ten: number;
}

const BASE = ["ms", "mV", "pA", "uM", "um"] as const;

const unit = (ms: number, mV: number, pA: number, ten = 0, uM = 0, um = 0): Unit => ({
  powers: [ms, mV, pA, uM, um],
  ten,
});

export const NONE = unit(0, 0, 0);
export const MS = unit(1, 0, 0);
/** Of xi. */
export const NOISE = unit(-0.5, 0, 0);

/** Constants that texts may name. */
export const unitConstants: ReadonlyMap<string, Unit> = new Map([
  ["ms", MS],
  ["us", unit(1, 0, 0, -3)],
  ["mV", unit(0, 1, 0)],
  ["uV", unit(0, 1, 0, -3)],
  ["pA", unit(0, 0, 1)],
  ["nA", unit(0, 0, 1, 3)],
  ["uA", unit(0, 0, 1, 6)],
  ["nS", unit(0, -1, 1)],
  ["uS", unit(0, -1, 1, 3)],
  ["mS", unit(0, -1, 1, 6)],
  ["pF", unit(1, -1, 1)],
  ["nF", unit(1, -1, 1, 3)],
  ["uF", unit(1, -1, 1, 6)],
  ["GOhm", unit(0, 1, -1)],
  ["MOhm", unit(0, 1, -1, -3)],
  ["Hz", unit(-1, 0, 0, -3)],
  ["kHz", unit(-1, 0, 0)],
  ["uM", unit(0, 0, 0, 0, 1)],
  ["nM", unit(0, 0, 0, -3, 1)],
  ["mM", unit(0, 0, 0, 3, 1)],
  ["um", unit(0, 0, 0, 0, 0, 1)],
  ["mm", unit(0, 0, 0, 3, 0, 1)],
  ["cm", unit(0, 0, 0, 4, 0, 1)],
]);

export const times = (a: Unit, b: Unit, sign = 1): Unit => ({
  powers: a.powers.map((power, k) => power + sign * b.powers[k]!),
  ten: a.ten + sign * b.ten,
});

export const raised = (a: Unit, n: number): Unit => ({ powers: a.powers.map((power) => power * n), ten: a.ten * n });

const sameKind = (a: Unit, b: Unit): boolean => a.powers.every((power, k) => Math.abs(power - b.powers[k]!) < 1e-9);

export const isSame = (a: Unit, b: Unit): boolean => sameKind(a, b) && Math.abs(a.ten - b.ten) < 1e-9;

/** A unit in words. */
export const show = (a: Unit): string => {
  for (const [name, known] of unitConstants) if (isSame(a, known)) return name;
  const part = (sign: number) =>
    BASE.flatMap((name, k) => {
      const power = sign * a.powers[k]!;
      return power > 0 ? [power === 1 ? name : `${name}^${power}`] : [];
    });
  const [above, below] = [part(1), part(-1)];
  const text =
    above.length + below.length === 0
      ? "a pure number"
      : `${above.join("*") || "1"}${below.map((each) => `/${each}`).join("")}`;
  return a.ten === 0 ? text : `10^${a.ten} ${text}`;
};

/** A unit as it is written: names with powers, `*`, `/`, "1". Null, and what is unknown, where it is none. */
export const parsedUnit = (text: string): Unit | { readonly unknown: string; readonly cure?: string } => {
  let out = NONE;
  let sign = 1;
  const plain = text
    .replace(/[\u00b5\u03bc]/g, "u")
    .replace(/[\u03a9\u2126]/g, "Ohm")
    .replace(/\s+/g, "");
  const parts = plain.split(/([*/\u00b7])/);
  for (const [k, part] of parts.entries()) {
    if (k % 2 === 1) {
      sign = part === "/" ? -1 : 1;
      continue;
    }
    const found = /^([A-Za-z]\w*?|1)(?:\^(-?\d+(?:\.\d+)?)|\^\((-?\d+(?:\.\d+)?)\))?$/.exec(part);
    const known = found?.[1] === "1" ? NONE : unitConstants.get(found?.[1] ?? "");
    if (!known) {
      const cure = elsewhere(found?.[1] ?? part) ?? larger[found?.[1] ?? ""];
      return { unknown: part || text, ...(cure ? { cure } : {}) };
    }
    out = times(out, raised(known, sign * Number(found![2] ?? found![3] ?? 1)));
  }
  return out;
};

/** What to write instead of units that are not used here. */
const larger: Readonly<Record<string, string>> = {
  s: "times are in ms",
  sec: "times are in ms",
  V: "potentials are in mV",
  A: "currents are in pA",
  S: "conductances are in nS",
  F: "capacitances are in pF",
  Ohm: "resistances are in GOhm (mV/pA) or MOhm",
  kOhm: "resistances are in GOhm (mV/pA) or MOhm",
  M: "concentrations are in uM",
};

/** What cures a difference, where something simple does. */
const cureOf = (got: Unit, wanted: Unit): string => {
  if (!sameKind(got, wanted)) {
    const whole = times(got, wanted, -1);
    for (const [name, known] of unitConstants)
      for (const sign of [1, -1])
        if (isSame(whole, raised(known, sign))) return `; ${sign > 0 ? "/" : "*"}${name} makes it right`;
    return "";
  }
  const power = got.ten - wanted.ten;
  const factor = power > 0 ? `*${10 ** power}` : `/${10 ** -power}`;
  const hint =
    Math.abs(power) === 3 && wanted.powers[2] === 0 && got.powers[1] === 1 ? ", or a resistance in GOhm" : "";
  return `; the same kind, so ${factor} makes it right${hint}`;
};

/** The units of a model's names; null: unknown, fits all. */
export type UnitOf = (name: string) => Unit | null;

/** Says what is wrong at a place. */
export type Wrong = (place: Place, what: string, expected: string, got: string) => Error;

const isLiteral = (e: Expression): boolean =>
  e.kind === "number" || (e.kind === "unary" && e.operator === "-" && e.of.kind === "number");

const literal = (e: Expression): number | null => {
  if (e.kind === "number") return e.value;
  return e.kind === "unary" && e.operator === "-" && e.of.kind === "number" ? -e.of.value : null;
};

const PURE = new Set("exp log log10 log1p expm1 exprel sin cos tan sinh cosh tanh".split(" "));

/** The unit of an expression; null: unknown. */
export const unitIn = (expression: Expression, unitOf: UnitOf, wrong: Wrong): Unit | null => {
  /** Both sides in one unit, where a literal takes the other's. */
  const joined = (parts: readonly Expression[], what: string, place: Place): Unit | null => {
    let found: Unit | null = null;
    for (const part of parts) {
      const own = visit(part);
      if (!own || isLiteral(part)) continue;
      if (found && !isSame(found, own))
        throw wrong(place, `units of ${what}`, `alike: ${show(found)} on one side${cureOf(own, found)}`, show(own));
      found ??= own;
    }
    // Literals alone are pure numbers.
    return found ?? (parts.every(isLiteral) ? NONE : null);
  };
  const pure = (e: Expression, what: string): void => {
    const own = visit(e);
    if (own && !isSame(own, NONE) && !isLiteral(e))
      throw wrong(e.place, what, `a pure number${cureOf(own, NONE)}`, show(own));
  };
  const visit = (e: Expression): Unit | null => {
    switch (e.kind) {
      case "number":
        return NONE;
      case "name":
        return unitOf(e.name);
      case "unary":
        if (e.operator === "-") return visit(e.of);
        visit(e.of);
        return NONE;
      case "binary": {
        const { operator, left, right, place } = e;
        if (operator === "+" || operator === "-") return joined([left, right], `"${operator}"`, place);
        if (operator === "*" || operator === "/") {
          const [a, b] = [visit(left), visit(right)];
          return a && b && times(a, b, operator === "*" ? 1 : -1);
        }
        if (operator === "^") {
          pure(right, "exponent");
          const [base, n] = [visit(left), literal(right)];
          if (!base || isSame(base, NONE)) return base;
          if (n === null)
            throw wrong(place, 'base of "^"', "a pure number, where the exponent is no number of the text", show(base));
          return raised(base, n);
        }
        if (operator === "and" || operator === "or") {
          visit(left);
          visit(right);
        } else joined([left, right], `"${operator}"`, place);
        return NONE;
      }
      case "call": {
        const { name, args, place } = e;
        if (name === "where") {
          visit(args[0]!);
          return joined(args.slice(1), "where(…)", place);
        }
        if (name === "min" || name === "max" || name === "clip") return joined(args, `${name}(…)`, place);
        if (PURE.has(name)) {
          pure(args[0]!, `argument of ${name}`);
          return NONE;
        }
        const own = args[0] ? visit(args[0]) : NONE;
        if (name === "sqrt") return own && raised(own, 0.5);
        return name === "sign" ? NONE : own;
      }
    }
  };
  return visit(expression);
};

/** Refuses what is not in the unit wanted. */
export const requireUnit = (
  expression: Expression,
  wanted: Unit | null,
  place: Place,
  what: string,
  unitOf: UnitOf,
  wrong: Wrong,
): void => {
  const own = unitIn(expression, unitOf, wrong);
  if (own && wanted && !isSame(own, wanted) && !isLiteral(expression))
    throw wrong(place, what, `in ${show(wanted)}${cureOf(own, wanted)}`, show(own));
};
