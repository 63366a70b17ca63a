import { frames } from "../engine/frames.js";
import type { PlasticityRule } from "../models/model.js";
import type { Kernel, Places } from "./fields.js";
import { functionsOf } from "./rule.js";
import { constant, MADE } from "./words.js";

/**
 * The walks, four synapses at a time: columns are gathered lane by lane, the rule and the clip work on whole vectors. In
 * the trace columns of one step a set sign bit marks the cells that spike in that step, so that a synapse with both
 * spikes gets both increments at once (in the post walk) and is clipped once.
 *
 * `OnPre` and `OnPost` name what they take: `w`, `gain` (what `PreGain` and `PostGain` make of amplitudes and values, once a
 * walk), amplitudes, traces of either side as they are before this step's spikes, params and derived values.
 */
export const learnAssembly = (kernels: readonly Kernel<PlasticityRule>[], places: Places): string => {
  const out = [`// ${MADE}`, ""];
  out.push(`import { choose, clip, gather, splat } from "${places.headers}/simd";`);
  out.push(`import { columnBytesOf, enlistRow, lagOf, slotAt } from "${places.headers}/spikes";`);
  const frame = frames.projection.map((f) => `PROJECTION_${constant(f)}`);
  for (const { model: m, signatures } of kernels) {
    const { preGain, postGain } = functionsOf(m, signatures);
    const roles = [["OnPost"], ["OnPre"], preGain ? ["PreGain"] : [], postGain ? ["PostGain"] : []].flat().sort();
    out.push(`import { ${roles.map((role) => m.name + role).join(", ")} } from "${places.kernelOf(m.name)}";`);
  }
  out.push(`import {\n${frame.map((n) => `  ${n},`).join("\n")}\n} from "${places.headers}/generated/layout";`, "");
  for (const { model: m, signatures, offsets } of kernels) {
    const { onPre, onPost, preGain, postGain } = functionsOf(m, signatures);
    const at = (q: string) => offsets[q]!;
    // What differs between targets lies in columns like their traces.
    const perTarget = m.perTarget?.kernel ?? [];
    const isTrace = (q: string, of: "pre" | "post") => m.traces[q]?.of === of;
    const isOfTarget = (q: string) => isTrace(q, "post") || perTarget.includes(q);
    const isOfSource = (q: string) => isTrace(q, "pre");
    const isSingle = (q: string) => q !== "w" && q !== "gain" && !isOfTarget(q) && !isOfSource(q);
    const amplitude = (q: string) => `amplitudes, ${4 * m.amplitudes.indexOf(q)}`.replace(", 0", "");
    const scalar = (q: string) =>
      m.amplitudes.includes(q) ? `load<f32>(${amplitude(q)})` : `load<f32>(block + ${at(q)})`;
    const gain = (side: "Pre" | "Post", takes: readonly string[] | null) =>
      takes
        ? [`  const ${side.toLowerCase()}Gain = splat(${m.name}${side}Gain(${takes.map(scalar).join(", ")}));`]
        : [];
    const marks = (of: "pre" | "post", takes: readonly string[]) =>
      takes.find((q) => isTrace(q, of)) ?? (of === "pre" ? "preMarks" : "postMarks");
    /** Loads of all that the functions with these parameters read; `marked`: the column that marks who spikes. */
    const common = (takes: readonly string[], marked: string, gains: readonly string[]) => {
      const singles = [...new Set(takes.filter(isSingle))];
      const columns = new Set([...takes.filter((q) => isOfSource(q) || isOfTarget(q)), marked]);
      const address = (q: string) =>
        m.traces[q] ? `${at(q)}` : perTarget.includes(q) ? `${at(q)}, 4` : `PROJECTION_${constant(q)}`;
      return [
        "  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);",
        ...gains,
        "  const least = v128.load32_splat(block + PROJECTION_LEAST);",
        "  const greatest = v128.load32_splat(block + PROJECTION_GREATEST);",
        ...singles.map((q) =>
          m.amplitudes.includes(q)
            ? `  const ${q}_ = v128.load32_splat(${amplitude(q)});`
            : `  const ${q}_ = v128.load32_splat(block + ${at(q)});`,
        ),
        ...[...columns].map((q) => `  const ${q}_ = load<usize>(block + ${address(q)});`),
        "  const weights = load<usize>(block + PROJECTION_WEIGHTS);",
      ];
    };
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
      const marked = marks("post", onPre);
      const ofSource = [...new Set(onPre.filter(isOfSource))];
      out.push(...common(onPre, marked, gain("Pre", preGain)));
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
      if (last || ofSource.length > 0)
        out.push("  const columnBytes = columnBytesOf(load<usize>(block + PROJECTION_PRE));");
      if (fused) out.push("  let events: f64 = 0;");
      out.push(
        "  for (let d: u32 = 0; d < nDelays; d++) {",
        "    const slot = slotAt(load<usize>(block + PROJECTION_PRE), step - lagOf(block, d));",
        "    const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);",
      );
      if (last) out.push("    const left = residual + <usize>d * columnBytes;");
      for (const q of ofSource) out.push(`    const ${q}_column = ${q}_ + <usize>d * columnBytes;`);
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
      for (const q of ofSource)
        out.push(`      const ${q}_pre = f32x4.abs(v128.load32_splat(${q}_column + (<usize>id << 2)));`);
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
        lines.push(`const now = ${collect(`${marked}_`)};`);
        const given = (q: string) => {
          if (q === "gain") return "preGain";
          if (q === "w") return q;
          if (isOfSource(q)) return `${q}_pre`;
          return q === marked ? "now" : isOfTarget(q) ? collect(`${q}_`) : `${q}_`;
        };
        lines.push(`const dw = ${m.name}OnPre(${onPre.map(given).join(", ")});`);
        if (four) lines.push("// A marked target spikes too: the post walk adds both terms.");
        lines.push("const next = choose(i32x4.shr_s(now, 31), w, clip(f32x4.add(w, dw), least, greatest));");
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
      const both = [...onPost, ...onPre];
      const marked = marks("pre", both);
      out.push(...common(both, marked, [...gain("Pre", preGain), ...gain("Post", postGain)]));
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
      );
      for (const q of new Set(both.filter(isOfTarget))) {
        const own = `v128.load32_splat(${q}_ + (<usize>id << 2))`;
        out.push(`    const ${q}_post = ${m.traces[q] ? `f32x4.abs(${own})` : own};`);
      }
      const call = (role: "Pre" | "Post", takes: readonly string[]) => {
        const given = (q: string) => {
          if (q === "gain") return role === "Pre" ? "preGain" : "postGain";
          return q === "w" ? q : isOfTarget(q) ? `${q}_post` : isOfSource(q) ? `${q}_pre` : `${q}_`;
        };
        return `${m.name}On${role}(${takes.map(given).join(", ")})`;
      };
      // What depends on the target alone is the same for all of its synapses.
      const isOfSynapse = onPre.some((q) => q === "w" || isOfSource(q));
      if (!isOfSynapse) out.push(`    const together = ${call("Pre", onPre)};`);
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
        lines.push(`const now = ${collect(`${marked}_`)};`);
        for (const q of new Set(both.filter(isOfSource)))
          lines.push(`const ${q}_pre = f32x4.abs(${q === marked ? "now" : collect(`${q}_`)});`);
        lines.push(`const dw = ${call("Post", onPost)};`);
        if (isOfSynapse) lines.push(`const together = ${call("Pre", onPre)};`);
        if (four) lines.push("// A marked source spikes in the same step.");
        lines.push("const both = f32x4.add(dw, v128.and(together, i32x4.shr_s(now, 31)));");
        lines.push("const next = clip(f32x4.add(w, both), least, greatest);");
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
