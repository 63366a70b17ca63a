/**
 * The fixed part of every block in linear memory: one word (u32 or f32) a field, in this order. Codegen gives both
 * sides the byte offsets. Model blocks append their params, derived values and columns to the frame of their kind.
 */
export const frames = {
  /** One a network: what every kernel may need of the whole. `scratch`: 64 bytes for one batch of random words. */
  clock: ["seedLow", "seedHigh", "trial", "step", "halt", "scratch"],
  /**
   * Whatever spikes. `ring` holds `ringMask + 1` slots of `slotBytes`; the slot of step s is s & ringMask:
   * a count, three unused words, then the ids that spiked in step s, ascending. `tally`: spikes (f64), hash (u64).
   */
  population: ["clock", "n", "ring", "ringMask", "slotBytes", "stream", "tally"],
  /**
   * Synapses by source row: `rows` (positions), `targets` (byte offset of the target in a column), `weights`.
   * `lags`: for each of `nDelays` delays (ascending) the steps from the source's slot to delivery; the row of source j and
   * delay d is number (j − preBegin)·nDelays + d, so `rows` has nPre·nDelays + 1 positions. Pre ids in [preBegin, preEnd)
   * belong, targets in [postBegin, postEnd). `tally`: events (f64). Formats without `targets` or `weights` (one weight for
   * all, whole rows, bitmaps) have `weight`, `rowBytes` and `scratch` instead.
   * Plastic ones: `x`, `y`, `c` traces, `residual` (last-spike kernel value per source, or 0), and the growing lists of
   * active incoming synapses per target: `columns` (first entry per target), `columnFill`, `entries` (weight's byte
   * offset, source's byte offset), `rowOrder` (0, or 1 + how many rows were enlisted before), `enlisted` (their number).
   * With several delays `x` and `residual` are followed by the columns of the further delays. `lazy`: a block of its own instead.
   */
  projection: [
    "pre",
    "lags",
    "nDelays",
    "preBegin",
    "preEnd",
    "rows",
    "targets",
    "weights",
    "input",
    "tally",
    "residual",
    "post",
    "postLag",
    "postBegin",
    "postEnd",
    "x",
    "y",
    "c",
    "columns",
    "columnFill",
    "entries",
    "rowOrder",
    "enlisted",
    "amplitudes",
    "weight",
    "rowBytes",
    "scratch",
    "lazy",
  ],
  /**
   * What assembly/learn/lazy.ts keeps of a projection. `rate`: address of dt/(tauPlus·ln 2), an f64. `histories`: blocks of
   * `historyBytes` with four entries per target. By row: `rowStep` (1 + step of the last arrival), `rowX` (trace just after
   * it), `rowBefore` (just before it), `rowFrom` (1 + first step whose post spikes are not in the weights); `safe`: at most any of these.
   */
  lazy: ["rate", "histories", "historyBytes", "rowStep", "rowX", "rowBefore", "rowFrom", "safe"],
  /** x ← decay · (x + increment · S), or decay · increment at a spike where `latest`. */
  trace: ["population", "lag", "column", "decay", "increment", "latest"],
  /**
   * One connection rule at work: `counts` (nPost + 1, running totals), `sources` (by target; 0 while counting).
   * Positions are lattice sites x | y << 10 | z << 20.
   * Where `skipSelf`, target t takes no synapse from source t + selfOffset (its own neuron). `total`: f64 synapses.
   */
  connect: [
    "clock",
    "stream",
    "nPre",
    "nPost",
    "selfOffset",
    "skipSelf",
    "multapses",
    "counts",
    "sources",
    "probability",
    "total",
    "prePositions",
    "postPositions",
    "table",
  ],
  glia: ["n", "listens", "nListens"],
  listen: ["population", "lag", "begin", "end", "gain"],
  modulation: ["from", "to"],
  /** `buffer`: pairs (id − begin, step); `fill` counts pairs; halts the run while fewer than `reserve` are free. */
  spikeRecorder: ["population", "begin", "end", "buffer", "capacity", "reserve", "fill"],
  /** `buffer`: rows of end − begin values, one every `every` steps. */
  stateRecorder: ["clock", "column", "begin", "end", "every", "buffer", "capacity", "fill"],
  bernoulli: ["probabilities", "rowSteps", "nRows"],
  spikeSource: ["steps", "ids", "nEvents", "cursor"],
} as const satisfies Record<string, readonly string[]>;
