import { randomUUID } from "node:crypto";
import {
  closeSync,
  constants,
  copyFileSync,
  linkSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { hostname } from "node:os";
import { NeurogliaError } from "../../errors.js";

/** Of a process that cannot be asked, on another host, so long a silence is its end. */
const SILENCE_MS = 60_000;
const BEAT_MS = 15_000;

/** Whose a lock is. */
interface Owner {
  readonly token: string;
  readonly pid: number;
  /** What sets processes of one number apart: the machine's boot and the time since; null where the system does not tell. */
  readonly started: string | null;
  /** Host, and the space in which it counts processes (containers have one each). */
  readonly host: string;
  readonly space: string;
  readonly begun: string;
  /** Job of SLURM, and how often it has been put back into the queue. */
  readonly job: string | null;
  readonly requeued: number;
}

const or = <Value, Other>(read: () => Value, otherwise: Other): Value | Other => {
  try {
    return read();
  } catch {
    return otherwise;
  }
};

/** When a process began; null where nothing tells. @throws where there is no such process, or only what is left of it */
const startOf = (pid: number): string | null => {
  const boot = or(() => readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim(), null);
  if (boot === null) return null;
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  // The program's name may hold blanks and brackets.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (fields[0] === "Z" || fields[0] === "X") throw new Error("a process that has ended");
  return `${boot} ${fields[19]}`;
};

const me = (): Owner => ({
  token: randomUUID(),
  pid: process.pid,
  started: or(() => startOf(process.pid), null),
  host: hostname(),
  space: or(() => readlinkSync("/proc/self/ns/pid"), ""),
  begun: new Date().toISOString(),
  job: process.env.SLURM_JOB_ID ?? null,
  requeued: Number(process.env.SLURM_RESTART_COUNT ?? 0),
});

/** Whether a process of this host lives, and not another that came by its number. */
const lives = ({ pid, started }: Owner): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  return or(() => startOf(pid) === started, false);
};

/** Makes a lock, whole from the beginning where the file system has links. @throws `EEXIST` where there is one */
const place = (own: string, path: string): void => {
  try {
    linkSync(own, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw error;
    copyFileSync(own, path, constants.COPYFILE_EXCL);
  }
};

/** What a lock says; null of one that is being written, or that is none. */
const ownerOf = (path: string): Owner | null => {
  const owner = or(() => JSON.parse(readFileSync(path, "utf8")), null);
  return Number.isInteger(owner?.pid) && owner.pid > 0 && typeof owner.token === "string" ? owner : null;
};

/**
 * The right to write to a ledger: a file beside it, which tells whose it is. Its owner writes it anew every 15 s, so that its age is
 * told by the clock that all hosts share, the file system's. A process that is gone left it behind, or one on another
 * host of which nothing was heard for a minute, or one that SLURM put back into its queue: then the next one takes over.
 */
export class Lock {
  /** From whom it was taken, and why; null where it was free. */
  readonly takenFrom: string | null;
  readonly #path: string;
  readonly #fd: number;
  readonly #me = me();
  readonly #beat: NodeJS.Timeout;
  readonly #atExit = (): void => this.release();

  /**
   * @param ledger path of the ledger, in a folder that is there
   * @throws NeurogliaError `ledger-in-use` while another sweep has it; errors of the file system as they come
   */
  constructor(ledger: string) {
    this.#path = `${ledger}.lock`;
    const mine = JSON.stringify(this.#me);
    const own = `${this.#path}.${this.#me.token}`;
    writeFileSync(own, mine, { flag: "wx" });
    try {
      this.takenFrom = this.#take(own, ledger);
    } finally {
      rmSync(own, { force: true });
    }
    this.#fd = openSync(this.#path, "r+");
    this.#beat = setInterval(() => or(() => writeSync(this.#fd, mine, 0), 0), BEAT_MS).unref();
    process.on("exit", this.#atExit);
  }

  /** Puts one's own file in the lock's place, unless that is held. */
  #take(own: string, ledger: string): string | null {
    let takenFrom: string | null = null;
    for (;;) {
      try {
        place(own, this.#path);
        return takenFrom;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const owner = ownerOf(this.#path);
      takenFrom = this.#gone(owner, ledger, statSync(own).mtimeMs);
      // Of several that would take over one moves the old lock away. Who moved another's new one puts it back.
      const moved = `${own}.old`;
      if (or(() => renameSync(this.#path, moved), null) === null) continue;
      if (ownerOf(moved)?.token !== owner?.token) or(() => place(moved, this.#path), null);
      rmSync(moved, { force: true });
    }
  }

  /** Why an owner has it no longer, at a time of the file system's. @throws NeurogliaError if it has */
  #gone(owner: Owner | null, ledger: string, now: number): string {
    const written = (path: string): number => or(() => statSync(path).mtimeMs, 0);
    const silentMs = now - Math.max(written(this.#path), written(ledger));
    const who = owner ? `process ${owner.pid} on ${owner.host}` : "a process that is not known";
    const { host, space, job, requeued } = this.#me;
    const refuse = (how: string): never => {
      throw new NeurogliaError({
        code: "ledger-in-use",
        what: "folder",
        where: "a sweep",
        expected: `one that no other sweep writes to (${who} does, ${how}; ${this.#path})`,
        got: ledger,
      });
    };
    if (owner && owner.host === host && owner.space === space) {
      if (lives(owner)) refuse(`since ${owner.begun}: end it, or use another folder`);
      return `${who}, which is gone`;
    }
    if (owner && job !== null && owner.job === job && owner.requeued < requeued)
      return `${who}, whose job was requeued`;
    const seconds = Math.max(0, Math.round(silentMs / 1000));
    if (silentMs < SILENCE_MS)
      refuse(`${seconds} s ago: after ${SILENCE_MS / 1000} s of silence the next sweep takes over`);
    return `${who}, of which nothing was heard for ${seconds} s`;
  }

  /** Gives it back, where it has not been taken meanwhile. */
  release(): void {
    process.off("exit", this.#atExit);
    clearInterval(this.#beat);
    or(() => closeSync(this.#fd), null);
    if (ownerOf(this.#path)?.token === this.#me.token) rmSync(this.#path, { force: true });
  }
}
