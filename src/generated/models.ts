// Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.
import { apStdp as apStdpRule } from "../../models/apStdp/model.js";
import { inhibitoryStdp as inhibitoryStdpRule } from "../../models/inhibitoryStdp/model.js";
import { stdp as stdpRule } from "../../models/stdp/model.js";
import { tsodyksMarkram as tsodyksMarkramRule } from "../../models/tsodyksMarkram/model.js";
import { type CallablePlasticityRule, plastic } from "../network/projection.js";
import { type CallableShortTermRule, shortTermCallable } from "../network/shortTerm.js";

export { alif } from "../../models/alif/model.js";
export { bernoulli } from "../../models/bernoulli/model.js";
export { gaussianDrive } from "../../models/gaussianDrive/model.js";
export { izhikevich } from "../../models/izhikevich/model.js";
export { izhikevichDimensional } from "../../models/izhikevichDimensional/model.js";
export { lif } from "../../models/lif/model.js";
export { lifBiexp } from "../../models/lifBiexp/model.js";
export { lifCoba } from "../../models/lifCoba/model.js";
export { lifDelta } from "../../models/lifDelta/model.js";
export { lifDiscrete } from "../../models/lifDiscrete/model.js";
export { lim } from "../../models/lim/model.js";
export { poisson } from "../../models/poisson/model.js";
export { poissonDrive } from "../../models/poissonDrive/model.js";
export { pulseDrive } from "../../models/pulseDrive/model.js";
export { spikeSource } from "../../models/spikeSource/model.js";

/**
 * STDP gated by postsynaptic calcium (AP-STDP), for `connect`'s `plasticity`; params, units and ranges in MODELS.md.
 *
 *     Δw as in stdp; c ← c·exp(−dt/tauC) + S_post
 *     an increase of w counts only where cTheta < c < cTheta + cDelta
 *     a decrease of w counts only where cTheta − cDelta < c < cTheta
 */
export const apStdp: CallablePlasticityRule<typeof apStdpRule> = /* @__PURE__ */ plastic(apStdpRule);

/**
 * Inhibitory STDP towards a target rate, for `connect`'s `plasticity`; params, units and ranges in MODELS.md.
 *
 *     x ← (x + S_pre)·exp(−dt/tau), y ← (y + S_post)·exp(−dt/tau)
 *     Δw = eta·x·S_post + eta·(y − alpha)·S_pre, alpha = 2·targetRate·tau, both from the old w, x, y; w ← clip(w + Δw, wMin, wMax)
 *     mirrored (into a current, wMin ≤ w ≤ wMax ≤ 0): Δw = −eta·x·S_post − eta·(y − alpha)·S_pre
 *     eta ← eta·decay^dt each step; unless given, it is a share of W, the greater of |wMin| and |wMax|
 */
export const inhibitoryStdp: CallablePlasticityRule<typeof inhibitoryStdpRule> = /* @__PURE__ */ plastic(inhibitoryStdpRule);

/**
 * Pair STDP, additive, all-to-all, for `connect`'s `plasticity`; params, units and ranges in MODELS.md.
 *
 *     x ← (x + increment·S_pre)·exp(−dt/tauPlus), y ← (y + increment·S_post)·exp(−dt/tauMinus)
 *     Δw = aPlus·x·S_post − aMinus·y·S_pre, both from the old w, x, y; w ← clip(w + Δw, wMin, wMax)
 *     mirrored (inhibitory, wMin ≤ w ≤ wMax ≤ 0): Δw = −aMinus·x·S_post + aPlus·y·S_pre
 *     aPlus and aMinus ← ·decay^dt each step; unless given, they are shares of W, the greater of |wMin| and |wMax|
 */
export const stdp: CallablePlasticityRule<typeof stdpRule> = /* @__PURE__ */ plastic(stdpRule);

/**
 * Tsodyks–Markram synapse, for `connect`'s `shortTerm`; params, units and ranges in MODELS.md.
 *
 *     between spikes: dx/dt = (1 − x)/tauRec, du/dt = −u/tauFacil, both solved exactly
 *     at an arriving spike: u ← u + uSe·(1 − u); the input takes weight·r, r = u·x; x ← x − r
 *     first spike: r = uSe. tauFacil = 0: u = uSe at every spike
 */
export const tsodyksMarkram: CallableShortTermRule<typeof tsodyksMarkramRule> = /* @__PURE__ */ shortTermCallable(tsodyksMarkramRule);
