export { kernelOf } from "./fields.js";
export { integrateAssembly } from "./integrate.js";
export { learnAssembly } from "./learn.js";
export { releaseAssembly, releaseVariants } from "./release.js";
export { signaturesOf } from "./signature.js";
export { wholeAssembly } from "./whole.js";
export { constant, MADE } from "./words.js";
