import type { PopulationDescription, ProjectionDescription } from "../engine/description.js";
import { bad, knownName, knownOptions } from "./check.js";
import { checkedDelay } from "./delays.js";
import { checkDemands } from "./demands.js";
import type { Group } from "./group.js";
import { checkedInput, checkedWeight } from "./inputs.js";
import type { ConnectOptions } from "./options.js";
import { checkBounds, checkPairing, checkPlasticity, checkTargets } from "./projection.js";
import type { ConnectionRule } from "./rules.js";
import { checkShortTerm } from "./shortTerm.js";

/**
 * What `connect` is told, as the description has it.
 * @throws NeurogliaError as `connect` does, for groups that are of one network
 */
export const describedConnection = (
  name: string,
  pre: Group,
  post: Group,
  connection: ConnectionRule,
  options: ConnectOptions<string>,
  dt: number,
  populations: readonly PopulationDescription[],
  where: string,
): ProjectionDescription => {
  const { rule, autapses, multapses } = connection;
  const { into, weight = 1, delay = dt, summation = "all", shortTerm = null, plasticity = null, ...rest } = options;
  knownOptions(rest, ["into", "weight", "delay", "summation", "shortTerm", "plasticity", "name"], where);
  const input = checkedInput("target", post, into, where);
  knownName(summation, ["all", "lastSpike"], "summation", where);
  const lastOnly = summation === "lastSpike";
  if (lastOnly && !(input.decay && input.arrives === "before"))
    throw bad(
      "into",
      `${where} with summation "lastSpike"`,
      "an input that decays exponentially and takes arrivals before the step",
      into,
    );
  if (typeof weight === "object" && weight && "length" in weight && rule.kind !== "pairs")
    throw bad("weight", where, "a number or a distribution (an array goes with pairs)", weight);
  const nPairs = rule.kind === "pairs" ? rule.pre.length : null;
  const timing = checkedDelay(delay, dt, nPairs, where);
  if (lastOnly && plasticity && timing.delays.length > 1)
    throw bad(
      "delay",
      `${where} that learns, with summation "lastSpike"`,
      "the same for all synapses",
      `${timing.delays.length} delays`,
    );
  if (plasticity !== null) checkPlasticity(plasticity, where);
  checkPairing(plasticity, timing.delays, where);
  if (shortTerm !== null) checkShortTerm(shortTerm, { plasticity, summation, nPairs }, where);
  if (plasticity) {
    checkTargets(plasticity.perTarget, post.length, where);
    checkBounds(plasticity.params, plasticity, input.unit, where);
  }
  checkDemands(connection, pre.range, post.range, populations, where);
  return {
    name,
    pre: pre.range,
    post: post.range,
    rule,
    autapses,
    multapses,
    into,
    weight: checkedWeight(weight, input, nPairs ?? 0, where, plasticity),
    ...timing,
    summation,
    shortTerm,
    plasticity,
  };
};
