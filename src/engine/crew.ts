import { nCores, spawnThread } from "#threads";
import type { ShareMethod, ShareSummary, Stretch } from "../../workers/share.js";
import { type Thread, workerDied } from "../../workers/thread.js";
import { NeurogliaError } from "../errors.js";
import type { Floats } from "./arena.js";
import { columnsOf, sampleBytes } from "./columns.js";
import type { NetworkDescription, Range, Value } from "./description.js";
import type { Engine, Opened, Tally } from "./engine.js";
import { failMailbox, freeMailbox, makeMailbox } from "./exchange.js";
import { type Fault, firstFault } from "./finite.js";
import type { Compiled } from "./kernels.js";
import { mergedPiece, mergedSamples, mergedSpikes, mergedTally } from "./merge.js";
import { gatherRows, scatterRows } from "./rows.js";
import type { Part } from "./segments.js";
import { type Own, ownRanges, type Share, sampled } from "./share.js";
import type { Simulation, SynapseList } from "./simulation.js";
import type { Sink } from "./site.js";

/**
 * One network in a thread, or spread over several, seen from the host: what an `Engine` does, on all shares. An observer, an
 * engine that owns no neuron, stands for the network here: it checks what is set, and holds the state that the threads
 * reported last, so that reading needs no waiting. What is set goes to the threads at once and in order; if one refuses
 * or dies, the next call that waits rejects.
 */
export class Crew implements Simulation {
  readonly #description: NetworkDescription;
  readonly #observer: Engine;
  readonly #sinks: readonly Sink[];
  readonly #shares: readonly Share[];
  readonly #own: readonly (readonly Own[])[];
  /** One thread alone has nobody to meet, and needs no shared memory. */
  readonly #mailbox: SharedArrayBuffer | null;
  readonly #threads: readonly Thread[];
  #summaries: ShareSummary[] = [];
  /** By projection: synapses of each share in each row. */
  #rowCounts: readonly (readonly Uint32Array[])[] = [];
  #tally: Tally = { spikes: 0, spikesOf: [], synapticEvents: 0, hash: 0n };
  /** Calls under way that nobody waits for yet. */
  #pending: Promise<unknown>[] = [];
  #failure: Error | null = null;
  /** What the threads run already, though nobody has asked for it yet. */
  #ahead: Promise<Stretch[]> | null = null;
  #fault: Fault | null = null;

  private constructor(
    description: NetworkDescription,
    sinks: readonly Sink[],
    threads: readonly Thread[],
    observer: Engine,
  ) {
    const workers = threads.length;
    this.#description = description;
    this.#sinks = sinks;
    this.#shares = Array.from({ length: workers }, (_, index) => ({ index, count: workers }));
    this.#own = this.#shares.map((share) => ownRanges(description, share));
    this.#observer = observer;
    this.#mailbox = workers === 1 ? null : makeMailbox(description, workers);
    this.#threads = threads;
  }

