import { existsSync } from "node:fs";
import puppeteer, { type Browser } from "puppeteer-core";

/** The browsers that tests run in: Debian's, or those that environment variables name. */
const browsers = {
  chromium: { browser: "chrome", variable: "CHROMIUM", path: "/usr/bin/chromium", args: ["--no-sandbox"] },
  firefox: { browser: "firefox", variable: "FIREFOX", path: "/usr/bin/firefox-esr", args: [] },
} as const;

export type BrowserName = keyof typeof browsers;
export const browserNames = Object.keys(browsers) as BrowserName[];

/** Starts one, headless. */
export const launch = (name: BrowserName): Promise<Browser> => {
  const { browser, variable, path, args } = browsers[name];
  const executablePath = process.env[variable] ?? path;
  if (!existsSync(executablePath))
    throw new Error(
      `there is no ${name} at ${executablePath}: install it (Debian: apt-get install chromium firefox-esr) or set ${variable} to its path`,
    );
  return puppeteer.launch({ browser, executablePath, args: [...args], headless: true, protocolTimeout: 120_000 });
};
