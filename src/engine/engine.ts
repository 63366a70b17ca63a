import type { NeuronModel, SourceModel } from "../models/model.js";
import { buildSite } from "./build.js";
import { fill } from "./connect.js";
import type { NetworkDescription, Range, Value } from "./description.js";
import { explain } from "./explain.js";
import { carryTraces, forgetHistories } from "./lazy.js";
import { setGlia, setPlasticity, writeParams, writeResiduals } from "./params.js";
import type { Part } from "./segments.js";
import { openSite, padded, type Sink, type Site, workshop } from "./site.js";
import { streamOf } from "./stream.js";

/** Totals since the last reset. */
export interface Tally {
  /** Spikes of all populations and sources. */
  spikes: number;
  /** Spike × synapse deliveries. */
  synapticEvents: number;
  /** Sum of a 64-bit mix of (population, neuron, step) over all spikes. */
  hash: bigint;
}

/** One network in one memory: builds it from its description, runs it, and reads and writes what is in it. */
export class Engine {
  readonly #site: Site;
  readonly #fingerprint: number;

  constructor(description: NetworkDescription, sinks: readonly Sink[]) {
    this.#site = openSite(description);
    this.#fingerprint = streamOf(
      JSON.stringify(description, (_, value) => (ArrayBuffer.isView(value) ? [...(value as Uint32Array)] : value)),
    );
    buildSite(this.#site, sinks);
  }

  /** Steps taken since the last reset. */
  get step(): number {
    return this.#site.clock.u32("step");
  }

  /** Runs whole steps; recorders are emptied on the way and at the end. */
  run(steps: number): void {
    const { address, operations } = this.#site.schedule;
    for (let left = steps; left > 0; ) {
      left -= this.#site.kernels.runSteps(address, operations.length, this.#site.clock.address, left);
      this.#drain();
    }
  }

