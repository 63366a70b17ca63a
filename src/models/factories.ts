import { type CallablePlasticityRule, plastic } from "../network/projection.js";
import { type CallableShortTermRule, shortTermCallable } from "../network/shortTerm.js";
import { checkedDescriptor } from "./checked.js";
import {
  type DriveModel,
  type GliaModel,
  type KernelCode,
  type NeuronModel,
  ours,
  type PlasticityRule,
  type ShortTermRule,
  type SourceModel,
} from "./model.js";

type Absent = "choices" | "derived" | "state";

/** The code of a model, or bytes that `npx neuroglia kernel` has compiled. */
type Compiled =
  | { readonly code: KernelCode; readonly kernel?: undefined }
  | { readonly kernel: Uint8Array | ArrayBuffer; readonly code?: undefined };

/** What a factory is told of a model: all but its kind; records that it leaves out are empty. */
export type Descriptor<M extends { readonly [K in Absent | "kind"]: unknown }> = Omit<M, Absent | "kind" | "code"> &
  Partial<Pick<M, Absent | "kind">> &
  Compiled;

/** What comes of a descriptor D. */
export type Described<M extends { readonly kind: string }, D> = Extract<
  Omit<D, Absent | "kind" | keyof Compiled> & { readonly kind: M["kind"]; readonly code: KernelCode } & {
    // biome-ignore lint/complexity/noBannedTypes: no names
    readonly [K in Absent]: D extends { readonly [N in K]: infer Given extends object } ? Given : {};
  },
  M
>;

const made = <M extends NeuronModel | SourceModel | DriveModel | GliaModel | PlasticityRule | ShortTermRule>(
  kind: M["kind"],
  descriptor: unknown,
): M => ours(checkedDescriptor<M>(kind, descriptor));

/**
 * A neuron of your own, for `net.population`. The descriptor is checked, copied and frozen: what comes of it is a model like those of
 * the package.
 * @throws NeurogliaError that names model and field
 */
export const neuron = <const D extends Descriptor<NeuronModel>>(descriptor: D): Described<NeuronModel, D> =>
  made<NeuronModel>("neuron", descriptor) as never;

/** A source of your own, for `net.population`; as `neuron`. */
export const source = <const D extends Descriptor<SourceModel>>(descriptor: D): Described<SourceModel, D> =>
  made<SourceModel>("source", descriptor) as never;

/** A drive of your own, for `net.drive`; as `neuron`. */
export const drive = <const D extends Descriptor<DriveModel>>(descriptor: D): Described<DriveModel, D> =>
  made<DriveModel>("drive", descriptor) as never;

/** An astrocyte of your own, for `net.astrocyte`; as `neuron`. */
export const astrocyteModel = <const D extends Descriptor<GliaModel>>(descriptor: D): Described<GliaModel, D> =>
  made<GliaModel>("glia", descriptor) as never;

/**
 * A plasticity rule of your own, to be called with its params, as `stdp` is:
 * `const triplet = plasticityRule({ … }); net.connect(…, { plasticity: triplet({ aPlus: 0.1, wMax: 1 }) })`. Otherwise as `neuron`.
 */
export const plasticityRule = <const D extends Descriptor<PlasticityRule>>(
  descriptor: D,
): CallablePlasticityRule<Described<PlasticityRule, D>> => {
  // Walks that put learning off have the traces of the package's own rule in them.
  const { putOff, ...rule } = checkedDescriptor<PlasticityRule>("plasticity", descriptor);
  return plastic(ours(rule)) as never;
};

/** A short-term rule of your own, to be called with its params, as `tsodyksMarkram` is. Otherwise as `neuron`. */
export const shortTermRule = <const D extends Descriptor<ShortTermRule>>(
  descriptor: D,
): CallableShortTermRule<Described<ShortTermRule, D>> =>
  shortTermCallable(made<ShortTermRule>("shortTerm", descriptor)) as never;
