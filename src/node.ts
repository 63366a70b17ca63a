/** The public surface that only Node has: `import { npyFile } from "neuroglia/node"`. */
export { type DigitsOptions, digits } from "./datasets/node/digits.js";
export { spokenDigits } from "./datasets/node/spokenDigits.js";
export { csvFile, type FileTaker, npyFile } from "./record/node/files.js";
