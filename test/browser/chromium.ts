import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** A headless Chromium: that of the environment variable CHROMIUM, or Debian's. */
export const launchChromium = (): Promise<Browser> => {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  if (!existsSync(executablePath))
    throw new Error(
      `there is no Chromium at ${executablePath}: install it (Debian, Ubuntu: apt-get install chromium) or set CHROMIUM to its path`,
    );
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
};
