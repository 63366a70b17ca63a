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
   * `ownBegin`: the first neuron that this memory owns.
   */
  population: ["clock", "n", "ring", "ringMask", "slotBytes", "stream", "tally", "ownBegin"],
  /**
   * Synapses by source row: `rows` (positions), `targets` (byte offset of the target in a column), `weights`.
   * `lags`: for each of `nDelays` delays (ascending) the steps from the source's slot to delivery; the row of source j and
   * delay d is number (j − preBegin)·nDelays + d, so `rows` has nPre·nDelays + 1 positions. Pre ids in [preBegin, preEnd)
   * belong, targets in [postBegin, postEnd). `tally`: events (f64). Formats without `targets` or `weights` (one weight for
   * all, whole rows, bitmaps) have `weight`, `rowBytes` and `scratch` instead.
   * Plastic ones: `x`, `y`, `c` traces, `residual` (last-spike kernel value per source, or 0), and the growing lists of
   * active incoming synapses per target: `columns` (first entry per target), `columnFill`, `entries` (weight's byte
   * offset, source's byte offset), `rowOrder` (0, or 1 + how many rows were enlisted before), `enlisted` (their number).
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
  ],
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
  /** `input`: the column of the whole population; the group is the `count` neurons from `first` on. */
  drive: ["clock", "stream", "input", "first", "count"],
  /**
   * Spikes of neurons [begin, end), or of those of them to which `lookup` (0: none; i32 by id − begin) gives an index ≥ 0.
   * `buffer`: pairs (index or id − begin, step); `fill` counts pairs; halts the run while fewer than `reserve` are free.
   */
  spikeRecorder: ["population", "begin", "end", "lookup", "buffer", "capacity", "reserve", "fill"],
  /** `buffer`: rows of n values, one every `every` steps: the column's first n, or those that `ids` (0: none) lists. */
  stateRecorder: ["clock", "column", "n", "ids", "every", "buffer", "capacity", "fill"],
  bernoulli: ["probabilities", "rowSteps", "nRows"],
  spikeSource: ["steps", "ids", "nEvents", "cursor"],
  /** Sums `draws` numbers drawn by `table`; the stream of bits that are rarely needed, and 112 bytes of scratch memory. */
  poissonDrive: ["tieStream", "draws", "table", "scratch"],
} as const satisfies Record<string, readonly string[]>;
