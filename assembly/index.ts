/** What networks run. */
export { exp, log, log1p, normalQuantile, pow } from "./math";
export { runSteps } from "./generated/dispatch";
export { stdpLazyFlush } from "../models/stdp/lazy";
export { enlistRow } from "./spikes";
export { listHeld } from "./integrate/held";
export { mergeSpikes, packSpikes } from "./exchange/exchange";
export { checksum, latticeSites } from "./connect/build";
export { countSynapses, placeBits, placeDense, placeSynapses, rowPositions } from "./connect/rows";
export { tabulateDelays } from "./connect/delays";
export { distanceTable } from "./connect/rules";
export { replayOutdegree, splitTotal } from "./connect/split";
export { drawValues } from "./connect/values";
export { firstNotFinite } from "./record/finite";
export { addOuter, outputsOf } from "./readout/online";
export { rlsBegin, rlsGain, rlsLearn } from "./readout/rls";
