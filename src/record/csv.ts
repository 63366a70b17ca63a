/** The nearest number of 15 significant digits, which is k·dt as one would write it: 0.3, not 0.30000000000000004. */
const decimal = (time: number): string => String(Number(time.toPrecision(15)));

/** The fewest digits that give the f32 back. */
const single = (value: number): string => {
  if (!Number.isFinite(value)) return String(value);
  for (let digits = 7; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(9)));
};

export const SPIKE_HEADER = "time_ms,id\n";

/** A line `time,id` a spike. */
export const spikeLines = (times: Float64Array, ids: Uint32Array): string => {
  const lines = new Array<string>(times.length);
  let last = Number.NaN;
  let text = "";
  for (let k = 0; k < times.length; k++) {
    if (times[k] !== last) {
      last = times[k]!;
      text = decimal(last);
    }
    lines[k] = `${text},${ids[k]}\n`;
  }
  return lines.join("");
};

/** `time_ms`, then the indices of the elements. */
export const stateHeader = (members: Uint32Array): string => `time_ms,${members.join(",")}\n`;

/** A line a sample: its time, then its values. */
export const stateLines = (times: Float64Array, values: Float32Array | Float64Array): string => {
  const n = times.length > 0 ? values.length / times.length : 0;
  const shown = values instanceof Float32Array ? single : String;
  const lines = Array.from(
    times,
    (time, k) => `${decimal(time)},${Array.from(values.subarray(k * n, (k + 1) * n), shown).join(",")}\n`,
  );
  return lines.join("");
};
