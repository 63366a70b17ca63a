import { frames } from "../engine/frames.js";
import type { PlasticityRule } from "../models/model.js";
import { constant, MADE } from "./words.js";

// The walks, four synapses at a time: columns are gathered lane by lane, the rule and the clip work on whole vectors. In
// the trace columns of one step a set sign bit marks the cells that spike in that step, so that a synapse with both
// spikes gets both increments at once (in the post walk) and is clipped once.
export const learnAssembly = (plasticityRules: readonly PlasticityRule[]): string => {
  const out = [`// ${MADE}`, ""];
  out.push('import { choose, clip, gather, splat } from "../simd";');
  out.push('import { columnBytesOf, enlistRow, lagOf, slotAt } from "../spikes";');
  for (const m of plasticityRules) {
    const n = m.name;
    out.push(`import { ${n}OnPost, ${n}OnPre, ${n}PostGain, ${n}PreGain } from "../../models/${n}/kernel";`);
  }
  const frame = frames.projection.map((f) => `PROJECTION_${constant(f)}`);
  const params = plasticityRules.flatMap((m) =>
    ["wMin", "wMax", "inverted", ...m.kernel].map((q) => `${constant(m.name)}_${constant(q)}`),
  );
  out.push(`import {\n${[...frame, ...params].map((n) => `  ${n},`).join("\n")}\n} from "./layout";`, "");
  for (const m of plasticityRules) {
    const calcium = "c" in m.traces;
    const at = (q: string) => `${constant(m.name)}_${constant(q)}`;
    // What differs between targets lies in columns like their traces.
    const perTarget = m.perTarget?.kernel ?? [];
    const rest = (ofTarget: (q: string) => string) =>
      m.kernel.map((q) => `, ${perTarget.includes(q) ? ofTarget(q) : q}`).join("");
    const common = (gain: "pre" | "both") => [
      "  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);",
      `  const inverted = load<f32>(block + ${at("inverted")});`,
      `  const preGain = splat(${m.name}PreGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), inverted));`,
      ...(gain === "both"
        ? [`  const postGain = splat(${m.name}PostGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), inverted));`]
        : []),
      `  const wMin = v128.load32_splat(block + ${at("wMin")});`,
      `  const wMax = v128.load32_splat(block + ${at("wMax")});`,
      ...m.kernel.map((q) =>
        perTarget.includes(q)
          ? `  const ${q} = load<usize>(block + ${at(q)}, 4);`
          : `  const ${q} = v128.load32_splat(block + ${at(q)});`,
      ),
      "  const y = load<usize>(block + PROJECTION_Y);",
      ...(calcium ? ["  const c = load<usize>(block + PROJECTION_C);"] : []),
      "  const weights = load<usize>(block + PROJECTION_WEIGHTS);",
    ];
    for (const [suffix, fused, last] of [
      ["DeliverPre", true, false],
      ["Pre", false, false],
      ["PreLast", false, true],
    ] as const) {
      const what = fused
        ? "Delivery and the presynaptic term in one walk over the rows of the arriving spikes"
        : `The presynaptic term over the rows of the arriving spikes${last ? ", carried into the last-spike current" : ""}`;
      out.push(`/** ${m.title}. ${what}. */`);
      out.push(`export function ${m.name}${suffix}(block: usize, begin: u32, end: u32, step: u32): void {`);
      out.push(...common("pre"));
      out.push("  const rows = load<usize>(block + PROJECTION_ROWS);");
      out.push("  const targets = load<usize>(block + PROJECTION_TARGETS);");
      out.push("  const rowOrder = load<usize>(block + PROJECTION_ROW_ORDER);");
      if (fused || last) out.push("  const input = load<usize>(block + PROJECTION_INPUT);");
      if (last) out.push("  const residual = load<usize>(block + PROJECTION_RESIDUAL);");
      out.push(
        "  const preBegin = load<u32>(block + PROJECTION_PRE_BEGIN);",
        "  const preEnd = load<u32>(block + PROJECTION_PRE_END);",
        "  const nDelays = load<u32>(block + PROJECTION_N_DELAYS);",
      );
      if (last) out.push("  const columnBytes = columnBytesOf(load<usize>(block + PROJECTION_PRE));");
      if (fused) out.push("  let events: f64 = 0;");
      out.push(
        "  for (let d: u32 = 0; d < nDelays; d++) {",
        "    const slot = slotAt(load<usize>(block + PROJECTION_PRE), step - lagOf(block, d));",
        "    const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);",
      );
      if (last) out.push("    const left = residual + <usize>d * columnBytes;");
      out.push(
        "    for (let list = slot + 16; list < listEnd; list += 4) {",
        "      const id = load<u32>(list);",
        "      if (id < preBegin || id >= preEnd) continue;",
        "      const number = (id - preBegin) * nDelays + d;",
        "      const row = <usize>number << 2;",
        "      if (load<u32>(rowOrder + row) == 0) enlistRow(block, number, id);",
        "      let k = <usize>load<u32>(rows + row) << 2;",
        "      const kEnd = <usize>load<u32>(rows + row, 4) << 2;",
      );
      if (fused) out.push("      events += <f64>((kEnd - k) >> 2);");
      if (last) out.push("      const carried = v128.load32_splat(left + (<usize>id << 2));");
      const body = (count: number, indent: string) => {
        const lanes = [...Array(count).keys()];
        const lines = lanes.map((l) => `const t${l} = <usize>load<u32>(targets + k, ${4 * l});`);
        const four = count === 4;
        const collect = (column: string) =>
          four ? `gather(${lanes.map((l) => `${column} + t${l}`).join(", ")})` : `v128.load32_zero(${column} + t0)`;
        lines.push(four ? "const w = v128.load(weights + k);" : "const w = v128.load32_zero(weights + k);");
        const add = (what: string) =>
          lanes.map((l) => `store<f32>(input + t${l}, load<f32>(input + t${l}) + f32x4.extract_lane(${what}, ${l}));`);
        if (fused) lines.push(...add("w"));
        lines.push(`const yPost = ${collect("y")};`);
        lines.push(`const dw = ${m.name}OnPre(preGain, yPost${calcium ? `, ${collect("c")}` : ""}${rest(collect)});`);
        if (four) lines.push("// A marked target spikes too: the post walk adds both terms.");
        lines.push("const next = choose(i32x4.shr_s(yPost, 31), w, clip(f32x4.add(w, dw), wMin, wMax));");
        lines.push(four ? "v128.store(weights + k, next);" : "store<f32>(weights + k, f32x4.extract_lane(next, 0));");
        if (last) lines.push("const follow = f32x4.mul(f32x4.sub(next, w), carried);", ...add("follow"));
        return lines.map((line) => indent + line);
      };
      out.push("      for (; k + 16 <= kEnd; k += 16) {", ...body(4, "        "), "      }");
      out.push("      for (; k < kEnd; k += 4) {", ...body(1, "        "), "      }");
      out.push("    }", "  }");
      if (fused)
        out.push(
          "  const tally = load<usize>(block + PROJECTION_TALLY);",
          "  store<f64>(tally, load<f64>(tally) + events);",
        );
      out.push("}", "");
    }
    for (const last of [false, true]) {
      out.push(
        `/** ${m.title}. Both terms at the active incoming synapses of the targets that spike${last ? ", carried into the last-spike current" : ""}. */`,
      );
      out.push(
        `export function ${m.name}Post${last ? "Last" : ""}(block: usize, begin: u32, end: u32, step: u32): void {`,
      );
      out.push(...common("both"));
      out.push("  const x = load<usize>(block + PROJECTION_X);");
      if (last)
        out.push(
          "  const input = load<usize>(block + PROJECTION_INPUT);",
          "  const residual = load<usize>(block + PROJECTION_RESIDUAL);",
        );
      out.push(
        "  const columns = load<usize>(block + PROJECTION_COLUMNS);",
        "  const fill = load<usize>(block + PROJECTION_COLUMN_FILL);",
        "  const entries = load<usize>(block + PROJECTION_ENTRIES);",
        "  const postBegin = load<u32>(block + PROJECTION_POST_BEGIN);",
        "  const postEnd = load<u32>(block + PROJECTION_POST_END);",
        "  const slot = slotAt(load<usize>(block + PROJECTION_POST), step - load<u32>(block + PROJECTION_POST_LAG));",
        "  const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);",
        "  for (let list = slot + 16; list < listEnd; list += 4) {",
        "    const id = load<u32>(list);",
        "    if (id < postBegin || id >= postEnd) continue;",
        "    const column = <usize>(id - postBegin) << 2;",
        "    let entry = entries + (<usize>load<u32>(columns + column) << 3);",
        "    const entryEnd = entry + (<usize>load<u32>(fill + column) << 3);",
        "    const yPost = f32x4.abs(v128.load32_splat(y + (<usize>id << 2)));",
      );
      if (calcium) out.push("    const cPost = f32x4.abs(v128.load32_splat(c + (<usize>id << 2)));");
      for (const q of perTarget) out.push(`    const ${q}Post = v128.load32_splat(${q} + (<usize>id << 2));`);
      const post = `${calcium ? ", cPost" : ""}${rest((q) => `${q}Post`)}`;
      out.push(`    const together = ${m.name}OnPre(preGain, yPost${post});`);
      if (last) out.push("    let carried: f32 = 0;");
      const body = (count: number, indent: string) => {
        const lanes = [...Array(count).keys()];
        const four = count === 4;
        const lines = lanes.flatMap((l) => [
          `const a${l} = weights + <usize>load<u32>(entry, ${8 * l});`,
          `const s${l} = <usize>load<u32>(entry, ${8 * l + 4});`,
        ]);
        const collect = (column: string) =>
          four ? `gather(${lanes.map((l) => `${column} + s${l}`).join(", ")})` : `v128.load32_zero(${column} + s0)`;
        lines.push(four ? "const w = gather(a0, a1, a2, a3);" : "const w = v128.load32_zero(a0);");
        lines.push(`const xPre = ${collect("x")};`);
        lines.push(`const dw = ${m.name}OnPost(postGain, f32x4.abs(xPre)${post});`);
        if (four) lines.push("// A marked source spikes in the same step.");
        lines.push("const both = f32x4.add(dw, v128.and(together, i32x4.shr_s(xPre, 31)));");
        lines.push("const next = clip(f32x4.add(w, both), wMin, wMax);");
        lines.push(...lanes.map((l) => `store<f32>(a${l}, f32x4.extract_lane(next, ${l}));`));
        if (last) {
          lines.push(`const follow = f32x4.mul(f32x4.sub(next, w), ${collect("residual")});`);
          lines.push(...lanes.map((l) => `carried += f32x4.extract_lane(follow, ${l});`));
        }
        return lines.map((line) => indent + line);
      };
      out.push("    for (; entry + 32 <= entryEnd; entry += 32) {", ...body(4, "      "), "    }");
      out.push("    for (; entry < entryEnd; entry += 8) {", ...body(1, "      "), "    }");
      if (last)
        out.push("    const into = input + (<usize>id << 2);", "    store<f32>(into, load<f32>(into) + carried);");
      out.push("  }", "}", "");
    }
  }
  return out.join("\n");
};
