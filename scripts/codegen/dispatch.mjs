import {
  driveModels,
  gliaModels,
  MADE,
  neuronModels,
  plasticityRules,
  releaseVariants,
  shortTermRules,
  sourceModels,
} from "./sources.mjs";

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

export const dispatchAssembly = () => {
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

export const kernelsHost = () =>
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
