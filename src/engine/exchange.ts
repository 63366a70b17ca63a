import type { Arena } from "./arena.js";
import type { NetworkDescription } from "./description.js";
import type { Kernels } from "./kernels.js";
import { type Epoch, epochOf, exchangedPopulations, type Share } from "./share.js";

/** Words of control at the head of a mailbox: whether a thread has failed, how many there are, whether to stop, what each has posted. */
const FAILED = 0;
const COUNT = 1;
const STOPPED = 2;
const POSTED = 16;
/** A cache line each, so that waiting for one does not slow the other. */
const posted = (memory: number): number => POSTED + 16 * memory;

/** A packet is written again four posts later: by then everyone has read it, as nobody is two posts ahead of another. */
const PACKETS = 4;

/**
 * Looks at a count before sleeping: some 100 µs, which is what equal shares differ by in an epoch, where every thread
 * has a core; next to nothing where threads wait for each other's.
 */
const SPINS = { ownCore: 20_000, sharedCore: 100 };
/** Longest sleep before another look at FAILED, ms. */
const NAP_MS = 100;

/** Words of one packet at most: every neuron in every step of an epoch, and the counts. */
const packetWords = (description: NetworkDescription): number =>
  epochOf(description).steps *
  exchangedPopulations(description).reduce((sum, k) => sum + description.populations[k]!.n + 1, 0);

/** The shared memory of a network's threads: control words, then the packets of each. */
export const makeMailbox = (description: NetworkDescription, count: number): SharedArrayBuffer => {
  const mailbox = new SharedArrayBuffer((posted(count) + PACKETS * count * (packetWords(description) + 1)) * 4);
  new Int32Array(mailbox)[COUNT] = count;
  return mailbox;
};

/** Makes every thread that waits for another, or will, throw. */
export const failMailbox = (mailbox: SharedArrayBuffer): void => {
  const control = new Int32Array(mailbox);
  Atomics.store(control, FAILED, 1);
  for (let memory = 0; memory < control[COUNT]!; memory++) Atomics.notify(control, posted(memory));
};

/** Lets threads that stopped run again; none of them runs. */
export const freeMailbox = (mailbox: SharedArrayBuffer): void => {
  Atomics.store(new Int32Array(mailbox), STOPPED, 0);
};

/** Where the shares of a network meet, and whether there are as many cores as shares (`ownCore`). */
export interface Meeting {
  readonly mailbox: SharedArrayBuffer;
  readonly ownCore: boolean;
}

/** One memory's side of the exchange of spikes. */
export class Exchange {
  readonly epoch: Epoch;
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
  /** Epochs posted, and those of them whose lists are complete. */
  #nPosted = 0;
  #nTaken = 0;
  /** Steps [begin, end) of the epochs between. */
  readonly #open: [begin: number, end: number][] = [];

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
    this.epoch = epochOf(description);
    this.#share = share;
    this.#spins = ownCore ? SPINS.ownCore : SPINS.sharedCore;
    this.#arena = arena;
    this.#kernels = kernels;
    this.#control = new Int32Array(mailbox, 0, posted(share.count));
    this.#mailbox = new Uint32Array(mailbox, posted(share.count) * 4);
    this.#packetWords = packetWords(description);
    this.#nPopulations = exchanged.length;
    this.#populations = arena.allocate(exchanged.length * 4, "exchange");
    arena.u32(this.#populations, exchanged.length).set(exchanged.map((population) => blocks[population]!));
    this.#packets = arena.allocate(share.count * 4, "exchange");
    this.#inbox = arena.allocate(share.count * this.#packetWords * 4, "exchange");
  }

  #place(memory: number, epoch: number): number {
    return (PACKETS * memory + (epoch % PACKETS)) * (this.#packetWords + 1);
  }

  #inboxOf(memory: number): number {
    return this.#inbox + memory * this.#packetWords * 4;
  }

  /** Tells all to stop at the step that this memory posts next. */
  stop(): void {
    Atomics.store(this.#control, STOPPED, 1);
  }

  get isStopped(): boolean {
    return Atomics.load(this.#control, STOPPED) !== 0;
  }

  /** Sends this memory's spikes of steps [begin, end), an epoch or less. */
  post(begin: number, end: number): void {
    const { index } = this.#share;
    const own = this.#inboxOf(index);
    const words = this.#kernels.packSpikes(this.#populations, this.#nPopulations, begin, end, own);
    const place = this.#place(index, this.#nPosted++);
    this.#mailbox[place] = words;
    this.#mailbox.set(this.#arena.u32(own, words), place + 1);
    this.#open.push([begin, end]);
    Atomics.store(this.#control, posted(index), this.#nPosted | 0);
    Atomics.notify(this.#control, posted(index));
  }

  /** Completes the lists of all epochs posted but the last `but`, as soon as the others' spikes are there. */
  take(but: number): void {
    for (; this.#nTaken < this.#nPosted - but; this.#nTaken++) {
      const [begin, end] = this.#open.shift()!;
      const { count } = this.#share;
      const packets = this.#arena.u32(this.#packets, count);
      for (let memory = 0; memory < count; memory++) {
        packets[memory] = this.#inboxOf(memory);
        this.#await(memory, this.#nTaken + 1);
        const from = this.#place(memory, this.#nTaken);
        const length = this.#mailbox[from]!;
        this.#arena.u32(packets[memory]!, length).set(this.#mailbox.subarray(from + 1, from + 1 + length));
      }
      this.#kernels.mergeSpikes(this.#populations, this.#nPopulations, begin, end, this.#packets, count);
    }
  }

  /** Until a memory has posted that many epochs; that counts wrap round is harmless, as only differences are looked at. */
  #await(memory: number, epochs: number): void {
    const control = this.#control;
    const at = posted(memory);
    for (let spin = 0; ; spin++) {
      const present = Atomics.load(control, at);
      if (((present - epochs) | 0) >= 0) return;
      if (spin < this.#spins) continue;
      if (Atomics.load(control, FAILED) !== 0) throw new Error("another worker of this network failed");
      Atomics.wait(control, at, present, NAP_MS);
    }
  }
}
