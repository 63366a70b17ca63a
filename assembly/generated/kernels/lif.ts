// Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.
export { lifIntegrateUniform as uniform } from "../integrate";
export { lifIntegratePerNeuron as perNeuron } from "../integrate";
export { lifIntegrateHold as hold } from "../integrate";
