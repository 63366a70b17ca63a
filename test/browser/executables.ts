import { existsSync } from "node:fs";

/** The browsers that tests run in: Debian's, or those that environment variables name. */
export const browsers = {
  chromium: { browser: "chrome", variable: "CHROMIUM", path: "/usr/bin/chromium", args: ["--no-sandbox"] },
  firefox: { browser: "firefox", variable: "FIREFOX", path: "/usr/bin/firefox-esr", args: [] },
} as const;

/** Null where there is none. */
export const executableOf = (name: keyof typeof browsers): string | null => {
  const { variable, path } = browsers[name];
  const executable = process.env[variable] ?? path;
  return existsSync(executable) ? executable : null;
};
