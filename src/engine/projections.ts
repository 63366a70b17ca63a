import type { NeuronModel } from "../models/model.js";
import { Block } from "./block.js";
import { connectSynapses } from "./connect.js";
import type { PlasticityDescription, ProjectionDescription } from "./description.js";
import { deliveryOf, formatOf, scratchBytes } from "./format.js";
import { setPlasticity, writeResiduals } from "./params.js";
import { lag, type ProjectionPlace, padded, type Site, workshop } from "./site.js";

/** The traces of a site: one per population, lag and form, shared by all who need it. */
class Traces {
  readonly #site: Site;
  readonly #known = new Map<string, { block: number; column: number; owner: string; early: boolean }>();

  constructor(site: Site) {
    this.#site = site;
  }

  /** The trace of this key; a new one is of last spikes if it has a column of its `own` already. */
  #make(key: string, population: number, lag: number, decay: number, increment: number, own?: number) {
    const known = this.#known.get(key);
    if (known) return known;
    const { arena, segments, populations, description } = this.#site;
    const { block: spiking, n, model } = populations[population]!;
    const owner = `population "${description.populations[population]!.name}" traces`;
    const column = own ?? segments.allocate("traces", padded(n) * 4, owner, { neuronsOf: population });
    const block = Block.frame(arena, owner, "trace")
      .setU32("population", spiking.address)
      .setU32("lag", lag)
      .setU32("column", column)
      .setF32("decay", decay)
      .setF32("increment", increment)
      .setU32("latest", own === undefined ? 0 : 1).address;
    const made = { block, column, owner, early: lag > 0 || model.kind === "source" };
    this.#known.set(key, made);
    return made;
  }

  /** Column of x ← decay·(x + increment·S). */
  summed(population: number, lag: number, decay: number, increment: number): number {
    return this.#make(`${population} ${lag} ${decay} ${increment}`, population, lag, decay, increment).column;
  }

  /**
   * Columns of what is left of each last spike in the current `into` of the target population, one a lag. They follow one
   * another, as nothing else is allocated in between.
   */
  latest(population: number, lags: readonly number[], target: number, into: string): number {
    const { segments, populations, residuals, description } = this.#site;
    const key = `latest ${population} ${lags} ${target} ${into}`;
    const known = this.#known.get(`${key} 0`);
    if (known) return known.column;
    const owner = `population "${description.populations[population]!.name}" traces`;
    const bytes = padded(populations[population]!.n) * 4;
    const columns = lags.map(() => segments.allocate("traces", bytes, owner, { neuronsOf: population }));
    const quantity = (populations[target]!.model as NeuronModel).inputs[into]!.decay!;
    lags.forEach((lag, d) => {
      const { block } = this.#make(`${key} ${d}`, population, lag, 0, 1, columns[d]);
      residuals.push({ trace: block, population: target, quantity });
    });
    return columns[0]!;
  }

  /** Marks go before the walks that read them; a lag of 0 steps is known only after the integration. */
  scheduleMarks(): void {
    for (const [key, { block, owner, early }] of this.#known)
      if (!key.startsWith("latest")) this.#site.schedule.add(early ? "arrive" : "learn", "traceMark", owner, block);
  }

  /** Traces take their events after the weights; what is left of last spikes before, as it counts from the next step on. */
  scheduleUpdates(latest: boolean): void {
    for (const [key, { block, owner }] of this.#known)
      if (key.startsWith("latest") === latest)
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
  const { name, pre, post, into, delays, summation, plasticity } = projection;
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
  const block = plasticity
    ? Block.model(arena, owner, "projection", plasticity.rule.name)
    : Block.frame(arena, owner, "projection");
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
  return { ...synapses, block, tally, pre, post, plasticity: null };
};

/** Traces, amplitudes and lists of active synapses of a projection that learns. */
const placePlasticity = (
  site: Site,
  { name, pre, post, delays }: ProjectionDescription,
  { rule, params, choices }: PlasticityDescription,
  place: ProjectionPlace,
  traces: Traces,
): ProjectionPlace => {
  const { arena, segments, kernels, description } = site;
  const owner = `projection "${name}"`;
  const preLag = lag(site, pre.population, delays[0]!);
  const postLag = choices.pairing === "emission" ? delays[0]! : 0;
  const given = { ...params, ...choices };
  for (const [field, { of, decay, increment }] of Object.entries(rule.traces)) {
    const [population, steps] = of === "pre" ? [pre.population, preLag] : [post.population, postLag];
    const shape = [decay(given, description.dt, kernels), increment(given, description.dt, kernels)] as const;
    place.block.setU32(field, traces.summed(population, steps, ...shape));
  }
  const amplitudes = segments.allocate("state", 16, owner, "whole");
  const fade = arena.allocate(16, owner);
  arena.u32(fade + 4, 1)[0] = amplitudes;
  place.block
    .setU32("postLag", postLag)
    .setU32("columns", place.columns)
    .setU32("columnFill", arena.allocate((place.postEnd - place.postBegin) * 4, `${owner} synapses`))
    .setU32("entries", arena.allocate(place.nSynapses * 8, `${owner} synapses`))
    .setU32("rowOrder", segments.allocate("traces", (pre.end - pre.begin) * 4, owner, "whole"))
    .setU32("enlisted", segments.allocate("traces", 4, owner, "whole"))
    .setU32("amplitudes", amplitudes);
  return { ...place, plasticity: { rule, params: { ...params }, amplitudes, fade } };
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
const scheduleProjections = ({ schedule, projections, description }: Site): void => {
  projections.forEach(({ block, format, plasticity }, k) => {
    const { name, summation, post, into } = description.projections[k]!;
    const owner = `projection "${name}"`;
    const target = description.populations[post.population]!.model as NeuronModel;
    const stage = target.inputs[into]!.arrives === "before" ? "arrive" : "settle";
    const last = summation === "lastSpike";
    const deliver = last ? "deliverLast" : deliveryOf[format];
    if (!plasticity) {
      schedule.add(stage, deliver, owner, block.address);
      return;
    }
    const walk = plasticity.rule.name as "stdp";
    // Fused with delivery where the spikes to pair with are known by then and no current follows the weights.
    const fused = block.u32("postLag") > 0 && !last;
    schedule.add(stage, fused ? `${walk}DeliverPre` : deliver, owner, block.address);
    if (!fused) schedule.add("learn", last ? `${walk}PreLast` : `${walk}Pre`, owner, block.address);
    schedule.add("learn", last ? `${walk}PostLast` : `${walk}Post`, owner, block.address);
    schedule.add("learn", "amplitudeFade", owner, plasticity.fade);
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

/** Places every projection, then enters modulations, marks, walks and traces in the schedule. */
export const buildProjections = (site: Site): void => {
  const traces = new Traces(site);
  site.description.projections.forEach((projection, index) => {
    const { plasticity } = projection;
    const synapses = placeSynapses(site, index, projection, traces);
    site.projections.push(plasticity ? placePlasticity(site, projection, plasticity, synapses, traces) : synapses);
    if (plasticity) setPlasticity(site, index, plasticity.params);
  });
  placeScratch(site);
  writeResiduals(site);
  traces.scheduleUpdates(true);
  scheduleModulations(site);
  traces.scheduleMarks();
  scheduleProjections(site);
  traces.scheduleUpdates(false);
};
