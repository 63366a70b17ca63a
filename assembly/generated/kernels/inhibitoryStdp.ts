// Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.
export { inhibitoryStdpDeliverPre as deliverPre } from "../learn";
export { inhibitoryStdpPre as pre } from "../learn";
export { inhibitoryStdpPreLast as preLast } from "../learn";
export { inhibitoryStdpPost as post } from "../learn";
export { inhibitoryStdpPostLast as postLast } from "../learn";
