/** Checks of models of one's own: `neuroglia/testing`. */

import { NeurogliaError } from "./index.js";
import type { DriveModel, GliaModel, NeuronModel, PlasticityRule, ShortTermRule, SourceModel } from "./models/model.js";
import type { Check, Ground } from "./testing/check.js";
import { neuronChecks } from "./testing/neuron.js";
import { driveChecks, gliaChecks, sourceChecks } from "./testing/others.js";
import { type Callable, plasticityChecks, shortTermChecks } from "./testing/rules.js";

/** What a network takes: neurons, sources, drives and astrocytes as they are, rules as what is called with their params. */
export type Conforming =
  | NeuronModel
  | SourceModel
  | DriveModel
  | GliaModel
  | Callable<PlasticityRule>
  | Callable<ShortTermRule>;

export interface ConformanceOptions {
  /** Declares one test: that of vitest, jest or node:test. */
  it: (name: string, check: () => Promise<void>) => unknown;
  /**
   * Not needed: checks throw errors that say what they found. Where it is given each check ends in a call of it, for runners
   * that ask for one (vitest's `expect.requireAssertions`).
   */
  expect?: (value: unknown) => { toBe(expected: unknown): unknown };
  /** ms: a step at which networks of the model are run. Default 0.1. */
  dt?: number;
  /** Threads whose results are compared with one's, 2 … 64. Default 3. Where there are none, one is compared with one. */
  workers?: number;
}

const bad = (what: string, expected: string, got: unknown): NeurogliaError =>
  new NeurogliaError({ code: "bad-input", what, where: "conformance", expected, got });

const checksOf = (model: Conforming, ground: Ground): Check[] => {
  if ("rule" in model)
    return model.rule.kind === "plasticity"
      ? plasticityChecks(model as Callable<PlasticityRule>, ground)
      : shortTermChecks(model as Callable<ShortTermRule>, ground);
  if (model.kind === "neuron") return neuronChecks(model, ground);
  if (model.kind === "source") return sourceChecks(model, ground);
  return model.kind === "drive" ? driveChecks(model, ground) : gliaChecks(model, ground);
};

/**
 * Declares the tests that every model of the package passes, for a model of any kind, in the runner whose `it` it is given:
 *
 * ```ts
 * import { it } from "vitest"; // or from node:test
 * import { conformance } from "neuroglia/testing";
 * conformance(mine, { it });
 * ```
 *
 * States stay finite and cells spike under typical input, a refractory period lasts its steps, params given once and by cell
 * come to the same bits, as do runs in pieces, recorded, from a checkpoint and on several threads; padding is inert, and no cell
 * of a vector moves another; astrocytes hear each slice by its gain and delay; params are taken within their ranges, and change
 * something; inputs do what they say, and fade by the decay that is declared; and errors fall with dt as the model's `order` says. What is typical the
 * descriptor says (`typical` of inputs and params, `drives` of inputs). No check knows the equations: wrong dynamics that are
 * finite and deterministic pass.
 * @throws NeurogliaError for what is no model, or an `it` that is none
 */
export const conformance = (model: Conforming, options: ConformanceOptions): void => {
  const { it, expect, dt = 0.1, workers = 3 } = options ?? {};
  const { name, kind } = (model as Callable<PlasticityRule>)?.rule ?? model ?? {};
  if (!["neuron", "source", "drive", "glia", "plasticity", "shortTerm"].includes(kind))
    throw bad("model", "one such as neuron({ … }) or stdp", model);
  if (typeof it !== "function") throw bad("it", "what declares a test, of node:test or vitest", it);
  for (const [what, check] of checksOf(model, { dt, workers }))
    it(`${name}: ${what}`, async () => {
      await check();
      expect?.(what).toBe(what);
    });
};
