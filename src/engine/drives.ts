import { valuesWith } from "../models/expression.js";
import type { NeuronModel } from "../models/model.js";
import { Block } from "./block.js";
import { writeValues } from "./params.js";
import { poissonTable } from "./poissonTable.js";
import { type DrivePlace, type Site, walkOf } from "./site.js";
import { streamOf } from "./stream.js";
import { zigguratTable } from "./zigguratTable.js";

/** Bytes of the table of a drive that draws counts, and of its kernel's scratch memory. */
const TABLE_BYTES = 160;
const SCRATCH_BYTES = 176;
/** Bytes of the table of normal numbers with 16 of scratch memory, and where its densities begin. */
const ZIGGURAT_BYTES = 16416;
const DENSITIES = 8192;

const writeCounts = (site: Site, { block }: DrivePlace, mean: number): void => {
  const { draws, limits, aliases, tail } = poissonTable(mean, site.kernels);
  const table = block.u32("table");
  // The kernel compares signed bytes.
  site.arena.u8(table, 16).set(limits.map((limit) => (limit >>> 20) ^ 128));
  site.arena.u8(table + 16, 16).set(aliases);
  site.arena.u32(table + 32, 16).set(limits);
  site.arena.u32(table + 96, 16).set(tail);
  block.setU32("draws", draws);
};

const writeZiggurat = (site: Site, address: number): void => {
  const { bounds, widths, densities } = zigguratTable(site.kernels);
  const words = site.arena.u32(address, 2 * bounds.length);
  const floats = site.arena.f32(address, 2 * bounds.length);
  bounds.forEach((bound, layer) => {
    words[2 * layer] = bound;
    floats[2 * layer + 1] = widths[layer]!;
  });
  site.arena.f64(address + DENSITIES, densities.length).set(densities);
};

/** New params of a drive; those not given stay. */
export const setDrive = (site: Site, drive: number, params: Record<string, number>): void => {
  const place = site.drives[drive]!;
  const { model } = site.description.drives[drive]!;
  Object.assign(place.params, params);
  const values = valuesWith(model, place.params, site.description.dt);
  writeValues(place.block, model.code.values, values);
  const { draws } = model;
  if (draws?.kind === "counts") writeCounts(site, place, values(draws.mean) as number);
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
    if (draws) {
      const isNormal = draws.kind === "normal";
      const table = arena.allocate(isNormal ? ZIGGURAT_BYTES : TABLE_BYTES, owner);
      block.setU32("tieStream", streamOf(`drive:${name}:ties`)).setU32("table", table);
      if (isNormal) writeZiggurat(site, table);
      else block.setU32("scratch", arena.allocate(SCRATCH_BYTES, owner));
    }
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
