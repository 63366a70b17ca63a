import { Random } from "../../random.js";
import { Ridge } from "../../readout/ridge.js";
import { Pool } from "../../sweep/pool.js";
import type { ExperimentResult, ExperimentRun, FigureRow, Panel } from "../experiments/experiment.js";
import { constants, N_NEURONS } from "./column.js";
import { RATE, templateInputs } from "./inputs.js";
import { hashOf, parametersOf, present, rateRow, type Totals } from "./presentations.js";
import type { Presentation } from "./trials.js";

/** ms */
const templates = { segments: 4, segment: 250, jitter: 4, every: 50, trainShare: 0.7 } as const;

const LAMBDAS = [1e-2, 1e-1, 1, 10, 100];

/** How well linear readouts name templates, past and present, from one state of the column. */
export const runTemplates = async (
  samples: number,
  { seed, workers, signal, onProgress }: ExperimentRun,
): Promise<ExperimentResult> => {
  const { dt } = constants;
  const { segments, segment, every, jitter, trainShare } = templates;
  const duration = segments * segment;
  const rows = duration / every;
  const totals: Totals = { hash: 0n, spikes: 0, ms: 0 };
  const inputs = templateInputs(new Random(seed, "maass-2002:templates"), samples, { segments, segment, jitter, dt });
  const states = Array.from({ length: rows }, () => new Float32Array(samples * N_NEURONS));
  const pool = new Pool({ workers });
  let done = 0;
  const presentations = inputs.trains.map((train, start): Presentation => ({ train, start, duration, every }));
  let completed = await present(pool, seed, presentations, totals, signal, (index, response) => {
    for (let row = 0; row < rows; row++)
      states[row]!.set(response.states.subarray(row * N_NEURONS, (row + 1) * N_NEURONS), index * N_NEURONS);
    onProgress?.({ stage: "presentations", done: ++done, total: samples });
  });
  await pool.close();
  const nTrain = Math.round(trainShare * samples);
  const part = (row: number, begin: number, end: number) => ({
    values: states[row]!.subarray(begin * N_NEURONS, end * N_NEURONS),
    rows: end - begin,
    columns: N_NEURONS,
  });
  /** By segment, for each time of reading; NaN before the segment has begun. */
  const correct = inputs.labels.map(() => new Float64Array(rows).fill(Number.NaN));
  try {
    for (let row = 0; completed && row < rows; row++) {
      onProgress?.({ stage: "readouts", done: row, total: rows });
      for (const [s, labels] of inputs.labels.entries()) {
        if ((row + 1) * every <= s * segment) continue;
        const readout = new Ridge({ classes: 2, lambda: LAMBDAS, normalise: "none" });
        await readout.fit(part(row, 0, nTrain), labels.subarray(0, nTrain), { ...(signal && { signal }) });
        correct[s]![row] = 100 * readout.score(part(row, nTrain, samples), labels.subarray(nTrain));
      }
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
    completed = false;
  }
  const table: FigureRow[] = [
    ...correct.map((curve, s) => ({
      name: `segment${s + 1}`,
      meaning: `templates of segment ${s + 1} named rightly at ${duration} ms`,
      unit: "%",
      here: completed ? curve.at(-1)! : null,
      published: null,
    })),
    { name: "chance", meaning: "by chance", unit: "%", here: 50, published: null },
    rateRow(totals),
  ];
  const panels: Panel[] = completed
    ? [
        {
          kind: "lines",
          title: "Templates",
          caption: `Share of ${samples - nTrain} new samples whose template in each segment a linear readout names rightly from the state of one moment; 50 % by chance. A readout of its own for each segment and moment.`,
          x: { label: "time of reading, ms", values: Array.from({ length: rows }, (_, row) => (row + 1) * every) },
          y: { label: "right, %", range: [40, 100] },
          series: correct.map((values, s) => ({ label: `segment ${s + 1}`, values })),
        },
      ]
    : [];
  const parameters = {
    ...parametersOf(),
    samples: `${nTrain} for training, ${samples - nTrain} for testing`,
    templates: `2 for each of ${segments} segments of ${segment} ms, ${RATE} Hz, jitter ${jitter} ms`,
    readout: `ridge, β of ${LAMBDAS.join(", ")} by 5-fold cross-validation`,
  };
  return { completed, variant: "templates", table, panels, parameters, ...hashOf(completed, totals) };
};
