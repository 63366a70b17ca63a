import { addFunctions } from "../models/expression.js";
import { expm } from "./expm.js";
import { transcendentalNumbers } from "./functions.js";

/** What expressions of params may call besides what every page has: known to those who import this, and to all threads. */
export const hostFunctions = { expm, ...transcendentalNumbers };

addFunctions(hostFunctions);
