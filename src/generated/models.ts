// Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.
export { bernoulli } from "../../models/bernoulli/model.js";
export { gaussianDrive } from "../../models/gaussianDrive/model.js";
export { izhikevich } from "../../models/izhikevich/model.js";
export { izhikevichDimensional } from "../../models/izhikevichDimensional/model.js";
export { lif } from "../../models/lif/model.js";
export { lifBiexp } from "../../models/lifBiexp/model.js";
export { lifCoba } from "../../models/lifCoba/model.js";
export { lifDelta } from "../../models/lifDelta/model.js";
export { lifDiscrete } from "../../models/lifDiscrete/model.js";
export { lim } from "../../models/lim/model.js";
export { poisson } from "../../models/poisson/model.js";
export { poissonDrive } from "../../models/poissonDrive/model.js";
export { pulseDrive } from "../../models/pulseDrive/model.js";
export { spikeSource } from "../../models/spikeSource/model.js";
