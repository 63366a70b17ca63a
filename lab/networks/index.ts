import { brunel } from "./brunel.js";
import { izhikevich } from "./izhikevich.js";
import { nalsm } from "./nalsm.js";
import type { LabNetwork } from "./network.js";
import { vogelsAbbott } from "./vogelsAbbott.js";

/** The networks of the Lab, the first of which opens where the address names none. */
export const networks: readonly LabNetwork[] = [vogelsAbbott, brunel, izhikevich, nalsm];
