// Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.
export { lifDeltaIntegrateUniform as uniform } from "../integrate";
export { lifDeltaIntegratePerNeuron as perNeuron } from "../integrate";
export { lifDeltaIntegrateHold as hold } from "../integrate";
