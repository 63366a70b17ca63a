import type { PlasticityDescription } from "../engine/description.js";
import type { NeuronModel, ParamsOf } from "../models/model.js";
import type { ParamValue } from "../network/check.js";
import type { Distribution } from "../network/distributions.js";
import type { ShortTerm } from "../network/shortTerm.js";
import type { ByPair, SomeByPair } from "./pairs.js";
import type { Topology } from "./topology.js";

/** How signals enter a liquid. */
export interface LiquidInputOptions {
  /** Number of channels of a stimulus. Default 1. */
  channels?: number;
  /**
   * `"current"` (default): series, through input weights into the neurons (`net.inject`). `"rates"`: series of Hz, each
   * channel a Poisson source. `"spikes"`: spike samples, each channel a cell of a `spikeSource`.
   */
  kind?: "current" | "rates" | "spikes";
  /**
   * Of a current: what a signal of 1 adds to the input in every step; of spikes and rates: weights of synapses, ≥ 0. One
   * number or distribution for all neurons, or one for excitatory and one for inhibitory ones. Default: by neuron model.
   */
  weight?: number | Distribution | { exc: number | Distribution; inh: number | Distribution };
  /** Of spikes and rates: probability that a channel reaches a neuron. Default 0.3. A current reaches all. */
  p?: number;
}

/** What a `Liquid` is built from; all of it may be left out. Values by pair: one for all, or `{ excExc, excInh, inhExc, inhInh }`. */
export interface LiquidOptions<M extends NeuronModel = NeuronModel> {
  /** Default `erdosRenyi({ neurons: 500, p: 0.1 })`. */
  topology?: Topology;
  /** Any neuron model. Default `lif`. */
  neuron?: M;
  /** Params of the neurons on top of the liquid's defaults for the model. Neurons stand in order: excitatory ones first. */
  params?: ParamsOf<M, ParamValue>;
  /** Initial values of states, on top of the liquid's defaults for the model. */
  init?: { [K in keyof M["state"] & string]?: ParamValue };
  /** Share of excitatory neurons, in [0, 1]. Default 0.8. */
  excitatory?: number;
  /**
   * Magnitudes of recurrent weights, ≥ 0; the sign is that of the source (Dale's law), where the model's inputs have one.
   * Default: log-normal, in balance, by neuron model and indegree.
   */
  weight?: ByPair<number | Distribution>;
  /**
   * All recurrent weights are multiplied by one factor, so that the largest |eigenvalue| of their signed matrix is this
   * number (in the unit of weights).
   */
  spectralRadius?: number;
  /**
   * ms. Default `choice([1, 10, 20])`, in steps where these are longer: a liquid remembers with its delays too, and few of
   * them remember as well as many and take a third of the time.
   */
  delay?: ByPair<number | Distribution>;
  /** Short-term plasticity of recurrent synapses; of some kinds, where given by pair. */
  shortTerm?: SomeByPair<ShortTerm>;
  /**
   * Plasticity of recurrent synapses; of some kinds, where given by pair. All weights have to lie within its bounds, with their
   * sign and scaled: give unbounded distributions a clip.
   */
  plasticity?: SomeByPair<PlasticityDescription>;
  input?: LiquidInputOptions;
  /** Grid step, ms. Default 1. */
  dt?: number;
  /** Default `DEFAULT_SEED`. */
  seed?: number;
  /** Threads that the liquid is spread over, as of a `Network`. Default 1. */
  workers?: number;
  /**
   * Told once in the life of the liquid, if the mean rate of its neurons over 100 ms or more of stimuli is below 1 or above 60 Hz:
   * silent or saturated, it tells inputs apart badly. Default: `console.warn`.
   */
  onWarning?: (text: string) => void;
}
