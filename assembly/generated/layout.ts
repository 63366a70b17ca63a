// Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.

// @ts-ignore: decorator
@inline export const CLOCK_SEED_LOW: usize = 0;
// @ts-ignore: decorator
@inline export const CLOCK_SEED_HIGH: usize = 4;
// @ts-ignore: decorator
@inline export const CLOCK_TRIAL: usize = 8;
// @ts-ignore: decorator
@inline export const CLOCK_STEP: usize = 12;
// @ts-ignore: decorator
@inline export const CLOCK_HALT: usize = 16;
// @ts-ignore: decorator
@inline export const CLOCK_SCRATCH: usize = 20;

// @ts-ignore: decorator
@inline export const POPULATION_CLOCK: usize = 0;
// @ts-ignore: decorator
@inline export const POPULATION_N_NEURONS: usize = 4;
// @ts-ignore: decorator
@inline export const POPULATION_RING: usize = 8;
// @ts-ignore: decorator
@inline export const POPULATION_RING_MASK: usize = 12;
// @ts-ignore: decorator
@inline export const POPULATION_SLOT_BYTES: usize = 16;
// @ts-ignore: decorator
@inline export const POPULATION_STREAM: usize = 20;
// @ts-ignore: decorator
@inline export const POPULATION_TALLY: usize = 24;
// @ts-ignore: decorator
@inline export const POPULATION_OWN_BEGIN: usize = 28;
// @ts-ignore: decorator
@inline export const POPULATION_HELD: usize = 32;
// @ts-ignore: decorator
@inline export const POPULATION_N_HELD: usize = 36;
// @ts-ignore: decorator
@inline export const POPULATION_KICKED: usize = 40;

// @ts-ignore: decorator
@inline export const PROJECTION_PRE: usize = 0;
// @ts-ignore: decorator
@inline export const PROJECTION_LAGS: usize = 4;
// @ts-ignore: decorator
@inline export const PROJECTION_N_DELAYS: usize = 8;
// @ts-ignore: decorator
@inline export const PROJECTION_PRE_BEGIN: usize = 12;
// @ts-ignore: decorator
@inline export const PROJECTION_PRE_END: usize = 16;
// @ts-ignore: decorator
@inline export const PROJECTION_ROWS: usize = 20;
// @ts-ignore: decorator
@inline export const PROJECTION_TARGETS: usize = 24;
// @ts-ignore: decorator
@inline export const PROJECTION_WEIGHTS: usize = 28;
// @ts-ignore: decorator
@inline export const PROJECTION_INPUT: usize = 32;
// @ts-ignore: decorator
@inline export const PROJECTION_TALLY: usize = 36;
// @ts-ignore: decorator
@inline export const PROJECTION_RESIDUAL: usize = 40;
// @ts-ignore: decorator
@inline export const PROJECTION_POST: usize = 44;
// @ts-ignore: decorator
@inline export const PROJECTION_POST_LAG: usize = 48;
// @ts-ignore: decorator
@inline export const PROJECTION_POST_BEGIN: usize = 52;
// @ts-ignore: decorator
@inline export const PROJECTION_POST_END: usize = 56;
// @ts-ignore: decorator
@inline export const PROJECTION_LEAST: usize = 60;
// @ts-ignore: decorator
@inline export const PROJECTION_GREATEST: usize = 64;
// @ts-ignore: decorator
@inline export const PROJECTION_PRE_MARKS: usize = 68;
// @ts-ignore: decorator
@inline export const PROJECTION_POST_MARKS: usize = 72;
// @ts-ignore: decorator
@inline export const PROJECTION_COLUMNS: usize = 76;
// @ts-ignore: decorator
@inline export const PROJECTION_COLUMN_FILL: usize = 80;
// @ts-ignore: decorator
@inline export const PROJECTION_ENTRIES: usize = 84;
// @ts-ignore: decorator
@inline export const PROJECTION_ROW_ORDER: usize = 88;
// @ts-ignore: decorator
@inline export const PROJECTION_ENLISTED: usize = 92;
// @ts-ignore: decorator
@inline export const PROJECTION_AMPLITUDES: usize = 96;
// @ts-ignore: decorator
@inline export const PROJECTION_WEIGHT: usize = 100;
// @ts-ignore: decorator
@inline export const PROJECTION_ROW_BYTES: usize = 104;
// @ts-ignore: decorator
@inline export const PROJECTION_SCRATCH: usize = 108;
// @ts-ignore: decorator
@inline export const PROJECTION_LAZY: usize = 112;
// @ts-ignore: decorator
@inline export const PROJECTION_ARRIVED: usize = 116;
// @ts-ignore: decorator
@inline export const PROJECTION_DT: usize = 120;

