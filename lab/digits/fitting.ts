// The tasks of a ridge fit as a trial module among the page's files.
export { open } from "../../dist/src/readout/ridgeTrials.js";
