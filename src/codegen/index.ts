export { integrateAssembly } from "./integrate.js";
export { learnAssembly } from "./learn.js";
export { releaseAssembly, releaseVariants } from "./release.js";
export { signaturesOf } from "./signature.js";
export { constant, MADE } from "./words.js";
