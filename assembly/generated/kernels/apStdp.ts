// Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.
export { apStdpDeliverPre as deliverPre } from "../learn";
export { apStdpPre as pre } from "../learn";
export { apStdpPreLast as preLast } from "../learn";
export { apStdpPost as post } from "../learn";
export { apStdpPostLast as postLast } from "../learn";
