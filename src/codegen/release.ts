import type { ShortTermRule } from "../models/model.js";
import { type Kernel, type Places, signatureOf } from "./fields.js";
import { MADE } from "./words.js";

/** What the walks have states and params in: no name of these is one of their own. */
const local = (q: string): string => `${q}_`;

// Delivery of what synapses with short-term plasticity release, row by row in the order of the sources. All synapses of a
// row see a spike at once: the time since the last one, hence what follows from it and from params that are one number, is
// the row's.
export const releaseVariants: readonly { suffix: string; what: string; even?: true; byRow?: true }[] = [
  { suffix: "", what: "every param a column, a state a synapse" },
  { suffix: "Even", what: "every time constant one number, a state a synapse", even: true },
  { suffix: "Rows", what: "every param one number, a state a row", even: true, byRow: true },
];
export const releaseAssembly = (kernels: readonly Kernel<ShortTermRule>[], places: Places): string => {
  const out = [`// ${MADE}`, ""];
  out.push(`import { addTo, choose, firstLanes } from "${places.headers}/simd";`);
  out.push(`import { lagOf, slotAt } from "${places.headers}/spikes";`);
  out.push(`import { exp4 } from "${places.headers}/vectorMath";`);
  for (const { model: m } of kernels) out.push(`import { ${m.name}Release } from "${places.kernelOf(m.name)}";`);
  const used = "PRE N_DELAYS PRE_BEGIN PRE_END ROWS TARGETS WEIGHTS INPUT TALLY ARRIVED DT";
  const frame = used.split(" ").map((f) => `PROJECTION_${f}`);
  out.push(`import {\n${frame.map((n) => `  ${n},`).join("\n")}\n} from "${places.headers}/generated/layout";`, "");
  for (const { model: m, signatures, fields, offsets } of kernels) {
    const { parameters } = signatureOf(signatures, `${m.name}Release`, m.name);
    const { columns: states, values } = fields;
    const taus = Object.values(m.decays);
    for (const { suffix, what, even = false, byRow = false } of releaseVariants) {
      const single = (q: string) => byRow || (even && taus.includes(q));
      out.push(`/** ${m.title}; ${what}. */`);
      out.push(
        `export function ${m.name}Deliver${suffix}(block: usize, begin: u32, end: u32, step: u32): void {`,
        "  const population = load<usize>(block + PROJECTION_PRE);",
        "  const nDelays = load<u32>(block + PROJECTION_N_DELAYS);",
        "  const rows = load<usize>(block + PROJECTION_ROWS);",
        "  const targets = load<usize>(block + PROJECTION_TARGETS);",
        "  const weights = load<usize>(block + PROJECTION_WEIGHTS);",
        "  const input = load<usize>(block + PROJECTION_INPUT);",
        "  const preBegin = load<u32>(block + PROJECTION_PRE_BEGIN);",
        "  const preEnd = load<u32>(block + PROJECTION_PRE_END);",
        "  const arrived = load<usize>(block + PROJECTION_ARRIVED);",
        "  const dt = load<f32>(block + PROJECTION_DT);",
        ...states.map((q) => `  const ${local(q)} = load<usize>(block, ${offsets[q]});`),
        ...values.map((q) =>
          single(q)
            ? `  const ${local(q)} = v128.load32_splat(block, ${offsets[q]});`
            : `  const ${local(q)} = load<usize>(block, ${offsets[q]! + 4});`,
        ),
        "  let events: u64 = 0;",
        "  for (let d: u32 = 0; d < nDelays; d++) {",
        "    const slot = slotAt(population, step - lagOf(block, d));",
        "    const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);",
        "    for (let list = slot + 16; list < listEnd; list += 4) {",
        "      const id = load<u32>(list);",
        "      if (id < preBegin || id >= preEnd) continue;",
        "      const row = <usize>((id - preBegin) * nDelays + d) << 2;",
        "      const passed = f32x4.splat(-(<f32>(step + 1 - load<u32>(arrived + row)) * dt));",
        "      store<u32>(arrived + row, step + 1);",
        "      let k = <usize>load<u32>(rows + row) << 2;",
        "      const kEnd = <usize>load<u32>(rows + row, 4) << 2;",
        "      events += <u64>((kEnd - k) >> 2);",
        ...(even ? taus.map((q) => `      const ${local(q)}Left = exp4(f32x4.div(passed, ${local(q)}));`) : []),
      );
      const release = (o: string) => {
        const given = (q: string) => (byRow ? local(q) : `v128.load(${local(q)} + ${o})`);
        const decayed = (q: string) => (even ? `${local(q)}Left` : `exp4(f32x4.div(passed, ${given(q)}))`);
        const args = parameters.map(({ name, type }) => {
          if (type === "usize") return `${local(name)} + ${o}`;
          const tau = m.decays[name];
          return tau === undefined ? given(name) : decayed(tau);
        });
        return `${m.name}Release(${args.join(", ")})`;
      };
      // What follows the last synapse of a row, or the row, belongs to the next one.
      const partial = (o: string, mask: string, indent: string) =>
        [
          ...states.map((q) => `const ${local(q)}Before = v128.load(${local(q)} + ${o});`),
          `const r = ${release(o)};`,
          ...states.map(
            (q) => `v128.store(${local(q)} + ${o}, choose(${mask}, v128.load(${local(q)} + ${o}), ${local(q)}Before));`,
          ),
        ].map((line) => indent + line);
      const add = (l: number, value: string) => {
        const t = l === 0 ? "targets + k" : `targets + k, ${4 * l}`;
        return `addTo(input + <usize>load<u32>(${t}), ${value});`;
      };
      if (byRow) {
        out.push(
          ...partial("row", "firstLanes(1)", "      "),
          "      const share = f32x4.extract_lane(r, 0);",
          "      for (; k + 16 <= kEnd; k += 16) {",
          ...[0, 1, 2, 3].map((l) => `        ${add(l, `load<f32>(weights + k${l ? `, ${4 * l}` : ""}) * share`)}`),
          "      }",
          `      for (; k < kEnd; k += 4) ${add(0, "load<f32>(weights + k) * share")}`,
        );
      } else {
        out.push(
          "      for (; k + 16 <= kEnd; k += 16) {",
          `        const r = f32x4.mul(v128.load(weights + k), ${release("k")});`,
          ...[0, 1, 2, 3].map((l) => `        ${add(l, `f32x4.extract_lane(r, ${l})`)}`),
          "      }",
          "      if (k < kEnd) {",
          "        const mask = firstLanes(<u32>(kEnd - k) >> 2);",
          ...partial("k", "mask", "        "),
          "        const w = f32x4.mul(v128.load(weights + k), r);",
          `        ${add(0, "f32x4.extract_lane(w, 0)")}`,
          ...[1, 2].map((l) => `        if (k + ${4 * l} < kEnd) ${add(l, `f32x4.extract_lane(w, ${l})`)}`),
          "      }",
        );
      }
      out.push(
        "    }",
        "  }",
        "  const tally = load<usize>(block + PROJECTION_TALLY);",
        "  store<f64>(tally, load<f64>(tally) + <f64>events);",
        "}",
        "",
      );
    }
  }
  return out.join("\n");
};