  #drain(): void {
    const memory = this.#site.arena.memory.buffer as ArrayBuffer;
    for (const { block, drain } of this.#site.recorders) {
      const entries = block.u32("fill");
      if (entries === 0) continue;
      drain(memory, block.u32("buffer"), entries);
      block.setU32("fill", 0);
    }
  }

  /** Back to the beginning of time under another trial number. */
  reset(parts: readonly Part[], trial: number): void {
    this.#settleWeights();
    this.#site.segments.reset(parts);
    if (parts.includes("traces")) this.#enlist();
    this.restart(trial);
  }

  /** Brings weights whose learning is put off up to date, which changes no bit of what follows. */
  #settleWeights(): void {
    for (const { block, lazy } of this.#site.projections)
      if (lazy) this.#site.kernels.stdpLazyFlush(block.address, this.step);
  }

  /** Learning that is put off goes on at another step; weights are up to date. Traces that were not `loaded` for it are carried there. */
  #leap(step: number, loaded: boolean): void {
    for (const { lazy } of this.#site.projections) {
      if (!lazy) continue;
      if (!loaded && step !== this.step) carryTraces(this.#site, lazy, this.step, step);
      forgetHistories(this.#site.arena, lazy, step);
    }
  }

  /** Time zero, totals zero and a trial number; all else as it is, spikes under way included. */
  restart(trial: number): void {
    const { step } = this;
    this.#settleWeights();
    this.#leap(0, false);
    for (const { block, tally, ring, ringSlots, slotBytes, model } of this.#site.populations) {
      this.#site.arena.u8(tally, 16).fill(0);
      if (model.name === "spikeSource") this.#site.arena.u32(block.u32("cursor"), 1)[0] = 0;
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
  }

  checkpoint(): Uint8Array<ArrayBuffer> {
    this.#settleWeights();
    return this.#site.segments.save(this.step, this.#site.clock.u32("trial"), this.#fingerprint);
  }

  /** Everything as it was when the checkpoint was taken, time and trial included. */
  restore(bytes: Uint8Array, parts: readonly Part[] = ["state", "traces", "weights"]): void {
    this.#settleWeights();
    const { step, trial } = this.#site.segments.load(bytes, this.#fingerprint, parts);
    if (parts.includes("traces")) this.#enlist();
    this.#leap(step, parts.includes("traces"));
    this.#site.clock.setU32("step", step).setU32("trial", trial);
  }

  /** Makes the lists of active incoming synapses anew, from the order in which rows were enlisted; rows without a trace leave. */
  #enlist(): void {
    for (const { block, plasticity, lazy, pre, post } of this.#site.projections) {
      if (!plasticity || lazy) continue;
      this.#site.arena.u32(block.u32("columnFill"), post.end - post.begin).fill(0);
      const count = this.#site.arena.u32(block.u32("enlisted"), 1);
      if (count[0] === 0) continue;
      const byRank = new Uint32Array(count[0]!);
      const nDelays = block.u32("nDelays");
      const ranks = this.#site.arena.u32(block.u32("rowOrder"), (pre.end - pre.begin) * nDelays);
      for (let row = 0; row < ranks.length; row++) if (ranks[row]! > 0) byRank[ranks[row]! - 1] = row + 1;
      const column = padded(this.#site.populations[pre.population]!.n);
      const x = this.#site.arena.f32(block.u32("x"), column * nDelays);
      count[0] = 0;
      ranks.fill(0);
      for (const next of byRank) {
        if (next === 0) continue;
        const source = pre.begin + Math.floor((next - 1) / nDelays);
        if (x[((next - 1) % nDelays) * column + source] !== 0)
          this.#site.kernels.enlistRow(block.address, next - 1, source);
      }
    }
  }

  /** Totals since the last reset. */
  tally(): Tally {
    const total: Tally = { spikes: 0, synapticEvents: 0, hash: 0n };
    for (const { tally } of this.#site.populations) {
      const view = new DataView(this.#site.arena.memory.buffer, tally, 16);
      total.spikes += view.getFloat64(0, true);
      total.hash += view.getBigUint64(8, true);
    }
    for (const { tally } of this.#site.projections) total.synapticEvents += this.#site.arena.f64(tally, 1)[0]!;
    total.hash = BigInt.asUintN(64, total.hash);
    return total;
  }

  /** Values of a state or input column of a range. */
  column({ population, begin, end }: Range, quantity: string): Float32Array<ArrayBuffer> {
    return this.#site.arena
      .f32(this.#site.populations[population]!.columns.get(quantity)! + begin * 4, end - begin)
      .slice();
  }

  setColumn({ population, begin, end }: Range, quantity: string, value: Value): void {
    const { columns } = this.#site.populations[population]!;
    const name = `population:${this.#site.description.populations[population]!.name}:${quantity}:set`;
    fill(workshop(this.#site), columns.get(quantity)! + begin * 4, end - begin, value, name);
  }

  /** New uniform values for params of a population. */
  setParams(population: number, params: Record<string, number>): void {
    const place = this.#site.populations[population]!;
    for (const [name, value] of Object.entries(params)) place.params[name] = { kind: "constant", value };
    writeParams(this.#site, population);
    writeResiduals(this.#site);
  }

  gliaColumn(glia: number, quantity: string): Float32Array<ArrayBuffer> {
    const { columns, n } = this.#site.glia[glia]!;
    return this.#site.arena.f32(columns.get(quantity)!, n).slice();
  }

  setGlia(glia: number, params: Record<string, number>): void {
    setGlia(this.#site, glia, params);
  }

  setPlasticity(projection: number, params: Record<string, number>): void {
    this.#settleWeights();
    setPlasticity(this.#site, projection, params);
  }

  /** Present params of a plasticity rule. */
  plasticityParams(projection: number): Readonly<Record<string, number>> {
    return this.#site.projections[projection]!.plasticity!.params;
  }

  /** Weights in row order: by source, then by target. */
  weights(projection: number): Float32Array<ArrayBuffer> {
    this.#settleWeights();
    const { weights, nSynapses } = this.#site.projections[projection]!;
    return this.#site.arena.f32(weights, nSynapses).slice();
  }

  setWeights(projection: number, values: Float32Array): void {
    this.#settleWeights();
    const { weights, nSynapses } = this.#site.projections[projection]!;
    this.#site.arena.f32(weights, nSynapses).set(values);
  }

  nSynapses(projection: number): number {
    return this.#site.projections[projection]!.nSynapses;
  }

  /** Source and target of every synapse in row order, counted within the two groups. */
  synapses(projection: number): { pre: Uint32Array; post: Uint32Array } {
    const { rows, targets, nSynapses, pre, post } = this.#site.projections[projection]!;
    const nPre = pre.end - pre.begin;
    const starts = this.#site.arena.u32(rows, nPre + 1);
    const from = new Uint32Array(nSynapses);
    for (let j = 0; j < nPre; j++) from.fill(j, starts[j]!, starts[j + 1]!);
    const to = this.#site.arena.u32(targets, nSynapses).map((bytes) => bytes / 4 - post.begin);
    return { pre: from, post: to };
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

  #stimulusMemory(population: number, words: number): number {
    const place = this.#site.populations[population]!;
    if (place.stimulus.words < words) {
      const owner = `population "${this.#site.description.populations[population]!.name}" stimulus`;
      place.stimulus = { address: this.#site.arena.allocate(words * 4, owner), words };
    }
    return place.stimulus.address;
  }

  /** Probabilities per step: `values` holds rows of n; each lasts `rowSteps`, a single one (rowSteps 0) for ever. */
  playProbabilities(population: number, values: ArrayLike<number>, rowSteps: number): void {
    const { block, n } = this.#site.populations[population]!;
    const nRows = values.length / n;
    const rowWords = Math.ceil(n / 16) * 16;
    const address = this.#stimulusMemory(population, rowWords * nRows);
    const memory = this.#site.arena.f32(address, rowWords * nRows);
    if (rowWords === n) memory.set(values);
    else {
      const all = Float32Array.from(values);
      for (let row = 0; row < nRows; row++) memory.set(all.subarray(row * n, (row + 1) * n), row * rowWords);
    }
    block.setU32("probabilities", address).setU32("rowSteps", rowSteps).setU32("nRows", nRows);
  }

  /** Events sorted by (step, id). */
  playEvents(population: number, steps: Uint32Array, ids: Uint32Array): void {
    const { block } = this.#site.populations[population]!;
    const address = this.#stimulusMemory(population, 2 * steps.length);
    this.#site.arena.u32(address, steps.length).set(steps);
    this.#site.arena.u32(address + steps.length * 4, ids.length).set(ids);
    this.#site.arena.u32(block.u32("cursor"), 1)[0] = 0;
    block
      .setU32("steps", address)
      .setU32("ids", address + steps.length * 4)
      .setU32("nEvents", steps.length);
  }

  /** Sizes, bytes and the order of a step, for people. */
  explain(): string {
    return explain(this.#site);
  }
}

/** Names of columns that a model's users can read, record and set. */
export const columnsOf = (model: NeuronModel | SourceModel): string[] => [
  ...Object.keys(model.state),
  ...(model.kind === "neuron" ? Object.keys(model.inputs) : []),
];
