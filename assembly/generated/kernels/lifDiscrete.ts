// Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.
export { lifDiscreteIntegrateUniform as uniform } from "../integrate";
export { lifDiscreteIntegratePerNeuron as perNeuron } from "../integrate";
