// Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.
export { poissonDrive as draw } from "../../../models/poissonDrive/kernel";
