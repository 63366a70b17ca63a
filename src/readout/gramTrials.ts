import { type GramTask, gramTiles } from "./gram.js";

/** Trial module of a pool: parts of a Gram matrix, for {@link Ridge}'s `gram`. */
export const open = () => async (task: GramTask) => gramTiles(task);
