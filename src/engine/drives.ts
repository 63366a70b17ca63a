import { valuesWith } from "../models/expression.js";
import type { NeuronModel } from "../models/model.js";
import { Block } from "./block.js";
import { tableOf } from "./draws.js";
import { writeValues } from "./params.js";
import { type Site, walkOf } from "./site.js";
import { streamOf } from "./stream.js";

/** New params of a drive; those not given stay. */
export const setDrive = (site: Site, drive: number, params: Record<string, number>): void => {
  const place = site.drives[drive]!;
  const { model } = site.description.drives[drive]!;
  Object.assign(place.params, params);
  const values = valuesWith(model, place.params, site.description.dt);
  writeValues(place.block, model.code.values, values);
  const { draws } = model;
  if (draws)
    tableOf(draws.kind).fill(
      place.block,
      site.arena,
      site.kernels,
      draws.kind === "counts" ? (values(draws.mean) as number) : 0,
    );
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
