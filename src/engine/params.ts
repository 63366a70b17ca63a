import { at, type Given, type Numbers, setAll, type Values, valuesWith } from "../models/expression.js";
import type { NeuronModel } from "../models/model.js";
import type { Block } from "./block.js";
import { refuse } from "./check.js";
import { frameLayout } from "./layout.js";
import { checkLimits } from "./limits.js";
import { writeReferences } from "./references.js";
import { type Site, workshop } from "./site.js";
import { fill } from "./values.js";

/** Params of a population, drawn where they differ between neurons, and its choices. */
export const paramsOf = (site: Site, index: number): Given => {
  const { n, params, perNeuron } = site.populations[index]!;
  const { name, choices } = site.description.populations[index]!;
  const given: Record<string, Numbers | string> = { ...choices };
  const mark = site.arena.usedBytes;
  const scratch = perNeuron ? site.arena.allocate(n * 4, "scratch") : 0;
  for (const [quantity, value] of Object.entries(params)) {
    if (value.kind === "constant") {
      given[quantity] = value.value;
      continue;
    }
    fill(workshop(site), scratch, n, value, `population:${name}:${quantity}`);
    given[quantity] = site.arena.f32(scratch, n).slice();
  }
  if (perNeuron) site.arena.release(mark, "scratch");
  return given;
};

/** What expressions of a population's model come to; of rows of values of param `from` if asked for, other params being alike in each row. */
export const valuesOf = (site: Site, index: number, from = "", rows: ArrayLike<number> = []): Values => {
  const { n, model } = site.populations[index]!;
  const given: Record<string, Numbers | string> = { ...paramsOf(site, index) };
  if (from)
    for (const [name, numbers] of Object.entries(given))
      if (typeof numbers === "object") given[name] = Float32Array.from(rows, (_, k) => numbers[k % n]!);
  return valuesWith(model, from ? { ...given, [from]: rows } : given, site.description.dt);
};

/** What a kernel takes by neuron where params differ between neurons. */
export const columnsOfParams = ({ code: { values, ofDt } }: NeuronModel): string[] =>
  values.filter((quantity) => !ofDt?.includes(quantity));

/** Params and derived values into a block: those that its kernels read. */
export const writeValues = (block: Block, names: readonly string[] = [], values: Values): void => {
  for (const name of names) block.setF32(name, at(values(name), 0));
};

/**
 * The same into words, or into columns where params differ between neurons.
 * @throws NeurogliaError for params with which the model's scheme is unstable
 */
export const writeParams = (site: Site, index: number): void => {
  const { block, n, model, perNeuron, columns } = site.populations[index]!;
  if (model.kind !== "neuron") return;
  const where = `population "${site.description.populations[index]!.name}"`;
  const given = paramsOf(site, index);
  const { dt } = site.description;
  const values = valuesWith(model, given, dt);
  checkLimits(model, given, dt, (k) => (perNeuron ? `neuron ${k} of ${where}` : where), values);
  const wide = perNeuron ? columnsOfParams(model) : [];
  for (const quantity of wide) setAll(site.arena.f32(columns.get(quantity)!, n), values(quantity));
  writeValues(block, perNeuron ? model.code.ofDt : model.code.values, values);
  writeReferences(site, index, values);
};

/** What is left of a last spike decays with the current that it is part of: one factor for all targets. */
export const writeResiduals = (site: Site): void => {
  for (const { trace, population, quantity } of site.residuals) {
    const decays = valuesOf(site, population)(quantity);
    const decay = at(decays, 0);
    for (let k = 1; typeof decays !== "number" && k < decays.length; k++)
      if (decays[k] !== decay)
        refuse(
          `${quantity}`,
          `population "${site.description.populations[population]!.name}"`,
          'the same for all neurons that hear synapses with summation "lastSpike"',
          `${decay} and ${decays[k]}`,
        );
    site.arena.f32(trace + frameLayout("trace").offsets.decay!, 1)[0] = decay;
  }
};

export const setGlia = (site: Site, glia: number, params: Record<string, number>): void => {
  const { block, params: present } = site.glia[glia]!;
  const { model } = site.description.glia[glia]!;
  const { dt, glia: described } = site.description;
  const next = { ...present, ...params };
  const values = valuesWith(model, next, dt);
  checkLimits(model, next, dt, () => `astrocyte "${described[glia]!.name}"`, values);
  Object.assign(present, params);
  writeValues(block, model.code.values, values);
};
