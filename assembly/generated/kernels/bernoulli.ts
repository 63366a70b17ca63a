// Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.
export { bernoulliEmit as emit } from "../whole";