  /**
   * Builds every share in a thread of its own. `observer` is the engine of the same description that owns nothing; it and
   * what is compiled are handed over rather than made here, so that bundlers leave engine and kernels in one piece with the network
   * that imports them.
   * @throws NeurogliaError as `Engine` does
   */
  static async open(
    description: NetworkDescription,
    sinks: readonly Sink[],
    workers: number,
    observer: Engine,
    compiled: Compiled,
  ): Promise<Crew> {
    const threads = await Promise.all(Array.from({ length: workers }, () => spawnThread(compiled)));
    const crew = new Crew(description, sinks, threads, observer);
    const meeting = crew.#mailbox && { mailbox: crew.#mailbox, ownCore: nCores() >= workers };
    crew.#summaries = await crew.#all<ShareSummary>((thread, m) =>
      thread.call((work) => work.openShare({ description, share: crew.#shares[m]!, meeting })),
    );
    description.projections.forEach((_, k) => {
      crew.#observer.setRows(k, crew.nSynapses(k));
    });
    crew.#rowCounts = await Promise.all(
      description.projections.map((_, k) => crew.#every<Uint32Array>("rowCounts", k)),
    );
    return crew;
  }

  /** What ended the threads: until then their state is what the observer shows. */
  get failure(): Error | null {
    return this.#failure ?? this.#threads.find(({ death }) => death)?.death ?? null;
  }

  /** The same call on every thread; when one fails all end, and the first cause is thrown. */
  async #all<T>(call: (thread: Thread, index: number) => Promise<T>): Promise<T[]> {
    if (this.#failure) throw this.#failure;
    const outcomes = this.#threads.map(call);
    try {
      return await Promise.all(outcomes);
    } catch {
      if (this.#mailbox) failMailbox(this.#mailbox);
      const causes = (await Promise.allSettled(outcomes)).flatMap((outcome) =>
        outcome.status === "rejected" ? [outcome.reason as unknown] : [],
      );
      const cause =
        causes.find((cause) => !(cause instanceof Error && cause.message.includes("another worker"))) ?? causes[0];
      this.#failure ??=
        cause instanceof NeurogliaError ? cause : workerDied(`a worker failed: ${String(cause)}`, cause);
      await this.close();
      throw this.#failure;
    }
  }

  #every<T>(method: ShareMethod, ...args: readonly unknown[]): Promise<T[]> {
    return this.#all((thread) => thread.call((work) => work.callShare(method, args) as Promise<T>));
  }

  /** Tells every thread, and waits no longer than until the next call that does. */
  #tell(method: ShareMethod, ...args: readonly unknown[]): void {
    const call = this.#every(method, ...args);
    call.catch(() => {});
    this.#pending.push(call);
  }

  async #settled(): Promise<void> {
    if (this.#ahead) {
      const stretch = this.#ahead;
      this.#ahead = null;
      await this.#takeUp(stretch);
    }
    for (const call of this.#pending.splice(0)) await call;
  }

  get step(): number {
    return this.#observer.step;
  }

  get memoryBytes(): number {
    return this.#summaries.reduce((sum, { memoryBytes }) => sum + memoryBytes, this.#mailbox?.byteLength ?? 0);
  }

  /** The host's thread is free meanwhile. */
  readonly stretchMs = 200;

  async run(steps: number, next = 0): Promise<number> {
    if (!this.#ahead) await this.#settled();
    const present = this.#ahead ?? this.#begin(steps);
    this.#ahead = next > 0 ? this.#begin(next) : null;
    return this.#takeUp(present);
  }

  #begin(steps: number): Promise<Stretch[]> {
    const stretch = this.#all<Stretch>((thread) => thread.call((work) => work.runShare(steps)));
    stretch.catch(() => {});
    return stretch;
  }

  /** All shares have done as many steps, since they stop together. */
  async #takeUp(stretch: Promise<Stretch[]>): Promise<number> {
    const byShare = await stretch;
    const { steps } = byShare[0]!;
    this.#fault ??= firstFault(byShare.map(({ fault }) => fault));
    this.#observer.step = this.step + steps;
    const description = this.#description;
    description.recorders.forEach((recorder, k) => {
      const parts = byShare.map(({ drained }) => drained[k]!);
      const words =
        recorder.kind === "spikes"
          ? mergedSpikes(parts)
          : mergedSamples(
              parts,
              this.#shares.map((share, m) => sampled({ description, share, own: this.#own[m]! }, recorder).n),
              sampleBytes(description, recorder),
            );
      if (words.length > 0) this.#sinks[k]!(words);
    });
    return steps;
  }

  get fault(): Fault | null {
    return this.#fault;
  }

  async look(): Promise<void> {
    this.#fault = firstFault(await this.#every<Fault | null>("look"));
  }

  #forgetFault(): void {
    this.#fault = null;
    if (this.#mailbox) freeMailbox(this.#mailbox);
  }

