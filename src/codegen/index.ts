export { integrateAssembly } from "./integrate.js";
export { learnAssembly } from "./learn.js";
export { releaseAssembly, releaseVariants } from "./release.js";
export { constant, MADE } from "./words.js";
