import { Random } from "../../random.js";
import { constants, maassColumn, N_NEURONS } from "./column.js";

/** One input, shown from an initial state of its own. */
export interface Presentation {
  /** ms */
  readonly train: Float64Array;
  /** Numbers the initial potentials. */
  readonly start: number;
  readonly duration: number;
  /** ms between two liquid states. */
  readonly every: number;
}

export interface Response {
  /** Spikes filtered with 30 ms, a row every `every` ms, a column per neuron. */
  readonly states: Float32Array;
  /** Of the liquid. */
  readonly spikes: number;
  readonly hash: string;
}

/** ms */
export const TAU_STATE = 30;

/** Trial module of a pool: one column per worker. */
export const open = async ({ seed }: { seed: number }) => {
  const liquid = maassColumn(seed);
  const states = liquid.net.record(liquid.all, "filteredSpikes", { every: 0, tau: TAU_STATE });
  await liquid.build();
  const [low, high] = constants.initial;
  return async ({ train, start, duration, every }: Presentation): Promise<Response> => {
    await liquid.reset();
    states.set({ every });
    const random = new Random(seed, "maass-2002:start", start);
    liquid.all.set({ v: Float32Array.from({ length: N_NEURONS }, () => low + (high - low) * random.uniform()) });
    await liquid.run({ times: train, ids: new Uint32Array(train.length), channels: 1, duration });
    const { spikes, hash } = liquid.net.activity();
    return { states: states.values, spikes: spikes - train.length, hash };
  };
};
