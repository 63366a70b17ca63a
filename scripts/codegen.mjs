// From the descriptors in models/ and the frames in src/engine/frames.ts: memory layouts for both sides, the uniform
// and per-neuron loops of every neuron, the synapse walks around every plasticity rule, the step dispatcher, and the
// model reference with what other simulators call things (comingFrom.md). `--check` writes nothing and fails if a committed file is stale.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const load = async (file) => {
  const { outputFiles } = await build({ entryPoints: [join(root, file)], bundle: true, format: "esm", write: false });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
};
const { neuronModels, sourceModels, driveModels, gliaModels, plasticityRules, shortTermRules } =
  await load("src/models/index.ts");
const everyModel = [
  ...neuronModels,
  ...sourceModels,
  ...driveModels,
  ...gliaModels,
  ...plasticityRules,
  ...shortTermRules,
];
const { frames } = await load("src/engine/frames.ts");
const { frameLayout, modelLayout } = await load("src/engine/layout.ts");

const MADE = "Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.";
const constant = (name) => name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase();

const layouts = Object.fromEntries(Object.keys(frames).map((name) => [name, frameLayout(name)]));
const models = Object.fromEntries(everyModel.map((model) => [model.name, modelLayout(model)]));

const layoutAssembly = () => {
  const lines = [`// ${MADE}`, ""];
  const emit = (prefix, offsets) => {
    for (const [name, offset] of Object.entries(offsets))
      lines.push("// @ts-ignore: decorator", `@inline export const ${prefix}_${constant(name)}: usize = ${offset};`);
    lines.push("");
  };
  for (const [name, { offsets }] of Object.entries(layouts)) if (!models[name]) emit(constant(name), offsets);
  for (const [name, { offsets }] of Object.entries(models)) emit(constant(name), offsets);
  return lines.join("\n");
};

// What follows the advance of v where a model has the trait of refractory.ts.
const afterAdvance = ["theta", "reset", "refSteps", "heldAbove"];

