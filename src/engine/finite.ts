import { NeurogliaError } from "../errors.js";
import type { FloatBytes } from "./arena.js";
import type { Site } from "./site.js";

/** Steps between two looks: at the multiples of it, so that neither chunks nor workers shift them. */
export const LOOK_STEPS = 256;
/** Weights that one look takes of a projection; the next goes on from there. What is wrong with others shows in what they reach. */
const WEIGHTS = 2 ** 14;

/** Elements [begin, end) of columns that evolve and must stay finite. */
export interface Looked {
  /** What an element is, as in `neuron 7 of population "cells"`; "" where its number says nothing. */
  readonly noun: string;
  readonly owner: string;
  /** Name, address, and bytes of an element (default 4). */
  readonly columns: readonly (readonly [quantity: string, address: number, bytes?: FloatBytes])[];
  readonly begin: number;
  readonly end: number;
  /** So many that each look takes a part. */
  readonly inTurns?: true;
}

/** Something that is no finite number, found at `step`; at the look before, at `since`, all was finite. */
export interface Fault {
  /** Which comes first of several: the place in what is looked at, the element, the column. */
  readonly order: readonly [looked: number, element: number, column: number];
  readonly what: string;
  readonly where: string;
  readonly got: number;
  readonly since: number;
  readonly step: number;
}

/** The first of what several memories found in one step. */
export const firstFault = (faults: readonly (Fault | null)[]): Fault | null =>
  faults.reduce((first, fault) => {
    if (!first || !fault) return first ?? fault;
    const k = first.order.findIndex((place, at) => place !== fault.order[at]);
    return k >= 0 && fault.order[k]! < first.order[k]! ? fault : first;
  }, null);

/** The first of this memory's own elements that is not finite. */
export const findFault = ({ looked, kernels, arena }: Site, since: number, step: number): Fault | null => {
  for (const [place, { noun, owner, columns, begin: all, end: most, inTurns }] of looked.entries()) {
    const turns = inTurns ? Math.ceil((most - all) / WEIGHTS) : 1;
    const begin = turns > 1 ? all + (Math.floor(step / LOOK_STEPS) % turns) * WEIGHTS : all;
    const end = turns > 1 ? Math.min(most, begin + WEIGHTS) : most;
    const firsts = columns.map(([, address, bytes = 4]) => kernels.firstNotFinite(address, begin, end, bytes) >>> 0);
    const element = Math.min(end, ...firsts);
    if (element === end) continue;
    const column = firsts.indexOf(element);
    const [what, address, bytes = 4] = columns[column]!;
    const where = noun === "" ? owner : `${noun} ${element} of ${owner}`;
    const got = arena.floats(address, element + 1, bytes)[element]!;
    return { order: [place, element, column], what, where, got, since, step };
  }
  return null;
};

/** The error that a run ends in. */
export const notFinite = ({ what, where, got, since, step }: Fault, dt: number): NeurogliaError => {
  const [good, wrong] = [since, step].map((steps) => Number((steps * dt).toPrecision(12)));
  return new NeurogliaError({
    code: "not-finite",
    what,
    where,
    expected: `finite, as it was at ${good} ms and at ${wrong} ms is not (a smaller dt, weaker input or weights may help; reset or restore, then run again)`,
    got,
  });
};
