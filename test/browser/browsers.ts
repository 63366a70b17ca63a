import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Browser } from "puppeteer-core";

/** The browsers that tests run in: Debian's, or those that environment variables name. */
const browsers = {
  chromium: { browser: "chrome", variable: "CHROMIUM", path: "/usr/bin/chromium", args: ["--no-sandbox"] },
  firefox: { browser: "firefox", variable: "FIREFOX", path: "/usr/bin/firefox-esr", args: [] },
} as const;

export type BrowserName = keyof typeof browsers;
export const browserNames = Object.keys(browsers) as BrowserName[];

const executableOf = (name: BrowserName): string => {
  const { variable, path } = browsers[name];
  const executable = process.env[variable] ?? path;
  if (!existsSync(executable))
    throw new Error(
      `there is no ${name} at ${executable}: install it (Debian: apt-get install chromium firefox-esr) or set ${variable} to its path`,
    );
  return executable;
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
  const child = spawn(executableOf(name), ["--headless", ...own, url], { stdio: "ignore", detached: true });
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
  const executablePath = executableOf(name);
  return puppeteer.launch({ browser, executablePath, args: [...args], headless: true, protocolTimeout: 120_000 });
};
