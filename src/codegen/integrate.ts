import type { NeuronModel } from "../models/model.js";
import { afterAdvance, heldVerbs, type Kernel, type Places, signatureOf, verbOf } from "./fields.js";
import type { Parameter } from "./signature.js";
import { MADE } from "./words.js";

/** What the loops have fields in: no name of a field is one of their own. */
const local = (q: string): string => `${q}_`;

/**
 * Columns and values of a loop over sixteen neurons at a time: with 22 it is no faster than four at a time where all are columns, to 2 %,
 * and 4 % where values are numbers, which is not worth 130 B of a page; with 16 it is a seventh faster.
 */
const MOST_WALKED = 20;

export const integrateAssembly = (kernels: readonly Kernel<NeuronModel>[], places: Places): string => {
  const out = [`// ${MADE}`, ""];
  out.push(`import { dropTiny, dropTinyWide } from "${places.headers}/simd";`);
  out.push(`import { emitSpikes, openSlot } from "${places.headers}/spikes";`);
  if (kernels.some(({ model }) => model.holds)) {
    out.push(`import { free4, free16, holdSpiking } from "${places.headers}/integrate/held";`);
    out.push(`import { threshold } from "${places.headers}/integrate/threshold";`);
    out.push(`import { POPULATION_KICKED } from "${places.headers}/generated/layout";`);
  }
  for (const { model: m, signatures } of kernels) {
    const verbs = m.holds ? ["Advance", ...heldVerbs.filter((verb) => verbOf(signatures, m, verb))] : ["Step"];
    out.push(`import { ${verbs.map((verb) => m.name + verb).join(", ")} } from "${places.kernelOf(m.name)}";`);
  }
  out.push("");
  for (const { model: m, signatures, fields, offsets } of kernels) {
    const { columns, values, ofDt = [], f64 = [] } = fields;
    const { parameters } = signatureOf(signatures, `${m.name}${m.holds ? "Advance" : "Step"}`, m.name);
    const atThreshold = m.holds && verbOf(signatures, m, "Threshold");
    const atSpike = m.holds && verbOf(signatures, m, "Spike");
    const splat = (q: string) => `v128.load32_splat(block, ${offsets[q]})`;
    // Of a state that is f64 the step gets the address of four f64, as of four f32 otherwise.
    const at = (q: string) => `${q}At`;
    const place = (q: string) => `const ${at(q)} = ${local(q)} + ${f64.includes(q) ? "(o << 1)" : "o"};`;
    const plus = (q: string, offset: number) =>
      offset ? `${at(q)} + ${f64.includes(q) ? 2 * offset : offset}` : at(q);
    const load = (q: string, offset: number) => `v128.load(${at(q)}${offset ? `, ${offset}` : ""})`;
    const store = (q: string, offset: number, value: string) =>
      `v128.store(${at(q)}, ${value}${offset ? `, ${offset}` : ""});`;
    const open = (variant: string, what: string, read: readonly string[], word: (q: string) => string) => {
      out.push(`/** ${m.title}; ${what}. */`);
      out.push(`export function ${m.name}Integrate${variant}(block: usize, begin: u32, end: u32, step: u32): void {`);
      for (const q of columns) out.push(`  const ${local(q)} = load<usize>(block, ${offsets[q]});`);
      for (const q of read) out.push(`  const ${local(q)} = ${word(q)};`);
      out.push("  const slot = openSlot(block, begin, step);");
      if (atSpike) out.push("  const before = <usize>load<u32>(slot) << 2;");
      out.push("  if ((step & 255) == 0) {");
      // A distance that is tiny is no zero.
      for (const q of columns)
        if (!m.state[q]?.relativeTo) out.push(`    dropTiny${f64.includes(q) ? "Wide" : ""}(${local(q)}, begin, end);`);
      out.push("  }");
    };
    // `four`: the lines for four neurons, that leave the mask of those that spike. Sixteen neurons share the loop's overhead
    // and one branch on «any spike»; a range ends with single vectors.
    const loops = (
      indent: string,
      places: readonly string[],
      four: (offset: number) => string[],
      { lanes16 = "lanes", lanes4 = "lanes", bySixteen = true } = {},
    ) => {
      // One vector after the other, in code that differs by offsets alone, which packs well (src/engine/packing.ts).
      const sixteen = [
        "for (; k + 16 <= end; k += 16) {",
        "  const o = <usize>k << 2;",
        ...places.map((q) => `  ${place(q)}`),
        "  let lanes: u32 = 0;",
        ...[0, 1, 2, 3].flatMap((v) => [
          "  {",
          ...four(16 * v).map((line) => `    ${line}`),
          `    lanes |= i32x4.bitmask(fired)${v ? ` << ${4 * v}` : ""};`,
          "  }",
        ]),
        `  if (lanes != 0) emitSpikes(block, slot, ${lanes16}, k, step);`,
        "}",
      ];
      const lines = [
        "let k = begin;",

        ...(bySixteen ? sixteen : []),
        "for (; k < end; k += 4) {",
        "  const o = <usize>k << 2;",
        ...places.map((q) => `  ${place(q)}`),
        ...four(0).map((line) => `  ${line}`),
        "  const lanes = i32x4.bitmask(fired);",
        `  if (lanes != 0) emitSpikes(block, slot, ${lanes4}, k, step);`,
        "}",
      ];
      out.push(...lines.map((line) => indent + line));
    };
    const given4 = (parameters: readonly Parameter[], offset: number, given: (q: string) => string) =>
      parameters.map(({ name, type }) => (type === "usize" || type === "Wide" ? plus(name, offset) : given(name)));
    /** What v has to reach. */
    const threshold = (offset: number, given: (q: string) => string) =>
      atThreshold ? `${m.name}Threshold(${given4(atThreshold.parameters, offset, given).join(", ")})` : given("theta");
    /** What a spike does besides the reset, once the loop is through: few neurons spike at a time. */
    const afterSpikes = (value: (q: string) => string) => {
      if (!atSpike) return;
      const args = atSpike.parameters.map(({ name, type }) =>
        type === "f32" ? value(name) : `${local(name)} + ${f64.includes(name) ? "(o << 1)" : "o"}`,
      );
      out.push(
        "  const spikesEnd = slot + 16 + (<usize>load<u32>(slot) << 2);",
        "  for (let at = slot + 16 + before; at < spikesEnd; at += 4) {",
        "    const o = <usize>load<u32>(at) << 2;",
        `    ${m.name}Spike(${args.join(", ")});`,
        "  }",
      );
    };
    const number = (q: string) => `load<f32>(block, ${offsets[q]})`;
    // Inputs are loaded, then decayed or, where they are added to v once it has advanced, cleared; `absent` ones are known to be zero.
    const advance = (offset: number, given: (q: string) => string, absent: readonly string[] = []) => {
      const inputs = Object.entries(m.inputs).filter(([q]) => !absent.includes(q));
      const args = given4(parameters, offset, (q) => (q === "v" || m.inputs[q] ? `${q}Now` : given(q)));
      const pulses = inputs.flatMap(([q, { decay }]) => (decay ? [] : [`${q}Now`]));
      return [
        ...inputs.map(([q]) => `const ${q}Now = ${load(q, offset)};`),
        ...inputs.map(([q, { decay }]) =>
          store(q, offset, decay ? `f32x4.mul(${q}Now, ${given(decay)})` : "f32x4.splat(0)"),
        ),
        `const vNow = ${load("v", offset)};`,
        `const next = ${pulses.reduce((sum, pulse) => `f32x4.add(${sum}, ${pulse})`, `${m.name}Advance(${args.join(", ")})`)};`,
      ];
    };
    for (const variant of ["Uniform", "PerNeuron"]) {
      const single = (q: string) => variant === "Uniform" || ofDt.includes(q);
      const what = variant === "Uniform" ? "every parameter one number" : "every parameter a column";
      open(variant, what, values, (q) => (single(q) ? splat(q) : `load<usize>(block, ${offsets[q]! + 4})`));
      const walked = [...columns, ...values.filter((q) => !single(q))];
      // The light loop of all uniform neurons that are not held gains nothing by it, nor one of more than can be kept at hand.
      const bySixteen = !(m.holds && variant === "Uniform") && columns.length + values.length <= MOST_WALKED;
      loops(
        "  ",
        walked,
        (offset) => {
          const given = (q: string) => (single(q) ? local(q) : load(q, offset));
          if (!m.holds) return [`const fired = ${m.name}Step(${given4(parameters, offset, given).join(", ")});`];
          const rest = ["next", threshold(offset, given), ...["reset", "refSteps", "heldAbove"].map(given)];
          return [
            ...advance(offset, given),
            `const fired = threshold(${[plus("v", offset), plus("refractoryLeft", offset), ...rest].join(", ")});`,
          ];
        },
        { bySixteen },
      );
      afterSpikes((q) => (single(q) ? number(q) : `load<f32>(load<usize>(block, ${offsets[q]! + 4}) + o)`));
      out.push("}", "");
    }
    if (!m.holds) continue;
    const named = [parameters, ...(atThreshold ? [atThreshold.parameters] : [])].flat().map(({ name }) => name);
    const late = (afterAdvance as readonly string[]).filter((q) => !named.includes(q));
    const read = values.filter((q) => (q === "theta" && !atThreshold) || !late.includes(q));
    open("Hold", "every parameter one number, and held.ts keeps the refractory neurons", read, splat);
    const heldLoops = (absent: readonly string[]) =>
      loops(
        "    ",
        columns.filter((q) => !absent.includes(q)),
        (offset) => [
          ...advance(offset, local, absent),
          store("v", offset, "next"),
          `const fired = f32x4.ge(next, ${threshold(offset, local)});`,
        ],
        {
          lanes16: `free16(lanes, ${at("refractoryLeft")})`,
          lanes4: `free4(lanes, ${at("refractoryLeft")})`,
        },
      );
    out.push("  const kicked = load<u32>(block + POPULATION_KICKED);", "  if (kicked != 0) {");
    heldLoops([]);
    out.push("    if (kicked == 1) store<u32>(block + POPULATION_KICKED, 0);", "  } else {");
    heldLoops(Object.keys(m.inputs).filter((q) => !m.inputs[q]!.decay));
    const held = ["slot", local("v"), local("refractoryLeft"), number("reset"), number("refSteps")];
    out.push("  }", `  holdSpiking(block, ${held.join(", ")});`);
    afterSpikes(number);
    out.push("}", "");
  }
  return out.join("\n");
};
