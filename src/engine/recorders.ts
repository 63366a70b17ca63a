import { Block } from "./block.js";
import { sampleBytes } from "./columns.js";
import type { Range, RecorderDescription } from "./description.js";
import { traitsOf } from "./parts.js";
import type { Reference } from "./references.js";
import { ownPart, sampled } from "./share.js";
import { padded, type Sink, type Site } from "./site.js";

/** Pairs or rows that a recorder's buffer holds at least, beyond one step's worst case. */
const RECORDER_SLACK = 16384;

type StateRecorder = Exclude<RecorderDescription, { kind: "spikes" }>;
type Metered = Extract<RecorderDescription, { kind: "counts" | "filteredSpikes" }>;

/** Whether a recorder measures a column of its own, which evolves. */
export const isMeter = ({ kind }: RecorderDescription): boolean => kind === "counts" || kind === "filteredSpikes";

const buildSpikeRecorder = (site: Site, group: Range, ids: Uint32Array | null, sink: Sink): void => {
  const { arena } = site;
  const { population, begin } = group;
  // In the slot of the present step are the memory's own spikes alone; of a source, all are there in every memory.
  const { end } = ownPart(site, group);
  const reserve = ids?.length ?? end - begin;
  const capacity = reserve + RECORDER_SLACK;
  // One pair more: with a table, a pair is written before it is known whether it counts.
  const buffer = arena.allocate((capacity + 1) * 8, "recorders");
  const lookup = ids ? arena.allocate((end - begin) * 4, "recorders") : 0;
  if (ids) {
    const table = arena.u32(lookup, end - begin).fill(2 ** 32 - 1);
    ids.forEach((id, index) => {
      if (id < table.length) table[id] = index;
    });
  }
  const block = Block.frame(arena, "recorders", "spikeRecorder")
    .setU32("population", site.populations[population]!.block.address)
    .setU32("begin", begin)
    .setU32("end", end)
    .setU32("lookup", lookup)
    .setU32("buffer", buffer)
    .setU32("capacity", capacity)
    .setU32("reserve", reserve);
  site.recorders.push({ block, meter: null, drain: (entries) => sink(arena.u32(buffer, 2 * entries)) });
  site.schedule.add("record", "recordSpikes", "recorder", block.address);
};

/** Decay and increment of a filter of spikes; assembly/record/meter.ts says what they are. */
const setMeter = (site: Site, meter: Block, recorder: RecorderDescription, tau: number): void => {
  if (recorder.kind !== "filteredSpikes") return;
  const { model } = site.populations[recorder.group.population]!;
  const decay = site.kernels.exp(-site.description.dt / tau);
  meter.setF32("decay", decay).setF32("increment", model.kind === "source" ? decay : 1);
};

/** A column that a recorder measures on spikes, and its meter. */
const buildMeter = (site: Site, recorder: Metered): { column: number; meter: Block } => {
  const { population } = recorder.group;
  const { n, block, model } = site.populations[population]!;
  // Sources run whole in every memory, and so does what is measured on them.
  const isSource = model.kind === "source";
  const form = isSource ? "whole" : { neuronsOf: population };
  const column = site.segments.allocate("state", padded(n) * 4, "recorders", form);
  const meter = Block.frame(site.arena, "recorders", "meter")
    .setU32("population", block.address)
    .setU32("column", column)
    .setU32("every", recorder.everySteps);
  if (recorder.kind === "filteredSpikes") setMeter(site, meter, recorder, recorder.tau);
  const { begin, end } = isSource ? recorder.group : ownPart(site, recorder.group);
  const kernel = recorder.kind === "counts" ? "countSpikes" : "filterSpikes";
  site.schedule.add("record", kernel, "recorder", meter.address, begin, end);
  return { column, meter };
};

/** The column that a recorder samples, with its references, and its meter where it measures it itself. */
const sampledColumn = (
  site: Site,
  recorder: StateRecorder,
): { column: number; meter: Block | null; reference?: Reference | undefined } => {
  if (recorder.kind === "glia")
    return { column: site.glia[recorder.glia]!.columns.get(recorder.quantity)!, meter: null };
  if (recorder.kind === "readout")
    return { column: site.readouts[recorder.readout]!.columns.get(recorder.quantity)!, meter: null };
  if (recorder.kind !== "state") return buildMeter(site, recorder);
  const { columns, references, model } = site.populations[recorder.group.population]!;
  traitsOf(model)?.observed(site, recorder.group.population, recorder.quantity);
  return { column: columns.get(recorder.quantity)!, meter: null, reference: references.get(recorder.quantity) };
};

const buildStateRecorder = (site: Site, recorder: StateRecorder, sink: Sink): void => {
  const { arena } = site;
  const { everySteps } = recorder;
  const { column, meter, reference } = sampledColumn(site, recorder);
  const { begin, ids, n } = sampled(site, recorder);
  const bytes = sampleBytes(site.description, recorder);
  const capacity = Math.max(1, Math.floor(RECORDER_SLACK / Math.max(1, n)));
  const buffer = arena.allocate(capacity * n * bytes, "recorders");
  const list = ids ? arena.allocate(n * 4, "recorders") : 0;
  if (ids) arena.u32(list, n).set(ids);
  const block = Block.frame(arena, "recorders", "stateRecorder")
    .setU32("clock", site.clock.address)
    .setU32("column", column + begin * bytes)
    .setU32("n", n)
    .setU32("ids", list)
    .setU32("every", everySteps)
    .setU32("buffer", buffer)
    .setU32("capacity", capacity)
    .setU32("wide", bytes >> 3);
  if (reference)
    block
      .setU32("references", reference.address + (reference.each ? begin * 4 : 0))
      .setU32("each", reference.each ? 1 : 0);
  site.recorders.push({ block, meter, drain: (entries) => sink(arena.floats(buffer, n * entries, bytes)) });
  const filled =
    recorder.kind === "state" &&
    traitsOf(site.populations[recorder.group.population]!.model)?.observing(site, recorder, block);
  const [kernel, from, to] = filled || (["recordState", 0, 0] as const);
  site.schedule.add("record", kernel, "recorder", block.address, from, to);
};

/** Places what records, and its buffers, in the order of the description. */
export const buildRecorders = (site: Site, sinks: readonly Sink[]): void => {
  site.description.recorders.forEach((recorder, k) => {
    if (recorder.kind === "spikes") buildSpikeRecorder(site, recorder.group, recorder.ids, sinks[k]!);
    else buildStateRecorder(site, recorder, sinks[k]!);
  });
};

/** Another interval (0: rests) and, of filtered spikes, time constant (ms) of a recorder of samples, whose buffer is empty. */
export const setRecorder = (site: Site, recorder: number, everySteps: number, tau: number): void => {
  const { block, meter } = site.recorders[recorder]!;
  block.setU32("every", everySteps);
  if (!meter) return;
  meter.setU32("every", everySteps);
  setMeter(site, meter, site.description.recorders[recorder]!, tau);
};
