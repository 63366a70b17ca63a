// Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.

// @ts-ignore: decorator
@inline export const ALIF_V_INF: usize = 48;
// @ts-ignore: decorator
@inline export const ALIF_LEAK: usize = 56;
// @ts-ignore: decorator
@inline export const ALIF_GAIN_E: usize = 64;
// @ts-ignore: decorator
@inline export const ALIF_GAIN_I: usize = 72;
// @ts-ignore: decorator
@inline export const ALIF_FADE_A: usize = 80;
// @ts-ignore: decorator
@inline export const ALIF_THETA: usize = 88;
// @ts-ignore: decorator
@inline export const ALIF_JUMP: usize = 96;
// @ts-ignore: decorator
@inline export const ALIF_DECAY_E: usize = 104;
// @ts-ignore: decorator
@inline export const ALIF_DECAY_I: usize = 112;
// @ts-ignore: decorator
@inline export const ALIF_RESET: usize = 120;
// @ts-ignore: decorator
@inline export const ALIF_REF_STEPS: usize = 128;
// @ts-ignore: decorator
@inline export const ALIF_HELD_ABOVE: usize = 136;
// @ts-ignore: decorator
@inline export const ALIF_V: usize = 144;
// @ts-ignore: decorator
@inline export const ALIF_REFRACTORY_LEFT: usize = 148;
// @ts-ignore: decorator
@inline export const ALIF_A: usize = 152;
// @ts-ignore: decorator
@inline export const ALIF_I_E: usize = 156;
// @ts-ignore: decorator
@inline export const ALIF_I_I: usize = 160;
// @ts-ignore: decorator
@inline export const ALIF_DELTA: usize = 164;

// @ts-ignore: decorator
@inline export const IZHIKEVICH_A_STEP: usize = 48;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_B: usize = 56;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_C: usize = 64;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_D: usize = 72;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_V_PEAK: usize = 80;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_HALF: usize = 88;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_LINEAR: usize = 96;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_SQUARE: usize = 104;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_DRIVE: usize = 112;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_V: usize = 120;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_U: usize = 124;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_I: usize = 128;

// @ts-ignore: decorator
@inline export const IZHIKEVICH_DIMENSIONAL_V_REST: usize = 48;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_DIMENSIONAL_V_T: usize = 56;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_DIMENSIONAL_V_PEAK: usize = 64;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_DIMENSIONAL_V_RESET: usize = 72;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_DIMENSIONAL_B: usize = 80;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_DIMENSIONAL_D: usize = 88;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_DIMENSIONAL_I_EXT: usize = 96;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_DIMENSIONAL_BEND: usize = 104;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_DIMENSIONAL_PUSH: usize = 112;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_DIMENSIONAL_A_STEP: usize = 120;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_DIMENSIONAL_DECAY_E: usize = 128;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_DIMENSIONAL_DECAY_I: usize = 136;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_DIMENSIONAL_RISE: usize = 144;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_DIMENSIONAL_FALL: usize = 152;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_DIMENSIONAL_FEED: usize = 160;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_DIMENSIONAL_V: usize = 168;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_DIMENSIONAL_U: usize = 172;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_DIMENSIONAL_I_SYN: usize = 176;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_DIMENSIONAL_I: usize = 180;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_DIMENSIONAL_I_E: usize = 184;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_DIMENSIONAL_I_I: usize = 188;
// @ts-ignore: decorator
@inline export const IZHIKEVICH_DIMENSIONAL_Q: usize = 192;

// @ts-ignore: decorator
@inline export const LIF_V_INF: usize = 48;
// @ts-ignore: decorator
@inline export const LIF_LEAK: usize = 56;
// @ts-ignore: decorator
@inline export const LIF_GAIN_E: usize = 64;
// @ts-ignore: decorator
@inline export const LIF_GAIN_I: usize = 72;
// @ts-ignore: decorator
@inline export const LIF_DECAY_E: usize = 80;
// @ts-ignore: decorator
@inline export const LIF_DECAY_I: usize = 88;
// @ts-ignore: decorator
@inline export const LIF_THETA: usize = 96;
// @ts-ignore: decorator
@inline export const LIF_RESET: usize = 104;
// @ts-ignore: decorator
@inline export const LIF_REF_STEPS: usize = 112;
// @ts-ignore: decorator
@inline export const LIF_HELD_ABOVE: usize = 120;
// @ts-ignore: decorator
@inline export const LIF_V: usize = 128;
// @ts-ignore: decorator
@inline export const LIF_REFRACTORY_LEFT: usize = 132;
// @ts-ignore: decorator
@inline export const LIF_I_E: usize = 136;
// @ts-ignore: decorator
@inline export const LIF_I_I: usize = 140;
// @ts-ignore: decorator
@inline export const LIF_DELTA: usize = 144;

