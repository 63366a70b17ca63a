/** The public surface that only Node has: `import { npyFile, sweep } from "neuroglia/node"`. */
export { csvFile, type FileTaker, npyFile } from "./record/node/files.js";
export type { Figure, Figures } from "./sweep/figures.js";
export type { LedgerContent, RunLine, TrialError, TrialLine } from "./sweep/lines.js";
export { readLedger } from "./sweep/node/ledger.js";
export { type SweepOptions, type SweepProgress, type SweepResult, sweep } from "./sweep/node/sweep.js";
