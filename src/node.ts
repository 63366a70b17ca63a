/** The public surface that only Node has: `import { npyFile, sweep } from "neuroglia/node"`. */
export { csvFile, type FileTaker, npyFile } from "./record/node/files.js";
export type { Figure, Figures } from "./sweep/figures.js";
export { type LedgerContent, type RunLine, readLedger, type TrialError, type TrialLine } from "./sweep/node/ledger.js";
export { type SweepOptions, type SweepProgress, type SweepResult, sweep } from "./sweep/node/sweep.js";
