import { valuesWith } from "../models/expression.js";
import type { NeuronModel } from "../models/model.js";
import { Block } from "./block.js";
import { refuse } from "./check.js";
import { connectSynapses } from "./connect.js";
import type { PlasticityDescription, ProjectionDescription } from "./description.js";
import { enlistRows } from "./enlist.js";
import { deliveryOf, formatOf, scratchBytes } from "./format.js";
import { isLazy, placeLazy } from "./lazy.js";
import { setPlasticity, writeResiduals } from "./params.js";
import type { Form } from "./segments.js";
import { leastSynapses } from "./share.js";
import { placeShortTerm, releaseOf } from "./shortTerm.js";
import { lag, type ProjectionPlace, padded, type Site, walkOf, workshop } from "./site.js";

/** Columns of one trace: one after the other for each lag, and the block that keeps each. */
interface Columns {
  readonly column: number;
  readonly owner: string;
  readonly kept: { block: number; early: boolean }[];
}

/** The traces of a site: one per population, lags and form, shared by all who need it. */
class Traces {
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

/** Traces, amplitudes, and lists of active synapses or histories of a projection that learns. */
const placePlasticity = (
  site: Site,
  index: number,
  { rule, params, choices }: PlasticityDescription,
  place: ProjectionPlace,
  traces: Traces,
): ProjectionPlace => {
  const { arena, segments, description } = site;
  const projection = description.projections[index]!;
  const { name, pre, post, delays } = projection;
  const owner = `projection "${name}"`;
  const preLags = delays.map((steps) => lag(site, pre.population, steps));
  const postLag = choices.pairing === "emission" ? delays[0]! : 0;
  const putOff = isLazy(description, index);
  const values = valuesWith(rule, { ...params, ...choices }, description.dt);
  const marks: { pre?: number; post?: number } = {};
  const keep = (of: "pre" | "post", decay: number, increment: number, joinsLate?: boolean): number => {
    const [population, lags] = of === "pre" ? [pre.population, preLags] : [post.population, [postLag]];
    const column = traces.summed(population, lags, decay, increment, joinsLate);
    marks[of] ??= column;
    return column;
  };
  for (const [field, { of, decay, increment, joinsLate }] of Object.entries(rule.traces)) {
    if (putOff && field === rule.putOff!.trace) continue;
    const shape = [values(decay) as number, values(increment) as number] as const;
    // Its sign marks who spikes.
    if (!(Math.min(...shape) >= 0)) refuse(`decay and increment of trace ${field}`, owner, "≥ 0", shape.join(" and "));
    place.block.setU32(field, keep(of, ...shape, joinsLate));
  }
  // Without a trace on a side, one that is gone at once bears the marks.
  if (!putOff)
    place.block
      .setU32("preMarks", marks.pre ?? keep("pre", 0, 1))
      .setU32("postMarks", marks.post ?? keep("post", 0, 1));
  const amplitudes = segments.allocate("state", rule.amplitudes.length * 4, owner, "whole");
  const evolving = rule.amplitudes.map((quantity, k) => [quantity, amplitudes + k * 4] as const);
  site.looked.push({ noun: "", owner, columns: evolving, begin: 0, end: 1 });
  const { weights, nSynapses: end } = place;
  site.looked.push({ noun: "", owner, columns: [["weight", weights]], begin: 0, end, inTurns: true });
  const fade = arena.allocate(16, owner);
  arena.u32(fade + 4, 2).set([amplitudes, rule.amplitudes.length]);
  place.block.setU32("postLag", postLag).setU32("amplitudes", amplitudes);
  const plasticity = { rule, params: { ...params }, perTarget: {}, amplitudes, fade };
  for (const quantity of rule.perTarget?.kernel ?? [])
    place.block.setColumn(quantity, arena.allocate(padded(site.populations[post.population]!.n) * 4, owner));
  if (putOff) return { ...place, plasticity, lazy: placeLazy(site, projection, place) };
  place.block
    .setU32("columns", place.columns)
    .setU32("columnFill", arena.allocate((place.postEnd - place.postBegin) * 4, `${owner} synapses`))
    .setU32("entries", arena.allocate(place.nSynapses * 8, `${owner} synapses`))
    .setU32("rowOrder", segments.allocate("traces", (pre.end - pre.begin) * delays.length * 4, owner, "whole"))
    .setU32("enlisted", segments.allocate("traces", 4, owner, "whole"));
  return { ...place, plasticity };
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
  projections.forEach(({ block, format, plasticity, lazy }, k) => {
    const { name, summation, post, into, shortTerm } = description.projections[k]!;
    const owner = `projection "${name}"`;
    const target = description.populations[post.population]!.model as NeuronModel;
    const stage = target.inputs[into]!.arrives === "before" ? "arrive" : "settle";
    const last = summation === "lastSpike";
    const deliver = last ? "deliverLast" : shortTerm ? releaseOf(site, shortTerm) : deliveryOf[format];
    if (!plasticity) {
      schedule.add(stage, deliver, owner, block.address);
      return;
    }
    const walk = (role: string) => walkOf(site, plasticity.rule, role);
    if (lazy) {
      schedule.addLearning(stage, walk("lazyArrive"), walk("frozenLazyArrive"), owner, block.address);
      schedule.addLearning("learn", walk("lazyLearn"), "frozenPost", owner, block.address);
      return;
    }
    // Fused with delivery where the spikes to pair with are known by then and no current follows the weights.
    const fused = block.u32("postLag") > 0 && !last;
    if (fused) schedule.addLearning(stage, walk("deliverPre"), "frozenDeliverPre", owner, block.address);
    else {
      schedule.add(stage, deliver, owner, block.address);
      schedule.addLearning("learn", walk(last ? "preLast" : "pre"), "frozenPre", owner, block.address);
    }
    schedule.addLearning("learn", walk(last ? "postLast" : "post"), "frozenPost", owner, block.address);
    if (plasticity.rule.derived.fade) schedule.add("learn", "amplitudeFade", owner, plasticity.fade);
  });
};

/** An astrocyte's output takes the place of an amplitude at the beginning of every step. */
const scheduleModulations = (site: Site): void => {
  for (const { glia, projection, amplitude } of site.description.modulations) {
    const { name, model } = site.description.glia[glia]!;
    const { rule, amplitudes } = site.projections[projection]!.plasticity!;
    const owner = `astrocyte "${name}"`;
    const block = Block.frame(site.arena, owner, "modulation")
      .setU32("from", site.glia[glia]!.columns.get(model.output)!)
      .setU32("to", amplitudes + rule.amplitudes.indexOf(amplitude) * 4);
    site.schedule.add("arrive", "modulate", owner, block.address);
  }
};

/** Refuses more synapses than can fit before any of them is counted, which would take a minute. */
const requireRoom = ({ arena, own, description }: Site): void => {
  let end = arena.usedBytes;
  for (const [index, projection] of description.projections.entries()) {
    const { name, post, plasticity } = projection;
    const { begin, end: to } = own[post.population]!;
    const nOwn = Math.max(0, Math.min(to, post.end) - Math.max(begin, post.begin));
    const format = formatOf(description, projection);
    // What has no list of its synapses is asked for whole.
    if (format === "dense" || format === "bitmap") continue;
    const bytes = (format === "sparse" ? 8 : 4) + (plasticity && !isLazy(description, index) ? 8 : 0);
    end += Math.max(0, leastSynapses(projection, nOwn)) * bytes;
    arena.checkFits(end, `projection "${name}" synapses`);
  }
};

/** Places every projection, then enters modulations, marks, walks and traces in the schedule. */
export const buildProjections = (site: Site): void => {
  const traces = new Traces(site);
  requireRoom(site);
  site.description.projections.forEach((projection, index) => {
    const { plasticity } = projection;
    const synapses = placeSynapses(site, index, projection, traces);
    site.projections.push(plasticity ? placePlasticity(site, index, plasticity, synapses, traces) : synapses);
    if (plasticity) setPlasticity(site, index, plasticity.params, plasticity.perTarget);
  });
  placeScratch(site);
  writeResiduals(site);
  traces.scheduleUpdates(true);
  scheduleModulations(site);
  traces.scheduleMarks();
  scheduleProjections(site);
  traces.scheduleUpdates(false);
  enlistRows(site);
};
