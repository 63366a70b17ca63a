import type { NetworkDescription, ProjectionDescription, Range, Value } from "../dist/src/engine/description.js";
import type { Quantity } from "../dist/src/models/model.js";
import type { Described } from "./networks/network.js";
import { addressOf, hashAt, type Recipe } from "./recipe.js";

/** Characters of a line. */
const width = 110;

type Entries = readonly (readonly [name: string, text: string])[];

/** An object literal: on one line if that leaves the line short, which begins with `before` characters. */
const object = (entries: Entries, before: number): string => {
  if (entries.length === 0) return "{}";
  const fields = entries.map(([name, text]) =>
    name === text ? name : `${/^\w+$/.test(name) ? name : JSON.stringify(name)}: ${text}`,
  );
  const line = `{ ${fields.join(", ")} }`;
  return before + line.length <= width ? line : `{\n${fields.map((field) => `  ${field},\n`).join("")}}`;
};

/** A name for a variable, unlike those that are taken. */
const identifier = (name: string, taken: Set<string>): string => {
  const words = name
    .replaceAll("→", " to ")
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  const camel = words.map((word, k) => (k === 0 ? word : word[0]!.toUpperCase() + word.slice(1))).join("") || "it";
  const base = /^\d/.test(camel) ? `n${camel}` : camel;
  let free = base;
  for (let k = 1; taken.has(free); k++) free = k === 1 ? `${base}Synapses` : `${base}${k}`;
  taken.add(free);
  return free;
};

/** Writes a description as calls of the public interface; notes which names they import. */
class Writer {
  readonly lines: string[] = [];
  readonly imports = new Set<string>(["Network"]);
  readonly #taken = new Set<string>(["net", "spikes"]);
  readonly #populations: string[] = [];
  readonly #description: NetworkDescription;
  readonly #described: Described;
  /** Variables of slices, by their text. */
  readonly #slices = new Map<string, string>();

  constructor(described: Described) {
    this.#description = described.net.description;
    this.#described = described;
    for (const name of Object.keys(described.script.slices ?? {})) this.#taken.add(name);
    for (const name of described.script.imports ?? []) this.imports.add(name);
  }

