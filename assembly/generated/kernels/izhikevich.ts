// Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.
export { izhikevichIntegrateUniform as uniform } from "../integrate";
export { izhikevichIntegratePerNeuron as perNeuron } from "../integrate";
