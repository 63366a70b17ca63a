import type { Model } from "../models/model.js";
import type { Arena, Floats } from "./arena.js";
import { buildSite } from "./build.js";
import { bytesOf } from "./columns.js";
import type { NetworkDescription, Range, Value } from "./description.js";
import { setDrive } from "./drives.js";
import type { Exchange } from "./exchange.js";
import { explain, type Totals } from "./explain.js";
import { type Fault, findFault, LOOK_STEPS } from "./finite.js";
import { listHeld } from "./held.js";
import { injectionWeights, playCurrents } from "./injections.js";
import type { Kernels } from "./kernels.js";
import { setGlia, writeParams, writeResiduals } from "./params.js";
import { learningOf, readoutsOf, traitsOf } from "./parts.js";
import type { LoopSite } from "./readouts.js";
import { isMeter, setRecorder } from "./recorders.js";
import { keepReferences, readReferences, shift } from "./references.js";
import type { Origin, Part, Segment } from "./segments.js";
import { type Share, WHOLE } from "./share.js";
import { carryArrivals } from "./shortTerm.js";
import type { Simulation, SynapseList } from "./simulation.js";
import { openSite, type Sink, type Site, workshop } from "./site.js";
import { playEvents, playParams, playProbabilities, playRates } from "./stimulus.js";
import { streamOf } from "./stream.js";
import { checkWeights, clipWeights, countRows, readSynapses, readWeights, writeWeights } from "./synapses.js";
import { fill } from "./values.js";

/** Totals since the last reset. */
export interface Tally {
  /** Spikes of all populations and sources. */
  spikes: number;
  /** The same by population. */
  spikesOf: number[];
  /** Spike × synapse deliveries. */
  synapticEvents: number;
  /** Sum of a 64-bit mix of (population, neuron, step) over all spikes. */
  hash: bigint;
}

/** A checkpoint, taken apart. */
export interface Opened {
  step: number;
  trial: number;
  pieces: readonly Uint8Array[];
}

/** A network in one memory, at one moment. */
export interface Image {
  bytes: Uint8Array<ArrayBuffer>;
  initial: readonly (Uint8Array | undefined)[];
}

/** The next multiple of `every` after a step. */
const after = (step: number, every: number): number => step - (step % every) + every;

const ALL_PARTS: readonly Part[] = ["state", "traces", "weights"];

/**
 * Makes a share's side of the exchange, once the share is built. `blocks`: address of each population's block. Handed over, since only
 * workers have one, and pages need not load it.
 */
export type Joining = (arena: Arena, kernels: Kernels, blocks: readonly number[]) => Exchange;

/** Of a part of a description, models by name: tells whether a checkpoint is one of the same. Enters its models, in their order. */
const hashOf = (part: object, models: Model[] = []): number =>
  streamOf(
    JSON.stringify(part, (key, value) => {
      if ((key === "model" || key === "rule") && "derived" in value) {
        models.push(value);
        return value.name;
      }
      return ArrayBuffer.isView(value) ? [...(value as Uint32Array)] : value;
    }),
  );

/**
 * One network, or a share of it, in one memory: builds it from its description, runs it, and reads and writes what is in
 * it. Shares that run meet through a mailbox.
 */
export class Engine implements Simulation {
  readonly #site: Site;
  #origin: Origin | undefined;
  readonly #exchange: Exchange | null;
  readonly readouts: readonly LoopSite[];
  #fault: Fault | null = null;
  /** A fault here, or in another memory. */
  #stopped = false;
  /** The step of the last look. */
  #lookedAt = 0;

