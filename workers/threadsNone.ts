import { NeurogliaError } from "../src/errors.js";
import type { Thread } from "./thread.js";

/** Where this version has no threads. */
export const spawnThread = (): Thread => {
  throw new NeurogliaError({
    code: "no-threads",
    what: "platform",
    where: "a pool",
    expected: "Node.js",
    got: "one without worker_threads",
  });
};
