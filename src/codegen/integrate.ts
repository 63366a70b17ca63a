import { isOfDt } from "../models/expression.js";
import type { NeuronModel } from "../models/model.js";
import { constant, MADE } from "./words.js";

// What follows the advance of v where a model has the trait of refractory.ts.
const afterAdvance = ["theta", "reset", "refSteps", "heldAbove"];

export const integrateAssembly = (neuronModels: readonly NeuronModel[]): string => {
  const out = [`// ${MADE}`, ""];
  out.push('import { bitmask16, dropTiny, dropTinyWide } from "../simd";');
  out.push('import { emitSpikes, openSlot } from "../spikes";');
  out.push('import { free4, free16, holdSpiking } from "../integrate/held";');
  out.push('import { threshold } from "../integrate/threshold";');
  for (const m of neuronModels)
    out.push(`import { ${m.name}${m.holds ? "Advance" : "Step"} } from "../../models/${m.name}/kernel";`);
  const names = neuronModels.flatMap((m) =>
    [...Object.keys(m.state), ...Object.keys(m.inputs), ...m.kernel].map((q) => `${constant(m.name)}_${constant(q)}`),
  );
  out.push(`import {\n${["POPULATION_KICKED", ...names].map((n) => `  ${n},`).join("\n")}\n} from "./layout";`, "");
  for (const m of neuronModels) {
    const columns = [...Object.keys(m.state), ...Object.keys(m.inputs)];
    const at = (q: string) => `${constant(m.name)}_${constant(q)}`;
    // Of a state that is f64 the step gets the address of four f64, as of four f32 otherwise.
    const isWide = (q: string) => m.state[q]?.f64 === true;
    const plus = (q: string, offset: number) => {
      const at = offset ? `o + ${offset}` : "o";
      return isWide(q) ? `${q} + ((${at}) << 1)` : `${q} + ${at}`;
    };
    const load = (q: string, offset: number) => `v128.load(${q} + o${offset ? `, ${offset}` : ""})`;
    const store = (q: string, offset: number, value: string) =>
      `v128.store(${q} + o, ${value}${offset ? `, ${offset}` : ""});`;
    const open = (variant: string, what: string, kernel: readonly string[], word: (q: string) => string) => {
      out.push(`/** ${m.title}; ${what}. */`);
      out.push(`export function ${m.name}Integrate${variant}(block: usize, begin: u32, end: u32, step: u32): void {`);
      for (const q of columns) out.push(`  const ${q} = load<usize>(block + ${at(q)});`);
      for (const q of kernel) out.push(`  const ${q} = ${word(q)};`);
      out.push("  const slot = openSlot(block, begin, step);");
      out.push("  if ((step & 255) == 0) {");
      // A distance that is tiny is no zero.
      for (const q of columns)
        if (!m.state[q]?.relativeTo) out.push(`    dropTiny${isWide(q) ? "Wide" : ""}(${q}, begin, end);`);
      out.push("  }");
    };
    // `four`: the lines for four neurons, that leave the mask of those that spike. Sixteen neurons share the loop's overhead
    // and one branch on «any spike»; a range ends with single vectors.
    const loops = (
      indent: string,
      four: (offset: number, v: number) => string[],
      lanes16 = "lanes",
      lanes4 = "lanes",
    ) => {
      const lines = [
        "let k = begin;",
        "for (; k + 16 <= end; k += 16) {",
        "  const o = <usize>k << 2;",
        ...[0, 1, 2, 3].flatMap((v) => four(16 * v, v)).map((line) => `  ${line}`),
        "  const lanes = bitmask16(fired0, fired1, fired2, fired3);",
        `  if (lanes != 0) emitSpikes(block, slot, ${lanes16}, k, step);`,
        "}",
        "for (; k < end; k += 4) {",
        "  const o = <usize>k << 2;",
        ...four(0, 0).map((line) => `  ${line}`),
        "  const lanes = i32x4.bitmask(fired0);",
        `  if (lanes != 0) emitSpikes(block, slot, ${lanes4}, k, step);`,
        "}",
      ];
      out.push(...lines.map((line) => indent + line));
    };
    // Inputs are loaded, then decayed or, where they are added to v once it has advanced, cleared; `absent` ones are known to be zero.
    const advance = (offset: number, v: number, given: (q: string) => string, absent: readonly string[] = []) => {
      const inputs = Object.entries(m.inputs).filter(([q]) => !absent.includes(q));
      const args = ["v", ...inputs.flatMap(([q, { decay }]) => (decay ? [q] : []))].map((q) => `${q}${v}`);
      const pulses = inputs.flatMap(([q, { decay }]) => (decay ? [] : [`${q}${v}`]));
      const decays = inputs.map(([, { decay }]) => decay);
      const rest = m.kernel.filter((q) => !afterAdvance.includes(q) && !decays.includes(q));
      return [
        ...inputs.map(([q]) => `const ${q}${v} = ${load(q, offset)};`),
        ...inputs.map(([q, { decay }]) =>
          store(q, offset, decay ? `f32x4.mul(${q}${v}, ${given(decay)})` : "f32x4.splat(0)"),
        ),
        `const v${v} = ${load("v", offset)};`,
        `const next${v} = ${pulses.reduce((sum, pulse) => `f32x4.add(${sum}, ${pulse})`, `${m.name}Advance(${[...args, ...rest.map(given)].join(", ")})`)};`,
      ];
    };
    for (const variant of ["Uniform", "PerNeuron"]) {
      const single = (q: string) => variant === "Uniform" || isOfDt(m, q);
      const what = variant === "Uniform" ? "every parameter one number" : "every parameter a column";
      open(variant, what, m.kernel, (q) =>
        single(q) ? `v128.load32_splat(block + ${at(q)})` : `load<usize>(block + ${at(q)}, 4)`,
      );
      loops("  ", (offset, v) => {
        const given = (q: string) => (single(q) ? q : load(q, offset));
        const addresses = (of: readonly string[]) => of.map((q) => plus(q, offset));
        if (!m.holds)
          return [`const fired${v} = ${m.name}Step(${[...addresses(columns), ...m.kernel.map(given)].join(", ")});`];
        const rest = [`next${v}`, ...afterAdvance.map(given)];
        return [
          ...advance(offset, v, given),
          `const fired${v} = threshold(${[...addresses(["v", "refractoryLeft"]), ...rest].join(", ")});`,
        ];
      });
      out.push("}", "");
    }
    if (!m.holds) continue;
    const kernel = m.kernel.filter((q) => q === "theta" || !afterAdvance.includes(q));
    const word = (q: string) => `v128.load32_splat(block + ${at(q)})`;
    open("Hold", "every parameter one number, and held.ts keeps the refractory neurons", kernel, word);
    const heldLoops = (absent: readonly string[]) =>
      loops(
        "    ",
        (offset, v) => [
          ...advance(offset, v, (q) => q, absent),
          store("v", offset, `next${v}`),
          `const fired${v} = f32x4.ge(next${v}, theta);`,
        ],
        "free16(lanes, refractoryLeft + o)",
        "free4(lanes, refractoryLeft + o)",
      );
    out.push("  const kicked = load<u32>(block + POPULATION_KICKED);", "  if (kicked != 0) {");
    heldLoops([]);
    out.push("    if (kicked == 1) store<u32>(block + POPULATION_KICKED, 0);", "  } else {");
    heldLoops(["delta"]);
    const word1 = (q: string) => `load<f32>(block + ${at(q)})`;
    out.push("  }", `  holdSpiking(block, slot, v, refractoryLeft, ${word1("reset")}, ${word1("refSteps")});`, "}", "");
  }
  return out.join("\n");
};
