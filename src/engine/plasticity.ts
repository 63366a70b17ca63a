import type { Given, Values } from "../models/expression.js";
import type { PlasticityDescription, Value } from "./description.js";
import { core } from "./handed.js";
import { isLazy, placeLazy, refuseUnfit } from "./lazy.js";
import type { Traces } from "./projections.js";
import type { ScheduledKernel, Stage } from "./schedule.js";
import type { ProjectionPlace, Site } from "./site.js";

export { enlistRows } from "./enlist.js";
export { begin } from "./handed.js";
export { carryTraces, forgetHistories, isLazy } from "./lazy.js";

/** Traces, amplitudes, and lists of active synapses or histories of a projection that learns. */
export const placePlasticity = (
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
  const preLags = delays.map((steps) => core.lag(site, pre.population, steps));
  const postLag = choices.pairing === "emission" ? delays[0]! : 0;
  const putOff = isLazy(description, index);
  const values = core.valuesWith(rule, { ...params, ...choices }, description.dt);
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
    if (!(Math.min(...shape) >= 0))
      core.refuse(`decay and increment of trace ${field}`, owner, "≥ 0", shape.join(" and "));
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
    place.block.setColumn(quantity, arena.allocate(core.padded(site.populations[post.population]!.n) * 4, owner));
  if (putOff) return { ...place, plasticity, lazy: placeLazy(site, projection, place) };
  place.block
    .setU32("columns", place.columns)
    .setU32("columnFill", arena.allocate((place.postEnd - place.postBegin) * 4, `${owner} synapses`))
    .setU32("entries", arena.allocate(place.nSynapses * 8, `${owner} synapses`))
    .setU32("rowOrder", segments.allocate("traces", (pre.end - pre.begin) * delays.length * 4, owner, "whole"))
    .setU32("enlisted", segments.allocate("traces", 4, owner, "whole"));
  return { ...place, plasticity };
};

/** What differs between the targets of a projection, into columns; each target's draw is its own. */
const writeTargets = (site: Site, projection: number): void => {
  const { arena, description } = site;
  const { block, post, plasticity } = site.projections[projection]!;
  const { rule, params, perTarget } = plasticity!;
  const { name } = description.projections[projection]!;
  const { choices } = description.projections[projection]!.plasticity!;
  const n = post.end - post.begin;
  const mark = arena.usedBytes;
  const drawn = Object.entries(perTarget).map(([param, value]) => {
    const scratch = arena.allocate(n * 4, "scratch");
    core.fill(core.workshop(site), scratch, n, value, `projection:${name}:${param}`);
    return [param, arena.f32(scratch, n).slice()] as const;
  });
  arena.release(mark, "scratch");
  const given = { ...params, ...choices, ...Object.fromEntries(drawn) };
  const values = core.valuesWith(rule, given, description.dt);
  for (const quantity of rule.perTarget?.kernel ?? [])
    core.setAll(arena.f32(block.column(quantity) + post.begin * 4, n), values(quantity));
};

/** New params of a rule: numbers, and in `each` what differs between targets; those not given stay. */
export const setPlasticity = (
  site: Site,
  projection: number,
  params: Readonly<Record<string, number>>,
  each: Readonly<Record<string, Value>>,
): void => {
  const { block, plasticity, lazy, post } = site.projections[projection]!;
  const { into } = site.description.projections[projection]!;
  const { rule, params: present, amplitudes, fade } = plasticity!;
  if (lazy) refuseUnfit(rule, site.description.projections[projection]!.name, params);
  const { choices } = site.description.projections[projection]!.plasticity!;
  const valuesNow = (given: Given): Values =>
    core.valuesWith(rule, { ...present, ...choices, ...given }, site.description.dt);
  const [before, after] = [valuesNow({}), valuesNow(params)];
  for (const t of Object.values(rule.traces))
    for (const shape of [t.decay, t.increment]) {
      if (before(shape) !== after(shape))
        core.refuse(
          `${t.meaning}`,
          `projection "${site.description.projections[projection]!.name}"`,
          "of the shape it was built with (projections share traces)",
          JSON.stringify(params),
        );
    }
  core.checkLimits(
    rule,
    { ...present, ...choices, ...params },
    site.description.dt,
    () => `projection "${site.description.projections[projection]!.name}"`,
  );
  Object.assign(present, params);
  for (const name of Object.keys(params)) delete plasticity!.perTarget[name];
  Object.assign(plasticity!.perTarget, each);
  writeTargets(site, projection);
  core.writeValues(block, rule.code.values, after);
  rule.amplitudes.forEach((name, k) => {
    if (name in params) site.segments.setInitial(amplitudes + k * 4, params[name]!);
  });
  const [least, greatest] = core.boundsOf(present, core.unitOf(site.description, post, into));
  block.setF32("least", least).setF32("greatest", greatest);
  if (rule.derived.fade) site.arena.f32(fade, 1)[0] = after("fade") as number;
};

/** The operations of a projection that learns; `deliver` is the kernel of its deliveries, where they are not one with learning. */
export const scheduleLearning = (site: Site, index: number, stage: Stage, deliver: ScheduledKernel): void => {
  const { schedule, projections, description } = site;
  const { block, plasticity: placed, lazy } = projections[index]!;
  const { name, summation } = description.projections[index]!;
  const owner = `projection "${name}"`;
  const plasticity = placed!;
  const last = summation === "lastSpike";
  const walk = (role: string) => core.walkOf(site, plasticity.rule, role);
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
};

/** An astrocyte's output takes the place of an amplitude at the beginning of every step. */
export const scheduleModulations = (site: Site): void => {
  for (const { glia, projection, amplitude } of site.description.modulations) {
    const { name, model } = site.description.glia[glia]!;
    const { rule, amplitudes } = site.projections[projection]!.plasticity!;
    const owner = `astrocyte "${name}"`;
    const block = core.Block.frame(site.arena, owner, "modulation")
      .setU32("from", site.glia[glia]!.columns.get(model.output)!)
      .setU32("to", amplitudes + rule.amplitudes.indexOf(amplitude) * 4);
    site.schedule.add("arrive", "modulate", owner, block.address);
  }
};
