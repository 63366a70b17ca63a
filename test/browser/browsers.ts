import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Browser } from "puppeteer-core";
import { describe, it } from "vitest";
import { browsers, executableOf } from "./executables.js";

export type BrowserName = keyof typeof browsers;
export const browserNames = Object.keys(browsers) as BrowserName[];

/** `describe` and `it` of what needs this browser: skipped where there is none, which test/missing.ts tells. */
export const testsIn = (name: BrowserName) => {
  const isMissing = !executableOf(name);
  return { describe: describe.skipIf(isMissing), it: it.skipIf(isMissing) };
};

/** A suite for every browser that there is. */
export const describeInAll = (body: (name: BrowserName) => void): void => {
  for (const name of browserNames) testsIn(name).describe(`in ${name}`, () => body(name));
};

/**
 * Opens a page in a browser of its own that nothing drives. In Firefox (seen in 153 ESR), `new Worker` inside a worker hangs for
 * ever in every tenth call or so while a WebDriver BiDi session is open, whatever the session listens to, in pages without a
 * line of ours too; without a session it never does. So workers of workers are tested like this.
 */
export const openAlone = async (name: BrowserName, url: string): Promise<{ close(): Promise<void> }> => {
  const profile = await mkdtemp(join(tmpdir(), "neuroglia-"));
  const own =
    name === "firefox" ? ["--no-remote", "--profile", profile] : ["--no-sandbox", `--user-data-dir=${profile}`];
  const child = spawn(executableOf(name)!, ["--headless", ...own, url], { stdio: "ignore", detached: true });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  return {
    close: async () => {
      // With all that it has started.
      process.kill(-child.pid!, "SIGKILL");
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
};

/** Starts one, headless. */
export const launch = (name: BrowserName): Promise<Browser> => {
  const { browser, args } = browsers[name];
  const executablePath = executableOf(name)!;
  return puppeteer.launch({ browser, executablePath, args: [...args], headless: true, protocolTimeout: 120_000 });
};