const integrateAssembly = () => {
  const out = [`// ${MADE}`, ""];
  out.push('import { bitmask16, dropTiny } from "../simd";');
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
    const at = (q) => `${constant(m.name)}_${constant(q)}`;
    const plus = (q, offset) => `${q} + ${offset ? `o + ${offset}` : "o"}`;
    const load = (q, offset) => `v128.load(${q} + o${offset ? `, ${offset}` : ""})`;
    const store = (q, offset, value) => `v128.store(${q} + o, ${value}${offset ? `, ${offset}` : ""});`;
    const open = (variant, what, kernel, word) => {
      out.push(`/** ${m.title}; ${what}. */`);
      out.push(`export function ${m.name}Integrate${variant}(block: usize, begin: u32, end: u32, step: u32): void {`);
      for (const q of columns) out.push(`  const ${q} = load<usize>(block + ${at(q)});`);
      for (const q of kernel) out.push(`  const ${q} = ${word(q)};`);
      out.push("  const slot = openSlot(block, begin, step);");
      out.push("  if ((step & 255) == 0) {");
      // A distance that is tiny is no zero.
      for (const q of columns) if (!m.state[q]?.relativeTo) out.push(`    dropTiny(${q}, begin, end);`);
      out.push("  }");
    };
    // `four`: the lines for four neurons, that leave the mask of those that spike. Sixteen neurons share the loop's overhead
    // and one branch on «any spike»; a range ends with single vectors.
    const loops = (indent, four, lanes16 = "lanes", lanes4 = "lanes") => {
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
    const advance = (offset, v, given, absent = []) => {
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
      const single = (q) => variant === "Uniform" || m.derived[q]?.ofDt;
      const what = variant === "Uniform" ? "every parameter one number" : "every parameter a column";
      open(variant, what, m.kernel, (q) =>
        single(q) ? `v128.load32_splat(block + ${at(q)})` : `load<usize>(block + ${at(q)}, 4)`,
      );
      loops("  ", (offset, v) => {
        const given = (q) => (single(q) ? q : load(q, offset));
        const addresses = (of) => of.map((q) => plus(q, offset));
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
    const word = (q) => `v128.load32_splat(block + ${at(q)})`;
    open("Hold", "every parameter one number, and held.ts keeps the refractory neurons", kernel, word);
    const heldLoops = (absent) =>
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
    const word1 = (q) => `load<f32>(block + ${at(q)})`;
    out.push("  }", `  holdSpiking(block, slot, v, refractoryLeft, ${word1("reset")}, ${word1("refSteps")});`, "}", "");
  }
  return out.join("\n");
};

// The walks, four synapses at a time: columns are gathered lane by lane, the rule and the clip work on whole vectors. In
// the trace columns of one step a set sign bit marks the cells that spike in that step, so that a synapse with both
// spikes gets both increments at once (in the post walk) and is clipped once.
const learnAssembly = () => {
  const out = [`// ${MADE}`, ""];
  out.push('import { choose, clip, gather, splat } from "../simd";');
  out.push('import { columnBytesOf, enlistRow, lagOf, slotAt } from "../spikes";');
  for (const m of plasticityRules) {
    const n = m.name;
    out.push(`import { ${n}OnPost, ${n}OnPre, ${n}PostGain, ${n}PreGain } from "../../models/${n}/kernel";`);
  }
  const frame = Object.keys(layouts.projection.offsets).map((f) => `PROJECTION_${constant(f)}`);
  const params = plasticityRules.flatMap((m) =>
    ["wMin", "wMax", "inverted", ...m.kernel].map((q) => `${constant(m.name)}_${constant(q)}`),
  );
  out.push(`import {\n${[...frame, ...params].map((n) => `  ${n},`).join("\n")}\n} from "./layout";`, "");
  for (const m of plasticityRules) {
    const calcium = "c" in m.traces;
    const at = (q) => `${constant(m.name)}_${constant(q)}`;
    // What differs between targets lies in columns like their traces.
    const perTarget = m.perTarget?.kernel ?? [];
    const rest = (ofTarget) => m.kernel.map((q) => `, ${perTarget.includes(q) ? ofTarget(q) : q}`).join("");
    const common = (gain) => [
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
    ]) {
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
      const body = (count, indent) => {
        const lanes = [...Array(count).keys()];
        const lines = lanes.map((l) => `const t${l} = <usize>load<u32>(targets + k, ${4 * l});`);
        const four = count === 4;
        const collect = (column) =>
          four ? `gather(${lanes.map((l) => `${column} + t${l}`).join(", ")})` : `v128.load32_zero(${column} + t0)`;
        lines.push(four ? "const w = v128.load(weights + k);" : "const w = v128.load32_zero(weights + k);");
        const add = (what) =>
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
      const body = (count, indent) => {
        const lanes = [...Array(count).keys()];
        const four = count === 4;
        const lines = lanes.flatMap((l) => [
          `const a${l} = weights + <usize>load<u32>(entry, ${8 * l});`,
          `const s${l} = <usize>load<u32>(entry, ${8 * l + 4});`,
        ]);
        const collect = (column) =>
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

// Delivery of what synapses with short-term plasticity release, row by row in the order of the sources. All synapses of a
// row see a spike at once: the time since the last one, hence what follows from it and from params that are one number, is
// the row's.
const releaseVariants = [
  { suffix: "", what: "every param a column, a state a synapse" },
  { suffix: "Even", what: "every time constant one number, a state a synapse", even: true },
  { suffix: "Rows", what: "every param one number, a state a row", even: true, byRow: true },
];
const releaseAssembly = () => {
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
    const at = (q) => `${constant(m.name)}_${constant(q)}`;
    const states = Object.keys(m.state);
    const params = [...m.decays, ...m.kernel];
    for (const { suffix, what, even = false, byRow = false } of releaseVariants) {
      const single = (q) => byRow || (even && m.decays.includes(q));
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
      const release = (o) => {
        const given = (q) => (byRow ? q : `v128.load(${q} + ${o})`);
        const decays = m.decays.map((q) => (even ? `${q}Left` : `exp4(f32x4.div(passed, ${given(q)}))`));
        const args = [...states.map((q) => `${q} + ${o}`), ...decays, ...m.kernel.map(given)];
        return `${m.name}Release(${args.join(", ")})`;
      };
      // What follows the last synapse of a row, or the row, belongs to the next one.
      const partial = (o, mask, indent) =>
        [
          ...states.map((q) => `const ${q}Before = v128.load(${q} + ${o});`),
          `const r = ${release(o)};`,
          ...states.map((q) => `v128.store(${q} + ${o}, choose(${mask}, v128.load(${q} + ${o}), ${q}Before));`),
        ].map((line) => indent + line);
      const add = (l, value) => {
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

// Every kernel that a schedule may name, with the file it comes from.
const scheduled = [
  ...neuronModels.flatMap((m) =>
    ["Uniform", "PerNeuron", ...(m.holds ? ["Hold"] : [])].map((variant) => [
      `${m.name}Integrate${variant}`,
      "./integrate",
    ]),
  ),
  ...[...new Set(sourceModels.map((m) => m.emitter))].map((name) => [`${name}Emit`, `../../models/${name}/kernel`]),
  ...driveModels.map((m) => [m.name, `../../models/${m.name}/kernel`]),
  ["inject", "../encode/inject"],
  ["deliver", "../deliver/deliver"],
  ["deliverLast", "../deliver/deliver"],
  ["deliverUniform", "../deliver/deliver"],
  ["deliverDense", "../deliver/dense"],
  ["deliverBitmap", "../deliver/bitmap"],
  ...plasticityRules.flatMap((m) =>
    ["DeliverPre", "Pre", "PreLast", "Post", "PostLast"].map((k) => [`${m.name}${k}`, "./learn"]),
  ),
  ...shortTermRules.flatMap((m) => releaseVariants.map(({ suffix }) => [`${m.name}Deliver${suffix}`, "./release"])),
  ["stdpLazyArrive", "../../models/stdp/lazy"],
  ["stdpLazyLearn", "../../models/stdp/lazy"],
  ["frozenStdpLazyArrive", "../../models/stdp/lazy"],
  ["frozenDeliverPre", "../learn/frozen"],
  ["frozenPre", "../learn/frozen"],
  ["frozenPost", "../learn/frozen"],
  ["amplitudeFade", "../learn/amplitude"],
  ["traceMark", "../learn/trace"],
  ["traceUpdate", "../learn/trace"],
  ...gliaModels.map((m) => [`${m.name}Integrate`, `../../models/${m.name}/kernel`]),
  ["modulate", "../glia/modulate"],
  ["readout", "../readout/loop"],
  ["forceLearn", "../readout/loop"],
  ["deltaLearn", "../readout/loop"],
  ["countSpikes", "../record/meter"],
  ["filterSpikes", "../record/meter"],
  ["recordSpikes", "../record/record"],
  ["recordState", "../record/record"],
];

const dispatchAssembly = () => {
  const byFile = new Map();
  for (const [kernel, file] of scheduled) byFile.set(file, [...(byFile.get(file) ?? []), kernel]);
  const out = [`// ${MADE}`, ""];
  for (const [file, kernels] of byFile) out.push(`import { ${kernels.sort().join(", ")} } from "${file}";`);
  out.push('import { CLOCK_HALT, CLOCK_STEP } from "./layout";', "");
  out.push(
    "/**",
    " * Runs up to `steps` steps of a schedule: `count` operations of four words (kernel, block, begin, end), in order.",
    " * Ends early after a step in which a recorder asked to be emptied. Returns the number of steps done.",
    " */",
    "export function runSteps(schedule: usize, count: u32, clock: usize, steps: u32): u32 {",
    "  const last = schedule + (<usize>count << 4);",
    "  let step = load<u32>(clock + CLOCK_STEP);",
    "  store<u32>(clock + CLOCK_HALT, 0);",
    "  for (let done: u32 = 0; done < steps; ) {",
    "    for (let op = schedule; op < last; op += 16) {",
    "      const block = load<usize>(op, 4);",
    "      const begin = load<u32>(op, 8);",
    "      const end = load<u32>(op, 12);",
    "      switch (load<u32>(op)) {",
    ...scheduled.flatMap(([k], id) => [
      `        case ${id}:`,
      `          ${k}(block, begin, end, step);`,
      "          break;",
    ]),
    "        default:",
    "          unreachable();",
    "      }",
    "    }",
    "    step++;",
    "    done++;",
    "    store<u32>(clock + CLOCK_STEP, step);",
    "    if (load<u32>(clock + CLOCK_HALT) != 0) return done;",
    "  }",
    "  return steps;",
    "}",
    "",
  );
  return out.join("\n");
};

const kernelsHost = () =>
  [
    `// ${MADE}`,
    "",
    "/** The kernels that a schedule may name; each one's number is its place. */",
    `export const kernelNames = ${JSON.stringify(
      scheduled.map(([kernel]) => kernel),
      null,
      2,
    )} as const;`,
    "",
    "export type KernelName = (typeof kernelNames)[number];",
    "",
  ].join("\n");

const kindWord = {
  neuron: "Neuron",
  source: "Source",
  drive: "Drive",
  glia: "Astrocyte",
  plasticity: "Plasticity rule",
  shortTerm: "Short-term plasticity",
};
const anchor = (m) =>
  m.title
    .toLowerCase()
    .replace(/[^\w\s-]/g, "")
    .replace(/ /g, "-");
const table = () =>
  [
    "| model | kind | what it is |",
    "| --- | --- | --- |",
    ...everyModel.map(
      (m) => `| [\`${m.name}\`](MODELS.md#${anchor(m)}) | ${kindWord[m.kind].toLowerCase()} | ${m.title} |`,
    ),
  ].join("\n");
const reference = () => {
  const out = ["# Models", "", `<!-- ${MADE} -->`, ""];
  const range = (q) => (q.min === undefined && q.max === undefined ? "" : `${q.min ?? "−∞"} … ${q.max ?? "∞"}`);
  for (const m of everyModel) {
    out.push(`## ${m.title}`, "", `\`${m.name}\` · ${kindWord[m.kind].toLowerCase()} · ${m.source}`, "");
    out.push("```text", ...m.equations, "```", "");
    const rows = [
      ...Object.entries(m.params).map(([n, q]) => [
        n,
        q.unit,
        q.ofBound ? `${q.default}·W` : q.default,
        range(q),
        q.meaning + (q.modulable ? " (modulable)" : ""),
      ]),
      ...Object.entries(m.choices).map(([n, q]) => [
        n,
        "",
        `"${q.default}"`,
        q.values.map((v) => `"${v}"`).join(", "),
        q.meaning,
      ]),
    ];
    if (rows.length)
      out.push(
        "| param | unit | default | range | meaning |",
        "| --- | --- | --- | --- | --- |",
        ...rows.map((r) => `| \`${r[0]}\` | ${r.slice(1).join(" | ")} |`),
        "",
      );
    if (m.limits?.length)
      out.push(
        "| limit of dt | of | coarse above | refused above | meaning |",
        "| --- | --- | --- | --- | --- |",
        ...m.limits.map(
          ({ name, params, coarse = "", most = "", meaning }) =>
            `| ${name} | ${params.map((p) => `\`${p}\``).join(", ")} | ${coarse} | ${most} | ${meaning} |`,
        ),
        "",
      );
    const evolving = [
      ...Object.entries(m.state).map(([n, q]) => ["state", n, q.unit, q.meaning]),
      ...Object.entries(m.inputs ?? {}).map(([n, q]) => ["input", n, q.unit, q.meaning]),
      ...Object.entries(m.traces ?? {}).map(([n, q]) => [`trace (${q.of})`, n, "1", q.meaning]),
    ];
    if (evolving.length)
      out.push(
        "| column | name | unit | meaning |",
        "| --- | --- | --- | --- |",
        ...evolving.map((r) => `| ${r[0]} | \`${r[1]}\` | ${r[2]} | ${r[3]} |`),
        "",
      );
  }
  out.push(readFileSync(join(root, "scripts/comingFrom.md"), "utf8"));
  return out.join("\n");
};

const files = {
  "assembly/generated/layout.ts": layoutAssembly(),
  "assembly/generated/integrate.ts": integrateAssembly(),
  "assembly/generated/learn.ts": learnAssembly(),
  "assembly/generated/release.ts": releaseAssembly(),
  "assembly/generated/dispatch.ts": dispatchAssembly(),
  "src/generated/kernelNames.ts": kernelsHost(),
  "MODELS.md": reference(),
};
const readme = join(root, "README.md");
if (existsSync(readme))
  files["README.md"] = readFileSync(readme, "utf8").replace(
    /(<!-- models -->\n)[\s\S]*?(\n<!-- \/models -->)/,
    (_, open, close) => open + table() + close,
  );

const stale = Object.entries(files).filter(
  ([file, text]) => !existsSync(join(root, file)) || readFileSync(join(root, file), "utf8") !== text,
);
if (process.argv.includes("--check")) {
  if (stale.length) {
    console.error(`stale: ${stale.map(([file]) => file).join(", ")}; run \`npm run codegen\` and commit`);
    process.exit(1);
  }
} else for (const [file, text] of stale) writeFileSync(join(root, file), text);
