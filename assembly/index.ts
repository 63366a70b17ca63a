export { exp, log, pow } from "./math";
export { runSteps } from "./generated/dispatch";
export { stdpLazyFlush } from "./learn/lazy";
export { enlistRow } from "./spikes";
export { philox, philox16 } from "./random";
export { checksum, drawValues, drawWeights, latticeSites, transposeRows } from "./connect/build";
export {
  connectAllToAll,
  connectDistance,
  connectOneToOne,
  connectProbability,
  connectTotal,
  distanceTable,
} from "./connect/rules";
export { bidiagonalise } from "./readout/bidiagonal";
export { choleskyBack, choleskyRows } from "./readout/cholesky";
export { gramAdd32, gramAdd64 } from "./readout/gram";
export { linearOutputs } from "./readout/linear";
export { panelPack32, panelPack64 } from "./readout/panel";
export { softmaxPass, softmaxPredict } from "./readout/softmax";
