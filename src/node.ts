/** The public surface that only Node has: `import { npyFile } from "neuroglia/node"`. */
export { type DigitsOptions, digits } from "./datasets/node/digits.js";
export { loadReadout, saveReadout } from "./readout/node/folders.js";
export { csvFile, type FileTaker, npyFile } from "./record/node/files.js";
