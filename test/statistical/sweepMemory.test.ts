// Memory over many trials, in a process of its own. Networks that stay would show as some 110 MiB between the 500th and the
// 1,000th trial. Could not catch what grows by less than 50 KiB a trial; sweepMemory.mjs
// itself runs as many trials as it is told to.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { temporaryFolder } from "../temporaryFolder.js";

it("stays flat from the 500th to the 1,000th trial of a sweep: growth below 25 MiB in all, 1 MiB of the host's heap", async () => {
  const program = fileURLToPath(new URL("./sweepMemory.mjs", import.meta.url));
  const out = join(temporaryFolder(), "out");
  const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", program, "1000", out, "1"]);
  const rows = stdout
    .trim()
    .split("\n")
    .map((line) => line.split(" ").map(Number));
  console.log(stdout);
  expect(rows.map(([trials]) => trials)).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
  const [half, last] = [rows[4]!, rows[9]!];
  expect(last[1]! - half[1]!).toBeLessThan(25);
  expect(last[2]! - half[2]!).toBeLessThan(1);
});
