/**
 * From the values of states at t to those at t+dt, as graphs. Slopes are f; h is dt; of a state x, f = a + b·x where that is so.
 *
 *   exact              x ← e^(A·h) x, for linear equations whose coefficients stay (Rotter & Diesmann 1999, Biol. Cybern. 81:381)
 *   exponentialEuler   x ← x + h·f·(e^(b·h) − 1)/(b·h), a and b of the values at t
 *   trapezoidal        x ← x + h·f/max(1 + z/2, z), z = −b·h (L12)
 *   euler              x ← x + h·f
 *   rk2                the midpoint rule: x ← x + h·f(t + h/2, x + h·f/2)
 *   heun               x ← x + h·(f + f(t + h, x + h·f))/2; with noise that of Stratonovich
 *   rk4                the classical Runge–Kutta method
 *   milstein           euler, and g·g'·(N² − 1)·h/2 of noise g
 *
 * Noise: √h·g·N is added, with g as it is at t.
 */
import { type Graph, Level, type Node, Unfit } from "./graph.js";
import type { Method } from "./spec.js";

/** Values of states by name; the time that they are of. */
export interface Stage {
  readonly values: ReadonlyMap<string, Node>;
  readonly time: Node;
}

export interface System {
  readonly graph: Graph;
  /** In the order of the text. */
  readonly states: readonly string[];
  /** Columns that stay as they are in a step: one-step currents, states without an equation. */
  readonly constants: readonly string[];
  /** Slopes of all states at a stage; 0 of those that stop, if they are stopped. */
  readonly slopes: (stage: Stage, stopped: boolean) => ReadonlyMap<string, Node>;
  readonly substeps: Readonly<Record<string, number>>;
}

type Values = ReadonlyMap<string, Node>;

/** Largest matrix. */
const MOST = 32;

/** Whether a name is that of noise, which stands in slopes as a column of its own until it is found linear there. */
export const isNoise = (name: string): boolean => name === "xi" || name.startsWith("xi_");

/** The noises in a value. */
const noiseIn = (node: Node): Node[] => {
  const found = new Set<Node>();
  const seen = new Set<Node>();
  const visit = (at: Node): void => {
    if (seen.has(at)) return;
    seen.add(at);
    if (at.op === "column" && isNoise(at.name)) found.add(at);
    at.args.forEach(visit);
  };
  visit(node);
  return [...found].sort((a, b) => a.id - b.id);
};

/** Every step of a system by one method. */
export class Methods {
  readonly #system: System;
  readonly #graph: Graph;
  readonly #now: Values;

