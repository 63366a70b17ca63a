import { valuesWith } from "../models/expression.js";
import type { NeuronModel } from "../models/model.js";
import { Block } from "./block.js";
import { refuse } from "./check.js";
import { tableOf } from "./draws.js";
import { writeValues } from "./params.js";
import { type Site, walkOf } from "./site.js";
import { streamOf } from "./stream.js";

/** Greatest mean of a step's counts, for which a kernel adds up 100 draws. */
const MOST = 500;

/**
 * New params of a drive; those not given stay.
 * @throws NeurogliaError where the mean of what it counts is none
 */
export const setDrive = (site: Site, drive: number, params: Record<string, number>): void => {
  const place = site.drives[drive]!;
  const { model, name } = site.description.drives[drive]!;
  const values = valuesWith(model, { ...place.params, ...params }, site.description.dt);
  const { draws } = model;
  const mean = draws?.kind === "counts" ? (values(draws.mean) as number) : 0;
  if (!(mean >= 0 && mean <= MOST)) refuse("mean of a step's counts", `drive "${name}"`, `from 0 to ${MOST}`, mean);
  Object.assign(place.params, params);
  writeValues(place.block, model.code.values, values);
  if (draws) tableOf(draws.kind).fill(place.block, site.arena, site.kernels, mean);
};

/** Places every drive and enters it in the schedule: before the deliveries of projections in the stage of its input. */
export const buildDrives = (site: Site): void => {
  const { arena, schedule, description } = site;
  description.drives.forEach(({ name, group, model, params, into }, index) => {
    const owner = `drive "${name}"`;
    const { population, begin, end } = group;
    const target = site.populations[population]!;
    const block = Block.model(arena, owner, model)
      .setU32("clock", site.clock.address)
      .setU32("stream", streamOf(`drive:${name}:numbers`))
      .setU32("input", target.columns.get(into)!)
      .setU32("first", begin)
      .setU32("count", end - begin);
    const { draws } = model;
    if (draws)
      block
        .setU32("tieStream", streamOf(`drive:${name}:ties`))
        .setU32("table", arena.allocate(tableOf(draws.kind).bytes, owner));
    site.drives.push({ block, params: { ...params } });
    setDrive(site, index, {});
    const own = site.own[population]!;
    const from = Math.max(begin, own.begin);
    const to = Math.min(end, own.end);
    if (from >= to) return;
    const { arrives } = (target.model as NeuronModel).inputs[into]!;
    const stage = arrives === "before" ? "arrive" : "settle";
    schedule.add(stage, walkOf(site, model, "draw"), owner, block.address, from, to);
  });
};
