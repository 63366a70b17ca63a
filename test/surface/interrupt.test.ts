/** Could not catch: a terminal's own treatment of Ctrl-C. */
import { spawn } from "node:child_process";
import { describe, expect, it } from "vitest";

/** Runs the command on real MNIST, interrupts it once its stage shows on stderr, and waits for its end. */
const interrupted = (stage: string, ...args: string[]) =>
  new Promise<{ status: number | null; stdout: string; stderr: string; endedAfter: number }>((resolve) => {
    const command = ["dist/src/cli/main.js", "reproduce", "nalsm-2021", "--json", "-", "--workers", "2", ...args];
    const child = spawn(process.execPath, command);
    let stdout = "";
    let stderr = "";
    let sent = 0;
    child.stdout.on("data", (text) => {
      stdout += text;
    });
    child.stderr.on("data", (text) => {
      stderr += text;
      if (sent > 0 || !stderr.includes(stage)) return;
      sent = performance.now();
      setTimeout(() => child.kill("SIGINT"), 300);
    });
    child.on("close", (status) => resolve({ status, stdout, stderr, endedAfter: performance.now() - sent - 300 }));
  });

describe("Ctrl-C on the real run", () => {
  it.each([
    ["initialisation", ["--full"]],
    ["training samples", ["--init", "50", "--validation", "20", "--train", "50000"]],
    ["readout", ["--init", "20", "--train", "600", "--validation", "100", "--test", "50", "--readout", "paper"]],
  ])(
    "during the %s: status 130 in about a second, what is done is printed, no worker keeps it alive",
    async (stage, args) => {
      const { status, stdout, stderr, endedAfter } = await interrupted(stage, ...args);
      expect(status, stderr).toBe(130);
      const summary = JSON.parse(stdout);
      expect(summary.completed).toBe(false);
      expect(summary.accuracy.test).toBe(null);
      expect(summary.done.init).toBeGreaterThan(0);
      expect(summary.hash).toMatch(/^[0-9a-f]{16}$/);
      expect(endedAfter).toBeLessThan(2000);
      console.log(`${stage}: ended ${endedAfter.toFixed(0)} ms after the signal`);
    },
  );
});