  constructor(system: System) {
    this.#system = system;
    this.#graph = system.graph;
    this.#now = new Map(
      [...system.states, ...system.constants].map((name) => [name, system.graph.column(name)] as const),
    );
  }

  /** A slope without its noise, and what goes with each noise; null where noise does not stand as a factor. */
  #split(state: string, slope: Node): { drift: Node; noises: readonly (readonly [noise: Node, factor: Node])[] } {
    let drift = slope;
    const noises: (readonly [Node, Node])[] = [];
    for (const noise of noiseIn(slope)) {
      const parts = this.#graph.linear(drift, noise);
      if (!parts || noiseIn(parts[1]).length > 0)
        throw new Unfit(state, `linear in ${noise.name}: a sum of terms that have it as a factor once`);
      drift = parts[0];
      noises.push([noise, parts[1]]);
    }
    return { drift, noises };
  }

  #at(values: Values, time: Node): Stage {
    return { values: new Map([...this.#now, ...values]), time };
  }

  get #start(): Stage {
    return this.#at(new Map(), this.#graph.node("t"));
  }

  /** Time a share of a step later. */
  #later(share: number): Node {
    const g = this.#graph;
    return g.add(g.node("t"), g.mul(g.dt, g.number(share)));
  }

  #drifts(stage: Stage, stopped: boolean): Map<string, Node> {
    const slopes = this.#system.slopes(stage, stopped);
    return new Map(this.#system.states.map((name) => [name, this.#split(name, slopes.get(name)!).drift] as const));
  }

  /** What noise adds to each state in a step, of the factors at a stage. */
  #shaken(stage: Stage, stopped: boolean): Map<string, Node> {
    const g = this.#graph;
    const root = g.call("sqrt", g.dt);
    const slopes = this.#system.slopes(stage, stopped);
    const out = new Map<string, Node>();
    for (const name of this.#system.states)
      for (const [noise, factor] of this.#split(name, slopes.get(name)!).noises) {
        const each = g.mul(g.mul(factor, root), g.node("normal", [], noise.name));
        const before = out.get(name);
        out.set(name, before ? g.add(before, each) : each);
      }
    return out;
  }

  /** Whether any slope has noise, and whether its factors come from states: it is multiplicative then. */
  get noise(): "none" | "additive" | "multiplicative" {
    const slopes = this.#system.slopes(this.#start, false);
    let kind: "none" | "additive" | "multiplicative" = "none";
    for (const name of this.#system.states)
      for (const [, factor] of this.#split(name, slopes.get(name)!).noises) {
        if (kind === "none") kind = "additive";
        if (this.#system.states.some((state) => this.#graph.uses(factor, this.#now.get(state)!)))
          kind = "multiplicative";
      }
    return kind;
  }

  /** Slopes as a + b·x of their own state. */
  linearity(stopped = false): Map<string, readonly [Node, Node] | null> {
    const drifts = this.#drifts(this.#start, stopped);
    return new Map(
      [...drifts].map(([name, drift]) => [name, this.#graph.linear(drift, this.#now.get(name)!)] as const),
    );
  }

  /** The method that `auto` takes, and why. */
  chosen(): readonly [method: Exclude<Method, "auto">, reason: string] {
    if (this.noise === "multiplicative")
      throw new Unfit(
        null,
        'euler or milstein (Itô) or heun (Stratonovich), as noise is multiplied by states: "auto" does not choose between them',
      );
    if (Object.keys(this.#system.substeps).length > 0) return ["euler", "substeps are its own"];
    try {
      this.#matrix(false);
      return ["exact", "all equations are linear, with coefficients of params alone"];
    } catch (error) {
      if (!(error instanceof Unfit)) throw error;
      const bent = [...this.linearity()].find(([, parts]) => !parts);
      if (!bent)
        return [
          "exponentialEuler",
          `each equation is linear in its own variable, but ${error.state} is not linear with coefficients of params alone`,
        ];
      return ["euler", `d${bent[0]}/dt is not linear in ${bent[0]}`];
    }
  }

  /** All states at t+dt. */
  advanced(method: Exclude<Method, "auto">, stopped: boolean): Map<string, Node> {
    const g = this.#graph;
    if (method !== "heun" && method !== "milstein" && method !== "euler" && this.noise === "multiplicative")
      throw new Unfit(null, "euler or milstein (Itô) or heun (Stratonovich), as noise is multiplied by states");
    const shaken = this.#shaken(this.#start, stopped);
    const withNoise = (next: Map<string, Node>): Map<string, Node> => {
      for (const [name, noise] of shaken) next.set(name, g.add(next.get(name)!, noise));
      return next;
    };
    switch (method) {
      case "exact":
        return withNoise(this.#exact(stopped));
      case "exponentialEuler":
      case "trapezoidal":
        return withNoise(this.#conditionally(method, stopped));
      case "euler":
        return withNoise(this.#euler(stopped));
      case "milstein":
        return this.#milstein(stopped, withNoise(this.#euler(stopped)));
      case "rk2":
        return withNoise(this.#midpoint(stopped));
      case "rk4":
        return withNoise(this.#classical(stopped));
      case "heun":
        return this.#heun(stopped, shaken);
    }
  }

  /** x + share·h·k of each state. */
  #moved(slopes: Values, share: number): Map<string, Node> {
    const g = this.#graph;
    const h = g.mul(g.dt, g.number(share));
    return new Map([...slopes].map(([name, k]) => [name, g.add(this.#now.get(name)!, g.mul(h, k))] as const));
  }

  #euler(stopped: boolean): Map<string, Node> {
    const g = this.#graph;
    const { states, substeps } = this.#system;
    const next = new Map<string, Node>();
    // Those that go in several steps go first, one after the other; the others see where they have come to.
    const many = states.filter((name) => (substeps[name] ?? 1) > 1);
    for (const name of many) {
      const n = substeps[name]!;
      for (let k = 0; k < n; k++) {
        const slope = this.#drifts(this.#at(next, this.#later(k / n)), stopped).get(name)!;
        next.set(name, g.add(next.get(name) ?? this.#now.get(name)!, g.mul(g.mul(g.dt, g.number(1 / n)), slope)));
      }
    }
    const drifts = this.#drifts(this.#at(next, g.node("t")), stopped);
    for (const name of states)
      if (!next.has(name)) next.set(name, g.add(this.#now.get(name)!, g.mul(g.dt, drifts.get(name)!)));
    return new Map(states.map((name) => [name, next.get(name)!] as const));
  }

  #milstein(stopped: boolean, next: Map<string, Node>): Map<string, Node> {
    const g = this.#graph;
    const slopes = this.#system.slopes(this.#start, stopped);
    const met = new Map<Node, string>();
    for (const name of this.#system.states) {
      const { noises } = this.#split(name, slopes.get(name)!);
      for (const [noise, factor] of noises) {
        const other = [...this.#system.states].find((x) => x !== name && g.uses(factor, this.#now.get(x)!));
        if (other)
          throw new Unfit(
            name,
            `with noise that no other state multiplies, for milstein: ${other} does; euler and heun take it`,
          );
        const own = g.derivative(factor, this.#now.get(name)!);
        if (!own)
          throw new Unfit(
            name,
            "with noise whose factor has a derivative that is known, for milstein; euler and heun take it",
          );
        if (g.is(own, 0)) continue;
        if (met.has(noise) || noises.length > 1)
          throw new Unfit(
            name,
            `with one noise of its own where its factor depends on ${name}, for milstein; euler and heun take it`,
          );
        met.set(noise, name);
        const half = g.mul(g.dt, g.number(0.5));
        const drawn = g.node("normal", [], noise.name);
        const bent = g.mul(g.mul(g.mul(factor, own), half), g.sub(g.mul(drawn, drawn), g.number(1)));
        next.set(name, g.add(next.get(name)!, bent));
      }
    }
    return next;
  }

  #midpoint(stopped: boolean): Map<string, Node> {
    const k1 = this.#drifts(this.#start, stopped);
    return this.#moved(this.#drifts(this.#at(this.#moved(k1, 0.5), this.#later(0.5)), stopped), 1);
  }

  #classical(stopped: boolean): Map<string, Node> {
    const g = this.#graph;
    const k1 = this.#drifts(this.#start, stopped);
    const k2 = this.#drifts(this.#at(this.#moved(k1, 0.5), this.#later(0.5)), stopped);
    const k3 = this.#drifts(this.#at(this.#moved(k2, 0.5), this.#later(0.5)), stopped);
    const k4 = this.#drifts(this.#at(this.#moved(k3, 1), this.#later(1)), stopped);
    const sixth = g.div(g.dt, g.number(6));
    return new Map(
      this.#system.states.map((name) => {
        const inner = g.mul(g.number(2), g.add(k2.get(name)!, k3.get(name)!));
        const sum = g.add(g.add(k1.get(name)!, inner), k4.get(name)!);
        return [name, g.add(this.#now.get(name)!, g.mul(sixth, sum))] as const;
      }),
    );
  }

  #heun(stopped: boolean, shaken: Values): Map<string, Node> {
    const g = this.#graph;
    const k1 = this.#drifts(this.#start, stopped);
    const guess = this.#moved(k1, 1);
    for (const [name, noise] of shaken) guess.set(name, g.add(guess.get(name)!, noise));
    const stage = this.#at(guess, this.#later(1));
    const k2 = this.#drifts(stage, stopped);
    const again = this.#shaken(stage, stopped);
    const half = g.number(0.5);
    return new Map(
      this.#system.states.map((name) => {
        const drift = g.mul(g.mul(g.dt, half), g.add(k1.get(name)!, k2.get(name)!));
        const [first, second] = [shaken.get(name), again.get(name)];
        const next = g.add(this.#now.get(name)!, drift);
        return [name, first ? g.add(next, g.mul(half, g.add(first, second!))) : next] as const;
      }),
    );
  }

  #conditionally(method: "exponentialEuler" | "trapezoidal", stopped: boolean): Map<string, Node> {
    const g = this.#graph;
    const drifts = this.#drifts(this.#start, stopped);
    return new Map(
      [...drifts].map(([name, f]) => {
        const x = this.#now.get(name)!;
        const parts = g.linear(f, x);
        if (!parts) throw new Unfit(name, `linear in ${name} for "${method}"; rk2, rk4 and euler take it`);
        const [a, b] = parts;
        if (g.is(b, 0)) return [name, g.add(x, g.mul(g.dt, f))] as const;
        const bh = g.mul(b, g.dt);
        // A coefficient that stays is taken at its word.
        if (b.level <= Level.param) {
          if (g.is(a, 0)) return [name, g.mul(x, g.call("exp", bh))] as const;
          return [name, g.add(x, g.mul(f, g.mul(g.dt, g.call("exprel", bh))))] as const;
        }
        const moved = this.#times(a, b, x);
        if (method === "exponentialEuler") return [name, g.add(x, g.mul(moved, g.call("exprel", bh)))] as const;
        const z = g.neg(bh);
        const reach = g.call("max", g.mul(g.add(z, g.number(2)), g.number(0.5)), z);
        return [name, g.add(x, g.div(moved, reach))] as const;
      }),
    );
  }

  /** dt·(a + b·x): a factor that both have, as 1/cM, is multiplied once. */
  #times(a: Node, b: Node, x: Node): Node {
    const g = this.#graph;
    const isShared = a.op === "mul" && b.op === "mul" && a.args[1] === b.args[1] && a.args[1]!.level <= Level.param;
    const [p, q, factor] = isShared ? [a.args[0]!, b.args[0]!, a.args[1]!] : [a, b, g.number(1)];
    return g.mul(g.add(p, g.mul(q, x)), g.mul(factor, g.dt));
  }

  /** Slopes as rows of a matrix over states, constants and 1, all from params alone. */
  #matrix(stopped: boolean): { readonly names: readonly string[]; readonly rows: readonly (readonly Node[])[] } {
    const g = this.#graph;
    const { states, constants } = this.#system;
    const drifts = this.#drifts(this.#start, stopped);
    const names = [...states, ...constants];
    const rows = states.map((name) => {
      let rest = drifts.get(name)!;
      const row: Node[] = [];
      for (const other of names) {
        const parts = g.linear(rest, this.#now.get(other)!);
        if (!parts || parts[1].level > Level.param)
          throw new Unfit(
            name,
            'linear, with coefficients of params alone, for "exact"; exponentialEuler, rk2, rk4 and euler take others',
          );
        row.push(parts[1]);
        rest = parts[0];
      }
      if (rest.level > Level.param)
        throw new Unfit(
          name,
          'free of t, i and random numbers but noise, for "exact"; exponentialEuler, rk2, rk4 and euler take others',
        );
      row.push(rest);
      return row;
    });
    return { names, rows };
  }

  #exact(stopped: boolean): Map<string, Node> {
    const g = this.#graph;
    const { states } = this.#system;
    const { names, rows } = this.#matrix(stopped);
    const n = names.length;
    const nonzero = (i: number, j: number): boolean => i < states.length && !g.is(rows[i]![j]!, 0);
    // reach[i][j]: i comes, in the end, from j; the last column is the constant 1.
    const reach = states.map((_, i) => Array.from({ length: n + 1 }, (_, j) => nonzero(i, j)));
    for (let k = 0; k < states.length; k++)
      for (let i = 0; i < states.length; i++)
        if (reach[i]![k]) for (let j = 0; j <= n; j++) reach[i]![j] ||= reach[k]![j]!;
    const rate = (i: number, j: number): Node => (nonzero(i, j) ? g.mul(rows[i]![j]!, g.dt) : g.number(0));
    const isLooped = (i: number): boolean =>
      states.some((_, k) => k !== i && reach[i]![k] && k < states.length && reach[k]![i]!);
    /** What of x_j at t is in x_i − x_i(t) at t+dt. */
    const entry = (i: number, j: number): Node => {
      const between = states.flatMap((_, k) =>
        k === i || (k === j && j < states.length) || (reach[i]![k] && reach[k]![j]) ? [k] : [],
      );
      if (j >= states.length) between.push(j);
      if (i === j && !isLooped(i)) return g.call("expm1", rate(i, i));
      const p = rate(i, i);
      const isChain = between.length === 2 && (j >= states.length || !nonzero(j, i));
      if (isChain && j >= states.length) return g.mul(rate(i, j), g.call("exprel", p));
      if (isChain) {
        const q = rate(j, j);
        const fast = g.call("exp", g.call("max", p, q));
        return g.mul(rate(i, j), g.mul(fast, g.call("exprel", g.neg(g.call("abs", g.sub(p, q))))));
      }
      if (between.length > MOST) throw new Unfit(states[i]!, `coupled to at most ${MOST - 1} others for "exact"`);
      const place = (of: number): Node => g.number(between.indexOf(of));
      return g.node("expm", [place(i), place(j), ...between.flatMap((a) => between.map((b) => rate(a, b)))]);
    };
    return new Map(
      states.map((name, i) => {
        const x = this.#now.get(name)!;
        const from = [...Array(n + 1).keys()].filter((j) => reach[i]![j]);
        if (from.length === 1 && from[0] === i) return [name, g.mul(x, g.call("exp", rate(i, i)))] as const;
        let next = x;
        let sum: Node | null = null;
        for (const j of from) {
          const each = j === n ? entry(i, n) : g.mul(this.#now.get(names[j]!)!, entry(i, j));
          sum = sum ? g.add(sum, each) : each;
        }
        if (sum) next = g.add(x, sum);
        return [name, next] as const;
      }),
    );
  }
}
