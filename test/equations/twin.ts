/**
 * The language of equations once more, one neuron at a time in f64 and as literally as it is written down: L1 (order of a step), L2 (reset),
 * L3 (refractoriness), L5 (numbers) and the methods. It shares with the package the trees that texts are read into, and nothing else:
 * `exact` is a Runge–Kutta method of many small steps here.
 */
import type { NeuronRead } from "../../dist/src/equations/described.js";
import { read } from "../../dist/src/equations/read.js";
import type { NeuronSpec } from "../../dist/src/equations/spec.js";
import type { Expression } from "../../dist/src/equations/syntax.js";

type Values = Map<string, number>;

const functions: Record<string, (...x: number[]) => number> = {
  exp: Math.exp,
  log: Math.log,
  log10: Math.log10,
  log1p: Math.log1p,
  expm1: Math.expm1,
  exprel: (x) => (x === 0 ? 1 : Math.expm1(x) / x),
  sqrt: Math.sqrt,
  abs: Math.abs,
  sign: Math.sign,
  floor: Math.floor,
  ceil: Math.ceil,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  min: Math.min,
  max: Math.max,
  clip: (x, low, high) => Math.min(Math.max(x, low), high),
  where: (c, a, b) => (c !== 0 ? a! : b!),
};

export interface Twin {
  /** Values at the end of every step, by state and input. */
  readonly traces: Record<string, number[]>;
  /** Steps whose end is a spike's time. */
  readonly spikes: number[];
}

export interface Played {
  readonly dt: number;
  readonly steps: number;
  readonly params?: Record<string, number>;
  readonly init?: Record<string, number>;
  readonly method: string;
  readonly index?: number;
  /** What arrives at an input in a step: at the end of it for states, during it for one-step currents and pulses. */
  readonly arrives?: (input: string, step: number) => number;
}

