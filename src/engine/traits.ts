import type { Given } from "../models/expression.js";
import type { Block } from "./block.js";
import type { GliaDescription, PopulationDescription, Range } from "./description.js";
import { core } from "./handed.js";
import type { ModelWalk, ScheduledKernel } from "./schedule.js";
import type { Site } from "./site.js";

// What a model may have that those of the package have not.

export { begin } from "./handed.js";

/** What expressions of the model say of columns where the user's `init` does not: it is filled already, and they see what it says. */
export const writeInitials = (
  site: Site,
  { n, model, init }: PopulationDescription | GliaDescription,
  where: string,
  columns: ReadonlyMap<string, number>,
  params: () => Given,
): void => {
  const own = Object.keys(model.state).filter((q) => typeof model.state[q]!.initial === "string" && !init[q]);
  if (own.length === 0) return;
  const column = (quantity: string) => site.arena.floats(columns.get(quantity)!, n, core.bytesOf(model, quantity));
  const given: Record<string, Given[string]> = { ...params() };
  for (const [quantity, { initial }] of Object.entries(model.state)) {
    const said = init[quantity];
    if (said?.kind === "constant") given[quantity] = said.value;
    else if (said || typeof initial === "object") given[quantity] = column(quantity).slice();
  }
  const values = core.valuesWith(core.initialsOf(model), given, site.description.dt);
  for (const quantity of own) {
    const numbers = values(quantity);
    core.setAll(column(quantity), numbers);
    const k = column(quantity).findIndex((value) => !Number.isFinite(value));
    const noun = model.kind === "glia" ? "cell" : "neuron";
    const at = `${typeof numbers === "number" ? "" : `${noun} ${k} of `}${where}`;
    const { initial } = model.state[quantity]!;
    if (k >= 0) core.refuse(`initial value of ${quantity}`, at, `finite (${initial})`, column(quantity)[k]);
  }
};

/** What fills the column of a quantity that is no state, and is told of that column when it is first asked for; null of others. */
export const observed = (site: Site, population: number, quantity: string): ModelWalk | null => {
  const { columns, block, n, model, perNeuron } = site.populations[population]!;
  const { observed = [] } = model.code;
  if (!observed.includes(quantity)) return null;
  const role = `observe${observed.indexOf(quantity)}`;
  if (!columns.has(quantity)) {
    const owner = `population "${site.description.populations[population]!.name}"`;
    columns.set(quantity, site.arena.allocate(core.padded(n) * 4, owner));
    block.setU32(role, columns.get(quantity)!);
  }
  return core.walkOf(site, model, `${role}${perNeuron ? "PerNeuron" : "Uniform"}`);
};

/** Where vectors begin that hold what is asked for. */
const whole = (begin: number): number => begin - (begin % 4);

/** Fills it for a range, after so many steps. */
export const observe = (site: Site, { population, begin, end }: Range, quantity: string, steps: number): void =>
  observed(site, population, quantity)?.walk(site.populations[population]!.block.address, whole(begin), end, steps);

/** What samples it, and which neurons it looks at: in those steps alone, their column is filled first. */
export const observing = (
  site: Site,
  { group, quantity }: { readonly group: Range; readonly quantity: string },
  recorder: Block,
): [ScheduledKernel, begin: number, end: number] | null => {
  const walk = observed(site, group.population, quantity);
  if (!walk) return null;
  const { begin, end } = core.ownPart(site, group);
  const { block, model } = site.populations[group.population]!;
  if (begin < end) recorder.setU32("model", block.address).setU32("observe", site.schedule.place(walk));
  const kernel = { name: `recordState of ${model.name}.${quantity}`, walk: site.kernels.recordState };
  return [kernel, whole(begin), end];
};
