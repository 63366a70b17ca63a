import { compareWith } from "../quadratic/twin.mjs";
import { memory, steps } from "./kernel/alone.ts";

globalThis.compared = compareWith(steps, memory);
document.title = JSON.stringify(globalThis.compared);