// @ts-ignore: decorator
@inline export const LAZY_RATE: usize = 0;
// @ts-ignore: decorator
@inline export const LAZY_INCREMENT: usize = 4;
// @ts-ignore: decorator
@inline export const LAZY_HISTORIES: usize = 8;
// @ts-ignore: decorator
@inline export const LAZY_HISTORY_BYTES: usize = 12;
// @ts-ignore: decorator
@inline export const LAZY_ROW_STEP: usize = 16;
// @ts-ignore: decorator
@inline export const LAZY_ROW_X: usize = 20;
// @ts-ignore: decorator
@inline export const LAZY_ROW_BEFORE: usize = 24;
// @ts-ignore: decorator
@inline export const LAZY_ROW_FROM: usize = 28;
// @ts-ignore: decorator
@inline export const LAZY_SAFE: usize = 32;

// @ts-ignore: decorator
@inline export const TRACE_POPULATION: usize = 0;
// @ts-ignore: decorator
@inline export const TRACE_LAG: usize = 4;
// @ts-ignore: decorator
@inline export const TRACE_COLUMN: usize = 8;
// @ts-ignore: decorator
@inline export const TRACE_DECAY: usize = 12;
// @ts-ignore: decorator
@inline export const TRACE_INCREMENT: usize = 16;
// @ts-ignore: decorator
@inline export const TRACE_LATEST: usize = 20;
// @ts-ignore: decorator
@inline export const TRACE_LATE: usize = 24;

// @ts-ignore: decorator
@inline export const DRAW_CLOCK: usize = 0;
// @ts-ignore: decorator
@inline export const DRAW_STREAM: usize = 4;
// @ts-ignore: decorator
@inline export const DRAW_KIND: usize = 8;
// @ts-ignore: decorator
@inline export const DRAW_NUMBERS: usize = 12;
// @ts-ignore: decorator
@inline export const DRAW_CHOICES: usize = 16;
// @ts-ignore: decorator
@inline export const DRAW_N_CHOICES: usize = 20;

// @ts-ignore: decorator
@inline export const CONNECT_CLOCK: usize = 0;
// @ts-ignore: decorator
@inline export const CONNECT_RULE: usize = 4;
// @ts-ignore: decorator
@inline export const CONNECT_STREAM: usize = 8;
// @ts-ignore: decorator
@inline export const CONNECT_N_PRE: usize = 12;
// @ts-ignore: decorator
@inline export const CONNECT_N_POST: usize = 16;
// @ts-ignore: decorator
@inline export const CONNECT_SELF_OFFSET: usize = 20;
// @ts-ignore: decorator
@inline export const CONNECT_SKIP_SELF: usize = 24;
// @ts-ignore: decorator
@inline export const CONNECT_MULTAPSES: usize = 28;
// @ts-ignore: decorator
@inline export const CONNECT_DEMAND: usize = 32;
// @ts-ignore: decorator
@inline export const CONNECT_NUMBER: usize = 36;
// @ts-ignore: decorator
@inline export const CONNECT_SPLIT: usize = 40;
// @ts-ignore: decorator
@inline export const CONNECT_SEEN: usize = 44;
// @ts-ignore: decorator
@inline export const CONNECT_PRE_POSITIONS: usize = 48;
// @ts-ignore: decorator
@inline export const CONNECT_POST_POSITIONS: usize = 52;
// @ts-ignore: decorator
@inline export const CONNECT_TABLE: usize = 56;
// @ts-ignore: decorator
@inline export const CONNECT_LISTED_BEGIN: usize = 60;
// @ts-ignore: decorator
@inline export const CONNECT_OFFSETS: usize = 64;
// @ts-ignore: decorator
@inline export const CONNECT_LISTED: usize = 68;
// @ts-ignore: decorator
@inline export const CONNECT_LIST: usize = 72;

