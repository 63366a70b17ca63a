import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, loadavg, release, type } from "node:os";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A git answer, or null outside a checkout. */
const git = (...args) => {
  try {
    return execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return null;
  }
};

/** What a figure depends on: machine, versions, commit, command. */
export const circumstances = () => {
  const status = git("status", "--porcelain");
  return {
    date: new Date().toISOString(),
    machine: {
      cpu: cpus()[0]?.model ?? "unknown",
      cores: cpus().length,
      os: `${type()} ${release()}`,
      node: process.version,
      v8: process.versions.v8,
      load: loadavg()[0],
    },
    version: JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version,
    commit: git("rev-parse", "HEAD"),
    uncommitted: status === null ? null : status !== "",
    command: ["node", "bench/main.mjs", ...process.argv.slice(2)].join(" "),
  };
};
