import { checks } from "./checks.js";

// What a page's own script is to every bundler: it imports "neuroglia", which is installed beside it.
Object.assign(globalThis, { checks });
