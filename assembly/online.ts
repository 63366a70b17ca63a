/** What readouts run that learn sample by sample, in the time loop or apart from it: a module that pages without them need not load. */
export { deltaLearn, forceLearn, readout } from "./readout/loop";
export { addOuter, outputsOf } from "./readout/online";
export { rlsBegin, rlsGain, rlsLearn } from "./readout/rls";
