import { browsers, executableOf } from "./browser/executables.js";

/** Before all tests: says which of them have to be skipped, and what would do; where CI is "true", none may be. */
export const setup = (): void => {
  const missing = (Object.keys(browsers) as (keyof typeof browsers)[]).filter((name) => !executableOf(name));
  if (missing.length === 0) return;
  const variables = missing.map((name) => browsers[name].variable).join(" and ");
  const line = `SKIPPED: all tests in ${missing.join(" and ")}. To have them, apt-get install chromium firefox-esr, or set ${variables} to a path.`;
  if (process.env.CI === "true") throw new Error(line);
  console.warn(`\n${line}\n`);
};
