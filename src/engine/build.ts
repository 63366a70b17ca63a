import { Block } from "./block.js";
import type { Range, RecorderDescription } from "./description.js";
import { buildDrives } from "./drives.js";
import { placeHeld } from "./held.js";
import { buildInjections } from "./injections.js";
import type { Sites } from "./listing.js";
import { columnsOfParams, setGlia, writeParams } from "./params.js";
import { buildProjections } from "./projections.js";
import { buildReadouts } from "./readouts.js";
import { ownPart, sampled } from "./share.js";
import { lag, padded, type Sink, type Site, workshop } from "./site.js";
import { playParams } from "./stimulus.js";
import { streamOf } from "./stream.js";
import { fill } from "./values.js";

/** Pairs or rows that a recorder's buffer holds at least, beyond one step's worst case. */
const RECORDER_SLACK = 16384;

type StateRecorder = Exclude<RecorderDescription, { kind: "spikes" }>;

const ringSlotsOf = (site: Site, population: number): number => {
  const { projections, listens } = site.description;
  let most = 0;
  for (const { pre, post, delays, plasticity } of projections) {
    const longest = delays.at(-1)!;
    if (pre.population === population) most = Math.max(most, longest);
    if (plasticity && post.population === population) most = Math.max(most, longest);
  }
  for (const { group, delaySteps } of listens) if (group.population === population) most = Math.max(most, delaySteps);
  return 2 ** Math.ceil(Math.log2(most + 1));
};

const buildPopulations = (site: Site): void => {
  const arena = site.arena;
  site.description.populations.forEach((population, index) => {
    const { name, n, model, params, choices, init, lattice } = population;
    const owner = `population "${name}"`;
    const own = site.own[index]!;
    const block = Block.model(arena, owner, model);
    const ringSlots = ringSlotsOf(site, index);
    const slotBytes = 16 + padded(n) * 4;
    const ring = site.segments.allocate("state", ringSlots * slotBytes, owner, "whole");
    // Sources run whole in every memory, so what one counted is the total.
    const tally = site.segments.allocate("state", 16, owner, model.kind === "source" ? "whole" : "tally");
    block
      .setU32("clock", site.clock.address)
      .setU32("n", n)
      .setU32("ring", ring)
      .setU32("ringMask", ringSlots - 1)
      .setU32("slotBytes", slotBytes)
      .setU32("stream", streamOf(`population:${name}`))
      .setU32("tally", tally)
      .setU32("ownBegin", own.begin);
    const columns = new Map<string, number>();
    const inputs = model.kind === "neuron" ? Object.keys(model.inputs) : [];
    for (const quantity of [...Object.keys(model.state), ...inputs]) {
      const address = site.segments.allocate("state", padded(n) * 4, owner, { neuronsOf: index });
      columns.set(quantity, address);
      block.setU32(quantity, address);
      const state = model.state[quantity];
      if (!state) continue;
      fill(
        workshop(site),
        address,
        n,
        init[quantity] ?? { kind: "constant", value: state.default },
        `population:${name}:${quantity}`,
      );
      arena.f32(address, padded(n)).fill(state.padding ?? 0, n);
    }
    const perNeuron = Object.values(params).some((value) => value.kind !== "constant");
    let sites: Sites | null = null;
    if (lattice) {
      const address = arena.allocate(n * 4, owner);
      const [nx, ny, nz] = lattice.size;
      site.kernels.latticeSites(
        address,
        nx,
        ny,
        nz,
        lattice.shuffle ? 1 : 0,
        site.clock.address,
        streamOf(`population:${name}:sites`),
      );
      sites = { address, size: lattice.size };
    }
    if (model.name === "spikeSource") block.setU32("cursor", site.segments.allocate("state", 4, owner, "whole"));
    site.populations.push({
      block,
      n,
      model,
      tally,
      columns,
      params: { ...params },
      perNeuron,
      sites,
      ringSlots,
      slotBytes,
      ring,
      stimulus: { address: 0, words: 0 },
    });
    if (model.kind === "source") {
      playParams(site, index);
      site.schedule.add("emit", `${model.emitter}Emit`, owner, block.address, own.begin, own.end);
    } else {
      if (perNeuron)
        for (const quantity of columnsOfParams(model)) {
          const address = arena.allocate(padded(n) * 4, owner);
          columns.set(quantity, address);
          block.setColumn(quantity, address);
        }
      writeParams(site, index);
      const holds = model.holds && !perNeuron && choices.refractory === "hold";
      if (holds) placeHeld(site, index);
      const variant = perNeuron ? "PerNeuron" : holds ? "Hold" : "Uniform";
      const kernel = `${model.name as "lif"}Integrate${variant}` as const;
      site.schedule.add("integrate", kernel, owner, block.address, own.begin, own.end);
    }
  });
};

