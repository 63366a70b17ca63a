// Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.
export { lifBiexpIntegrateUniform as uniform } from "../integrate";
export { lifBiexpIntegratePerNeuron as perNeuron } from "../integrate";
