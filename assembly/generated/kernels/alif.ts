// Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.
export { alifIntegrateUniform as uniform } from "../integrate";
export { alifIntegratePerNeuron as perNeuron } from "../integrate";
export { alifIntegrateHold as hold } from "../integrate";