  /** Brings the state and totals that reading shows up to date. */
  async refresh(): Promise<void> {
    // A run that failed has said so.
    if (this.#failure) return;
    await this.#settled();
    const { populations, glia } = this.#description;
    this.#tally = mergedTally(await this.#every<Tally>("tally"));
    const quantities = populations.map(({ model }) => columnsOf(model));
    const columns = await this.#all<Floats[][]>((thread, m) =>
      thread.call((work) =>
        work.columnsOfShare(
          this.#own[m]!.map(({ begin, end }, population) => ({ population, begin, end })),
          quantities,
        ),
      ),
    );
    columns.forEach((ofShare, m) => {
      ofShare.forEach((ofPopulation, population) => {
        const range = { population, ...this.#own[m]![population]! };
        ofPopulation.forEach((values, q) => {
          this.#observer.keep(range, quantities[population]![q]!, values);
        });
      });
    });
    for (const [index, { model }] of glia.entries())
      for (const quantity of Object.keys(model.state)) {
        const [values] = await this.#every<Floats>("gliaColumn", index, quantity);
        this.#observer.setGliaColumn(index, quantity, values!);
      }
  }

  async reset(parts: readonly Part[], trial: number): Promise<void> {
    await this.#settled();
    this.#forgetFault();
    await this.#every("reset", parts, trial);
    this.#observer.reset(parts, trial);
  }

  async restart(trial: number): Promise<void> {
    await this.#settled();
    this.#forgetFault();
    await this.#every("restart", trial);
    this.#observer.restart(trial);
  }

  async checkpoint(): Promise<Uint8Array<ArrayBuffer>> {
    await this.#settled();
    const pieces = await this.#every<Uint8Array<ArrayBuffer>[]>("pieces");
    return this.#observer.checkpoint(
      this.#observer.segments.map(({ form }, k) => {
        const parts = pieces.map((ofShare) => ofShare[k]!);
        return mergedPiece(form, parts, this.#own, this.#rowCounts);
      }),
    );
  }

  open(bytes: Uint8Array, allowOtherBits?: boolean, parts?: readonly Part[]): Opened {
    return this.#observer.open(bytes, allowOtherBits, parts, (projection) => this.nSynapses(projection));
  }

  async restore(bytes: Uint8Array, parts?: readonly Part[], allowOtherBits?: boolean): Promise<void> {
    await this.#settled();
    const opened = this.open(bytes, allowOtherBits, parts);
    this.#forgetFault();
    const byShare = this.#shares.map(() => [] as Uint8Array[]);
    this.#observer.segments.forEach(({ form }, k) => {
      const piece = opened.pieces[k]!.slice();
      if (typeof form === "object" && "rowsOf" in form) {
        const weights = new Float32Array(piece.buffer, 0, this.nSynapses(form.rowsOf));
        scatterRows(weights, this.#rowCounts[form.rowsOf]!).forEach((own, m) => {
          byShare[m]!.push(new Uint8Array(own.buffer));
        });
      } else for (const pieces of byShare) pieces.push(piece);
    });
    await this.#all((thread, m) =>
      thread.call((work) => work.callShare("take", [{ ...opened, pieces: byShare[m]! }, ...(parts ? [parts] : [])])),
    );
    this.#observer.step = opened.step;
    this.#observer.trial = opened.trial;
  }

  tally(): Tally {
    return this.#tally;
  }

  column(range: Range, quantity: string): Floats {
    return this.#observer.column(range, quantity);
  }

  setColumn(range: Range, quantity: string, value: Value): void {
    this.#observer.setColumn(range, quantity, value);
    this.#tell("setColumn", range, quantity, value);
  }

  setParams(population: number, params: Record<string, number>): void {
    this.#observer.setParams(population, params);
    this.#tell("setParams", population, params);
  }

  gliaColumn(glia: number, quantity: string): Floats {
    return this.#observer.gliaColumn(glia, quantity);
  }

  setGlia(glia: number, params: Record<string, number>): void {
    this.#observer.setGlia(glia, params);
    this.#tell("setGlia", glia, params);
  }

  setPlasticity(
    projection: number,
    params: Readonly<Record<string, number>>,
    perTarget: Readonly<Record<string, Value>>,
  ): void {
    this.#observer.setPlasticity(projection, params, perTarget);
    this.#tell("setPlasticity", projection, params, perTarget);
  }

  freeze(projection: number, frozen: boolean): void {
    this.#observer.freeze(projection, frozen);
    this.#tell("freeze", projection, frozen);
  }

  plasticityParams(projection: number): Readonly<Record<string, number>> {
    return this.#observer.plasticityParams(projection);
  }

  async weights(projection: number): Promise<Float32Array<ArrayBuffer>> {
    await this.#settled();
    return gatherRows(
      await this.#every<Float32Array<ArrayBuffer>>("weights", projection),
      this.#rowCounts[projection]!,
    );
  }

  setWeights(projection: number, values: Float32Array): void {
    this.#observer.checkWeights(projection, values);
    const parts = scatterRows(values, this.#rowCounts[projection]!);
    const call = this.#all((thread, m) => thread.call((work) => work.callShare("setWeights", [projection, parts[m]!])));
    call.catch(() => {});
    this.#pending.push(call);
  }

  async synapses(projection: number): Promise<SynapseList> {
    await this.#settled();
    const counts = this.#rowCounts[projection]!;
    const parts = await this.#every<SynapseList>("synapses", projection);
    return {
      pre: gatherRows(
        parts.map(({ pre }) => pre),
        counts,
      ),
      post: gatherRows(
        parts.map(({ post }) => post),
        counts,
      ),
      delay: gatherRows(
        parts.map(({ delay }) => delay),
        counts,
      ),
    };
  }

  nSynapses(projection: number): number {
    return this.#summaries.reduce((sum, { nSynapses }) => sum + nSynapses[projection]!, 0);
  }

  positions(population: number): Uint16Array | null {
    return this.#observer.positions(population);
  }

  setRecorder(recorder: number, everySteps: number, tau: number): void {
    this.#observer.setRecorder(recorder, everySteps, tau);
    this.#tell("setRecorder", recorder, everySteps, tau);
  }

  setDrive(drive: number, params: Record<string, number>): void {
    this.#observer.setDrive(drive, params);
    this.#tell("setDrive", drive, params);
  }

  playRates(population: number, values: ArrayLike<number>, rowSteps: number, fromStep: number): void {
    this.#observer.playRates(population, values, rowSteps, fromStep);
    this.#tell("playRates", population, Float64Array.from(values), rowSteps, fromStep);
  }

  playProbabilities(population: number, values: ArrayLike<number>, rowSteps: number, fromStep: number): void {
    this.#tell("playProbabilities", population, Float32Array.from(values), rowSteps, fromStep);
  }

  playCurrents(injection: number, values: ArrayLike<number>, rowSteps: number, fromStep: number): void {
    this.#tell("playCurrents", injection, Float32Array.from(values), rowSteps, fromStep);
  }

  injectionWeights(injection: number): Float32Array<ArrayBuffer> {
    return this.#observer.injectionWeights(injection);
  }

  playEvents(population: number, steps: Uint32Array, ids: Uint32Array): void {
    this.#tell("playEvents", population, steps, ids);
  }

  explain(): string {
    return this.#observer.explain({
      workers: this.#shares.length,
      memoryBytes: this.memoryBytes,
      nSynapses: this.#description.projections.map((_, k) => this.nSynapses(k)),
    });
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }
}
