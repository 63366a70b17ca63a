/** What networks run. */
export { exp, log, log1p, normalQuantile, pow } from "./math";
export { runSteps } from "./run";
export { inject } from "./encode/inject";
export { deliver, deliverLast, deliverUniform } from "./deliver/deliver";
export { deliverDense } from "./deliver/dense";
export { frozenDeliverPre, frozenPost, frozenPre } from "./learn/frozen";
export { amplitudeFade } from "./learn/amplitude";
export { traceMark, traceUpdate } from "./learn/trace";
export { modulate } from "./glia/modulate";
export { countSpikes, filterSpikes } from "./record/meter";
export { recordSpikes, recordState } from "./record/record";
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
/** What modules of neurons have each of their own: they are packed behind this one, and what it has costs them nothing. */
export { dropTiny } from "./simd";
export { holdSpiking } from "./integrate/held";
export { emitSpikes } from "./spikes";
