import { knownOptions } from "../network/check.js";
import type { SpikeSample } from "../tasks/task.js";
import { checkedPositive, checkSample } from "./check.js";

/**
 * Events as the `spikeSource` of a network of this dt plays them: each at the beginning of the step that it falls in, and of several
 * events of a channel in one step, one. Recordings of sensors need it; what encoders return is on their own grid.
 * @throws NeurogliaError for bad events or dt
 */
export const onGrid = (sample: SpikeSample, options: { dt: number }): SpikeSample => {
  const where = "onGrid";
  knownOptions(options, ["dt"], where);
  const dt = checkedPositive(options.dt, "dt", where, "ms");
  checkSample(sample, where);
  const { times, ids, channels, duration } = sample;
  // Widened against the rounding of times that are on the grid already.
  const last = Math.ceil(duration / dt - 1e-9) - 1;
  const seen = new Float64Array(channels).fill(-1);
  const keptTimes: number[] = [];
  const keptIds: number[] = [];
  for (let k = 0; k < times.length; k++) {
    const step = Math.min(last, Math.floor(times[k]! / dt + 1e-9));
    const id = ids[k]!;
    if (seen[id] === step) continue;
    seen[id] = step;
    keptTimes.push(step * dt);
    keptIds.push(id);
  }
  return { times: Float64Array.from(keptTimes), ids: Uint32Array.from(keptIds), channels, duration };
};
