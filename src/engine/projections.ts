import type { NeuronModel } from "../models/model.js";
import { Block } from "./block.js";
import { connectSynapses } from "./connect.js";
import type { ProjectionDescription } from "./description.js";
import { deliveryOf, formatOf, scratchBytes } from "./format.js";
import { writeResiduals } from "./params.js";
import { bitmapDelivery, learningOf } from "./parts.js";
import type { Form } from "./segments.js";
import { leastSynapses } from "./share.js";
import { placeShortTerm, releaseOf } from "./shortTerm.js";
import { lag, type ProjectionPlace, padded, type Site, workshop } from "./site.js";

/** Columns of one trace: one after the other for each lag, and the block that keeps each. */
interface Columns {
  readonly column: number;
  readonly owner: string;
  readonly kept: { block: number; early: boolean }[];
}

/** The traces of a site: one per population, lags and form, shared by all who need it. */
export class Traces {
  readonly #site: Site;
  readonly #known = new Map<string, Columns>();

  constructor(site: Site) {
    this.#site = site;
  }

  #make(
    key: string,
    population: number,
    lags: readonly number[],
    decay: number,
    increment: number,
    form: "sum" | "late" | "latest",
  ): Columns {
    const known = this.#known.get(key);
    if (known) return known;
    const { arena, segments, populations, description, looked, own } = this.#site;
    const { block: spiking, n, model } = populations[population]!;
    const spikes = `population "${description.populations[population]!.name}"`;
    const owner = `${spikes} traces`;
    const bytes = padded(n) * 4;
    // What several delays need is of sources, whose lists are complete in every memory.
    const parts: Form = lags.length > 1 ? "whole" : { neuronsOf: population };
    const column = segments.allocate("traces", bytes * lags.length, owner, parts);
    const kept = lags.map((lag, d) => ({
      block: Block.frame(arena, owner, "trace")
        .setU32("population", spiking.address)
        .setU32("lag", lag)
        .setU32("column", column + d * bytes)
        .setF32("decay", decay)
        .setF32("increment", increment)
        .setU32("latest", form === "latest" ? 1 : 0)
        .setU32("late", form === "late" ? 1 : 0).address,
      early: lag > 0 || model.kind === "source",
    }));
    const columns = lags.map((_, d) => ["trace", column + d * bytes] as const);
    looked.push({ noun: "neuron", owner: spikes, columns, ...own[population]! });
    const made = { column, owner, kept };
    this.#known.set(key, made);
    return made;
  }

  /** First column of x ← decay·(x + increment·S) or, `late`, of x ← decay·x + increment·S, one for each lag. */
  summed(population: number, lags: readonly number[], decay: number, increment: number, late = false): number {
    const form = late ? "late" : "sum";
    return this.#make(`${form} ${population} ${lags} ${decay} ${increment}`, population, lags, decay, increment, form)
      .column;
  }

  /** First column of what is left of each last spike in the current `into` of the target population, one for each lag. */
  latest(population: number, lags: readonly number[], target: number, into: string): number {
    const key = `latest ${population} ${lags} ${target} ${into}`;
    const before = this.#known.size;
    const { kept, column } = this.#make(key, population, lags, 0, 1, "latest");
    if (this.#known.size > before) {
      const quantity = (this.#site.populations[target]!.model as NeuronModel).inputs[into]!.decay!;
      for (const { block } of kept) this.#site.residuals.push({ trace: block, population: target, quantity });
    }
    return column;
  }

  /** Marks go before the walks that read them; a lag of 0 steps is known only after the integration. */
  scheduleMarks(): void {
    for (const [key, { kept, owner }] of this.#known)
      if (!key.startsWith("latest"))
        for (const { block, early } of kept)
          this.#site.schedule.add(early ? "arrive" : "learn", "traceMark", owner, block);
  }

  /** Traces take their events after the weights; what is left of last spikes before, as it counts from the next step on. */
  scheduleUpdates(latest: boolean): void {
    for (const [key, { kept, owner }] of this.#known)
      if (key.startsWith("latest") === latest)
        for (const { block } of kept)
          this.#site.schedule.add(latest ? "integrate" : "learn", "traceUpdate", owner, block);
  }
}

/** Block and synapses of a projection, plastic or not. */
const placeSynapses = (
  site: Site,
  index: number,
  projection: ProjectionDescription,
  traces: Traces,
): ProjectionPlace => {
  const { name, pre, post, into, delays, summation, shortTerm, plasticity } = projection;
  const { arena, segments } = site;
  const owner = `projection "${name}"`;
  const source = site.populations[pre.population]!;
  const target = site.populations[post.population]!;
  const preLags = delays.map((steps) => lag(site, pre.population, steps));
  const lags = arena.allocate(preLags.length * 4, owner);
  arena.u32(lags, preLags.length).set(preLags);
  const weightsOwner = `${owner} weights`;
  const synapses = connectSynapses(
    workshop(site),
    projection,
    formatOf(site.description, projection),
    site.own[post.population]!,
    source.sites,
    target.sites,
    site.description.dt,
    (bytes) =>
      plasticity
        ? segments.allocate("weights", bytes, weightsOwner, { rowsOf: index })
        : arena.allocate(bytes, weightsOwner),
  );
  const rule = plasticity?.rule ?? shortTerm?.rule;
  const block = rule ? Block.model(arena, owner, rule) : Block.frame(arena, owner, "projection");
  const tally = segments.allocate("state", 16, owner, "tally");
  block
    .setU32("pre", source.block.address)
    .setU32("lags", lags)
    .setU32("nDelays", delays.length)
    .setU32("preBegin", pre.begin)
    .setU32("preEnd", pre.end)
    .setU32("rows", synapses.rows)
    .setU32("targets", synapses.targets)
    .setU32("weights", synapses.weights)
    .setU32("rowBytes", synapses.rowBytes)
    .setF32("weight", projection.weight.kind === "constant" ? projection.weight.value : 0)
    .setU32("input", target.columns.get(into)!)
    .setU32("tally", tally)
    .setU32("post", target.block.address)
    .setU32("postBegin", synapses.postBegin)
    .setU32("postEnd", synapses.postEnd);
  if (summation === "lastSpike")
    block.setU32("residual", traces.latest(pre.population, preLags, post.population, into));
  const place = { ...synapses, block, tally, pre, post, plasticity: null, lazy: null };
  return { ...place, shortTerm: shortTerm && placeShortTerm(site, index, shortTerm, place) };
};

/** Memory in which the delivery of bitmaps counts. */
const placeScratch = ({ arena, projections, description }: Site): void => {
  projections.forEach(({ block, format, pre, postBegin, postEnd }, k) => {
    if (format !== "bitmap") return;
    const bytes = scratchBytes(pre.end - pre.begin, postEnd - postBegin);
    block.setU32("scratch", arena.allocate(bytes, `projection "${description.projections[k]!.name}"`, 64));
  });
};

/** The operations of every projection, in the order of the projections. */
const scheduleProjections = (site: Site): void => {
  const { schedule, projections, description } = site;
  const learning = learningOf(description);
  projections.forEach(({ block, format, plasticity }, k) => {
    const { name, summation, post, into, shortTerm } = description.projections[k]!;
    const owner = `projection "${name}"`;
    const target = description.populations[post.population]!.model as NeuronModel;
    const stage = target.inputs[into]!.arrives === "before" ? "arrive" : "settle";
    const last = summation === "lastSpike";
    const usual = format === "bitmap" ? bitmapDelivery(site) : deliveryOf[format];
    const deliver = last ? "deliverLast" : shortTerm ? releaseOf(site, shortTerm) : usual;
    if (!plasticity) {
      schedule.add(stage, deliver, owner, block.address);
      return;
    }
    learning!.scheduleLearning(site, k, stage, deliver);
  });
};

/** Refuses more synapses than can fit before any of them is counted, which would take a minute. */
const requireRoom = ({ arena, own, description }: Site): void => {
  const learning = learningOf(description);
  let end = arena.usedBytes;
  for (const [index, projection] of description.projections.entries()) {
    const { name, post, plasticity } = projection;
    const { begin, end: to } = own[post.population]!;
    const nOwn = Math.max(0, Math.min(to, post.end) - Math.max(begin, post.begin));
    const format = formatOf(description, projection);
    // What has no list of its synapses is asked for whole.
    if (format === "dense" || format === "bitmap") continue;
    const bytes = (format === "sparse" ? 8 : 4) + (plasticity && !learning!.isLazy(description, index) ? 8 : 0);
    end += Math.max(0, leastSynapses(projection, nOwn)) * bytes;
    arena.checkFits(end, `projection "${name}" synapses`);
  }
};

/** Places every projection, then enters modulations, marks, walks and traces in the schedule. */
export const buildProjections = (site: Site): void => {
  const traces = new Traces(site);
  const learning = learningOf(site.description);
  requireRoom(site);
  site.description.projections.forEach((projection, index) => {
    const { plasticity } = projection;
    const place = placeSynapses(site, index, projection, traces);
    site.projections.push(plasticity ? learning!.placePlasticity(site, index, plasticity, place, traces) : place);
    if (plasticity) learning!.setPlasticity(site, index, plasticity.params, plasticity.perTarget);
  });
  placeScratch(site);
  writeResiduals(site);
  traces.scheduleUpdates(true);
  learning?.scheduleModulations(site);
  traces.scheduleMarks();
  scheduleProjections(site);
  traces.scheduleUpdates(false);
  learning?.enlistRows(site);
};