// @ts-ignore: decorator
@inline export const PLACEMENT_N_DELAYS: usize = 0;
// @ts-ignore: decorator
@inline export const PLACEMENT_ROWS: usize = 4;
// @ts-ignore: decorator
@inline export const PLACEMENT_TARGETS: usize = 8;
// @ts-ignore: decorator
@inline export const PLACEMENT_WEIGHTS: usize = 12;
// @ts-ignore: decorator
@inline export const PLACEMENT_ROW_BYTES: usize = 16;
// @ts-ignore: decorator
@inline export const PLACEMENT_COLUMNS: usize = 20;
// @ts-ignore: decorator
@inline export const PLACEMENT_POST_BEGIN: usize = 24;
// @ts-ignore: decorator
@inline export const PLACEMENT_OWN_BEGIN: usize = 28;
// @ts-ignore: decorator
@inline export const PLACEMENT_WEIGHT: usize = 32;
// @ts-ignore: decorator
@inline export const PLACEMENT_DELAY: usize = 36;
// @ts-ignore: decorator
@inline export const PLACEMENT_VALUES: usize = 40;
// @ts-ignore: decorator
@inline export const PLACEMENT_DELAYS: usize = 44;
// @ts-ignore: decorator
@inline export const PLACEMENT_DELAY_TABLE: usize = 48;
// @ts-ignore: decorator
@inline export const PLACEMENT_STEP: usize = 52;
// @ts-ignore: decorator
@inline export const PLACEMENT_FIRST_DELAY: usize = 56;
// @ts-ignore: decorator
@inline export const PLACEMENT_GIVEN_WEIGHTS: usize = 60;
// @ts-ignore: decorator
@inline export const PLACEMENT_GIVEN_DELAYS: usize = 64;
// @ts-ignore: decorator
@inline export const PLACEMENT_BUCKETS: usize = 68;
// @ts-ignore: decorator
@inline export const PLACEMENT_N_BUCKETS: usize = 72;
// @ts-ignore: decorator
@inline export const PLACEMENT_BUCKET_SHIFT: usize = 76;
// @ts-ignore: decorator
@inline export const PLACEMENT_BUCKET_SIZE: usize = 80;
// @ts-ignore: decorator
@inline export const PLACEMENT_BUCKET_ENDS: usize = 84;

// @ts-ignore: decorator
@inline export const GLIA_N_CELLS: usize = 0;
// @ts-ignore: decorator
@inline export const GLIA_LISTENS: usize = 4;
// @ts-ignore: decorator
@inline export const GLIA_N_LISTENS: usize = 8;

// @ts-ignore: decorator
@inline export const LISTEN_POPULATION: usize = 0;
// @ts-ignore: decorator
@inline export const LISTEN_LAG: usize = 4;
// @ts-ignore: decorator
@inline export const LISTEN_BEGIN: usize = 8;
// @ts-ignore: decorator
@inline export const LISTEN_END: usize = 12;
// @ts-ignore: decorator
@inline export const LISTEN_GAIN: usize = 16;

// @ts-ignore: decorator
@inline export const MODULATION_FROM: usize = 0;
// @ts-ignore: decorator
@inline export const MODULATION_TO: usize = 4;

// @ts-ignore: decorator
@inline export const DRIVE_CLOCK: usize = 0;
// @ts-ignore: decorator
@inline export const DRIVE_STREAM: usize = 4;
// @ts-ignore: decorator
@inline export const DRIVE_INPUT: usize = 8;
// @ts-ignore: decorator
@inline export const DRIVE_FIRST: usize = 12;
// @ts-ignore: decorator
@inline export const DRIVE_COUNT: usize = 16;

