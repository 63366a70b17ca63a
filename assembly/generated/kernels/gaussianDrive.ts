// Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.
export { gaussianDrive as draw } from "../../../models/gaussianDrive/kernel";
