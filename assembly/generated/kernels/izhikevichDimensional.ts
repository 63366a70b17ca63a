// Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.
export { izhikevichDimensionalIntegrateUniform as uniform } from "../integrate";
export { izhikevichDimensionalIntegratePerNeuron as perNeuron } from "../integrate";
