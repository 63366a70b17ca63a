import { readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { type UserKernel, userKernel } from "../codegen/user.js";
import { NeurogliaError } from "../errors.js";
import { checkedKernel, type KernelSection, LAYOUT } from "../models/checkedKernel.js";
import { requireOutputs } from "./output.js";

const WHERE = "neuroglia kernel";

const HELP = `
What a kernel reads is the list of parameters of its function, by name; the package makes the loops around it, as for its
own models. The name of the function says what it is for ("quadratic" stands for yours):

  quadraticStep       neuron: four neurons at a time. usize: the address of a column, a state or an input (Wide: one
                      that is f64). v128: a param or derived value; OfDt: one that comes from dt and choices alone,
                      which is one number where params differ too. Returns the mask of the neurons that spike.
  quadraticAdvance    neuron with threshold, reset and refractory period of the package (as lif): returns v at t+dt. v and
                      Input (an input that decays): v128 as they are before the step; the rest as of a Step. The loop adds
                      the input delta, lets Input iE decay by the value decayIE, and reads theta, reset, refSteps and
                      heldAbove, as lif.derived has them, and the states v and refractoryLeft.
                      With states of its own it may have quadraticThreshold (what v has to reach) and quadraticSpike
                      (one neuron that spikes, once v is reset; values are f32).
  quadraticDraw       drive, quadraticIntegrate astrocyte, quadraticEmit source: the whole loop, which begins with
                      (block: usize, begin: u32, end: u32, step: u32, …) and then names what it reads: usize and u32
                      for addresses and whole numbers, f32 or v128 for params and derived values.
  quadraticOnPre      with quadraticOnPost: plasticity rule. w, PreTrace, PostTrace, Amplitude, OfTarget, and v128 for
                      params and derived values; each returns the increments of four weights.
  quadraticRelease    short-term rule: the share of their weights that four synapses pass on. usize: the address of a state;
                      v128: a param; Decay: rec is what is left since the last spike with the time constant tauRec.

What drives, astrocytes and sources are handed besides, and one of each that runs, is in the package's
docs/own-models.md, with the language of derived values.

A step that adds its input to v and spikes at vTh:

  import { choose } from "neuroglia/assembly/simd";

  // @ts-ignore: decorator
  @inline export function plainStep(v: usize, push: usize, vTh: v128, vReset: v128): v128 {
    const next = f32x4.add(v128.load(v), v128.load(push));
    v128.store(push, f32x4.splat(0));
    const fired = f32x4.ge(next, vTh);
    v128.store(v, choose(fired, vReset, next));
    return fired;
  }

Headers: neuroglia/assembly/simd, math, vectorMath, random, spikes, heard, layout. A kernel has no memory of its own: no strings,
arrays or objects, no variables outside functions. A whole model with its test is in the package's examples/quadratic.

In JavaScript: neuron({ name: "plain", …, kernel: readFileSync("plain.wasm") }).
Wants AssemblyScript: npm install --save-dev assemblyscript
`;

/** What of AssemblyScript's compiler is used here. */
interface Compiler {
  main(
    options: readonly string[],
    files: {
      readFile(name: string, folder: string): string | null;
      writeFile(name: string, contents: Uint8Array | string): void;
      listFiles(): string[];
    },
  ): Promise<{ error: Error | null; stderr: { toString(): string } }>;
}

/** @throws NeurogliaError with the command that installs it, where it is missing */
const compiler = async (): Promise<Compiler> => {
  try {
    return (await import("assemblyscript/asc")).default as unknown as Compiler;
  } catch (error) {
    throw new NeurogliaError({
      code: "not-installed",
      what: "assemblyscript",
      where: WHERE,
      expected: "installed beside neuroglia: npm install --save-dev assemblyscript",
      got: (error as NodeJS.ErrnoException).code ?? String(error),
    });
  }
};

/** Where the package keeps the headers. */
const HEADERS = fileURLToPath(new URL("../../../assembly/", import.meta.url));
const HEADER = /node_modules\/neuroglia\/assembly\/(.+)$/;
const OPTIONS =
  "--runtime stub --importMemory --initialMemory 1 --noExportMemory --noAssert --use abort= --enable simd --optimizeLevel 3 --shrinkLevel 1";

const read = (path: string): string | null => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
};

