import type { Block } from "./block.js";
import type { ReadoutDescription } from "./description.js";
import { core } from "./handed.js";
import { type OnlineKernels, onlineKernels } from "./onlineKernels.js";
import type { ModelWalk } from "./schedule.js";
import type { ReadoutPlace, Site } from "./site.js";

export { begin } from "./handed.js";

const ownerOf = (name: string): string => `readout "${name}"`;

/** Decay of h, what h adds to r, decay of r, what a spike adds: see assembly/readout/loop.ts. */
const filterNumbers = ({ kernels, description }: Site, { tauRise, tauDecay }: ReadoutDescription): number[] => {
  const fall = description.dt / tauDecay;
  if (tauRise === 0) return [0, 0, kernels.exp(-fall), 1 / tauDecay];
  const rise = description.dt / tauRise;
  const carry = description.dt * core.decayPair(fall, rise, kernels);
  return [kernels.exp(-rise), carry, kernels.exp(-fall), 1 / (tauRise * tauDecay)];
};

/** One of these kernels, as a schedule takes it. */
const walkOf = ({ instances }: Site, name: keyof OnlineKernels): ModelWalk => ({
  name,
  walk: onlineKernels(instances)[name] as ModelWalk["walk"],
});

/** The rule's kernel in the schedule, its block and what waits to be applied. P and the weights stay over a reset. */
const buildRule = (site: Site, readout: ReadoutDescription, block: Block, nGroups: number): number => {
  const { arena, schedule, segments } = site;
  const { name, group, outputs, rule } = readout;
  const owner = ownerOf(name);
  const rowBytes = nGroups * 32;
  const number = (value: number): number => {
    const address = arena.allocate(8, owner);
    arena.f64(address, 1)[0] = value;
    return address;
  };
  if (rule.kind === "none") return 0;
  if (rule.kind === "force") {
    const p = segments.allocate("weights", 64 * nGroups * (nGroups + 1), owner, "whole");
    onlineKernels(site.instances).rlsBegin(p, nGroups, group.end - group.begin, rule.alpha);
    const grow = segments.allocate("weights", 8, owner, "whole");
    arena.f64(grow, 1)[0] = 1;
    const force = core.Block.frame(arena, owner, "force")
      .setU32("p", p)
      .setU32("s", segments.allocate("weights", rowBytes, owner, "whole"))
      .setU32("k", arena.allocate(rowBytes, owner))
      .setU32("grow", grow)
      .setU32("forgetting", number(rule.forgetting));
    block.setU32("rule", force.address);
    schedule.add("readout", walkOf(site, "forceLearn"), owner, block.address);
    return 0;
  }
  const waits = rule.kind === "threeFactor" && rule.apply === "trialEnd";
  const sums = waits ? segments.allocate("traces", outputs * rowBytes, owner, "whole") : 0;
  const delta = core.Block.frame(arena, owner, "deltaRule").setU32("eta", number(rule.eta)).setU32("sums", sums);
  block.setU32("rule", delta.address);
  schedule.add("readout", walkOf(site, "deltaLearn"), owner, block.address);
  return sums;
};

/** Places every readout and enters it in the schedule. One memory holds the whole network: outputs couple all neurons. */
export const buildReadouts = (site: Site): void => {
  const { arena, segments, schedule, description } = site;
  for (const readout of description.readouts) {
    const { name, group, outputs, tauRise, learnSteps } = readout;
    const owner = ownerOf(name);
    const n = group.end - group.begin;
    const nGroups = Math.ceil(n / 4);
    const rowBytes = nGroups * 32;
    const numbers = arena.allocate(32, owner);
    arena.f64(numbers, 4).set(filterNumbers(site, readout));
    const columns = new Map(
      ["z", "error"].map((quantity) => [
        quantity,
        segments.allocate("state", core.padded(outputs) * 4, owner, "whole"),
      ]),
    );
    const block = core.Block.frame(arena, owner, "readout")
      .setU32("clock", site.clock.address)
      .setU32("population", site.populations[group.population]!.block.address)
      .setU32("begin", group.begin)
      .setU32("n", n)
      .setU32("nGroups", nGroups)
      .setU32("rise", tauRise > 0 ? segments.allocate("state", rowBytes, owner, "whole") : 0)
      .setU32("r", segments.allocate("state", rowBytes, owner, "whole"))
      .setU32("numbers", numbers)
      .setU32("nOutputs", outputs)
      .setU32("weights", segments.allocate("weights", outputs * rowBytes, owner, "whole"))
      .setU32("bias", segments.allocate("weights", outputs * 8, owner, "whole"))
      .setU32("exact", arena.allocate(outputs * 8, owner))
      .setU32("errors", arena.allocate(outputs * 8, owner))
      .setU32("z", columns.get("z")!)
      .setU32("error", columns.get("error")!)
      .setU32("learns", 1)
      .setU32("learnSteps", learnSteps);
    schedule.add("readout", walkOf(site, "readout"), owner, block.address);
    const sums = buildRule(site, readout, block, nGroups);
    const silent = () => ({ stimulus: { address: 0, words: 0 } });
    site.readouts.push({
      ...{ block, n, nGroups, nOutputs: outputs, columns, sums },
      ...{ targets: silent(), gates: silent() },
    });
  }
};

