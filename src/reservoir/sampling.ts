import type { SourceModel } from "../models/model.js";
import type { Group } from "../network/group.js";
import type { CopiedNetwork, Network } from "../network/network.js";
import type { RunOptions } from "../network/options.js";
import type { StateRecording } from "../record/stateRecording.js";
import { INPUT_NAMES, LiquidInput, type Stimulus } from "./liquidInput.js";
import { type StateKind, stateKinds } from "./stateKinds.js";

/** The trial number of random draws before time begins. */
export const WARMUP_TRIAL = 2 ** 32 - 1;

/** A liquid's network with what is played into it and read from it: the same on the host and in a pool's threads. */
export interface SamplingSite {
  readonly net: Network;
  readonly all: Group;
  readonly input: LiquidInput;
  readonly recordings: Readonly<Record<StateKind, StateRecording>>;
}

/** Places of a liquid's parts in the description of its network: they are described before anything else. */
const INPUT_POPULATION = 1;
const RECORDERS: readonly StateKind[] = stateKinds;

/** Recordings of all neurons that rest until something is shown. */
export const describeRecordings = (net: Network, all: Group): SamplingSite["recordings"] => {
  const [counts, filteredSpikes, v] = RECORDERS.map((kind) => net.record(all, kind as "counts", { every: 0 }));
  return { counts: counts!, filteredSpikes: filteredSpikes!, v: v! };
};

/** The site in a copy of a liquid's network, put up by `put` with what the recorders numbered so record. */
export const copiedSite = (
  put: (kept: readonly number[]) => CopiedNetwork,
  { kind, channels }: Pick<LiquidInput, "kind" | "channels">,
): SamplingSite => {
  const { net, recordings, groups, injections } = put(RECORDERS.map((_, index) => index));
  const [counts, filteredSpikes, v] = recordings;
  const source = kind === "current" ? null : (groups[INPUT_POPULATION] as Group<SourceModel>);
  const own = injections.filter(({ name }) => kind === "current" && INPUT_NAMES.includes(name));
  return {
    net,
    all: groups[0]!,
    input: new LiquidInput(kind, channels, own, source, []),
    recordings: { counts: counts!, filteredSpikes: filteredSpikes!, v: v! },
  };
};

/** What a stimulus left: rows × neurons of each kind of state, and the number of spikes meanwhile. */
export interface Shown {
  readonly states: Float32Array<ArrayBuffer>[];
  readonly spikes: number;
}

/** One stimulus and how it is read. */
export interface Showing {
  readonly stimulus: Stimulus;
  /** ms that a row of a series lasts. */
  readonly inputEvery: number | undefined;
  /** ms of a row of states, and the number of rows. */
  readonly every: number;
  readonly rows: number;
  readonly kinds: readonly StateKind[];
  readonly tau: number;
  readonly trial: number;
  /** ms without input before time begins. */
  readonly warmup: number;
}

/**
 * From a reset, or from the checkpoint `start`: shows a stimulus and reads rows × neurons of each kind of state. Afterwards
 * nothing is played nor sampled any more.
 */
export const show = async (
  { net, all, input, recordings }: SamplingSite,
  { stimulus, inputEvery, every, rows, kinds, tau, trial, warmup }: Showing,
  start: Uint8Array | null,
  options: RunOptions = {},
): Promise<Shown> => {
  const rest = (): void => {
    input.silence();
    for (const kind of kinds) recordings[kind].set({ every: 0 });
  };
  await net.reset({ trial: warmup > 0 ? WARMUP_TRIAL : trial, ...(start && { to: start }) });
  try {
    for (const kind of kinds) recordings[kind].set(kind === "filteredSpikes" ? { every, tau } : { every });
    if (warmup > 0) {
      await net.run(warmup, options.signal ? { signal: options.signal } : {});
      await net.reset({ only: [], trial });
    }
    input.play(stimulus, inputEvery === undefined ? {} : { every: inputEvery });
    const spikes = (): number => net.spikesOf[all.range.population]!;
    const before = spikes();
    await net.run(rows * every, options);
    const states = kinds.map((kind) => recordings[kind].values);
    rest();
    return { states, spikes: spikes() - before };
  } catch (error) {
    // The first error is the one to tell.
    try {
      rest();
    } catch {}
    throw error;
  }
};
