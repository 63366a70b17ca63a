import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const nowhere = { CHROMIUM: "/nonexistent", FIREFOX: "/nonexistent" };
const line =
  /SKIPPED: all tests in chromium and firefox\. To have them, apt-get install chromium firefox-esr, or set CHROMIUM and FIREFOX/;

/** Runs this file of tests on a machine without browsers. */
const runAlone = (file: string, CI: string) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", "run", file], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, ...nowhere, CI, NO_COLOR: "1" },
  });
  return { status, said: stdout + stderr };
};

describe("on a machine without browsers", () => {
  it("tests in browsers are skipped, and one line says so and what would do", () => {
    const { status, said } = runAlone("test/browser/views.test.ts", "");
    expect(said.split(line)).toHaveLength(2);
    expect(said).toMatch(/Test Files +1 skipped/);
    expect(status).toBe(0);
  });

  it("where CI is true they may not be", () => {
    const { status, said } = runAlone("test/browser/views.test.ts", "true");
    expect(said).toMatch(line);
    expect(status).not.toBe(0);
  });
});
