import type { NeuronModel } from "../models/model.js";
import type { Site } from "./site.js";

/** Whether pulses, inputs that do not decay, may hold anything but zeros: see the frame of populations. */
const NEXT_STEP = 1;
const ALWAYS = 2;

/** Whether the kernel that runs is `hold`, which keeps a list of the neurons that are held. */
export const keepsList = (
  { holds, code: { listWords } }: NeuronModel,
  perNeuron: boolean,
  { refractory }: Readonly<Record<string, string>>,
): boolean => !perNeuron && (listWords !== undefined || (holds === true && refractory === "hold"));

/** Room for the list that `hold` keeps, and whether anything in the network goes into pulses. */
export const placeHeld = (site: Site, index: number): void => {
  const { block, model } = site.populations[index]!;
  const { name } = site.description.populations[index]!;
  const { inputs, code } = model as NeuronModel;
  const { begin, end } = site.own[index]!;
  const { projections, drives, injections } = site.description;
  const kicked = [...projections.map(({ post, into }) => ({ group: post, into })), ...drives, ...injections].some(
    ({ group, into }) => group.population === index && !inputs[into]!.decay,
  );
  block
    .setU32("held", site.arena.allocate((end - begin) * 4 * (code.listWords ?? 1), `population "${name}"`))
    .setU32("kicked", kicked ? ALWAYS : 0);
  listHeld(site, index);
};

/** Brings what `placeHeld` placed up to date with columns that were written by others than the kernels of a step. */
export const listHeld = (site: Site, index: number): void => {
  const { block, columns, model } = site.populations[index]!;
  if (block.u32("held") === 0) return;
  const { begin, end } = site.own[index]!;
  if (model.code.listWords) site.instances.of(model.code).list!(block.address, begin, end, 0);
  else site.kernels.listHeld(block.address, columns.get("refractoryLeft")!, begin, end);
  if (block.u32("kicked") !== ALWAYS) block.setU32("kicked", NEXT_STEP);
};
