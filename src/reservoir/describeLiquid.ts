import { lif } from "../../models/lif/model.js";
import { poisson } from "../../models/poisson/model.js";
import { spikeSource } from "../../models/spikeSource/model.js";
import type { PlasticityDescription } from "../engine/description.js";
import { Engine } from "../engine/engine.js";
import { hostMaths } from "../engine/hostMaths.js";
import { bringBitmaps } from "../engine/parts.js";
import * as bitmaps from "../generated/bitmapWasm.js";
import type { LiquidPreset, NeuronModel, ParamsOf } from "../models/model.js";
import { bad, checkCallback, knownName, knownOptions, type ParamValue } from "../network/check.js";
import { choice, type Distribution, extremes, lognormal, scaled, uniform } from "../network/distributions.js";
import type { Group } from "../network/group.js";
import { fromTo } from "../network/names.js";
import { Network } from "../network/network.js";
import type { ConnectOptions } from "../network/options.js";
import type { Projection } from "../network/projection.js";
import { fixedProbability } from "../network/rules.js";
import type { ShortTerm } from "../network/shortTerm.js";
import { inputsOf, LiquidInput } from "./liquidInput.js";
import type { LiquidInputOptions, LiquidOptions } from "./liquidOptions.js";
import { byPair, type PairName, pairNames, someByPair } from "./pairs.js";
import { spectralRadius } from "./spectralRadius.js";
import { erdosRenyi, type Topology } from "./topology.js";

const WHERE = "Liquid";

type Weight = number | Distribution;

/** Magnitudes: what a weight is before it takes the sign of its source. */
const magnitude = (value: Weight, what: string): Weight => {
  if (typeof value !== "number" && (typeof value !== "object" || value === null || !("kind" in value)))
    throw bad(what, WHERE, "a number or a distribution", value);
  const [low, high] = typeof value === "number" ? [value, value] : extremes(value);
  if (!(low >= 0)) throw bad(what, WHERE, "≥ 0 (the sign is the source's; give distributions a clip)", low);
  if (!Number.isFinite(high)) throw bad(what, WHERE, "finite", high);
  return value;
};

/** Log-normal with that mean and a coefficient of variation of about one. */
const skewed = (mean: number): Distribution => {
  const sigma = 0.8;
  return lognormal(hostMaths().log(mean) - (sigma * sigma) / 2, sigma);
};

/** The recurrent part of a liquid in a network, with what it is made of. */
interface Recurrent {
  readonly topology: Topology;
  readonly model: NeuronModel;
  readonly defaults: LiquidPreset;
  readonly nExc: number;
  readonly all: Group<NeuronModel>;
  readonly exc: Group<NeuronModel> | null;
  readonly inh: Group<NeuronModel> | null;
  readonly projections: Partial<Record<PairName, Projection>>;
}

const optional = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };

/** Describes neurons and recurrent synapses, whose weights are `factor` times those of the options. */
const describeRecurrent = (net: Network, options: LiquidOptions, factor = 1): Recurrent => {
  const {
    topology = erdosRenyi({ neurons: 500, p: 0.1 }),
    neuron: model = lif as NeuronModel,
    excitatory = 0.8,
  } = options;
  if (typeof topology?.rules !== "function")
    throw bad("topology", WHERE, "one, such as erdosRenyi({ neurons: 500, p: 0.1 })", topology);
  if (model?.kind !== "neuron") throw bad("neuron", WHERE, "a neuron model, such as lif", model);
  if (!(typeof excitatory === "number" && excitatory >= 0 && excitatory <= 1))
    throw bad("excitatory", WHERE, "between 0 and 1", excitatory);
  const { neurons } = topology;
  const defaults = model.presets?.liquid;
  if (!defaults)
    throw bad("neuron", WHERE, "a model with presets.liquid, which says how strong its synapses are", model.name);
  const nExc = Math.round(excitatory * neurons);
  const params = { ...defaults.params, ...options.params } as ParamsOf<NeuronModel, ParamValue>;
  const all: Group<NeuronModel> = net.population(
    "liquid",
    topology.size ?? neurons,
    model,
    params,
    topology.size ? { shuffle: true } : {},
  );
  all.init({ ...defaults.init, ...options.init });
  const exc = nExc > 0 ? all.slice(0, nExc) : null;
  const inh = nExc < neurons ? all.slice(nExc) : null;

  const mean = defaults.strength / Math.sqrt(Math.max(1, topology.meanIndegree(nExc)));
  const [fromExc, fromInh] = [skewed(mean), skewed(mean * defaults.inhibition)];
  const balanced = { excExc: fromExc, excInh: fromExc, inhExc: fromInh, inhInh: fromInh };
  const weight = byPair<Weight>(options.weight ?? balanced, "weight", WHERE);
  const delay = byPair<Weight>(
    options.delay ?? choice([1, 10, 20].map((ms) => ms * Math.max(1, net.dt))),
    "delay",
    WHERE,
  );
  const shortTerm = options.shortTerm ? someByPair<ShortTerm>(options.shortTerm, "shortTerm", WHERE) : {};
  const plasticity = options.plasticity
    ? someByPair<PlasticityDescription>(options.plasticity, "plasticity", WHERE)
    : {};
  const rules = topology.rules(net.seed, nExc);
  const inputs = inputsOf(model);
  const projections: Partial<Record<PairName, Projection>> = {};
  for (const pair of pairNames) {
    const pre = pair.startsWith("exc") ? exc : inh;
    const post = pair.endsWith("Exc") ? exc : inh;
    if (!pre || !post) continue;
    const sign = pre === inh && inputs.inhibitionIsNegative ? -1 : 1;
    const connected: ConnectOptions<string> = {
      name: pair,
      into: pre === inh ? inputs.inh : inputs.exc,
      weight: scaled(magnitude(weight[pair], `weight of ${pair}`), sign * factor),
      delay: delay[pair],
      ...optional("shortTerm", shortTerm[pair]),
      ...optional("plasticity", plasticity[pair]),
    };
    projections[pair] = net.connect(pre, post, rules[pair], connected as ConnectOptions<never>);
  }
  return { topology, model, defaults, nExc, all, exc, inh, projections };
};

