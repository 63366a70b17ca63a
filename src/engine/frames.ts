/**
 * The fixed part of every block in linear memory: one word (u32 or f32) a field, in this order
 * (src/engine/layout.ts). Model blocks append what their kernels read to the frame of their kind.
 */
export const frames = {
  /** One a network: what every kernel may need of the whole. `scratch`: 64 bytes for one batch of random words. */
  clock: ["seedLow", "seedHigh", "trial", "step", "halt", "scratch"],
  /**
   * Whatever spikes. `ring` holds `ringMask + 1` slots of `slotBytes`; the slot of step s is s & ringMask:
   * a count, three unused words, then the ids that spiked in step s, ascending. `tally`: spikes (f64), hash (u64).
   * `ownBegin`: the first neuron that this memory owns. `held`: entries of its `nHeld` own neurons with refractoryLeft > 0, of an id and what kernels keep with it, or
   * 0 where no kernel needs them; `kicked`: whether pulses may hold anything but zeros: 0 no, 1 in the next step, 2 always.
   */
  population: [
    "clock",
    "nNeurons",
    "ring",
    "ringMask",
    "slotBytes",
    "stream",
    "tally",
    "ownBegin",
    "held",
    "nHeld",
    "kicked",
  ],
  /**
   * Synapses by source row: `rows` (positions), `targets` (byte offset of the target in a column), `weights`.
   * `lags`: for each of `nDelays` delays (ascending) the steps from the source's slot to delivery; the row of source j and
   * delay d is number (j − preBegin)·nDelays + d, so `rows` has nPre·nDelays + 1 positions. Pre ids in [preBegin, preEnd)
   * belong, targets in [postBegin, postEnd). `tally`: events (f64). Formats without `targets` or `weights` (one weight for
   * all, whole rows, bitmaps) have `weight`, `rowBytes` and `scratch` instead.
   * Plastic ones: bounds `least` and `greatest` of the weights (f32), `preMarks` and `postMarks`, columns of which sign bits mark
   * who spikes (mostly a trace of the rule), `residual` (last-spike kernel value per source, or 0), and the growing lists of
   * active incoming synapses per target: `columns` (first entry per target), `columnFill`, `entries` (weight's byte
   * offset, source's byte offset), `rowOrder` (0, or 1 + how many rows were enlisted before), `enlisted` (their number).
   * With several delays traces of sources and `residual` are followed by the columns of the further delays. `lazy`: a block of its own instead.
   * With short-term plasticity: `arrived` (by row 1 + step of the last arrival, 0 before any) and `dt` (f32, ms).
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
    "least",
    "greatest",
    "preMarks",
    "postMarks",
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
    "arrived",
    "dt",
  ],
  /**
   * What models/stdp/lazy.ts keeps of a projection. `rate`: address of dt/(tauPlus·ln 2), an f64; `increment`: what a spike adds to the trace. `histories`: blocks of
   * `historyBytes` with four entries per target. By row: `rowStep` (1 + step of the last arrival), `rowX` (trace just after
   * it), `rowBefore` (just before it), `rowFrom` (1 + first step whose post spikes are not in the weights); `safe`: at most any of these.
   */
  lazy: ["rate", "increment", "histories", "historyBytes", "rowStep", "rowX", "rowBefore", "rowFrom", "safe"],
  /** x ← decay · (x + increment · S), decay · increment at a spike where `latest`, decay · x + increment · S where `late`. */
  trace: ["population", "lag", "column", "decay", "increment", "latest", "late"],
  /** A distribution: `numbers` are its two numbers, the bounds of its clip and what is multiplied last, 1 or −1 (f64), `choices` are f32. */
  draw: ["clock", "stream", "kind", "numbers", "choices", "nChoices"],
  /**
   * One connection rule at work, between `nPre` sources and `nPost` targets counted within their groups; it leaves the
   * sources of one target in `list`. Where `skipSelf`, target t takes no synapse from source t + selfOffset (its own neuron).
   * `demand`: synapses per target or source; `number` (f64): −ln(1 − p), or synapses in all; `split`: running totals of
   * synapses by target; `seen`: a bit per candidate, all 0; positions: lattice sites x | y << 10 | z << 20, `table` the
   * probability by squared distance. Sources listed beforehand for targets from `listedBegin` on: running totals
   * `offsets`, then `listed`.
   */
  connect: [
    "clock",
    "rule",
    "stream",
    "nPre",
    "nPost",
    "selfOffset",
    "skipSelf",
    "multapses",
    "demand",
    "number",
    "split",
    "seen",
    "prePositions",
    "postPositions",
    "table",
    "listedBegin",
    "offsets",
    "listed",
    "list",
  ],
  /**
   * Where the synapses of a projection go, in the words of its block; `columns` is 0 or the running totals by target from
   * `ownBegin` on, `postBegin` the neuron that is target 0 of the group, `weight` and `delay` are draws or 0. `values` and
   * `delays`: of the synapses of one target; `delayTable` is that of delays.ts; `step` (f64): ms a delay step, the first of
   * which is `firstDelay`. `givenWeights` and `givenDelays` go with `listed` sources. `nBuckets` buckets, for 2^bucketShift
   * rows each, hold `bucketSize` synapses on their way into rows; `bucketEnds`: one address each.
   */
  placement: [
    "nDelays",
    "rows",
    "targets",
    "weights",
    "rowBytes",
    "columns",
    "postBegin",
    "ownBegin",
    "weight",
    "delay",
    "values",
    "delays",
    "delayTable",
    "step",
    "firstDelay",
    "givenWeights",
    "givenDelays",
    "buckets",
    "nBuckets",
    "bucketShift",
    "bucketSize",
    "bucketEnds",
  ],
  glia: ["nCells", "listens", "nListens"],
  listen: ["population", "lag", "begin", "end", "gain"],
  modulation: ["from", "to"],
  /** `input`: the column of the whole population; the group is the `count` neurons from `first` on. */
  drive: ["clock", "stream", "input", "first", "count"],
  /** assembly/encode/inject.ts; `active`: room for a pair of words a channel. */
  injection: [
    "input",
    "first",
    "nChannels",
    "rowBytes",
    "weights",
    "active",
    "values",
    "nRows",
    "rowSteps",
    "fromStep",
  ],
  /**
   * assembly/readout/loop.ts. Neurons [begin, begin + n) of a population as features `r`, in `nGroups` groups of four f64;
   * `rise` is 0 where the filter has one exponential. `numbers` (f64): decay of rise, what rise adds to r, decay of r, what a
   * spike adds. `weights`: nOutputs rows of features, f64; `bias`, `exact`, `errors`: one f64 an output; `z` and `error`: one
   * f32. Rows of `targets` (nOutputs f32) and `gates` (one f32; 0: open) last `…RowSteps` steps from `…FromStep` on.
   * `learns` every `learnSteps`; `failed`: something was no number. `rule`: what the rule's kernel keeps.
   */
  readout: [
    "clock",
    "population",
    "begin",
    "n",
    "nGroups",
    "rise",
    "r",
    "numbers",
    "nOutputs",
    "weights",
    "bias",
    "exact",
    "errors",
    "z",
    "error",
    "targets",
    "nTargets",
    "targetRowSteps",
    "targetFromStep",
    "gates",
    "nGates",
    "gateRowSteps",
    "gateFromStep",
    "learns",
    "learnSteps",
    "taught",
    "failed",
    "rule",
  ],
  /** FORCE: see assembly/readout/rls.ts. `grow`: one f64 that evolves; `forgetting`: one f64. */
  force: ["p", "s", "k", "grow", "forgetting"],
  /** `eta`: one f64; `sums`: where increments wait, in the form of the weights, or 0. */
  deltaRule: ["eta", "sums"],
  /**
   * Spikes of neurons [begin, end), or of those of them to which `lookup` (0: none; i32 by id − begin) gives an index ≥ 0.
   * `buffer`: pairs (index or id − begin, step); `fill` counts pairs; halts the run while fewer than `reserve` are free.
   */
  spikeRecorder: ["population", "begin", "end", "lookup", "buffer", "capacity", "reserve", "fill"],
  /**
   * `buffer`: rows of n values, one every `every` steps (0: none): the column's first n, or those that `ids` (0: none) lists.
   * `references` (0: none): f32 to be added to them, one for all, four times, or, where `each` is 1, one a value of the column.
   * `wide`: 1 where values are f64.
   */
  stateRecorder: [
    "clock",
    "column",
    "n",
    "ids",
    "every",
    "buffer",
    "capacity",
    "fill",
    "references",
    "each",
    "wide",
    "model",
    "observe",
  ],
  /**
   * What a recorder measures on spikes before it samples: `column`, one f32 a neuron of the whole population. `every`: steps
   * a window (counts), 0 while it rests; `decay` and `increment`: of the exponential filter.
   */
  meter: ["population", "column", "every", "decay", "increment"],
  /**
   * A rate reservoir, apart from any network. Incoming synapses of target i: groups of four in [rows[i], inhibitoryEnd[i])
   * and [inhibitoryEnd[i], rows[i + 1]); `sources` are byte offsets into `rates`, those of pads of a cell that stays 0.
   * `inputWeights`: a column per channel. `drive`: a column of scratch. `tanh`: 1 for that activation, 0 for the logistic.
   */
  rateReservoir: [
    "n",
    "nChannels",
    "rows",
    "inhibitoryEnd",
    "sources",
    "weights",
    "inputWeights",
    "bias",
    "drive",
    "rates",
    "targets",
    "tanh",
    "gain",
    "theta",
    "leak",
    "delta",
  ],
} as const satisfies Record<string, readonly string[]>;
