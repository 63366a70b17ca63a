/** The public surface that only Node has: `import { npyFile, sweep } from "neuroglia/node"`. */
export { type DigitsOptions, digits } from "./datasets/node/digits.js";
export { spokenDigits } from "./datasets/node/spokenDigits.js";
export { loadReadout, saveReadout } from "./readout/node/folders.js";
export { csvFile, type FileTaker, npyFile } from "./record/node/files.js";
export type { Figure, Figures } from "./sweep/figures.js";
export type { LedgerContent, RunLine, TrialError, TrialLine } from "./sweep/lines.js";
export { readLedger } from "./sweep/node/ledger.js";
export { type SweepOptions, type SweepProgress, type SweepResult, sweep } from "./sweep/node/sweep.js";