export const twin = (
  spec: NeuronSpec,
  { dt, steps, params = {}, init = {}, method, index = 0, arrives }: Played,
): Twin => {
  const it: NeuronRead = read(spec);
  const fixed: Values = new Map(
    Object.entries(it.params).map(([name, { default: value }]) => [name, params[name] ?? value]),
  );
  const constants: Record<string, number> = {
    pi: Math.PI,
    inf: Infinity,
    nan: NaN,
    true: 1,
    false: 0,
    dt,
    i: index,
    N: 1,
  };
  let age = Infinity;
  let isRefractory = false;
  let left = 0;
  const subexpressions = new Map(it.subexpressions.map(({ name, value }) => [name, value]));

  /** An expression where states have these values, at a time; `before`: values of the beginning of the step. */
  const evaluate = (e: Expression, values: Values, t: number, before: Values = values): number => {
    switch (e.kind) {
      case "number":
        return e.value;
      case "name": {
        const { name } = e;
        if (values.has(name)) return it.timers.includes(name) ? values.get(name)! * dt : values.get(name)!;
        if (fixed.has(name)) return fixed.get(name)!;
        if (subexpressions.has(name)) return evaluate(subexpressions.get(name)!, values, t, before);
        if (name.endsWith("_before")) return before.get(name.slice(0, -7))!;
        if (name === "t") return t;
        if (name === "sinceSpike") return age;
        if (name === "refractory") return +isRefractory;
        // What is left are units.
        return constants[name] ?? 1;
      }
      case "unary": {
        const of = evaluate(e.of, values, t, before);
        return e.operator === "-" ? -of : +(of === 0);
      }
      case "binary": {
        const [a, b] = [evaluate(e.left, values, t, before), evaluate(e.right, values, t, before)];
        switch (e.operator) {
          case "+":
            return a + b;
          case "-":
            return a - b;
          case "*":
            return a * b;
          case "/":
            return a / b;
          case "^":
            return a ** b;
          case "<":
            return +(a < b);
          case "<=":
            return +(a <= b);
          case ">":
            return +(a > b);
          case ">=":
            return +(a >= b);
          case "==":
            return +(a === b);
          case "!=":
            return +(a !== b);
          case "and":
            return +(a !== 0 && b !== 0);
          case "or":
            return +(a !== 0 || b !== 0);
        }
        break;
      }
      case "call":
        return functions[e.name]!(...e.args.map((arg) => evaluate(arg, values, t, before)));
    }
    throw new Error("no such expression");
  };

  const isState = (name: string) => it.states.some((state) => state.name === name);
  const values: Values = new Map();
  for (const { name } of it.states) values.set(name, 0);
  for (const [name, value] of Object.entries(it.init))
    if ("place" in value) values.set(name, evaluate(value, new Map([...fixed, ...values]), 0));
  for (const [name, value] of Object.entries(init)) values.set(name, value);
  for (const { name } of it.inputs) if (!isState(name)) values.set(name, 0);
  for (const name of it.timers) values.set(name, 0);

  const moving = it.states.filter(({ slope }) => slope);
  const slopes = (at: Values, t: number): Values =>
    new Map(moving.map(({ name, slope, stops }) => [name, stops && isRefractory ? 0 : evaluate(slope!, at, t)]));
  const moved = (from: Values, k: Values, h: number): Values => {
    const out = new Map(from);
    for (const [name, slope] of k) out.set(name, from.get(name)! + h * slope);
    return out;
  };
  const classical = (from: Values, t: number, h: number): Values => {
    const k1 = slopes(from, t);
    const k2 = slopes(moved(from, k1, h / 2), t + h / 2);
    const k3 = slopes(moved(from, k2, h / 2), t + h / 2);
    const k4 = slopes(moved(from, k3, h), t + h);
    const out = new Map(from);
    for (const name of k1.keys())
      out.set(
        name,
        from.get(name)! + (h / 6) * (k1.get(name)! + 2 * k2.get(name)! + 2 * k3.get(name)! + k4.get(name)!),
      );
    return out;
  };
  /** a and b of slope a + b·x: it is linear in its own state. */
  const ownLinear = (name: string, at: Values, t: number): [number, number] => {
    const zero = slopes(new Map([...at, [name, 0]]), t).get(name)!;
    return [zero, slopes(new Map([...at, [name, 1]]), t).get(name)! - zero];
  };
  const advance = (t: number): Values => {
    switch (method) {
      case "euler": {
        const out = new Map(values);
        for (const { name } of moving) {
          const n = it.substeps[name] ?? 1;
          if (n === 1) continue;
          for (let k = 0; k < n; k++) {
            const at = new Map([...values, ...[...out].filter(([each]) => (it.substeps[each] ?? 1) > 1)]);
            out.set(name, out.get(name)! + (dt / n) * slopes(at, t + (k * dt) / n).get(name)!);
          }
        }
        const at = new Map(values);
        for (const { name } of moving) if ((it.substeps[name] ?? 1) > 1) at.set(name, out.get(name)!);
        const k = slopes(at, t);
        for (const { name } of moving)
          if ((it.substeps[name] ?? 1) === 1) out.set(name, values.get(name)! + dt * k.get(name)!);
        return out;
      }
      case "rk2":
        return moved(values, slopes(moved(values, slopes(values, t), dt / 2), t + dt / 2), dt);
      case "rk4":
        return classical(values, t, dt);
      case "heun": {
        const k1 = slopes(values, t);
        const k2 = slopes(moved(values, k1, dt), t + dt);
        return new Map(
          [...values].map(([name, x]) => [name, x + (k1.has(name) ? (dt / 2) * (k1.get(name)! + k2.get(name)!) : 0)]),
        );
      }
      case "exact": {
        let at = new Map(values);
        for (let k = 0; k < 50; k++) at = classical(at, t + (k * dt) / 50, dt / 50);
        return at;
      }
      default: {
        const out = new Map(values);
        for (const { name } of moving) {
          const x = values.get(name)!;
          const [a, b] = ownLinear(name, values, t);
          const f = a + b * x;
          const z = -b * dt;
          const isFixed = moving.every(
            (other) =>
              Math.abs(ownLinear(name, new Map([...values, [other.name, values.get(other.name)! + 1]]), t)[1] - b) <
              1e-12,
          );
          if (method === "trapezoidal" && !isFixed)
            out.set(name, b === 0 ? x + dt * f : x + (-a / b - x) * Math.min(1, z / (1 + z / 2)));
          else out.set(name, x + dt * f * functions.exprel!(b * dt));
        }
        return out;
      }
    }
  };

  const traces: Record<string, number[]> = Object.fromEntries([...values.keys()].map((name) => [name, []]));
  const spikes: number[] = [];
  for (let step = 0; step < steps; step++) {
    const t = step * dt;
    for (const { name } of it.inputs) if (!isState(name)) values.set(name, arrives?.(name, step) ?? 0);
    isRefractory = it.refractory?.kind === "time" ? left > 0 : isRefractory;
    const before = new Map(values);
    const next = advance(t);
    for (const { name, adds } of it.inputs)
      if (adds && !(isRefractory && it.states.find((state) => state.name === adds)!.stops))
        next.set(adds, next.get(adds)! + values.get(name)!);
    for (const { name } of it.inputs) if (!isState(name)) next.set(name, 0);
    age += dt;
    const fires = it.threshold !== null && evaluate(it.threshold, next, t + dt, before) !== 0 && !isRefractory;
    for (const timer of it.timers) next.set(timer, Math.max(0, next.get(timer)! - 1));
    left = Math.max(0, left - 1);
    if (fires) {
      spikes.push(step);
      for (const { name, operator, value } of it.reset) {
        const given = evaluate(value, next, t + dt, before);
        const isTimer = it.timers.includes(name);
        const now = isTimer ? next.get(name)! * dt : next.get(name)!;
        const result = { "=": given, "+=": now + given, "-=": now - given, "*=": now * given, "/=": now / given }[
          operator
        ];
        next.set(name, isTimer ? Math.max(0, Math.floor(result / dt + 0.5)) : result);
      }
      age = 0;
      if (it.refractory?.kind === "time")
        left = Math.max(0, Math.floor(evaluate(it.refractory.value, next, t + dt, before) / dt + 0.5));
    }
    if (it.refractory?.kind === "condition")
      isRefractory = (isRefractory || fires) && evaluate(it.refractory.value, next, t + dt, before) !== 0;
    for (const { name } of it.inputs) if (isState(name)) next.set(name, next.get(name)! + (arrives?.(name, step) ?? 0));
    for (const [name, value] of next) values.set(name, value);
    for (const each of it.every) {
      const n = Math.max(1, Math.floor(each.ms / dt + 0.5));
      if ((step + 1) % n === 0)
        for (const { name, operator, value } of each.statements) {
          const given = evaluate(value, values, t + dt);
          const now = values.get(name)!;
          values.set(
            name,
            { "=": given, "+=": now + given, "-=": now - given, "*=": now * given, "/=": now / given }[operator],
          );
        }
    }
    for (const [name, value] of values) traces[name]!.push(value);
  }
  return { traces, spikes };
};