const leb = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...leb(value >>> 7)]);

/** A module with one more section, which says what it reads. */
const withSection = (module: Uint8Array, { fields }: UserKernel): Uint8Array => {
  const section: KernelSection = { layout: LAYOUT, ...fields };
  const text = Buffer.from(JSON.stringify(section));
  const name = Buffer.from("neuroglia");
  const contents = Buffer.concat([Buffer.from([name.length]), name, text]);
  return Buffer.concat([module, Buffer.from([0, ...leb(contents.length)]), contents]);
};

/**
 * Compiles a user's kernel.
 * @param path of a file of AssemblyScript
 * @param tell what the compiler says, with file and line
 * @returns the module's bytes, and what they are
 * @throws NeurogliaError for what is no kernel, and where the compiler is missing or finds errors
 */
export const compileKernel = async (
  path: string,
  tell: (text: string) => void = () => {},
): Promise<{ bytes: Uint8Array; kernel: UserKernel }> => {
  const folder = dirname(resolve(path));
  const file = basename(path);
  const text = read(path);
  if (text === null)
    throw new NeurogliaError({
      code: "not-found",
      what: "file",
      where: WHERE,
      expected: "one that can be read",
      got: path,
    });
  const kernel = userKernel(text, path, {
    headers: "neuroglia/assembly",
    kernelOf: () => `./${file.replace(/\.ts$/, "")}`,
  });
  const made: Readonly<Record<string, string>> = {
    "neuroglia.glue.ts": kernel.glue,
    "neuroglia.kernel.ts": Object.entries(kernel.exports)
      .map(([role, name]) => `export { ${name} as ${role} } from "./neuroglia.glue";\n`)
      .join(""),
  };
  let module: Uint8Array | null = null;
  const { main } = await compiler();
  const { error, stderr } = await main(["neuroglia.kernel.ts", ...OPTIONS.split(" "), "--outFile", "kernel.wasm"], {
    readFile: (name) => {
      if (Object.hasOwn(made, name)) return made[name]!;
      const header = HEADER.exec(name)?.[1];
      // Options are those of kernels, whatever else is compiled in that folder.
      return name === "asconfig.json" ? null : read(header ? join(HEADERS, header) : resolve(folder, name));
    },
    writeFile: (_, contents) => {
      module = contents as Uint8Array;
    },
    listFiles: () => [],
  });
  const said = stderr.toString().trim();
  if (said) tell(`${said}\n`);
  if (error || !module)
    throw new NeurogliaError({
      code: "bad-kernel",
      what: "AssemblyScript",
      where: path,
      expected: "without errors",
      got: error?.message.trim() ?? "no module",
    });
  const bytes = withSection(module, kernel);
  checkedKernel(bytes, path, kernel.kind);
  return { bytes, kernel };
};

const factories = {
  neuron: "neuron",
  source: "source",
  drive: "drive",
  glia: "astrocyteModel",
  plasticity: "plasticityRule",
  shortTerm: "shortTermRule",
} as const;

/** Declares `neuroglia kernel`. */
export const declareKernel = (program: Command): void => {
  program
    .command("kernel")
    .summary("compile the kernel of a model of your own from AssemblyScript")
    .description(
      "Compiles the kernel of a neuron, drive, astrocyte, source, plasticity or short-term rule of your own from AssemblyScript to WebAssembly.",
    )
    .argument("<file.ts>", "the kernel")
    .option("--out <file.wasm>", "where it goes; default: beside it, with that ending")
    .helpCommand(false)
    .addHelpText("after", HELP)
    .action(async (file: string, { out = `${file.replace(/\.ts$/, "")}.wasm` }: { out?: string }) => {
      requireOutputs({ save: out }, "kernel");
      const { bytes, kernel } = await compileKernel(file, (text) => process.stderr.write(text));
      writeFileSync(out, bytes);
      const { kind, name, fields } = kernel;
      process.stdout.write(
        `${out}: ${bytes.length} B, ${kind === "glia" ? "astrocyte" : kind} "${name}"\n` +
          `  columns ${fields.columns.join(", ") || "none"}\n  values  ${fields.values.join(", ") || "none"}\n` +
          `  ${factories[kind]}({ name: "${name}", …, kernel: readFileSync("${out}") })\n`,
      );
    });
};
