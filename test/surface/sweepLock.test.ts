// One folder, one sweep: with real processes, killed ones among them. What cannot be had here, other hosts and jobs of SLURM, is
// pretended by locks as such would have left them.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Lock } from "../../dist/src/sweep/node/lock.js";
import { refused } from "../refusals.js";
import { temporaryFolder } from "../temporaryFolder.js";

const main = fileURLToPath(new URL("../../dist/src/cli/main.js", import.meta.url));

interface Ended {
  status: number | null;
  stderr: string;
}

const root = temporaryFolder();
const file = join(root, "slow.mjs");
/** Until it is there, a sweep stays at its fourth trial: however slow the machine is, the first is under way when a second comes. */
const gate = join(root, "gate");
writeFileSync(
  file,
  `import { existsSync } from "node:fs";
  import { grid } from "neuroglia";
  export const space = grid({ x: Array.from({ length: 30 }, (_, x) => x) });
  export default async ({ x }) => {
    do await new Promise((resolve) => setTimeout(resolve, 100));
    while (x > 2 && !existsSync(${JSON.stringify(gate)}));
    return { twice: 2 * x };
  };`,
);

const begun = (out: string): { child: ChildProcess; ended: Promise<Ended> } => {
  const child = spawn(process.execPath, [main, "sweep", file, "--workers", "1", "--out", out], { cwd: root });
  let stderr = "";
  child.stderr.on("data", (text) => (stderr += text));
  return { child, ended: new Promise((resolve) => child.on("exit", (status) => resolve({ status, stderr }))) };
};
const linesOf = (out: string): string[] => {
  const path = join(out, "ledger.jsonl");
  return existsSync(path) ? readFileSync(path, "utf8").trimEnd().split("\n") : [];
};
const trialsOf = (out: string) => linesOf(out).filter((line) => line.includes('"done"'));
const hasTrials = (out: string, n: number) =>
  expect.poll(() => trialsOf(out).length, { timeout: 30_000 }).toBeGreaterThanOrEqual(n);

describe("a second sweep into the folder of a first", () => {
  test("is refused, and the first goes on to its end and leaves no lock", async () => {
    const out = join(root, "shared");
    const first = begun(out);
    await hasTrials(out, 2);
    const second = await begun(out).ended;
    writeFileSync(gate, "");
    expect(second.status).toBe(2);
    expect(second.stderr).toContain("folder of a sweep must be one that no other sweep writes to");
    expect(second.stderr).toContain(`process ${first.child.pid} on ${hostname()} does`);
    expect((await first.ended).status).toBe(0);
    expect(trialsOf(out)).toHaveLength(30);
    expect(readdirSync(out).filter((name) => name.includes("lock"))).toEqual([]);
  }, 60_000);

  test("takes over at once from one that was killed, says so, and repeats none of its trials", async () => {
    const out = join(root, "killed");
    const first = begun(out);
    await hasTrials(out, 2);
    first.child.kill("SIGKILL");
    await first.ended;
    const before = trialsOf(out);
    const { status, stderr } = await begun(out).ended;
    expect(status).toBe(0);
    expect(stderr).toContain(`is taken over from process ${first.child.pid} on ${hostname()}, which is gone`);
    const after = trialsOf(out);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after).toHaveLength(30);
  }, 60_000);

  test("of several that would take over at one time, one does", async () => {
    const out = join(root, "raced");
    const first = begun(out);
    await hasTrials(out, 1);
    first.child.kill("SIGKILL");
    await first.ended;
    const ends = await Promise.all(Array.from({ length: 3 }, () => begun(out).ended));
    // One that comes when the winner is through finds nothing left to do.
    for (const { status, stderr } of ends)
      if (status !== 0) expect(stderr).toContain("must be one that no other sweep writes to");
    expect(ends.map(({ status }) => status)).toContain(0);
    expect(trialsOf(out)).toHaveLength(30);
  }, 60_000);
});

describe("a lock that was left", () => {
  afterEach(() => vi.unstubAllEnvs());
  /** A folder whose lock a process left, as its own were but for what is told, so many seconds ago. */
  const left = (change: object, secondsAgo = 0): string => {
    const ledger = join(temporaryFolder(), "ledger.jsonl");
    const lock = new Lock(ledger);
    const text = readFileSync(`${ledger}.lock`, "utf8");
    lock.release();
    expect(existsSync(`${ledger}.lock`)).toBe(false);
    writeFileSync(`${ledger}.lock`, JSON.stringify({ ...JSON.parse(text), token: "theirs", ...change }));
    writeFileSync(ledger, "");
    for (const path of [ledger, `${ledger}.lock`])
      utimesSync(path, Date.now() / 1000 - secondsAgo, Date.now() / 1000 - secondsAgo);
    return ledger;
  };
  const taken = (ledger: string): string | null => {
    const lock = new Lock(ledger);
    lock.release();
    return lock.takenFrom;
  };

  test("by a process of this host that lives holds, however long it is silent", () => {
    expect(refused(() => taken(left({}, 1e6)))).toMatchObject({ code: "ledger-in-use" });
  });

  test.runIf(existsSync("/proc/self/stat"))("by a process whose number another has by now is taken over", () => {
    expect(taken(left({ started: "a boot ago 77" }))).toBe(`process ${process.pid} on ${hostname()}, which is gone`);
  });

  test("on another host, or in another container of this one, holds for a minute after the last sign", () => {
    for (const elsewhere of [{ host: "elsewhere" }, { space: "pid:[1]" }]) {
      expect(refused(() => taken(left(elsewhere, 50))).message).toMatch(/does, 50 s ago: after 60 s of silence/);
      expect(taken(left(elsewhere, 70))).toMatch(/, of which nothing was heard for 70 s$/);
      // The ledger alone grew.
      const growing = left(elsewhere, 70);
      writeFileSync(growing, "more");
      expect(refused(() => taken(growing)).code).toBe("ledger-in-use");
    }
  });

  test("on another host by a job that SLURM has put back into its queue is taken over at once", () => {
    vi.stubEnv("SLURM_JOB_ID", "17");
    vi.stubEnv("SLURM_RESTART_COUNT", "1");
    expect(taken(left({ host: "elsewhere", requeued: 0 }))).toMatch(/ on elsewhere, whose job was requeued$/);
    expect(refused(() => taken(left({ host: "elsewhere", requeued: 1 }))).code).toBe("ledger-in-use");
    expect(refused(() => taken(left({ host: "elsewhere", job: "16", requeued: 0 }))).code).toBe("ledger-in-use");
  });

  test("half written holds for a minute", () => {
    const ledger = left({}, 70);
    writeFileSync(`${ledger}.lock`, '{"pid":');
    expect(refused(() => taken(ledger)).message).toContain("a process that is not known does, 0 s ago");
    utimesSync(`${ledger}.lock`, 0, 0);
    expect(taken(ledger)).toMatch(/^a process that is not known, of which nothing was heard/);
  });
});
