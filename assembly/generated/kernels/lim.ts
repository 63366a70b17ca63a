// Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.
export { limIntegrate as integrate } from "../whole";
