/** Models from equations: `neuroglia/equations`. */

import "./hostFunctions.js";

export { type EquationNeuron, neuron } from "./neuron.js";
export type { InputSpec, Method, NeuronSpec, ParamSpec } from "./spec.js";
