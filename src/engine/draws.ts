import type { DriveModel } from "../models/model.js";
import type { Arena } from "./arena.js";
import type { Block } from "./block.js";
import type { Kernels } from "./kernels.js";

type Drawn = NonNullable<DriveModel["draws"]>["kind"];

/** What the kernel of a drive draws from. */
export interface Table {
  readonly bytes: number;
  /** Fills the table of that block, whose numbers have the mean given. */
  fill(block: Block, arena: Arena, kernels: Kernels, mean: number): void;
}

const tables = new Map<Drawn, Table>();

export const tableOf = (kind: Drawn): Table => tables.get(kind)!;

/** Enters a table by what is drawn. Models that draw it name it by what this returns: pages without one do without its lines. */
export const drawnFrom = <K extends Drawn>(kind: K, table: Table): { readonly kind: K } => {
  tables.set(kind, table);
  return { kind };
};
