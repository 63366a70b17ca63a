// Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.
export { tsodyksMarkramDeliver as deliver } from "../release";
export { tsodyksMarkramDeliverEven as deliverEven } from "../release";
export { tsodyksMarkramDeliverRows as deliverRows } from "../release";
