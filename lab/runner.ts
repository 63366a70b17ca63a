import { breathe } from "../dist/src/breathe.js";
import type { SpikeChunk } from "../dist/src/record/chunks.js";
import { SPIKE_HEADER, spikeLines } from "../dist/src/record/csv.js";
import { type Firing, firingOf } from "./firing.js";
import { networks } from "./networks/index.js";
import type { Described, Values } from "./networks/network.js";
import { hashAt } from "./recipe.js";
import { potential, Samplers } from "./samplers.js";
import { joined, SpikeLog } from "./spikeLog.js";
import { Throughput } from "./throughput.js";
import type { Frame, Shown } from "./views/view.js";

/** A recipe that can be sent to a worker. */
export interface Order {
  /** Id of a network. */
  network: string;
  values: Values;
  seed: number;
  /** Threads. */
  workers: number;
}

/** What a build made. */
export interface Built {
  shown: Shown;
  /** ms. */
  dt: number;
  synapses: number;
  buildMs: number;
  memoryBytes: number;
  /** Threads. */
  workers: number;
}

/** What has happened since the last report. */
export interface Report {
  frame: Frame;
  playing: boolean;
  /** Hash of all spikes until `hashAt`; null before. */
  hash: string | null;
}

/** Takes reports; the next one waits until it has. */
export type Deliver = (report: Report) => Promise<void> | void;

/** How long one stretch of the network may take, ms of wall time. */
const sliceMs = 8;
/** Least time between two frames, ms. */
const frameMs = 15;
/** Least time between two looks at the weights, ms. */
const weightsMs = 1000;
/** Spikes that are kept for CSV and measures. */
const mostSpikes = 2_000_000;
/** A paced run that is further behind than this does not try to catch up, ms. */
const patienceMs = 250;

const rounded = (ms: number): number => Number(ms.toFixed(6));

/**
 * Runs one network in slices short enough for the thread that it is on to listen between them, and reports what happens about
 * sixty times a second. In a worker, or on the page's thread where there are no workers.
 */
export class Runner {
  readonly #deliver: Deliver;
  #described: Described | null = null;
  #samplers: Samplers | null = null;
  readonly #log = new SpikeLog(mostSpikes);
  readonly #throughput = new Throughput();
  #fresh: SpikeChunk[] = [];
  /** Work takes turns, so that nothing is asked of a network that runs. */
  #turn: Promise<unknown> = Promise.resolve();
  /** What `play` began last, until `pause`. */
  #playing: object | null = null;
  #steps = 0;
  /** ms of wall time that a step takes. */
  #stepMs = 0.1;
  #hash: string | null = null;
  /** Biological over wall time; null for as fast as possible. */
  #pace: number | null = null;
  #anchor = { wall: 0, steps: 0 };
  #lastFrame = 0;
  #lastWeights = 0;
  #weightsCost = 0;
  #delivery: Promise<void> | null = null;

  constructor(deliver: Deliver) {
    this.#deliver = deliver;
  }

  get #network(): Described {
    if (!this.#described) throw new Error("no network is open");
    return this.#described;
  }

  /** ms of biological time. */
  get #time(): number {
    return rounded(this.#steps * this.#network.net.dt);
  }

  /** Work that needs the network between two slices. */
  #exclusive<T>(work: () => T | Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }

