import type { NeuronModel } from "../models/model.js";
import { Block } from "./block.js";
import type { InjectionDescription } from "./description.js";
import { padded, type Site, workshop } from "./site.js";
import { playedMemory } from "./stimulus.js";
import { drawBlock } from "./values.js";

const kindOf = ({ readout }: InjectionDescription): string => (readout === null ? "injection" : "feedback");
const ownerOf = (injection: InjectionDescription): string => `${kindOf(injection)} "${injection.name}"`;

/** Weights by channel, in rows of whole vectors; channel c's are the draws of step c, so that further channels shift none. */
const placeWeights = (site: Site, injection: InjectionDescription): number => {
  const { name, group, channels, weight } = injection;
  const { arena, kernels } = site;
  const n = group.end - group.begin;
  const rowBytes = padded(n) * 4;
  const address = arena.allocate(channels * rowBytes, ownerOf(injection));
  if (weight.kind === "array") {
    for (let c = 0; c < channels; c++)
      arena.f32(address + c * rowBytes, n).set(weight.values.subarray(c * n, (c + 1) * n));
    return address;
  }
  const mark = arena.usedBytes;
  const draw = drawBlock(workshop(site), weight, `${kindOf(injection)}:${name}:weights`, "scratch");
  for (let c = 0; c < channels; c++) kernels.drawValues(draw, address + c * rowBytes, n, c);
  arena.release(mark, "scratch");
  return address;
};

/**
 * Places every injection and enters it in the schedule: after the drives and before the deliveries of projections, in the
 * stage of its input. Every memory holds all weights, and adds to its own neurons.
 */
export const buildInjections = (site: Site): void => {
  const { arena, schedule, description } = site;
  for (const injection of description.injections) {
    const { group, channels, into } = injection;
    const owner = ownerOf(injection);
    const { population, begin, end } = group;
    const target = site.populations[population]!;
    const block = Block.frame(arena, owner, "injection")
      .setU32("input", target.columns.get(into)!)
      .setU32("first", begin)
      .setU32("nChannels", channels)
      .setU32("rowBytes", padded(end - begin) * 4)
      .setU32("weights", placeWeights(site, injection))
      .setU32("active", arena.allocate(channels * 8, owner));
    // Outputs of a readout are one row that lasts for ever.
    if (injection.readout !== null)
      block.setU32("values", site.readouts[injection.readout]!.columns.get("z")!).setU32("nRows", 1);
    site.injections.push({ block, stimulus: { address: 0, words: 0 } });
    const own = site.own[population]!;
    const from = Math.max(begin, own.begin);
    const to = Math.min(end, own.end);
    if (from >= to) continue;
    const { arrives } = (target.model as NeuronModel).inputs[into]!;
    schedule.add(arrives === "before" ? "arrive" : "settle", "inject", owner, block.address, from, to);
  }
};

/** What an injection plays from now on: rows of one number a channel, as `playProbabilities` takes them. */
export const playCurrents = (
  site: Site,
  injection: number,
  values: ArrayLike<number>,
  rowSteps: number,
  fromStep: number,
): void => {
  const place = site.injections[injection]!;
  const description = site.description.injections[injection]!;
  const { channels } = description;
  const address = playedMemory(site.arena, place, values.length, `${ownerOf(description)} signal`);
  site.arena.f32(address, values.length).set(values);
  place.block
    .setU32("values", address)
    .setU32("rowSteps", rowSteps)
    .setU32("fromStep", fromStep)
    .setU32("nRows", values.length / channels);
};

/** Weights by channel, then by neuron of the group. */
export const injectionWeights = (site: Site, injection: number): Float32Array<ArrayBuffer> => {
  const { group, channels } = site.description.injections[injection]!;
  const { block } = site.injections[injection]!;
  const n = group.end - group.begin;
  const out = new Float32Array(channels * n);
  for (let c = 0; c < channels; c++)
    out.set(site.arena.f32(block.u32("weights") + c * block.u32("rowBytes"), n), c * n);
  return out;
};
