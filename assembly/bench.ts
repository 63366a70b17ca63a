/** The kernels once more with everything that only benches and tests call by name: single kernels and scalar twins. */
export * from "./index";
export { bernoulliEmit } from "./encode/bernoulli";
export { spikeSourceEmit } from "./encode/spikeSource";
export { lifDiscreteIntegratePerNeuron, lifDiscreteIntegrateUniform } from "./generated/integrate";
export { deliver, deliverLast } from "./deliver/deliver";
export { stdpDeliverPre, stdpPost, stdpPostLast, stdpPre, stdpPreLast } from "./generated/learn";
export { stdpLazyArrive, stdpLazyLearn } from "./learn/lazy";
export { traceMark, traceUpdate } from "./learn/trace";
export { limIntegrate } from "./glia/lim";
export { modulate } from "./glia/modulate";
export { recordSpikes, recordState } from "./record/record";
export { deliverScalar } from "./bench/deliver";
export { runStepsScalar } from "./bench/dispatch";
export { bernoulliEmitScalar } from "./bench/encode";
export { lifDiscreteIntegrateUniformScalar } from "./bench/integrate";
export { stdpDeliverPreScalar, stdpPostScalar, traceUpdateScalar } from "./bench/learn";
