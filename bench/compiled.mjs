/** C twins: compiled where gcc is there, each a child that works when told to, so that it takes turns with the others. */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const folder = mkdtempSync(join(tmpdir(), "neuroglia-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/**
 * The program of bench/<path>.c, or null without gcc.
 * @param {string} path
 * @param {string[]} flags beside -O3 -march=native
 */
export const compiled = (path, flags = []) => {
  const program = join(folder, basename(path));
  const source = fileURLToPath(new URL(`${path}.c`, import.meta.url));
  const args = ["-O3", "-march=native", ...flags, "-o", program, source, "-lm"];
  try {
    execFileSync("gcc", args, { stdio: ["ignore", "ignore", "pipe"] });
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
  return program;
};

/**
 * Starts a C twin over `parts`, the words of its file, or returns null without gcc. `ask` sends a line and awaits the answer.
 * @param {string} name
 * @param {(Uint32Array | Float32Array)[]} parts
 */
export const startCompiled = (name, parts) => {
  const program = compiled(`plain/${name}`);
  if (!program) return null;
  const file = join(folder, `${name}.bin`);
  const bytes = parts.map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  writeFileSync(file, Buffer.concat(bytes));
  const child = spawn(program, [file], { stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    ask: async (line) => {
      child.stdin.write(`${line}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error(`answer of ${name}.c to "${line}" must be a line, got none`);
      return Number(value);
    },
    stop: () => child.stdin.end(),
  };
};