// @ts-ignore: decorator
@inline export const INJECTION_INPUT: usize = 0;
// @ts-ignore: decorator
@inline export const INJECTION_FIRST: usize = 4;
// @ts-ignore: decorator
@inline export const INJECTION_N_CHANNELS: usize = 8;
// @ts-ignore: decorator
@inline export const INJECTION_ROW_BYTES: usize = 12;
// @ts-ignore: decorator
@inline export const INJECTION_WEIGHTS: usize = 16;
// @ts-ignore: decorator
@inline export const INJECTION_ACTIVE: usize = 20;
// @ts-ignore: decorator
@inline export const INJECTION_VALUES: usize = 24;
// @ts-ignore: decorator
@inline export const INJECTION_N_ROWS: usize = 28;
// @ts-ignore: decorator
@inline export const INJECTION_ROW_STEPS: usize = 32;
// @ts-ignore: decorator
@inline export const INJECTION_FROM_STEP: usize = 36;

// @ts-ignore: decorator
@inline export const READOUT_CLOCK: usize = 0;
// @ts-ignore: decorator
@inline export const READOUT_POPULATION: usize = 4;
// @ts-ignore: decorator
@inline export const READOUT_BEGIN: usize = 8;
// @ts-ignore: decorator
@inline export const READOUT_N: usize = 12;
// @ts-ignore: decorator
@inline export const READOUT_N_GROUPS: usize = 16;
// @ts-ignore: decorator
@inline export const READOUT_RISE: usize = 20;
// @ts-ignore: decorator
@inline export const READOUT_R: usize = 24;
// @ts-ignore: decorator
@inline export const READOUT_NUMBERS: usize = 28;
// @ts-ignore: decorator
@inline export const READOUT_N_OUTPUTS: usize = 32;
// @ts-ignore: decorator
@inline export const READOUT_WEIGHTS: usize = 36;
// @ts-ignore: decorator
@inline export const READOUT_BIAS: usize = 40;
// @ts-ignore: decorator
@inline export const READOUT_EXACT: usize = 44;
// @ts-ignore: decorator
@inline export const READOUT_ERRORS: usize = 48;
// @ts-ignore: decorator
@inline export const READOUT_Z: usize = 52;
// @ts-ignore: decorator
@inline export const READOUT_ERROR: usize = 56;
// @ts-ignore: decorator
@inline export const READOUT_TARGETS: usize = 60;
// @ts-ignore: decorator
@inline export const READOUT_N_TARGETS: usize = 64;
// @ts-ignore: decorator
@inline export const READOUT_TARGET_ROW_STEPS: usize = 68;
// @ts-ignore: decorator
@inline export const READOUT_TARGET_FROM_STEP: usize = 72;
// @ts-ignore: decorator
@inline export const READOUT_GATES: usize = 76;
// @ts-ignore: decorator
@inline export const READOUT_N_GATES: usize = 80;
// @ts-ignore: decorator
@inline export const READOUT_GATE_ROW_STEPS: usize = 84;
// @ts-ignore: decorator
@inline export const READOUT_GATE_FROM_STEP: usize = 88;
// @ts-ignore: decorator
@inline export const READOUT_LEARNS: usize = 92;
// @ts-ignore: decorator
@inline export const READOUT_LEARN_STEPS: usize = 96;
// @ts-ignore: decorator
@inline export const READOUT_TAUGHT: usize = 100;
// @ts-ignore: decorator
@inline export const READOUT_FAILED: usize = 104;
// @ts-ignore: decorator
@inline export const READOUT_RULE: usize = 108;

// @ts-ignore: decorator
@inline export const FORCE_P: usize = 0;
// @ts-ignore: decorator
@inline export const FORCE_S: usize = 4;
// @ts-ignore: decorator
@inline export const FORCE_K: usize = 8;
// @ts-ignore: decorator
@inline export const FORCE_GROW: usize = 12;
// @ts-ignore: decorator
@inline export const FORCE_FORGETTING: usize = 16;

// @ts-ignore: decorator
@inline export const DELTA_RULE_ETA: usize = 0;
// @ts-ignore: decorator
@inline export const DELTA_RULE_SUMS: usize = 4;

