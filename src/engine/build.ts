import type { GliaModel, NeuronModel } from "../models/model.js";
import { Block } from "./block.js";
import { bytesOf, columnsOf } from "./columns.js";
import type { GliaDescription, PopulationDescription } from "./description.js";
import { buildDrives } from "./drives.js";
import type { Looked } from "./finite.js";
import { keepsList, placeHeld } from "./held.js";
import { buildInjections } from "./injections.js";
import type { Sites } from "./listing.js";
import { columnsOfParams, paramsOf, setGlia, writeParams } from "./params.js";
import { readoutsOf, traitsOf } from "./parts.js";
import { buildProjections } from "./projections.js";
import { buildRecorders } from "./recorders.js";
import { placeReference, type Reference } from "./references.js";
import type { Stage } from "./schedule.js";
import { lag, padded, type Sink, type Site, walkOf, workshop } from "./site.js";
import { playParams } from "./stimulus.js";
import { streamOf } from "./stream.js";
import { fill } from "./values.js";

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

/** A column of a state, with its initial values, or of an input; of a population's neurons, or of astrocytes. */
const placeColumn = (
  site: Site,
  block: Block,
  { name, n, model, init }: PopulationDescription | GliaDescription,
  quantity: string,
  neuronsOf?: number,
): number => {
  const kind = neuronsOf === undefined ? "astrocyte" : "population";
  const bytes = bytesOf(model, quantity);
  const form = neuronsOf === undefined ? "whole" : { neuronsOf, bytes };
  const address = site.segments.allocate("state", padded(n) * bytes, `${kind} "${name}"`, form);
  block.setU32(quantity, address);
  const state = model.state[quantity];
  if (!state) return address;
  const { initial } = state;
  const drawn = typeof initial === "object" ? initial : undefined;
  const value = init[quantity] ?? drawn ?? { kind: "constant", value: state.default };
  fill(workshop(site), address, n, value, `${kind}:${name}:${quantity}`, bytes);
  site.arena.floats(address, padded(n), bytes).fill(state.padding ?? 0, n);
  return address;
};

/** Columns, by name and address, as what looks at them takes them. */
const looks = (model: NeuronModel | GliaModel, columns: [string, number][]): Looked["columns"] =>
  columns.map(([quantity, address]) => [quantity, address, bytesOf(model, quantity)]);

const buildPopulations = (site: Site): void => {
  const arena = site.arena;
  site.description.populations.forEach((population, index) => {
    const { name, n, model, params, choices, lattice } = population;
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
      .setU32("nNeurons", n)
      .setU32("ring", ring)
      .setU32("ringMask", ringSlots - 1)
      .setU32("slotBytes", slotBytes)
      .setU32("stream", streamOf(`population:${name}`))
      .setU32("tally", tally)
      .setU32("ownBegin", own.begin);
    const columns = new Map<string, number>();
    const perNeuron = Object.values(params).some((value) => value.kind !== "constant");
    const references = new Map<string, Reference>();
    for (const quantity of columnsOf(model)) {
      columns.set(quantity, placeColumn(site, block, population, quantity, index));
      if (model.state[quantity]?.relativeTo) references.set(quantity, placeReference(site, index, owner, perNeuron));
    }
    if (model.kind === "neuron") {
      // Other inputs are used up in every step.
      const lasting = [...columns].filter(([quantity]) => model.state[quantity] || model.inputs[quantity]!.decay);
      site.looked.push({ noun: "neuron", owner, columns: looks(model, lasting), ...own });
    }
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
    if ("plays" in model && model.plays.kind === "trains")
      block.setU32("cursor", site.segments.allocate("state", 4, owner, "whole"));
    site.populations.push({
      block,
      n,
      model,
      tally,
      columns,
      references,
      params: { ...params },
      perNeuron,
      sites,
      ringSlots,
      slotBytes,
      ring,
      stimulus: { address: 0, words: 0 },
    });
    traitsOf(model)?.writeInitials(site, population, owner, columns, () => paramsOf(site, index));
    if (model.kind === "source") {
      playParams(site, index);
      site.schedule.add("emit", walkOf(site, model, "emit"), owner, block.address, own.begin, own.end);
    } else {
      if (perNeuron)
        for (const quantity of columnsOfParams(model)) {
          const address = arena.allocate(padded(n) * 4, owner);
          columns.set(quantity, address);
          block.setColumn(quantity, address);
        }
      writeParams(site, index);
      const isListed = keepsList(model, perNeuron, choices);
      if (isListed) placeHeld(site, index);
      const add = (stage: Stage, role: string) =>
        site.schedule.add(stage, walkOf(site, model, role), owner, block.address, own.begin, own.end);
      add("integrate", perNeuron ? "perNeuron" : isListed ? "hold" : "uniform");
      if (model.late) add("late", perNeuron ? "latePerNeuron" : "lateUniform");
    }
  });
};

const buildGlia = (site: Site): void => {
  for (const astrocyte of site.description.glia) {
    const { name, n, model, params } = astrocyte;
    const owner = `astrocyte "${name}"`;
    const block = Block.model(site.arena, owner, model).setU32("nCells", n);
    const columns = new Map<string, number>();
    for (const quantity of Object.keys(model.state))
      columns.set(quantity, placeColumn(site, block, astrocyte, quantity));
    traitsOf(model)?.writeInitials(site, astrocyte, owner, columns, () => params);
    site.looked.push({ noun: "cell", owner, columns: looks(model, [...columns]), begin: 0, end: n });
    site.glia.push({ block, n, columns, params: { ...params } });
    setGlia(site, site.glia.length - 1, {});
    site.schedule.add("glia", walkOf(site, model, "integrate"), owner, block.address, 0, n);
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

/** Fills a site from its description: populations, astrocytes, synapses, what listens, what records, and the schedule. */
export const buildSite = (site: Site, sinks: readonly Sink[]): void => {
  buildPopulations(site);
  buildGlia(site);
  buildDrives(site);
  readoutsOf(site.description)?.buildReadouts(site);
  buildInjections(site);
  buildProjections(site);
  buildListening(site);
  buildRecorders(site, sinks);
  site.schedule.lower(site.arena);
  site.segments.remember();
};
