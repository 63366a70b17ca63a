import { RidgeBench, type RidgeTask } from "./ridgeTasks.js";

/** Trial module of a pool: the tasks of a ridge fit, for {@link Ridge}'s `threads`. */
export const open = () => {
  const bench = new RidgeBench();
  return async (task: RidgeTask) => bench.run(task);
};