// @ts-ignore: decorator
@inline export const LIF_BIEXP_THETA: usize = 48;
// @ts-ignore: decorator
@inline export const LIF_BIEXP_RESET: usize = 56;
// @ts-ignore: decorator
@inline export const LIF_BIEXP_V_INF: usize = 64;
// @ts-ignore: decorator
@inline export const LIF_BIEXP_LEAK: usize = 72;
// @ts-ignore: decorator
@inline export const LIF_BIEXP_GAIN: usize = 80;
// @ts-ignore: decorator
@inline export const LIF_BIEXP_GAIN_SYN: usize = 88;
// @ts-ignore: decorator
@inline export const LIF_BIEXP_GAIN_Q: usize = 96;
// @ts-ignore: decorator
@inline export const LIF_BIEXP_RISE: usize = 104;
// @ts-ignore: decorator
@inline export const LIF_BIEXP_FALL: usize = 112;
// @ts-ignore: decorator
@inline export const LIF_BIEXP_FEED: usize = 120;
// @ts-ignore: decorator
@inline export const LIF_BIEXP_REF_STEPS: usize = 128;
// @ts-ignore: decorator
@inline export const LIF_BIEXP_HELD_ABOVE: usize = 136;
// @ts-ignore: decorator
@inline export const LIF_BIEXP_V: usize = 144;
// @ts-ignore: decorator
@inline export const LIF_BIEXP_REFRACTORY_LEFT: usize = 148;
// @ts-ignore: decorator
@inline export const LIF_BIEXP_I_SYN: usize = 152;
// @ts-ignore: decorator
@inline export const LIF_BIEXP_I: usize = 156;
// @ts-ignore: decorator
@inline export const LIF_BIEXP_Q: usize = 160;

// @ts-ignore: decorator
@inline export const LIF_COBA_V_INF: usize = 48;
// @ts-ignore: decorator
@inline export const LIF_COBA_INERTIA: usize = 56;
// @ts-ignore: decorator
@inline export const LIF_COBA_SHARE_E: usize = 64;
// @ts-ignore: decorator
@inline export const LIF_COBA_SHARE_I: usize = 72;
// @ts-ignore: decorator
@inline export const LIF_COBA_PULL_E: usize = 80;
// @ts-ignore: decorator
@inline export const LIF_COBA_PULL_I: usize = 88;
// @ts-ignore: decorator
@inline export const LIF_COBA_DECAY_E: usize = 96;
// @ts-ignore: decorator
@inline export const LIF_COBA_DECAY_I: usize = 104;
// @ts-ignore: decorator
@inline export const LIF_COBA_THETA: usize = 112;
// @ts-ignore: decorator
@inline export const LIF_COBA_RESET: usize = 120;
// @ts-ignore: decorator
@inline export const LIF_COBA_REF_STEPS: usize = 128;
// @ts-ignore: decorator
@inline export const LIF_COBA_HELD_ABOVE: usize = 136;
// @ts-ignore: decorator
@inline export const LIF_COBA_V: usize = 144;
// @ts-ignore: decorator
@inline export const LIF_COBA_REFRACTORY_LEFT: usize = 148;
// @ts-ignore: decorator
@inline export const LIF_COBA_G_E: usize = 152;
// @ts-ignore: decorator
@inline export const LIF_COBA_G_I: usize = 156;
// @ts-ignore: decorator
@inline export const LIF_COBA_DELTA: usize = 160;

// @ts-ignore: decorator
@inline export const LIF_DELTA_V_INF: usize = 48;
// @ts-ignore: decorator
@inline export const LIF_DELTA_LEAK: usize = 56;
// @ts-ignore: decorator
@inline export const LIF_DELTA_THETA: usize = 64;
// @ts-ignore: decorator
@inline export const LIF_DELTA_RESET: usize = 72;
// @ts-ignore: decorator
@inline export const LIF_DELTA_REF_STEPS: usize = 80;
// @ts-ignore: decorator
@inline export const LIF_DELTA_HELD_ABOVE: usize = 88;
// @ts-ignore: decorator
@inline export const LIF_DELTA_V: usize = 96;
// @ts-ignore: decorator
@inline export const LIF_DELTA_REFRACTORY_LEFT: usize = 100;
// @ts-ignore: decorator
@inline export const LIF_DELTA_DELTA: usize = 104;