// @ts-ignore: decorator
@inline export const SPIKE_RECORDER_POPULATION: usize = 0;
// @ts-ignore: decorator
@inline export const SPIKE_RECORDER_BEGIN: usize = 4;
// @ts-ignore: decorator
@inline export const SPIKE_RECORDER_END: usize = 8;
// @ts-ignore: decorator
@inline export const SPIKE_RECORDER_LOOKUP: usize = 12;
// @ts-ignore: decorator
@inline export const SPIKE_RECORDER_BUFFER: usize = 16;
// @ts-ignore: decorator
@inline export const SPIKE_RECORDER_CAPACITY: usize = 20;
// @ts-ignore: decorator
@inline export const SPIKE_RECORDER_RESERVE: usize = 24;
// @ts-ignore: decorator
@inline export const SPIKE_RECORDER_FILL: usize = 28;

// @ts-ignore: decorator
@inline export const STATE_RECORDER_CLOCK: usize = 0;
// @ts-ignore: decorator
@inline export const STATE_RECORDER_COLUMN: usize = 4;
// @ts-ignore: decorator
@inline export const STATE_RECORDER_N: usize = 8;
// @ts-ignore: decorator
@inline export const STATE_RECORDER_IDS: usize = 12;
// @ts-ignore: decorator
@inline export const STATE_RECORDER_EVERY: usize = 16;
// @ts-ignore: decorator
@inline export const STATE_RECORDER_BUFFER: usize = 20;
// @ts-ignore: decorator
@inline export const STATE_RECORDER_CAPACITY: usize = 24;
// @ts-ignore: decorator
@inline export const STATE_RECORDER_FILL: usize = 28;
// @ts-ignore: decorator
@inline export const STATE_RECORDER_REFERENCES: usize = 32;
// @ts-ignore: decorator
@inline export const STATE_RECORDER_EACH: usize = 36;
// @ts-ignore: decorator
@inline export const STATE_RECORDER_WIDE: usize = 40;
// @ts-ignore: decorator
@inline export const STATE_RECORDER_MODEL: usize = 44;
// @ts-ignore: decorator
@inline export const STATE_RECORDER_OBSERVE: usize = 48;

// @ts-ignore: decorator
@inline export const METER_POPULATION: usize = 0;
// @ts-ignore: decorator
@inline export const METER_COLUMN: usize = 4;
// @ts-ignore: decorator
@inline export const METER_EVERY: usize = 8;
// @ts-ignore: decorator
@inline export const METER_DECAY: usize = 12;
// @ts-ignore: decorator
@inline export const METER_INCREMENT: usize = 16;

// @ts-ignore: decorator
@inline export const RATE_RESERVOIR_N: usize = 0;
// @ts-ignore: decorator
@inline export const RATE_RESERVOIR_N_CHANNELS: usize = 4;
// @ts-ignore: decorator
@inline export const RATE_RESERVOIR_ROWS: usize = 8;
// @ts-ignore: decorator
@inline export const RATE_RESERVOIR_INHIBITORY_END: usize = 12;
// @ts-ignore: decorator
@inline export const RATE_RESERVOIR_SOURCES: usize = 16;
// @ts-ignore: decorator
@inline export const RATE_RESERVOIR_WEIGHTS: usize = 20;
// @ts-ignore: decorator
@inline export const RATE_RESERVOIR_INPUT_WEIGHTS: usize = 24;
// @ts-ignore: decorator
@inline export const RATE_RESERVOIR_BIAS: usize = 28;
// @ts-ignore: decorator
@inline export const RATE_RESERVOIR_DRIVE: usize = 32;
// @ts-ignore: decorator
@inline export const RATE_RESERVOIR_RATES: usize = 36;
// @ts-ignore: decorator
@inline export const RATE_RESERVOIR_TARGETS: usize = 40;
// @ts-ignore: decorator
@inline export const RATE_RESERVOIR_TANH: usize = 44;
// @ts-ignore: decorator
@inline export const RATE_RESERVOIR_GAIN: usize = 48;
// @ts-ignore: decorator
@inline export const RATE_RESERVOIR_THETA: usize = 52;
// @ts-ignore: decorator
@inline export const RATE_RESERVOIR_LEAK: usize = 56;
// @ts-ignore: decorator
@inline export const RATE_RESERVOIR_DELTA: usize = 60;
