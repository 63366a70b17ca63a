/** What readouts and rate reservoirs run, in memories of their own: a module apart, which pages without them need not load. */
export { exp } from "./math";
export { bidiagonalise } from "./readout/bidiagonal";
export { choleskyBack, choleskyRows } from "./readout/cholesky";
export { gramAdd32, gramAdd64 } from "./readout/gram";
export { linearOutputs } from "./readout/linear";
export { panelPack32, panelPack64 } from "./readout/panel";
export { softmaxPass, softmaxPredict } from "./readout/softmax";
export { rateSteps } from "./reservoir/rate";
