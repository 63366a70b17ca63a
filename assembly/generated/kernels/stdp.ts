// Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.
export { stdpDeliverPre as deliverPre } from "../learn";
export { stdpPre as pre } from "../learn";
export { stdpPreLast as preLast } from "../learn";
export { stdpPost as post } from "../learn";
export { stdpPostLast as postLast } from "../learn";
export { stdpLazyArrive as lazyArrive } from "../../../models/stdp/lazy";
export { stdpLazyLearn as lazyLearn } from "../../../models/stdp/lazy";
export { stdpLazyFlush as lazyFlush } from "../../../models/stdp/lazy";
export { stdpFrozenLazyArrive as frozenLazyArrive } from "../../../models/stdp/lazy";
