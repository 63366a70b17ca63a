import { lifDiscrete } from "../dist/models/lifDiscrete/model.js";
import { buildSite } from "../dist/src/engine/build.js";
import { WHOLE } from "../dist/src/engine/share.js";
import { openSite } from "../dist/src/engine/site.js";
import type { DriveModel } from "../dist/src/models/model.js";
import { bench } from "./bench.js";

/** The input of neurons under one drive, kernel by kernel. */
export interface Driven {
  /** Adds the drive's numbers of a step to the neurons [begin, end), by default to all. */
  add(step: number, begin?: number, end?: number): void;
  /** What has been added since the last call, of every neuron and of the padding after the last. */
  take(): Float32Array;
}

/** Streams of the drives made here, as the engine names them. */
export const STREAM = "drive:noise:numbers";
export const TIE_STREAM = "drive:noise:ties";

/** `n` neurons of which [begin, end) are driven, dt 1 ms. Values within [0, 2^24) add exactly. */
export const driven = (
  model: DriveModel,
  n: number,
  params: Record<string, number>,
  { seed = 1, trial = 0, begin = 0, end = n } = {},
): Driven => {
  const defaults = Object.fromEntries(Object.entries(model.params).map(([name, q]) => [name, q.default]));
  const population = {
    name: "cells",
    n,
    model: lifDiscrete,
    params: Object.fromEntries(
      Object.entries(lifDiscrete.params).map(([name, q]) => [name, { kind: "constant" as const, value: q.default }]),
    ),
    choices: { refractory: "noFire" },
    init: {},
    lattice: null,
  };
  const group = { population: 0, begin, end };
  const site = openSite(
    {
      dt: 1,
      seed,
      populations: [population],
      projections: [],
      drives: [{ name: "noise", group, model, params: { ...defaults, ...params }, into: "i" }],
      injections: [],
      readouts: [],
      glia: [],
      listens: [],
      modulations: [],
      recorders: [],
    },
    WHOLE,
  );
  buildSite(site, []);
  site.clock.setU32("trial", trial);
  const { kernels } = bench(site.arena);
  const kernel = kernels[`${model.name as "poissonDrive"}Draw`];
  const { address } = site.drives[0]!.block;
  const column = () => site.arena.f32(site.populations[0]!.columns.get("i")!, Math.ceil(n / 4) * 4);
  return {
    add: (step, from = begin, to = end) => kernel(address, from, to, step),
    take: () => {
      const values = column().slice();
      column().fill(0);
      return values;
    },
  };
};
