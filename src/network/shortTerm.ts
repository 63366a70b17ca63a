import { tsodyksMarkram as tsodyksMarkramRule } from "../../models/tsodyksMarkram/model.js";
import type { PlasticityDescription, ShortTermDescription, Value } from "../engine/description.js";
import { ours, type ParamsOf, type ShortTermRule } from "../models/model.js";
import { asObject, bad, checkedValue, checkOurs, knownName, type ParamValue } from "./check.js";

/** Short-term plasticity for `connect`'s `shortTerm`. */
export type ShortTerm = ShortTermDescription;

const described = <R extends ShortTermRule>(rule: R, given: ParamsOf<R, ParamValue>): ShortTerm => {
  const values = asObject(given, rule.name, "params") as Readonly<Record<string, ParamValue>>;
  for (const name of Object.keys(values)) knownName(name, Object.keys(rule.params), "param", rule.name);
  const params: Record<string, Value> = {};
  for (const [name, quantity] of Object.entries(rule.params)) {
    const value = values[name] ?? quantity.default;
    const n = typeof value === "object" && "length" in value ? value.length : 0;
    params[name] = checkedValue(value, name, quantity, n, rule.name);
  }
  return ours({ rule, params });
};

/**
 * Tsodyks–Markram synapses: a spike passes on weight·u·x, x the resources that earlier spikes have left (back to 1 with
 * tauRec, ms), u their utilisation (from `uSe` at a first spike; back to 0 with tauFacil, ms, where 0 is no facilitation).
 * `weight` stays the absolute one: a first spike passes on weight·uSe. Each param is a number, a distribution drawn for
 * each synapse, or an array in the order of `pairs`; params, ranges, equations and source in MODELS.md.
 * @throws NeurogliaError for an unknown param, or one out of range
 */
export const tsodyksMarkram = (params: ParamsOf<typeof tsodyksMarkramRule, ParamValue> = {}): ShortTerm =>
  described(tsodyksMarkramRule, params);

/** Refuses what short-term plasticity cannot go with, and arrays that are not one number for each of so many pairs. */
export const checkShortTerm = (
  shortTerm: ShortTerm,
  {
    plasticity,
    summation,
    nPairs,
  }: { plasticity: PlasticityDescription | null; summation: string; nPairs: number | null },
  where: string,
): void => {
  if (shortTerm?.rule?.kind !== "shortTerm")
    throw bad("shortTerm", where, "short-term plasticity, such as tsodyksMarkram()", shortTerm);
  checkOurs(shortTerm, "shortTerm", "tsodyksMarkram()", where);
  if (plasticity) throw bad("plasticity", `${where} with shortTerm`, "none (static weights)", plasticity.rule?.name);
  if (summation !== "all") throw bad("summation", `${where} with shortTerm`, '"all"', summation);
  for (const [param, value] of Object.entries(shortTerm.params)) {
    if (value.kind !== "array") continue;
    if (nPairs === null) throw bad(param, where, "a number or a distribution (an array goes with pairs)", value.values);
    if (value.values.length !== nPairs)
      throw bad(`length of ${param}`, where, `${nPairs}, one per pair`, value.values.length);
  }
};