  /** Describes and builds. @throws NeurogliaError for values that the network refuses */
  open({ network: id, values, seed, workers }: Order): Promise<Built> {
    return this.#exclusive(async () => {
      const network = networks.find((each) => each.id === id)!;
      const onSpikes = (chunk: SpikeChunk): void => {
        this.#fresh.push(chunk);
        this.#log.push(chunk);
      };
      const described = network.describe(values, { seed, workers, onSpikes });
      const samplers = new Samplers(described);
      const { net, cells, nExcitatory } = described;
      const { synapses, buildMs, memoryBytes } = await net.build();
      const synapsesAmong = await described.synapses?.();
      described.turns?.begin(0);
      this.#described = described;
      this.#samplers = samplers;
      const shown = {
        neurons: cells.length,
        nExcitatory,
        names: samplers.names,
        ...(network.aboutPotential && { notes: { [potential]: network.aboutPotential } }),
        ...(synapsesAmong && { synapses: synapsesAmong }),
      };
      return { shown, dt: net.dt, synapses, buildMs, memoryBytes, workers: net.workers };
    });
  }

  /** Runs until `pause`. Rejects with what the network throws. */
  async play(): Promise<void> {
    if (this.#playing) return;
    const playing = {};
    this.#playing = playing;
    this.#throughput.clear();
    this.#moor();
    try {
      while (this.#playing === playing) {
        const wait = await this.#exclusive(() => this.#slice());
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        else await breathe();
      }
    } finally {
      if (this.#playing === playing) this.#playing = null;
    }
    await this.#exclusive(() => this.#report(true));
  }

  async pause(): Promise<void> {
    this.#playing = null;
  }

  /** Runs `ms` of biological time, a whole number of steps. */
  step(ms: number): Promise<void> {
    return this.#exclusive(async () => {
      const end = this.#steps + Math.round(ms / this.#network.net.dt);
      while (this.#steps < end) {
        await this.#advance(end - this.#steps);
        await this.#report(false);
        await breathe();
      }
      await this.#report(true);
    });
  }

  /** New live values, between two slices. @throws NeurogliaError for values out of range */
  set(values: Values): Promise<number> {
    return this.#exclusive(() => {
      this.#network.set(values);
      return this.#time;
    });
  }

  /** The neurons whose potentials are sampled; if it rests, their past is reported at once. */
  watch(ids: readonly number[]): Promise<void> {
    return this.#exclusive(async () => {
      this.#samplers!.watch(ids);
      if (!this.#playing && this.#steps > 0) await this.#report(true);
    });
  }

  /** Biological over wall time; null for as fast as possible. */
  async pace(multiple: number | null): Promise<void> {
    this.#pace = multiple;
    this.#moor();
  }

  /** The latest spikes as CSV, and the time after which all are there, ms. */
  csv(): Promise<{ csv: Blob; from: number }> {
    return this.#exclusive(() => {
      const { times, ids } = this.#log.all();
      return { csv: new Blob([SPIKE_HEADER, spikeLines(times, ids)], { type: "text/csv" }), from: this.#log.from };
    });
  }

  /** How the network has fired, over the latest spikes. */
  firing(): Promise<Firing> {
    return this.#exclusive(() => {
      const { cells, nExcitatory, net } = this.#network;
      const spikes = { ...this.#log.all(), n: cells.length, from: this.#log.from, to: this.#time };
      return firingOf(spikes, nExcitatory, this.#steps > 0 ? net.activity() : null);
    });
  }

  #moor(): void {
    this.#anchor = { wall: performance.now(), steps: this.#steps };
  }

  /** One slice, unless it is too early for it; returns how long to wait, ms. */
  async #slice(): Promise<number> {
    let most = Number.POSITIVE_INFINITY;
    if (this.#pace !== null) {
      const { dt } = this.#network.net;
      const now = performance.now();
      const due = this.#anchor.steps + Math.floor(((now - this.#anchor.wall) * this.#pace) / dt) - this.#steps;
      const ahead = ((1 - due) * dt) / this.#pace;
      if (due < 1) {
        await this.#report(false);
        return Math.min(frameMs, Math.max(1, ahead));
      }
      if ((due * dt) / this.#pace > patienceMs) this.#moor();
      most = due;
    }
    await this.#advance(most);
    await this.#report(false);
    return 0;
  }

  /** As many steps as fit a slice, at most so many, and none beyond the time of the hash or the next turn. */
  async #advance(most: number): Promise<void> {
    const { net, turns } = this.#network;
    const markStep = Math.round(hashAt / net.dt);
    const turnSteps = turns ? Math.round(turns.every / net.dt) : Number.POSITIVE_INFINITY;
    const fit = Math.max(1, Math.floor(sliceMs / this.#stepMs));
    const left = this.#steps < markStep ? markStep - this.#steps : fit;
    const steps = Math.min(fit, most, left, turns ? turnSteps - (this.#steps % turnSteps) : fit);
    const begin = performance.now();
    await net.run(rounded(steps * net.dt));
    const took = performance.now() - begin;
    this.#steps += steps;
    // No estimate makes the next slice more than twice as long as this one was.
    this.#stepMs = Math.max(took / steps, this.#stepMs / 2);
    if (this.#steps % turnSteps === 0) turns?.begin(this.#steps / turnSteps);
    if (this.#steps === markStep) this.#hash = net.activity().hash;
  }

  /** A frame, if it is time for one and the last one was taken, or in any case. */
  async #report(inAnyCase: boolean): Promise<void> {
    const now = performance.now();
    if (!inAnyCase && (this.#delivery !== null || now - this.#lastFrame < frameMs)) return;
    await this.#delivery;
    this.#lastFrame = now;
    const { net } = this.#network;
    const { times, ids } = joined(this.#fresh);
    this.#fresh = [];
    const weights = await this.#weights(now);
    const { spikes, synapticEvents, hash } = net.activity();
    const stats = { ...this.#throughput.of({ wall: now, time: this.#time, spikes, synapticEvents }), hash };
    const samples = this.#samplers!.take();
    const frame: Frame = { time: this.#time, spikes: { times, ids }, samples, stats, ...(weights && { weights }) };
    const delivery = Promise.resolve(
      this.#deliver({ frame, playing: this.#playing !== null, hash: this.#hash }),
    ).finally(() => {
      this.#delivery = null;
    });
    this.#delivery = delivery;
    if (inAnyCase) await delivery;
  }

  /** The weights of the first projection that learns, now and then. */
  async #weights(now: number): Promise<Float32Array | null> {
    const [projection] = this.#network.plastic;
    if (!projection || now - this.#lastWeights < Math.max(weightsMs, 20 * this.#weightsCost)) return null;
    const weights = await projection.weights();
    this.#lastWeights = performance.now();
    this.#weightsCost = this.#lastWeights - now;
    return weights;
  }
}
