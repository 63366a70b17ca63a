import { Random } from "../../random.js";
import { Pool } from "../../sweep/pool.js";
import type { ExperimentResult, ExperimentRun, FigureRow, Panel } from "../experiments/experiment.js";
import { constants, N_NEURONS } from "./column.js";
import { pairsAt, RATE } from "./inputs.js";
import { hashOf, parametersOf, present, rateRow, type Totals } from "./presentations.js";
import type { Presentation } from "./trials.js";

/** ms */
const separation = {
  distances: [0.4, 0.2, 0.1, 0],
  duration: 500,
  every: 1,
  tolerance: 0.01,
  /** Where the mean of a curve begins: before, inputs have hardly had the time to differ. */
  from: 100,
} as const;

const SOURCE = "Maass, Natschläger & Markram (2002), figure 2: distances of states grow with those of inputs";

const mean = (values: ArrayLike<number>, from = 0): number => {
  let sum = 0;
  for (let k = from; k < values.length; k++) sum += values[k]!;
  return sum / (values.length - from);
};

/** Mean squared difference of two responses' states, over neurons, for each row. */
const stateDistance = (u: Float32Array, v: Float32Array): Float64Array => {
  const rows = u.length / N_NEURONS;
  const out = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let k = row * N_NEURONS; k < (row + 1) * N_NEURONS; k++) sum += (u[k]! - v[k]!) ** 2;
    out[row] = sum / N_NEURONS;
  }
  return out;
};

const nameOf = (distance: number): string => `stateDistance${String(distance).replace(".", "")}`;

/** How far apart inputs of given distances drive the column's state. */
export const runSeparation = async (
  pairs: number,
  { seed, workers, signal, onProgress }: ExperimentRun,
): Promise<ExperimentResult> => {
  const { dt } = constants;
  const { distances, duration, every, tolerance, from } = separation;
  const totals: Totals = { hash: 0n, spikes: 0, ms: 0 };
  const curves = new Map<number, Float64Array>();
  const found = await pairsAt(new Random(seed, "maass-2002:pairs"), distances, pairs, {
    duration,
    dt,
    tolerance,
    signal,
  });
  const pool = new Pool({ workers });
  let done = 0;
  for (const [d, distance] of distances.entries()) {
    if (signal?.aborted) break;
    const inputs = found[d]!.flatMap((pair, p) =>
      pair.map((train, side): Presentation => ({ train, start: 2 * (d * pairs + p) + side, duration, every })),
    );
    const waiting = new Map<number, Float32Array>();
    const byPair: Float64Array[] = found[d]!.map(() => new Float64Array());
    const whole = await present(pool, seed, inputs, totals, signal, (index, { states }) => {
      const other = waiting.get(index ^ 1);
      // The square does not care which of the two came first.
      if (other) byPair[index >> 1] = stateDistance(other, states);
      else waiting.set(index, states);
      if (other) waiting.delete(index ^ 1);
      onProgress?.({ stage: "presentations", done: ++done, total: 2 * pairs * distances.length });
    });
    if (!whole) break;
    const rows = duration / every;
    curves.set(
      distance,
      Float64Array.from({ length: rows }, (_, row) => mean(byPair.map((curve) => curve[row]!))),
    );
  }
  await pool.close();
  const completed = curves.size === distances.length;
  const first = from / every;
  const level = (distance: number): number | null => {
    const curve = curves.get(distance);
    return curve ? mean(curve, first) : null;
  };
  const inOrder = (): number => {
    const [far, middle, near, same] = distances.map((distance) => curves.get(distance)!);
    let ordered = 0;
    for (let row = first; row < far!.length; row++)
      if (far![row]! > middle![row]! && middle![row]! > near![row]! && near![row]! > same![row]!) ordered++;
    return (100 * ordered) / (far!.length - first);
  };
  const table: FigureRow[] = [
    ...distances.map((distance) => ({
      name: nameOf(distance),
      meaning:
        distance === 0
          ? "state distance of equal inputs from other initial states"
          : `state distance, d(u, v) = ${distance}`,
      here: level(distance),
      published: { value: distance === 0 ? "below all others" : "grows with d(u, v)", source: SOURCE },
    })),
    {
      name: "inOrder",
      meaning: `share of the time after ${from} ms in which the four curves stand in this order`,
      unit: "%",
      here: completed ? inOrder() : null,
      published: null,
    },
    {
      name: "aboveNoise",
      meaning: "state distance for d(u, v) = 0.1 over that of equal inputs",
      here: completed ? level(0.1)! / level(0)! : null,
      published: { value: "> 1", source: SOURCE },
    },
    rateRow(totals),
  ];
  const panels: Panel[] = curves.size
    ? [
        {
          kind: "lines",
          title: "Separation",
          caption: `Mean over ${pairs} pairs of inputs of ${RATE} Hz at each distance: squared difference of filtered spikes, mean over neurons.`,
          x: { label: "time, ms", values: Array.from({ length: duration / every }, (_, row) => (row + 1) * every) },
          y: { label: "state distance" },
          series: [...curves].map(([distance, values]) => ({ label: `d(u, v) = ${distance}`, values })),
        },
      ]
    : [];
  const parameters = { ...parametersOf(), pairs, "tolerance of d(u, v)": tolerance };
  return { completed, variant: "separation", table, panels, parameters, ...hashOf(completed, totals) };
};