/** What helps where recursive least squares diverge: see the docs of `force` and `Rls`. */
export const rlsRemedy = (forgetting: number): string =>
  forgetting < 1
    ? `forgetting 1: with ${forgetting} it ends so after ${Math.round(37 / -Math.log(forgetting))} samples that leave out some direction`
    : "a larger alpha";

/** @throws NeurogliaError where an output or the gain of a readout has become no number, and forgets that it did */
export const checkReadouts = (site: Site): void => {
  for (const [index, { block }] of site.readouts.entries()) {
    if (block.u32("failed") === 0) continue;
    block.setU32("failed", 0);
    const { name, rule } = site.description.readouts[index]!;
    const remedy = rule.kind === "force" ? rlsRemedy(rule.forgetting) : "a smaller eta";
    throw new core.NeurogliaError({
      code: "diverged",
      what: "outputs and gain",
      where: ownerOf(name),
      expected: `finite (${remedy}, weaker feedback)`,
      got: Number.NaN,
    });
  }
};

/** Weights and bias of a readout, neurons × outputs, row-major, and one an output. */
export interface ReadoutWeights {
  weights: Float64Array<ArrayBuffer>;
  bias: Float64Array<ArrayBuffer>;
}

/** One readout of a network that is in memory: what `LoopReadout` asks of it. */
export class LoopSite {
  readonly #site: Site;
  readonly #place: ReadoutPlace;
  readonly #owner: string;

  constructor(site: Site, index: number) {
    this.#site = site;
    this.#place = site.readouts[index]!;
    this.#owner = ownerOf(site.description.readouts[index]!.name);
  }

  /** A copy, neurons × outputs, of rows of `padded` neurons. */
  #transposed(address: number): Float64Array<ArrayBuffer> {
    const { n, nGroups, nOutputs } = this.#place;
    const rows = this.#site.arena.f64(address, nOutputs * nGroups * 4);
    const out = new Float64Array(n * nOutputs);
    for (let o = 0; o < nOutputs; o++) for (let k = 0; k < n; k++) out[k * nOutputs + o] = rows[o * nGroups * 4 + k]!;
    return out;
  }

  get weights(): ReadoutWeights {
    const { block, nOutputs } = this.#place;
    return {
      weights: this.#transposed(block.u32("weights")),
      bias: this.#site.arena.f64(block.u32("bias"), nOutputs).slice(),
    };
  }

  set weights({ weights, bias }: ReadoutWeights) {
    const { n, nGroups, nOutputs, block } = this.#place;
    const rows = this.#site.arena.f64(block.u32("weights"), nOutputs * nGroups * 4);
    for (let o = 0; o < nOutputs; o++)
      for (let k = 0; k < n; k++) rows[o * nGroups * 4 + k] = weights[k * nOutputs + o]!;
    this.#site.arena.f64(block.u32("bias"), nOutputs).set(bias);
  }

  /** Filtered spikes r, one a neuron. */
  get filtered(): Float64Array<ArrayBuffer> {
    return this.#site.arena.f64(this.#place.block.u32("r"), this.#place.n).slice();
  }

  /** What the outputs are, in f32, at the present time. */
  get outputs(): Float32Array<ArrayBuffer> {
    return this.#site.arena.f32(this.#place.columns.get("z")!, this.#place.nOutputs).slice();
  }

  set learns(on: boolean) {
    this.#place.block.setU32("learns", on ? 1 : 0);
  }

  #play(what: "target" | "gate", values: ArrayLike<number>, width: number, rowSteps: number, fromStep: number): void {
    const { arena } = this.#site;
    const place = what === "target" ? this.#place.targets : this.#place.gates;
    const address = core.playedMemory(arena, place, values.length, `${this.#owner} ${what}s`);
    arena.f32(address, values.length).set(values);
    this.#place.block
      .setU32(`${what}s`, address)
      .setU32(what === "target" ? "nTargets" : "nGates", values.length / width)
      .setU32(`${what}RowSteps`, rowSteps)
      .setU32(`${what}FromStep`, fromStep);
  }

  /** Rows of one target an output. */
  teach(values: ArrayLike<number>, rowSteps: number, fromStep: number): void {
    this.#play("target", values, this.#place.nOutputs, rowSteps, fromStep);
  }

  /** Rows of one number. */
  gate(values: ArrayLike<number>, rowSteps: number, fromStep: number): void {
    this.#play("gate", values, 1, rowSteps, fromStep);
  }

  /** Adds the increments that waited to the weights, and returns them, neurons × outputs. */
  apply(): Float64Array<ArrayBuffer> {
    const { nGroups, nOutputs, block, sums } = this.#place;
    const increments = this.#transposed(sums);
    const length = nOutputs * nGroups * 4;
    const waited = this.#site.arena.f64(sums, length);
    const weights = this.#site.arena.f64(block.u32("weights"), length);
    for (let k = 0; k < length; k++) weights[k]! += waited[k]!;
    waited.fill(0);
    return increments;
  }
}
