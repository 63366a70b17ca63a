import type { ShortTermRule } from "../models/model.js";
import { constant, MADE } from "./words.js";

// Delivery of what synapses with short-term plasticity release, row by row in the order of the sources. All synapses of a
// row see a spike at once: the time since the last one, hence what follows from it and from params that are one number, is
// the row's.
export const releaseVariants: readonly { suffix: string; what: string; even?: true; byRow?: true }[] = [
  { suffix: "", what: "every param a column, a state a synapse" },
  { suffix: "Even", what: "every time constant one number, a state a synapse", even: true },
  { suffix: "Rows", what: "every param one number, a state a row", even: true, byRow: true },
];
export const releaseAssembly = (shortTermRules: readonly ShortTermRule[]): string => {
  const out = [`// ${MADE}`, ""];
  out.push('import { addTo, choose, firstLanes } from "../simd";');
  out.push('import { lagOf, slotAt } from "../spikes";');
  out.push('import { exp4 } from "../vectorMath";');
  for (const m of shortTermRules) out.push(`import { ${m.name}Release } from "../../models/${m.name}/kernel";`);
  const used = "PRE N_DELAYS PRE_BEGIN PRE_END ROWS TARGETS WEIGHTS INPUT TALLY ARRIVED DT";
  const frame = used.split(" ").map((f) => `PROJECTION_${f}`);
  const own = shortTermRules.flatMap((m) =>
    [...Object.keys(m.state), ...m.decays, ...m.kernel].map((q) => `${constant(m.name)}_${constant(q)}`),
  );
  out.push(`import {\n${[...frame, ...own].map((n) => `  ${n},`).join("\n")}\n} from "./layout";`, "");
  for (const m of shortTermRules) {
    const at = (q: string) => `${constant(m.name)}_${constant(q)}`;
    const states = Object.keys(m.state);
    const params = [...m.decays, ...m.kernel];
    for (const { suffix, what, even = false, byRow = false } of releaseVariants) {
      const single = (q: string) => byRow || (even && m.decays.includes(q));
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
        ...states.map((q) => `  const ${q} = load<usize>(block + ${at(q)});`),
        ...params.map((q) =>
          single(q)
            ? `  const ${q} = v128.load32_splat(block + ${at(q)});`
            : `  const ${q} = load<usize>(block + ${at(q)}, 4);`,
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
        ...(even ? m.decays.map((q) => `      const ${q}Left = exp4(f32x4.div(passed, ${q}));`) : []),
      );
      const release = (o: string) => {
        const given = (q: string) => (byRow ? q : `v128.load(${q} + ${o})`);
        const decays = m.decays.map((q) => (even ? `${q}Left` : `exp4(f32x4.div(passed, ${given(q)}))`));
        const args = [...states.map((q) => `${q} + ${o}`), ...decays, ...m.kernel.map(given)];
        return `${m.name}Release(${args.join(", ")})`;
      };
      // What follows the last synapse of a row, or the row, belongs to the next one.
      const partial = (o: string, mask: string, indent: string) =>
        [
          ...states.map((q) => `const ${q}Before = v128.load(${q} + ${o});`),
          `const r = ${release(o)};`,
          ...states.map((q) => `v128.store(${q} + ${o}, choose(${mask}, v128.load(${q} + ${o}), ${q}Before));`),
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