const emptyNetwork = (options: LiquidOptions): Network =>
  new Network({
    ...optional("dt", options.dt),
    ...optional("seed", options.seed),
    ...optional("workers", options.workers),
  });

/**
 * Largest |eigenvalue| of the signed weights of the recurrent part, whose synapses are made for this alone. The bounds of a
 * plasticity are for the weights as they will be, so there is none here.
 */
const radiusOf = ({ plasticity, ...options }: LiquidOptions): number => {
  const net = emptyNetwork(options);
  const { nExc, all, model, projections } = describeRecurrent(net, options);
  bringBitmaps(bitmaps);
  const engine = new Engine(net.description, []);
  const { inhibitionIsNegative } = inputsOf(model);
  const parts = pairNames.flatMap((pair) => {
    const projection = projections[pair];
    if (!projection) return [];
    const { pre, post } = engine.synapses(projection.index);
    const fromInh = pair.startsWith("inh");
    const sign = fromInh && !inhibitionIsNegative ? -1 : 1;
    const toInh = pair.endsWith("Inh");
    return {
      pre: fromInh ? pre.map((id) => id + nExc) : pre,
      post: toInh ? post.map((id) => id + nExc) : post,
      weight: engine.weights(projection.index).map((w) => sign * w),
    };
  });
  const joined = <T extends Uint32Array | Float32Array>(out: T, lists: readonly T[]): T => {
    let at = 0;
    for (const list of lists) {
      out.set(list, at);
      at += list.length;
    }
    return out;
  };
  const total = parts.reduce((sum, { pre }) => sum + pre.length, 0);
  return spectralRadius({
    n: all.length,
    pre: joined(
      new Uint32Array(total),
      parts.map(({ pre }) => pre),
    ),
    post: joined(
      new Uint32Array(total),
      parts.map(({ post }) => post),
    ),
    weight: joined(
      new Float32Array(total),
      parts.map((part) => part.weight),
    ),
  });
};

const INPUT_KINDS = ["current", "rates", "spikes"] as const;

const describeInput = (
  net: Network,
  input: LiquidInputOptions,
  { model, defaults, all, exc, inh }: Recurrent,
): LiquidInput => {
  knownOptions(input, ["channels", "kind", "weight", "p"], `input of ${WHERE}`);
  const { channels = 1, kind = "current", weight, p } = input;
  knownName(kind, INPUT_KINDS, "kind", `input of ${WHERE}`);
  if (!Number.isSafeInteger(channels) || channels < 1)
    throw bad("channels", `input of ${WHERE}`, "a whole number ≥ 1", channels);
  const inputs = inputsOf(model);
  const split = typeof weight === "object" && weight !== null && "exc" in weight;
  if (split) knownOptions(weight, ["exc", "inh"], `weight of input of ${WHERE}`);
  const parts: { name: string; group: Group<NeuronModel>; given: Weight | undefined }[] = split
    ? [
        ...(exc ? [{ name: fromTo("input", "exc"), group: exc, given: weight.exc }] : []),
        ...(inh ? [{ name: fromTo("input", "inh"), group: inh, given: weight.inh }] : []),
      ]
    : [{ name: "input", group: all, given: weight }];
  if (kind === "current") {
    if (p !== undefined) throw bad("p", `input of ${WHERE}`, 'left out where the kind is "current"', p);
    const injections = parts.map(({ name, group, given = uniform(-defaults.current, defaults.current) }) =>
      net.inject(group, { name, channels, into: inputs.current as never, weight: given }),
    );
    return new LiquidInput(kind, channels, injections, null, []);
  }
  const source =
    kind === "rates" ? net.population("input", channels, poisson) : net.population("input", channels, spikeSource);
  const projections = parts.map(({ name, group, given = defaults.spike }) =>
    net.connect(source, group, fixedProbability(p ?? 0.3), {
      name,
      into: inputs.exc as never,
      weight: magnitude(given, "weight of the input"),
      delay: net.dt,
    }),
  );
  return new LiquidInput(kind, channels, [], source, projections);
};

const KNOWN = [
  ...["topology", "neuron", "params", "init", "excitatory", "weight", "spectralRadius", "delay", "shortTerm"],
  ...["plasticity", "input", "dt", "seed", "workers", "onWarning"],
];

/** A liquid's network, not built yet, and its parts. */
export interface DescribedLiquid extends Recurrent {
  readonly net: Network;
  readonly input: LiquidInput;
}

/** @throws NeurogliaError for a bad option, and where a spectral radius is asked of a liquid without one */
export const describeLiquid = (options: LiquidOptions): DescribedLiquid => {
  knownOptions(options, KNOWN, WHERE);
  checkCallback(options.onWarning, "onWarning", WHERE);
  const { spectralRadius: wanted, input = {} } = options;
  if (wanted !== undefined && !(wanted > 0 && Number.isFinite(wanted)))
    throw bad("spectralRadius", WHERE, "> 0", wanted);
  const radius = wanted === undefined ? 1 : radiusOf(options);
  if (radius === 0)
    throw bad("spectralRadius", WHERE, "left out where no activity returns to its neuron (the radius is 0)", wanted);
  const net = emptyNetwork(options);
  const recurrent = describeRecurrent(net, options, (wanted ?? 1) / radius);
  return { ...recurrent, net, input: describeInput(net, input, recurrent) };
};