// @ts-ignore: decorator
@inline export const LIF_DISCRETE_V_TH: usize = 48;
// @ts-ignore: decorator
@inline export const LIF_DISCRETE_V_RESET: usize = 56;
// @ts-ignore: decorator
@inline export const LIF_DISCRETE_BIAS: usize = 64;
// @ts-ignore: decorator
@inline export const LIF_DISCRETE_LEAK: usize = 72;
// @ts-ignore: decorator
@inline export const LIF_DISCRETE_SYN_DECAY: usize = 80;
// @ts-ignore: decorator
@inline export const LIF_DISCRETE_REF_STEPS: usize = 88;
// @ts-ignore: decorator
@inline export const LIF_DISCRETE_HOLD: usize = 96;
// @ts-ignore: decorator
@inline export const LIF_DISCRETE_V: usize = 104;
// @ts-ignore: decorator
@inline export const LIF_DISCRETE_REFRACTORY_LEFT: usize = 108;
// @ts-ignore: decorator
@inline export const LIF_DISCRETE_I: usize = 112;
// @ts-ignore: decorator
@inline export const LIF_DISCRETE_DELTA: usize = 116;

// @ts-ignore: decorator
@inline export const BERNOULLI_PROBABILITIES: usize = 48;
// @ts-ignore: decorator
@inline export const BERNOULLI_ROW_STEPS: usize = 52;
// @ts-ignore: decorator
@inline export const BERNOULLI_FROM_STEP: usize = 56;
// @ts-ignore: decorator
@inline export const BERNOULLI_N_ROWS: usize = 60;

// @ts-ignore: decorator
@inline export const SPIKE_SOURCE_STEPS: usize = 48;
// @ts-ignore: decorator
@inline export const SPIKE_SOURCE_IDS: usize = 52;
// @ts-ignore: decorator
@inline export const SPIKE_SOURCE_N_EVENTS: usize = 56;
// @ts-ignore: decorator
@inline export const SPIKE_SOURCE_CURSOR: usize = 60;

// @ts-ignore: decorator
@inline export const GAUSSIAN_DRIVE_MEAN: usize = 32;
// @ts-ignore: decorator
@inline export const GAUSSIAN_DRIVE_SD: usize = 40;
// @ts-ignore: decorator
@inline export const GAUSSIAN_DRIVE_TIE_STREAM: usize = 48;
// @ts-ignore: decorator
@inline export const GAUSSIAN_DRIVE_TABLE: usize = 52;

// @ts-ignore: decorator
@inline export const POISSON_DRIVE_WEIGHT: usize = 32;
// @ts-ignore: decorator
@inline export const POISSON_DRIVE_TIE_STREAM: usize = 40;
// @ts-ignore: decorator
@inline export const POISSON_DRIVE_DRAWS: usize = 44;
// @ts-ignore: decorator
@inline export const POISSON_DRIVE_TABLE: usize = 48;
// @ts-ignore: decorator
@inline export const POISSON_DRIVE_SCRATCH: usize = 52;

// @ts-ignore: decorator
@inline export const PULSE_DRIVE_AMPLITUDE: usize = 32;

// @ts-ignore: decorator
@inline export const LIM_BIAS: usize = 16;
// @ts-ignore: decorator
@inline export const LIM_RATE: usize = 24;
// @ts-ignore: decorator
@inline export const LIM_FADE: usize = 32;
// @ts-ignore: decorator
@inline export const LIM_A: usize = 40;
// @ts-ignore: decorator
@inline export const LIM_S: usize = 44;

// @ts-ignore: decorator
@inline export const AP_STDP_C_THETA: usize = 128;
// @ts-ignore: decorator
@inline export const AP_STDP_C_DELTA: usize = 136;
// @ts-ignore: decorator
@inline export const AP_STDP_INVERTED: usize = 144;
// @ts-ignore: decorator
@inline export const AP_STDP_X: usize = 152;
// @ts-ignore: decorator
@inline export const AP_STDP_Y: usize = 156;
// @ts-ignore: decorator
@inline export const AP_STDP_C: usize = 160;

// @ts-ignore: decorator
@inline export const INHIBITORY_STDP_ALPHA: usize = 128;
// @ts-ignore: decorator
@inline export const INHIBITORY_STDP_INVERTED: usize = 136;
// @ts-ignore: decorator
@inline export const INHIBITORY_STDP_X: usize = 144;
// @ts-ignore: decorator
@inline export const INHIBITORY_STDP_Y: usize = 148;

// @ts-ignore: decorator
@inline export const STDP_INVERTED: usize = 128;
// @ts-ignore: decorator
@inline export const STDP_X: usize = 136;
// @ts-ignore: decorator
@inline export const STDP_Y: usize = 140;

// @ts-ignore: decorator
@inline export const TSODYKS_MARKRAM_TAU_REC: usize = 128;
// @ts-ignore: decorator
@inline export const TSODYKS_MARKRAM_TAU_FACIL: usize = 136;
// @ts-ignore: decorator
@inline export const TSODYKS_MARKRAM_U_SE: usize = 144;
// @ts-ignore: decorator
@inline export const TSODYKS_MARKRAM_X: usize = 152;
// @ts-ignore: decorator
@inline export const TSODYKS_MARKRAM_U: usize = 156;
