import type { NeuronModel } from "../models/model.js";
import { boundsOf, refuse, unitOf } from "./check.js";
import type { Value } from "./description.js";
import { frameLayout } from "./layout.js";
import { refuseUnfit } from "./lazy.js";
import { checkLimits } from "./limits.js";
import { writeReferences } from "./references.js";
import { padded, type Site, workshop } from "./site.js";
import { fill } from "./values.js";

/** Params and derived values of each neuron of a population. */
export const valuesOf = (site: Site, index: number): ((k: number) => Record<string, number>) => {
  const { n, model, params, perNeuron } = site.populations[index]!;
  const { dt } = site.description;
  const { name, choices } = site.description.populations[index]!;
  const drawn = new Map<string, Float32Array>();
  if (perNeuron) {
    const mark = site.arena.usedBytes;
    const scratch = site.arena.allocate(n * 4, "scratch");
    for (const [quantity, value] of Object.entries(params)) {
      fill(workshop(site), scratch, n, value, `population:${name}:${quantity}`);
      drawn.set(quantity, site.arena.f32(scratch, n).slice());
    }
    site.arena.release(mark, "scratch");
  }
  return (k) => {
    const own: Record<string, number> = {};
    for (const quantity of Object.keys(model.params)) {
      const value = params[quantity]!;
      own[quantity] = value.kind === "constant" ? value.value : drawn.get(quantity)![k]!;
    }
    const given = { ...own, ...choices };
    for (const [quantity, derived] of Object.entries(model.derived))
      own[quantity] = derived.from(given, dt, site.kernels);
    return own;
  };
};

/** What a kernel takes by neuron where params differ between neurons. */
export const columnsOfParams = ({ kernel, derived }: NeuronModel): string[] =>
  kernel.filter((quantity) => !derived[quantity]?.ofDt);

/**
 * The same into words, or into columns where params differ between neurons.
 * @throws NeurogliaError for params with which the model's scheme is unstable
 */
export const writeParams = (site: Site, index: number): void => {
  const { block, n, model, perNeuron, columns } = site.populations[index]!;
  if (model.kind !== "neuron") return;
  const valuesAt = valuesOf(site, index);
  const { dt } = site.description;
  const where = `population "${site.description.populations[index]!.name}"`;
  if (!perNeuron) {
    checkLimits(model, valuesAt(0), dt, where);
    for (const [quantity, value] of Object.entries(valuesAt(0))) block.setF32(quantity, value);
    writeReferences(site, index, valuesAt);
    return;
  }
  const own = valuesAt(0);
  for (const quantity of model.kernel) if (model.derived[quantity]?.ofDt) block.setF32(quantity, own[quantity]!);
  const kernel = columnsOfParams(model);
  const out = kernel.map((quantity) => site.arena.f32(columns.get(quantity)!, padded(n)));
  for (let k = 0; k < n; k++) {
    const own = valuesAt(k);
    checkLimits(model, own, dt, `neuron ${k} of ${where}`);
    kernel.forEach((quantity, q) => {
      out[q]![k] = own[quantity]!;
    });
  }
  writeReferences(site, index, valuesAt);
};

/** What is left of a last spike decays with the current that it is part of: one factor for all targets. */
export const writeResiduals = (site: Site): void => {
  for (const { trace, population, quantity } of site.residuals) {
    const valuesAt = valuesOf(site, population);
    const { n, perNeuron } = site.populations[population]!;
    const decay = valuesAt(0)[quantity]!;
    for (let k = 1; perNeuron && k < n; k++)
      if (valuesAt(k)[quantity] !== decay)
        refuse(
          `${quantity}`,
          `population "${site.description.populations[population]!.name}"`,
          'the same for all neurons that hear synapses with summation "lastSpike"',
          `${decay} and ${valuesAt(k)[quantity]}`,
        );
    site.arena.f32(trace + frameLayout("trace").offsets.decay!, 1)[0] = decay;
  }
};

export const setGlia = (site: Site, glia: number, params: Record<string, number>): void => {
  const { block, params: present } = site.glia[glia]!;
  const { model } = site.description.glia[glia]!;
  const { dt, glia: described } = site.description;
  checkLimits(model, { ...present, ...params }, dt, `astrocyte "${described[glia]!.name}"`);
  Object.assign(present, params);
  for (const name of Object.keys(model.params)) block.setF32(name, present[name]!);
  for (const [name, derived] of Object.entries(model.derived))
    block.setF32(name, derived.from(present, dt, site.kernels));
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
    fill(workshop(site), scratch, n, value, `projection:${name}:${param}`);
    return [param, arena.f32(scratch, n).slice()] as const;
  });
  arena.release(mark, "scratch");
  for (const quantity of rule.perTarget?.kernel ?? []) {
    const { from } = rule.derived[quantity]!;
    const column = arena.f32(block.column(quantity) + post.begin * 4, n);
    for (let k = 0; k < n; k++) {
      const own = Object.fromEntries(drawn.map(([param, values]) => [param, values[k]!]));
      column[k] = from({ ...params, ...choices, ...own }, description.dt, site.kernels);
    }
  }
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
  for (const t of Object.values(rule.traces))
    for (const shape of [t.decay, t.increment]) {
      const [before, after] = [present, { ...present, ...params }].map((given) =>
        shape({ ...given, ...choices }, site.description.dt, site.kernels),
      );
      if (before !== after)
        refuse(
          `${t.meaning}`,
          `projection "${site.description.projections[projection]!.name}"`,
          "of the shape it was built with (projections share traces)",
          JSON.stringify(params),
        );
    }
  Object.assign(present, params);
  for (const name of Object.keys(params)) delete plasticity!.perTarget[name];
  Object.assign(plasticity!.perTarget, each);
  const given = { ...present, ...site.description.projections[projection]!.plasticity!.choices };
  writeTargets(site, projection);
  for (const name of Object.keys(rule.params)) block.setF32(name, present[name]!);
  for (const [name, derived] of Object.entries(rule.derived))
    block.setF32(name, derived.from(given, site.description.dt, site.kernels));
  rule.amplitudes.forEach((name, k) => {
    if (name in params) site.segments.setInitial(amplitudes + k * 4, params[name]!);
  });
  const [least, greatest] = boundsOf(present, unitOf(site.description, post, into));
  block.setF32("least", least).setF32("greatest", greatest);
  if (rule.derived.fade) site.arena.f32(fade, 1)[0] = block.f32("fade");
};
