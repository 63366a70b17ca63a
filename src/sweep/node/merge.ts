import { existsSync, mkdirSync, realpathSync, renameSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { NeurogliaError } from "../../errors.js";
import { bad } from "../../network/check.js";
import type { LedgerContent, RunLine, TrialLine } from "../lines.js";
import { byPlace, combined, ledgerPath, readLedger, requireSame } from "./ledger.js";

const same = (a: string, b: string): boolean =>
  existsSync(a) && existsSync(b) ? realpathSync(a) === realpathSync(b) : resolve(a) === resolve(b);

/** What was put together from others may be put together anew; what has runs of its own stays. */
const requireReplaceable = (out: string): void => {
  if (!existsSync(ledgerPath(out))) return;
  const { path, runs } = readLedger(out);
  if (runs.length === 1 && runs[0]!.merged) return;
  throw new NeurogliaError({
    code: "not-writable",
    what: "folder",
    where: "--out",
    expected: "one without the ledger of a sweep's own runs",
    got: path,
  });
};

/**
 * Puts the ledgers of several folders together into one, in `out`: the shards of a sweep, or runs of it on several machines.
 * Results of one trial that agree become one, and done stands for failed.
 * @throws NeurogliaError where two results of a trial differ, naming it; where ledgers were made with different texts of
 *   the sweep file or versions of neuroglia, unless `acceptChanges`; and where `out` is one of the folders, or holds another sweep
 */
export const mergeLedgers = (folders: readonly string[], out: string, acceptChanges: boolean): LedgerContent => {
  if (folders.length === 0) throw bad("folders", "merge", "at least one", folders);
  const twice = folders.find((folder, k) => folders.slice(0, k).some((other) => same(folder, other)));
  if (twice !== undefined) throw bad("folders", "merge", "given once each", twice);
  if (folders.some((folder) => same(folder, out)))
    throw bad("--out", "merge", "another folder than those it merges", out);
  requireReplaceable(out);
  const contents = folders.map(readLedger);
  const last = ({ runs }: LedgerContent): RunLine => runs.at(-1)!;
  const trials = new Map<string, TrialLine>();
  for (const content of contents) {
    if (!acceptChanges) requireSame(last(contents[0]!), last(content), `ledger ${content.path}`);
    for (const line of content.trials)
      trials.set(line.id, combined(trials.get(line.id), line, `ledger ${content.path}`));
  }
  const run: RunLine = { ...last(contents.at(-1)!), shard: { index: 1, count: 1 }, merged: true };
  const merged: LedgerContent = { path: ledgerPath(out), runs: [run], trials: [...trials.values()].sort(byPlace) };
  try {
    mkdirSync(out, { recursive: true });
    writeFileSync(`${merged.path}.new`, [run, ...merged.trials].map((line) => `${JSON.stringify(line)}\n`).join(""));
    renameSync(`${merged.path}.new`, merged.path);
  } catch (error) {
    throw new NeurogliaError({
      code: "not-written",
      what: "content",
      where: `ledger ${merged.path}`,
      expected: "written",
      got: error instanceof Error ? error.message : error,
    });
  }
  return merged;
};