const buildGlia = (site: Site): void => {
  for (const { name, n, model, params, init } of site.description.glia) {
    const owner = `astrocyte "${name}"`;
    const block = Block.model(site.arena, owner, model).setU32("n", n);
    const columns = new Map<string, number>();
    for (const [quantity, state] of Object.entries(model.state)) {
      const address = site.segments.allocate("state", padded(n) * 4, owner, "whole");
      columns.set(quantity, address);
      block.setU32(quantity, address);
      fill(
        workshop(site),
        address,
        n,
        init[quantity] ?? { kind: "constant", value: state.default },
        `astrocyte:${name}:${quantity}`,
      );
    }
    site.glia.push({ block, n, columns, params: { ...params } });
    setGlia(site, site.glia.length - 1, {});
    site.schedule.add("glia", `${model.name as "lim"}Integrate`, owner, block.address, 0, n);
  }
};

const buildListening = (site: Site): void => {
  site.glia.forEach(({ block }, index) => {
    const heard = site.description.listens.filter(({ glia }) => glia === index);
    const blocks = heard.map(({ group, gain, delaySteps }) =>
      Block.frame(site.arena, "listening", "listen")
        .setU32("population", site.populations[group.population]!.block.address)
        .setU32("lag", lag(site, group.population, delaySteps))
        .setU32("begin", group.begin)
        .setU32("end", group.end)
        .setF32("gain", gain),
    );
    block.setU32("listens", blocks[0]?.address ?? 0).setU32("nListens", blocks.length);
  });
};

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
export const setMeter = (site: Site, meter: Block, recorder: RecorderDescription, tau: number): void => {
  if (recorder.kind !== "filteredSpikes") return;
  const { model } = site.populations[recorder.group.population]!;
  const decay = site.kernels.exp(-site.description.dt / tau);
  meter.setF32("decay", decay).setF32("increment", model.kind === "source" ? decay : 1);
};

/** A column that a recorder measures on spikes, and its meter. */
const buildMeter = (
  site: Site,
  recorder: Extract<RecorderDescription, { kind: "counts" | "filteredSpikes" }>,
): { column: number; meter: Block } => {
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

/** The column that a recorder samples, with its meter where it measures it itself. */
const sampledColumn = (site: Site, recorder: StateRecorder): { column: number; meter: Block | null } => {
  if (recorder.kind === "glia")
    return { column: site.glia[recorder.glia]!.columns.get(recorder.quantity)!, meter: null };
  if (recorder.kind === "readout")
    return { column: site.readouts[recorder.readout]!.columns.get(recorder.quantity)!, meter: null };
  if (recorder.kind !== "state") return buildMeter(site, recorder);
  return { column: site.populations[recorder.group.population]!.columns.get(recorder.quantity)!, meter: null };
};

const buildStateRecorder = (site: Site, recorder: StateRecorder, sink: Sink): void => {
  const { arena } = site;
  const { everySteps } = recorder;
  const { column, meter } = sampledColumn(site, recorder);
  const { begin, ids, n } = sampled(site, recorder);
  const capacity = Math.max(1, Math.floor(RECORDER_SLACK / Math.max(1, n)));
  const buffer = arena.allocate(capacity * n * 4, "recorders");
  const list = ids ? arena.allocate(n * 4, "recorders") : 0;
  if (ids) arena.u32(list, n).set(ids);
  const block = Block.frame(arena, "recorders", "stateRecorder")
    .setU32("clock", site.clock.address)
    .setU32("column", column + begin * 4)
    .setU32("n", n)
    .setU32("ids", list)
    .setU32("every", everySteps)
    .setU32("buffer", buffer)
    .setU32("capacity", capacity);
  site.recorders.push({ block, meter, drain: (entries) => sink(arena.f32(buffer, n * entries)) });
  site.schedule.add("record", "recordState", "recorder", block.address);
};

const buildRecorders = (site: Site, sinks: readonly Sink[]): void => {
  site.description.recorders.forEach((recorder, k) => {
    if (recorder.kind === "spikes") buildSpikeRecorder(site, recorder.group, recorder.ids, sinks[k]!);
    else buildStateRecorder(site, recorder, sinks[k]!);
  });
};

/** Fills a site from its description: populations, astrocytes, synapses, what listens, what records, and the schedule. */
export const buildSite = (site: Site, sinks: readonly Sink[]): void => {
  buildPopulations(site);
  buildGlia(site);
  buildDrives(site);
  buildReadouts(site);
  buildInjections(site);
  buildProjections(site);
  buildListening(site);
  buildRecorders(site, sinks);
  site.schedule.lower(site.arena);
  site.segments.remember();
};
