// Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.
export { lifCobaIntegrateUniform as uniform } from "../integrate";
export { lifCobaIntegratePerNeuron as perNeuron } from "../integrate";
export { lifCobaIntegrateHold as hold } from "../integrate";
