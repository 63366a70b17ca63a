/** The public surface that only Node has: `import { npyFile } from "neuroglia/node"`. */
export { csvFile, type FileTaker, npyFile } from "./record/node/files.js";
