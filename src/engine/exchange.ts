import type { Arena } from "./arena.js";
import type { NetworkDescription } from "./description.js";
import type { Kernels } from "./kernels.js";
import { epochSteps, exchangedPopulations, type Share } from "./share.js";

/** Words of control at the head of a mailbox: arrivals at the barrier so far, and whether a memory's thread has failed. */
const ARRIVALS = 0;
const FAILED = 1;
const CONTROL_WORDS = 16;

/**
 * Looks at the barrier before sleeping: some 100 µs, which is what equal shares differ by in an epoch, where every thread
 * has a core; next to nothing where threads wait for each other's.
 */
const SPINS = { ownCore: 20_000, sharedCore: 100 };
/** Longest sleep before another look at FAILED, ms. */
const NAP_MS = 100;

/** Words of one packet at most: every neuron in every step of an epoch, and the counts. */
const packetWords = (description: NetworkDescription): number =>
  epochSteps(description) *
  exchangedPopulations(description).reduce((sum, k) => sum + description.populations[k]!.n + 1, 0);

/**
 * The shared memory of a network's threads: control words, then two packets a thread, used in alternate epochs, so that
 * one barrier an epoch is enough: whoever writes into a packet again has met everyone since they read it.
 */
export const makeMailbox = (description: NetworkDescription, count: number): SharedArrayBuffer =>
  new SharedArrayBuffer((CONTROL_WORDS + 2 * count * (packetWords(description) + 1)) * 4);

/** Makes every thread that waits at the barrier, or comes to it, throw. */
export const failMailbox = (mailbox: SharedArrayBuffer): void => {
  const control = new Int32Array(mailbox, 0, CONTROL_WORDS);
  Atomics.store(control, FAILED, 1);
  Atomics.notify(control, ARRIVALS);
};

/** Where the shares of a network meet, and whether there are as many cores as shares (`ownCore`). */
export interface Meeting {
  readonly mailbox: SharedArrayBuffer;
  readonly ownCore: boolean;
}

/** One memory's side of the exchange of spikes. */
export class Exchange {
  /** Steps between two exchanges at most. */
  readonly epochSteps: number;
  readonly #share: Share;
  readonly #arena: Arena;
  readonly #kernels: Kernels;
  readonly #control: Int32Array;
  readonly #mailbox: Uint32Array;
  readonly #packetWords: number;
  readonly #populations: number;
  readonly #nPopulations: number;
  readonly #packets: number;
  readonly #inbox: number;
  readonly #spins: number;
  #round = 0;

  /** `blocks`: address of each population's block. */
  constructor(
    description: NetworkDescription,
    share: Share,
    { mailbox, ownCore }: Meeting,
    arena: Arena,
    kernels: Kernels,
    blocks: readonly number[],
  ) {
    const exchanged = exchangedPopulations(description);
    this.epochSteps = epochSteps(description);
    this.#share = share;
    this.#spins = ownCore ? SPINS.ownCore : SPINS.sharedCore;
    this.#arena = arena;
    this.#kernels = kernels;
    this.#control = new Int32Array(mailbox, 0, CONTROL_WORDS);
    this.#mailbox = new Uint32Array(mailbox, CONTROL_WORDS * 4);
    this.#packetWords = packetWords(description);
    this.#nPopulations = exchanged.length;
    this.#populations = arena.allocate(exchanged.length * 4, "exchange");
    arena.u32(this.#populations, exchanged.length).set(exchanged.map((population) => blocks[population]!));
    this.#packets = arena.allocate(share.count * 4, "exchange");
    this.#inbox = arena.allocate(share.count * this.#packetWords * 4, "exchange");
  }

  /** Sends the spikes of steps [begin, end), an epoch or less, and completes this memory's lists with those of the others. */
  meet(begin: number, end: number): void {
    const { index, count } = this.#share;
    const at = (memory: number) => this.#inbox + memory * this.#packetWords * 4;
    const own = at(index);
    const words = this.#kernels.packSpikes(this.#populations, this.#nPopulations, begin, end, own);
    const parity = this.#round & 1;
    const place = (memory: number) => (2 * memory + parity) * (this.#packetWords + 1);
    this.#mailbox[place(index)] = words;
    this.#mailbox.set(this.#arena.u32(own, words), place(index) + 1);
    this.#wait();
    const packets = this.#arena.u32(this.#packets, count);
    for (let memory = 0; memory < count; memory++) {
      packets[memory] = at(memory);
      if (memory === index) continue;
      const from = place(memory);
      const length = this.#mailbox[from]!;
      this.#arena.u32(at(memory), length).set(this.#mailbox.subarray(from + 1, from + 1 + length));
    }
    this.#kernels.mergeSpikes(this.#populations, this.#nPopulations, begin, end, this.#packets, count);
  }

  /** The barrier: a count of arrivals that only grows; wrapping round is harmless, as only differences are looked at. */
  #wait(): void {
    const control = this.#control;
    const { count } = this.#share;
    this.#round++;
    const complete = Math.imul(this.#round, count);
    if (((Atomics.add(control, ARRIVALS, 1) + 1 - complete) | 0) >= 0) Atomics.notify(control, ARRIVALS);
    for (let spin = 0; ; spin++) {
      const arrivals = Atomics.load(control, ARRIVALS);
      if (((arrivals - complete) | 0) >= 0) return;
      if (spin < this.#spins) continue;
      if (Atomics.load(control, FAILED) !== 0) throw new Error("another worker of this network failed");
      Atomics.wait(control, ARRIVALS, arrivals, NAP_MS);
    }
  }
}