  constructor(
    description: NetworkDescription,
    sinks: readonly Sink[],
    share: Share = WHOLE,
    join: Joining | null = null,
  ) {
    this.#site = openSite(description, share);
    buildSite(this.#site, sinks);
    const loop = readoutsOf(description);
    this.readouts = description.readouts.map((_, index) => new loop!.LoopSite(this.#site, index));
    const { arena, kernels, populations } = this.#site;
    const blocks = populations.map(({ block }) => block.address);
    this.#exchange = join?.(arena, kernels, blocks) ?? null;
  }

  /** What checkpoints are of, found when the first is asked for: a small network is made faster than its description is read. */
  get #ofCheckpoints(): Origin {
    const { recorders, ...network } = this.#site.description;
    const models: Model[] = [];
    return (this.#origin ??= { network: hashOf(network, models), models, meters: hashOf(recorders.filter(isMeter)) });
  }

  get #learning() {
    return learningOf(this.#site.description);
  }

  /** Steps taken since the last reset. */
  get step(): number {
    return this.#site.clock.u32("step");
  }

  /** For an observer: where the shares have got to. */
  set step(steps: number) {
    this.#site.clock.setU32("step", steps);
  }

  set trial(trial: number) {
    this.#site.clock.setU32("trial", trial);
  }

  /** A look round that is soon enough for the thread that this one keeps busy. */
  readonly stretchMs = 25;

  /** Bytes in use. */
  get memoryBytes(): number {
    return this.#site.arena.usedBytes;
  }

  /** Everything that evolves, in the order of checkpoints. */
  get segments(): readonly Segment[] {
    return this.#site.segments.all;
  }

  /** For an observer: the number of synapses that all shares have. */
  setRows(projection: number, nSynapses: number): void {
    this.#site.segments.setRows(projection, nSynapses);
  }

  /**
   * Runs whole steps, fewer where a recorder's buffer is full or a look found a fault, and empties the recorders. Returns the
   * number of steps done. Shares do them all, or stop at the same, and post their spikes at every multiple of the epoch and at the end, so they must be
   * asked for the same steps.
   */
  run(steps: number): number {
    const { schedule, clock, kernels } = this.#site;
    const first = this.step;
    const end = first + steps;
    const runTo = (step: number): void => {
      kernels.runSteps(schedule.address, schedule.count, clock.address, step - this.step);
    };
    const exchange = this.#exchange;
    if (!exchange) {
      while (this.step < end && !this.#stopped) {
        runTo(Math.min(end, after(this.step, LOOK_STEPS)));
        if (this.step % LOOK_STEPS === 0) this.look();
        if (clock.u32("halt") !== 0) break;
      }
      this.#drain();
      readoutsOf(this.#site.description)?.checkReadouts(this.#site);
      return this.step - first;
    }
    const { steps: epochSteps, slack } = exchange.epoch;
    for (let begin = first; begin < end && !this.#stopped; begin = this.step) {
      const meeting = Math.min(end, after(begin, epochSteps), after(begin, LOOK_STEPS));
      while (this.step < meeting) {
        runTo(meeting);
        if (clock.u32("halt") !== 0) this.#drain();
      }
      const looks = meeting % LOOK_STEPS === 0;
      if (looks && this.look()) exchange.stop();
      exchange.post(begin, meeting);
      exchange.take(looks ? 0 : slack);
      // All have looked before they posted, and nobody goes on before all have posted: they stop at the same step.
      if (looks) this.#stopped = exchange.isStopped;
    }
    exchange.take(0);
    this.#drain();
    return this.step - first;
  }

  /** What was found to be no finite number; it does not run on until time or state are set anew. */
  get fault(): Fault | null {
    return this.#fault;
  }

  /** Looks for what is no finite number. */
  look(): Fault | null {
    this.#fault = findFault(this.#site, this.#lookedAt, this.step);
    this.#stopped = this.#fault !== null;
    this.#lookedAt = this.step;
    return this.#fault;
  }

  /** Where all counts as finite. */
  #forgetFault(step: number): void {
    this.#fault = null;
    this.#stopped = false;
    this.#lookedAt = step;
  }

  /** Nothing to do where the state is at hand. */
  refresh(): void {}

  /** Nothing to end either. */
  close(): void {}

  /** Hands over what recorders gathered. */
  #drain(): void {
    for (const { block, drain } of this.#site.recorders) {
      const entries = block.u32("fill");
      if (entries === 0) continue;
      drain(entries);
      block.setU32("fill", 0);
    }
  }

  /** Back to the beginning of time under another trial number. */
  reset(parts: readonly Part[], trial: number): void {
    this.#settleWeights();
    const references = readReferences(this.#site);
    this.#site.segments.reset(parts);
    keepReferences(this.#site, references);
    if (parts.includes("traces")) this.#learning?.enlistRows(this.#site);
    if (parts.includes("state")) this.#listHeld();
    this.restart(trial, parts);
  }

  /** Brings weights whose learning is put off up to date, which changes no bit of what follows. */
  #settleWeights(): void {
    for (const { block, lazy } of this.#site.projections) lazy?.flush(block.address, this.step);
  }

  /** The clock is about to go to another step; weights are up to date. What holds times is carried there, but for parts made for it. */
  #leap(step: number, made: readonly Part[]): void {
    for (const { lazy, shortTerm } of this.#site.projections) {
      if (shortTerm && !made.includes("state")) carryArrivals(this.#site.arena, shortTerm, this.step, step);
      if (!lazy) continue;
      if (!made.includes("traces") && step !== this.step)
        this.#learning!.carryTraces(this.#site, lazy, this.step, step);
      this.#learning!.forgetHistories(this.#site.arena, lazy, step);
    }
  }

  /** Time zero, totals zero and a trial number; all else as it is, spikes under way included. `made`: parts that begin there. */
  restart(trial: number, made: readonly Part[] = []): void {
    const { step } = this;
    this.#settleWeights();
    this.#leap(0, made);
    for (const { block, tally, ring, ringSlots, slotBytes, model } of this.#site.populations) {
      this.#site.arena.u8(tally, 16).fill(0);
      if ("plays" in model && model.plays.kind === "trains") this.#site.arena.u32(block.u32("cursor"), 1)[0] = 0;
      if (step % ringSlots === 0) continue;
      const slots = this.#site.arena.u8(ring, ringSlots * slotBytes);
      const before = slots.slice();
      for (let k = 0; k < ringSlots; k++) {
        const from = ((step + k) % ringSlots) * slotBytes;
        slots.set(before.subarray(from, from + slotBytes), k * slotBytes);
      }
    }
    for (const { tally } of this.#site.projections) this.#site.arena.u8(tally, 8).fill(0);
    this.#site.clock.setU32("step", 0).setU32("trial", trial);
    this.#forgetFault(0);
  }

  /** All of this memory, and what `reset` returns to: with the description, all that there is to a network in one memory. */
  image(): Image {
    this.#settleWeights();
    return { bytes: this.#site.arena.image(), initial: this.#site.segments.initial };
  }

  /** Becomes what another engine of the same description was. Nothing may have been played here before. */
  adopt({ bytes, initial }: Image): void {
    this.#site.arena.adopt(bytes);
    this.#site.segments.initial = initial;
    for (const { block, plasticity } of this.#site.projections)
      if (plasticity?.rule.params.wMin)
        Object.assign(plasticity.params, { wMin: block.f32("least"), wMax: block.f32("greatest") });
  }

  /** Everything that evolves; on an observer, from pieces put together. */
  checkpoint(pieces?: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
    this.#settleWeights();
    return this.#site.segments.save(this.step, this.#site.clock.u32("trial"), this.#ofCheckpoints, pieces);
  }

  /**
   * Step, trial and pieces of a checkpoint of this description. `rows`: synapses of a projection, of all shares on an observer.
   * @throws NeurogliaError if it is none, or of other bits, and where the parts to be taken have weights outside the bounds of their rule
   */
  open(
    bytes: Uint8Array,
    allowOtherBits = false,
    parts = ALL_PARTS,
    rows = (projection: number) => this.nSynapses(projection),
  ): Opened {
    const opened = this.#site.segments.open(bytes, this.#ofCheckpoints, allowOtherBits);
    opened.pieces.forEach(({ buffer, byteOffset }, k) => {
      const { form } = this.segments[k]!;
      if (typeof form !== "object" || !("rowsOf" in form) || !parts.includes("weights")) return;
      checkWeights(this.#site, form.rowsOf, new Float32Array(buffer, byteOffset, rows(form.rowsOf)), true);
    });
    return opened;
  }

  /** Everything as it was when the checkpoint was taken, time and trial included. */
  restore(bytes: Uint8Array, parts?: readonly Part[], allowOtherBits?: boolean): void {
    this.take(this.open(bytes, allowOtherBits, parts), parts);
  }

  /** What this memory has of everything that evolves. */
  pieces(): Uint8Array<ArrayBuffer>[] {
    this.#settleWeights();
    return this.#site.segments.pieces();
  }

  take({ step, trial, pieces }: Opened, parts: readonly Part[] = ALL_PARTS): void {
    this.#settleWeights();
    const references = readReferences(this.#site);
    this.#site.segments.take(pieces, parts, this.#site.share.index === 0);
    keepReferences(this.#site, references);
    if (parts.includes("traces")) this.#learning?.enlistRows(this.#site);
    this.#leap(step, parts);
    if (parts.includes("state")) this.#listHeld();
    this.#site.clock.setU32("step", step).setU32("trial", trial);
    this.#forgetFault(step);
  }

  #listHeld(): void {
    for (let population = 0; population < this.#site.populations.length; population++) listHeld(this.#site, population);
  }

  /** Totals since the last reset; of this share, where there are several. */
  tally(): Tally {
    const total: Tally = { spikes: 0, spikesOf: [], synapticEvents: 0, hash: 0n };
    const { index } = this.#site.share;
    for (const { tally, model } of this.#site.populations) {
      const view = new DataView(this.#site.arena.memory.buffer, tally, 16);
      const isElsewhere = model.kind === "source" && index > 0;
      const spikes = isElsewhere ? 0 : view.getFloat64(0, true);
      total.spikesOf.push(spikes);
      total.spikes += spikes;
      if (!isElsewhere) total.hash += view.getBigUint64(8, true);
    }
    for (const { tally } of this.#site.projections) total.synapticEvents += this.#site.arena.f64(tally, 1)[0]!;
    total.hash = BigInt.asUintN(64, total.hash);
    return total;
  }

  /** Values of a state or input column of a range, as kernels keep them. */
  kept({ population, begin, end }: Range, quantity: string): Floats {
    return this.#keptColumn({ population, begin, end }, quantity).slice();
  }

  #keptColumn({ population, begin, end }: Range, quantity: string): Floats {
    const { model, columns } = this.#site.populations[population]!;
    const bytes = bytesOf(model, quantity);
    return this.#site.arena.floats(columns.get(quantity)! + begin * bytes, end - begin, bytes);
  }

  /** For an observer: what `kept` of a share gave. */
  keep(range: Range, quantity: string, values: Floats): void {
    this.#keptColumn(range, quantity).set(values);
  }

  /** Values of a state or input column of a range, or of an observed quantity, which is found now. */
  column(range: Range, quantity: string): Floats {
    const { model } = this.#site.populations[range.population]!;
    traitsOf(model)?.observe(this.#site, range, quantity, this.step);
    const values = this.kept(range, quantity);
    shift(this.#site, this.#site.populations[range.population]!, quantity, range.begin, values, 1);
    return values;
  }

  setColumn(range: Range, quantity: string, value: Value): void {
    const { population, begin, end } = range;
    const place = this.#site.populations[population]!;
    const name = `population:${this.#site.description.populations[population]!.name}:${quantity}:set`;
    const bytes = bytesOf(place.model, quantity);
    fill(workshop(this.#site), place.columns.get(quantity)! + begin * bytes, end - begin, value, name, bytes);
    shift(this.#site, place, quantity, begin, this.#keptColumn(range, quantity), -1);
    listHeld(this.#site, population);
  }

  /** New uniform values for params of a population. */
  setParams(population: number, params: Record<string, number>): void {
    const place = this.#site.populations[population]!;
    const before = { ...place.params };
    for (const [name, value] of Object.entries(params)) place.params[name] = { kind: "constant", value };
    try {
      writeParams(this.#site, population);
      playParams(this.#site, population);
    } catch (error) {
      Object.assign(place.params, before);
      writeParams(this.#site, population);
      throw error;
    }
    writeResiduals(this.#site);
  }

  gliaColumn(glia: number, quantity: string): Floats {
    return this.#gliaColumn(glia, quantity).slice();
  }

  #gliaColumn(glia: number, quantity: string): Floats {
    const { columns, n } = this.#site.glia[glia]!;
    const bytes = bytesOf(this.#site.description.glia[glia]!.model, quantity);
    return this.#site.arena.floats(columns.get(quantity)!, n, bytes);
  }

  setGliaColumn(glia: number, quantity: string, values: Floats): void {
    this.#gliaColumn(glia, quantity).set(values);
  }

  setGlia(glia: number, params: Record<string, number>): void {
    setGlia(this.#site, glia, params);
  }

  /** Another interval (0: rests) and, of filtered spikes, time constant (ms) of a recorder of samples, whose buffer is empty. */
  setRecorder(recorder: number, everySteps: number, tau: number): void {
    setRecorder(this.#site, recorder, everySteps, tau);
  }

  setDrive(drive: number, params: Record<string, number>): void {
    setDrive(this.#site, drive, params);
  }

  setPlasticity(
    projection: number,
    params: Readonly<Record<string, number>>,
    perTarget: Readonly<Record<string, Value>>,
  ): void {
    this.#settleWeights();
    this.#learning!.setPlasticity(this.#site, projection, params, perTarget);
    if ("wMin" in params || "wMax" in params) clipWeights(this.#site, projection);
  }

  /** Weights of a projection stay as they are while frozen; traces go on. */
  freeze(projection: number, frozen: boolean): void {
    const { block, lazy } = this.#site.projections[projection]!;
    if (lazy) {
      this.#settleWeights();
      this.#learning!.forgetHistories(this.#site.arena, lazy, this.step);
    }
    this.#site.schedule.freeze(this.#site.arena, block.address, frozen);
  }

  /** Present params of a plasticity rule. */
  plasticityParams(projection: number): Readonly<Record<string, number>> {
    return this.#site.projections[projection]!.plasticity!.params;
  }

  /** Weights by source, then by delay, then by target. */
  weights(projection: number): Float32Array<ArrayBuffer> {
    this.#settleWeights();
    return readWeights(this.#site, projection);
  }

  setWeights(projection: number, values: Float32Array): void {
    this.checkWeights(projection, values);
    this.#settleWeights();
    writeWeights(this.#site, projection, values);
  }

  /** @throws NeurogliaError for weights that a projection cannot have; on an observer, of all shares */
  checkWeights(projection: number, values: Float32Array): void {
    checkWeights(this.#site, projection, values);
  }

  nSynapses(projection: number): number {
    return this.#site.projections[projection]!.nSynapses;
  }

  /** Number of synapses in each row: of one source and delay. */
  rowCounts(projection: number): Uint32Array<ArrayBuffer> {
    return countRows(this.#site, projection);
  }

  /** Source and target, counted within the two groups, and delay (ms) of every synapse, in the order of `weights`. */
  synapses(projection: number): SynapseList {
    return readSynapses(this.#site, projection);
  }

  /** Lattice sites, x, y, z per neuron. */
  positions(population: number): Uint16Array | null {
    const { sites, n } = this.#site.populations[population]!;
    if (!sites) return null;
    const out = new Uint16Array(n * 3);
    this.#site.arena.u32(sites.address, n).forEach((site, k) => {
      out.set([site & 1023, (site >> 10) & 1023, site >>> 20], k * 3);
    });
    return out;
  }

  /**
   * Probabilities per step: `values` holds rows of n; each lasts `rowSteps`, a single one (rowSteps 0) for ever. The first
   * begins at `fromStep`.
   */
  playProbabilities(population: number, values: ArrayLike<number>, rowSteps: number, fromStep: number): void {
    playProbabilities(this.#site, population, values, rowSteps, fromStep);
  }

  /** The same from rates (Hz), for a source that has them. */
  playRates(population: number, rates: ArrayLike<number>, rowSteps: number, fromStep: number): void {
    playRates(this.#site, population, rates, rowSteps, fromStep);
  }

  /** The same for an injection: rows of one number a channel. */
  playCurrents(injection: number, values: ArrayLike<number>, rowSteps: number, fromStep: number): void {
    playCurrents(this.#site, injection, values, rowSteps, fromStep);
  }

  /** Weights of an injection by channel, then by neuron of its group. */
  injectionWeights(injection: number): Float32Array<ArrayBuffer> {
    return injectionWeights(this.#site, injection);
  }

  /** Events sorted by (step, id). */
  playEvents(population: number, steps: Uint32Array, ids: Uint32Array): void {
    playEvents(this.#site, population, steps, ids);
  }

  /** Sizes, bytes and the order of a step, for people. */
  explain(totals: Totals = this.#totals()): string {
    return explain(this.#site, totals);
  }

  #totals(): Totals {
    return {
      workers: 1,
      memoryBytes: this.memoryBytes,
      nSynapses: this.#site.projections.map(({ nSynapses }) => nSynapses),
    };
  }
}
