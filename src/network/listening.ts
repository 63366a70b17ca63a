import type { ListenDescription, ModulationDescription } from "../engine/description.js";
import type { Astrocyte } from "./astrocyte.js";
import { bad, checkedNumber, knownName, knownOptions } from "./check.js";
import { checkedSteps } from "./delays.js";
import type { Group } from "./group.js";
import type { Projection } from "./projection.js";

/**
 * What `listen` is told, as the description has it.
 * @throws NeurogliaError for a gain that is not finite, a delay below dt, above 65,535 steps or off the grid
 */
export const describedListening = (
  group: Group,
  glia: Astrocyte,
  options: { gain?: number; delay?: number },
  dt: number,
  where: string,
): ListenDescription => {
  knownOptions(options, ["gain", "delay"], where);
  const { gain = 1, delay = dt } = options;
  const strength = checkedNumber(gain, "gain", { unit: "1", default: 1, meaning: "" }, where);
  return { group: group.range, glia: glia.index, gain: strength, delaySteps: checkedSteps(delay, dt, where) };
};

/**
 * What `modulate` is told, as the description has it.
 * @throws NeurogliaError if the projection is static, the param is not modulable, or the mode is unknown
 */
export const describedModulation = (
  glia: Astrocyte,
  { plasticity, index }: Projection,
  param: string,
  options: { mode?: "set" },
  where: string,
): ModulationDescription => {
  knownOptions(options, ["mode"], where);
  const { mode = "set" } = options;
  knownName(mode, ["set"], "mode", where);
  if (!plasticity) throw bad("plasticity", where, "a rule whose param to modulate", "none (static weights)");
  const { params } = plasticity.rule;
  const modulable = Object.keys(params).filter((name) => params[name]!.modulable);
  knownName(param, modulable, "param", where);
  return { glia: glia.index, projection: index, amplitude: param };
};