  #use(name: string): string {
    this.imports.add(name);
    return name;
  }

  #value(value: Value): string {
    if (value.kind === "constant") return String(value.value);
    if (value.kind === "array") return `[${value.values.join(", ")}]`;
    const call = (numbers: readonly number[], clip: readonly number[] | null): string =>
      `${this.#use(value.kind)}(${numbers.join(", ")}${clip ? `, { clip: [${clip.join(", ")}] }` : ""})`;
    if (value.kind === "uniform") return call([value.low, value.high], null);
    if (value.kind === "choice") return `${this.#use("choice")}([${value.values.join(", ")}])`;
    if (value.kind === "normal") return call([value.mean, value.sd], value.clip);
    if (value.kind === "lognormal") return call([value.mu, value.sigma], value.clip);
    return call([value.shape, value.scale], value.clip);
  }

  #range({ population, begin, end }: Range): string {
    const name = this.#populations[population]!;
    if (begin === 0 && end === this.#description.populations[population]!.n) return name;
    return this.#slices.get(`${population}:${begin}:${end}`) ?? `${name}.slice(${begin}, ${end})`;
  }

  #rule({ rule, autapses, multapses }: ProjectionDescription): string {
    const options = object(
      Object.entries({ autapses, multapses }).flatMap(([name, allowed]): Entries => (allowed ? [] : [[name, "false"]])),
      0,
    );
    const { kind, ...own } = rule;
    const numbers = Object.entries(own).map(
      ([name, value]) => [name, typeof value === "number" ? String(value) : `[${value.join(", ")}]`] as const,
    );
    const first = kind === "distanceDependent" ? [object(numbers, 0)] : numbers.map(([, text]) => text);
    return `${this.#use(kind)}(${[...first, ...(options === "{}" ? [] : [options])].join(", ")})`;
  }

  populations(): void {
    this.#description.populations.forEach(({ name, n, model, params, choices, init, lattice }, index) => {
      const variable = identifier(name, this.#taken);
      this.#populations.push(variable);
      const { columns = {}, slices = {} } = this.#described.script;
      const textOf = (quantity: string, value: Value): string => columns[`${name}.${quantity}`] ?? this.#value(value);
      const changed = (
        values: Record<string, Value>,
        defaults: Readonly<Record<string, { default: number }>>,
      ): Entries =>
        Object.entries(values).flatMap(
          ([quantity, value]): Entries =>
            value.kind === "constant" && value.value === defaults[quantity]!.default
              ? []
              : [[quantity, textOf(quantity, value)]],
        );
      const own: Entries = [
        ...changed(params, model.params),
        ...Object.entries(choices).flatMap(
          ([choice, word]): Entries =>
            word === model.choices[choice]!.default ? [] : [[choice, JSON.stringify(word)]],
        ),
      ];
      const size = lattice ? `[${lattice.size.join(", ")}]` : String(n);
      const head = `const ${variable} = net.population(${JSON.stringify(name)}, ${size}, ${this.#use(model.name)}`;
      const written = own.length > 0 || lattice?.shuffle ? `, ${object(own, head.length)}` : "";
      this.lines.push(`${head}${written}${lattice?.shuffle ? ", { shuffle: true }" : ""});`);
      const first = changed(init, model.state);
      if (first.length > 0) this.lines.push(`${variable}.init(${object(first, 10)});`);
      if (this.#described.cells.range.population !== index) return;
      for (const [slice, [begin, end]] of Object.entries(slices)) {
        this.lines.push(`const ${slice} = ${variable}.slice(${begin}, ${end});`);
        this.#slices.set(`${index}:${begin}:${end}`, slice);
      }
    });
  }

  drives(): void {
    for (const { name, group, model, params, into } of this.#description.drives) {
      const own = object(
        Object.entries(params).map(([param, value]) => [param, String(value)]),
        50,
      );
      const options = object(
        [
          ["into", JSON.stringify(into)],
          ["name", JSON.stringify(name)],
        ],
        0,
      );
      this.lines.push(`net.drive(${this.#range(group)}, ${this.#use(model.name)}, ${own}, ${options});`);
    }
  }

  /** Returns the variables of those that are modulated. */
  projections(): Map<number, string> {
    const named = new Map<number, string>();
    const modulated = new Set(this.#description.modulations.map(({ projection }) => projection));
    this.#description.projections.forEach((projection, index) => {
      const { name, pre, post, into, weight, delay, summation, plasticity } = projection;
      const variable = modulated.has(index) ? identifier(name, this.#taken) : null;
      if (variable) named.set(index, variable);
      const head = `${variable ? `const ${variable} = ` : ""}net.connect(${this.#range(pre)}, ${this.#range(post)}, ${this.#rule(projection)}, `;
      const options = object(
        [
          ["into", JSON.stringify(into)],
          ["weight", this.#value(weight)],
          ...(this.#value(delay) === String(this.#description.dt) ? [] : [["delay", this.#value(delay)] as const]),
          ["name", JSON.stringify(name)],
          ...(summation === "all" ? [] : [["summation", JSON.stringify(summation)] as const]),
          ...(plasticity ? [["plasticity", this.#plasticity(plasticity)] as const] : []),
        ],
        head.length,
      );
      this.lines.push(`${head}${options});`);
    });
    return named;
  }

  #plasticity({ rule, params, choices }: NonNullable<ProjectionDescription["plasticity"]>): string {
    // A least or greatest weight of 0 is the default where the other is not 0; what is a share of them is said.
    const unsaid = ({ default: own, ofBound }: Quantity, value: number): boolean => !ofBound && value === own;
    const own: Entries = [
      ...Object.entries(params).flatMap(
        ([name, value]): Entries => (unsaid(rule.params[name]!, value) ? [] : [[name, String(value)]]),
      ),
      ...Object.entries(choices).flatMap(
        ([name, word]): Entries => (word === rule.choices[name]!.default ? [] : [[name, JSON.stringify(word)]]),
      ),
    ];
    return `${this.#use(rule.name)}(${object(own, 0).replaceAll("\n", "\n  ")})`;
  }

  astrocytes(projections: ReadonlyMap<number, string>): void {
    const { glia, listens, modulations, dt } = this.#description;
    const names = glia.map(({ name, n, model, params, init }) => {
      const variable = identifier(name, this.#taken);
      const own = object(
        Object.entries(params).flatMap(
          ([param, value]): Entries => (value === model.params[param]!.default ? [] : [[param, String(value)]]),
        ),
        60,
      );
      this.lines.push(
        `const ${variable} = net.astrocyte(${JSON.stringify(name)}, ${n}, ${this.#use(model.name)}${own === "{}" ? "" : `, ${own}`});`,
      );
      const first = Object.entries(init).map(([state, value]) => [state, this.#value(value)] as const);
      if (first.length > 0) this.lines.push(`${variable}.init(${object(first, 20)});`);
      return variable;
    });
    for (const { group, glia: index, gain, delaySteps } of listens)
      this.lines.push(
        `net.listen(${this.#range(group)}, ${names[index]}, { gain: ${gain}${delaySteps === 1 ? "" : `, delay: ${delaySteps * dt}`} });`,
      );
    for (const { glia: index, projection, amplitude } of modulations)
      this.lines.push(
        `net.modulate(${names[index]}, ${projections.get(projection)}, ${JSON.stringify(amplitude)}, { mode: "set" });`,
      );
  }

  get cells(): string {
    return this.#populations[this.#described.cells.range.population]!;
  }
}

/**
 * A script that makes the network of a recipe by the public interface alone, runs it until the Lab takes its hash, and prints that:
 * the same as in the Lab.
 */
export const scriptOf = (recipe: Recipe): string => {
  const { network, values, seed } = recipe;
  const described = network.describe(values, { seed, workers: 1 });
  const { before = [], run = (duration) => [`await net.run(${duration});`] } = described.script;
  const writer = new Writer(described);
  writer.populations();
  writer.drives();
  writer.astrocytes(writer.projections());
  return [
    `// ${network.title}: ${network.reference}.`,
    `// Written by the neuroglia Lab for #${addressOf(recipe)}`,
    "// Run it: npm install neuroglia, then npx tsx network.ts. Units: ms, mV, nS, pF, pA, Hz.",
    `import { ${[...writer.imports].sort((a, b) => a.localeCompare(b, "en", { sensitivity: "base" })).join(", ")} } from "neuroglia";`,
    "",
    `const net = new Network({ dt: ${described.net.dt}, seed: ${seed} });`,
    ...before,
    "",
    ...writer.lines,
    `const spikes = net.record(${writer.cells}, "spikes");`,
    "",
    "await net.build();",
    ...run(hashAt),
    'console.log(spikes.rate().toFixed(2), "Hz, hash", net.activity().hash);',
    "",
  ].join("\n");
};
