/** The kernels once more with everything that only benches and tests call by name: single kernels and scalar twins. */
export * from "./index";
export * from "./online";
export * from "./bitmap";
export * from "./readouts";
export * from "./generated/integrate";
export * from "./generated/whole";
export { tsodyksMarkramDeliver, tsodyksMarkramDeliverEven, tsodyksMarkramDeliverRows } from "./generated/release";
export { stdpDeliverPre, stdpPost, stdpPostLast, stdpPre, stdpPreLast } from "./generated/learn";
export { stdpLazyArrive, stdpLazyFlush, stdpLazyLearn } from "../models/stdp/lazy";
export { deliverScalar } from "./bench/deliver";
export { runStepsScalar } from "./bench/dispatch";
export { bernoulliEmitScalar } from "./bench/encode";
export { lifDiscreteIntegrateUniformScalar } from "./bench/integrate";
export { stdpDeliverPreScalar, stdpPostScalar, traceUpdateScalar } from "./bench/learn";
export { tsodyksMarkramDeliverScalar } from "./bench/shortTerm";
export { philox, philox16, wordOf } from "./random";
export { exp4Each } from "./bench/vectorMath";
