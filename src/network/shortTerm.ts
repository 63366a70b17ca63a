import type { PlasticityDescription, ShortTermDescription, Value } from "../engine/description.js";
import { ours, type ParamsOf, type ShortTermRule } from "../models/model.js";
import { asObject, bad, callable, checkedValue, checkMade, knownName, type ParamValue } from "./check.js";

/** Short-term plasticity for `connect`'s `shortTerm`. */
export type ShortTerm = ShortTermDescription;

/**
 * A short-term rule, to be called with its params: what comes of it is for `connect`'s `shortTerm`. `weight` stays the absolute
 * one, of which a spike passes on a share.
 */
export interface CallableShortTermRule<R extends ShortTermRule> {
  readonly rule: R;
  /**
   * Each param is a number, a distribution drawn for each synapse, or an array in the order of `pairs`.
   * @throws NeurogliaError for an unknown param, or one out of range
   */
  (params?: ParamsOf<R, ParamValue>): ShortTerm;
}

/** Makes a rule callable. */
export const shortTermCallable = <R extends ShortTermRule>(rule: R): CallableShortTermRule<R> =>
  callable(rule, (given: ParamsOf<R, ParamValue> = {}) => described(rule, given));

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
  const isOfKind = shortTerm?.rule?.kind === "shortTerm";
  checkMade(shortTerm, isOfKind, "shortTerm", "tsodyksMarkram() (your own: shortTermRule({ … }))", where);
  if (plasticity) throw bad("plasticity", `${where} with shortTerm`, "none (static weights)", plasticity.rule?.name);
  if (summation !== "all") throw bad("summation", `${where} with shortTerm`, '"all"', summation);
  for (const [param, value] of Object.entries(shortTerm.params)) {
    if (value.kind !== "array") continue;
    if (nPairs === null) throw bad(param, where, "a number or a distribution (an array goes with pairs)", value.values);
    if (value.values.length !== nPairs)
      throw bad(`length of ${param}`, where, `${nPairs}, one per pair`, value.values.length);
  }
};
