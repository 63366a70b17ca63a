// Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.
export { pulseDrive as draw } from "../../../models/pulseDrive/kernel";
