import { NeurogliaError } from "../errors.js";
import type {
  DriveModel,
  GliaModel,
  KernelFields,
  Model,
  NeuronModel,
  PlasticityRule,
  ShortTermRule,
  SourceModel,
} from "../models/model.js";
import { afterAdvance, type Kernel, kernelOf, type Places } from "./fields.js";
import { integrateAssembly } from "./integrate.js";
import { learnAssembly } from "./learn.js";
import { releaseAssembly, releaseVariants } from "./release.js";
import { type Signature, signaturesOf } from "./signature.js";
import { wholeAssembly } from "./whole.js";

/** What a user's function is called tells the kind of its model. */
const KINDS = {
  Step: "neuron",
  Advance: "neuron",
  Emit: "source",
  Draw: "drive",
  Integrate: "glia",
  OnPre: "plasticity",
  Release: "shortTerm",
} as const satisfies Record<string, Model["kind"]>;

const VERB = new RegExp(`^(\\w+?)(${Object.keys(KINDS).join("|")})$`);

/** A user's kernel, ready to be compiled. */
export interface UserKernel {
  readonly kind: Model["kind"];
  readonly name: string;
  readonly fields: KernelFields;
  /** AssemblyScript around the user's file. */
  readonly glue: string;
  /** Functions of the glue, by the names under which the module exports them. */
  readonly exports: Readonly<Record<string, string>>;
}

/** Types of a rule's parameters that are more than values (assembly/simd.ts), and what they are of. */
const traceOf = { PreTrace: "pre", PostTrace: "post" } as const;

/** What a name of the signature goes with: the decay of input `iE` is `decayIE`, the time constant of what `rec` is left is `tauRec`. */
const paired = (prefix: string, name: string): string => prefix + name[0]!.toUpperCase() + name.slice(1);

/** As much of a descriptor as signatures tell: each parameter is a param, but those that are one number in every loop. */
const guessed = (verb: keyof typeof KINDS, name: string, signatures: readonly Signature[]): Model => {
  const kind = KINDS[verb];
  const holds = verb === "Advance";
  const all = signatures.filter((signature) => signature.name.startsWith(name)).flatMap(({ parameters }) => parameters);
  // The weight and what gains come to are of the walks, v of the loop.
  const ofLoops = kind === "plasticity" ? ["w", "gain"] : holds ? ["v"] : [];
  const named = (...types: string[]): string[] =>
    all.filter(({ type, name }) => types.includes(type) && !ofLoops.includes(name)).map(({ name }) => name);
  const quantity = { unit: "1", default: 0, meaning: "?" };
  const record = <V>(names: readonly string[], value: (name: string) => V) =>
    Object.fromEntries(names.map((name) => [name, value(name)]));
  const ofTarget = [...new Set(named("OfTarget"))];
  const traces = all.flatMap(({ name, type }) =>
    Object.hasOwn(traceOf, type) ? [[name, { of: traceOf[type as keyof typeof traceOf] }] as const] : [],
  );
  const amplitudes = [...new Set(named("Amplitude"))];
  const inputs = named("Input");
  const decays = named("Decay");
  const ofDt = [...named("OfDt"), ...(holds ? ["heldAbove"] : [])];
  const params = [
    ...named("v128", "f32"),
    ...ofTarget,
    ...amplitudes,
    ...(holds ? afterAdvance : []),
    ...inputs.map((name) => paired("decay", name)),
    ...decays.map((name) => paired("tau", name)),
  ];
  const model = {
    kind,
    name,
    title: name,
    params: record(
      [...new Set(params)].filter((name) => !ofDt.includes(name)),
      () => quantity,
    ),
    choices: {},
    derived: record(ofDt, () => ({ expression: "dt" })),
    // What v is kept relative to does not matter here; that it may be a small distance does.
    state: holds ? { v: { ...quantity, relativeTo: "theta" } } : {},
    inputs: {
      ...record(inputs, (name) => ({ decay: paired("decay", name) })),
      ...(holds && { delta: {} }),
    },
    ...(holds && { holds }),
    ...(kind === "shortTerm" && { decays: record(decays, (name) => paired("tau", name)) }),
    ...(kind === "plasticity" && {
      traces: Object.fromEntries(traces),
      amplitudes,
      perTarget: { params: ofTarget, kernel: ofTarget },
    }),
  };
  return model as unknown as Model;
};

const generated = (kernel: Kernel, places: Places): Pick<UserKernel, "glue" | "exports"> => {
  const { kind, name } = kernel.model;
  const roles = (prefix: string, ...words: string[]) =>
    Object.fromEntries(words.map((word) => [word[0]!.toLowerCase() + word.slice(1), prefix + word]));
  switch (kind) {
    case "neuron":
      return {
        glue: integrateAssembly([kernel as Kernel<NeuronModel>], places),
        exports: roles(
          `${name}Integrate`,
          "Uniform",
          "PerNeuron",
          ...((kernel.model as NeuronModel).holds ? ["Hold"] : []),
        ),
      };
    case "plasticity":
      return {
        glue: learnAssembly([kernel as Kernel<PlasticityRule>], places),
        exports: roles(name, "DeliverPre", "Pre", "PreLast", "Post", "PostLast"),
      };
    case "shortTerm":
      return {
        glue: releaseAssembly([kernel as Kernel<ShortTermRule>], places),
        exports: roles(name, ...releaseVariants.map(({ suffix }) => `Deliver${suffix}`)),
      };
    default:
      return {
        glue: wholeAssembly([kernel as Kernel<SourceModel | DriveModel | GliaModel>], places),
        exports: roles(name, kind === "source" ? "Emit" : kind === "drive" ? "Draw" : "Integrate"),
      };
  }
};

/**
 * The glue around a user's kernel: the same that the package's own models have.
 * @param text AssemblyScript
 * @param file its name, in messages
 * @throws NeurogliaError where no function, or more than one, says what it is the kernel of, and for parameters that it cannot have
 */
export const userKernel = (text: string, file: string, places: Places): UserKernel => {
  const signatures = signaturesOf(text, file);
  const found = signatures.flatMap(({ name }) => VERB.exec(name) ?? []);
  const [whole, name, verb] = found;
  if (whole === undefined || found.length > 3)
    throw new NeurogliaError({
      code: "bad-kernel",
      what: "exported functions",
      where: file,
      expected: `one whose name ends with what it does: ${Object.entries(KINDS)
        .map(([word, kind]) => `x${word} (${kind === "glia" ? "astrocyte" : kind})`)
        .join(", ")}`,
      got: signatures.map((signature) => signature.name).join(", ") || "none",
    });
  const kernel = kernelOf(guessed(verb as keyof typeof KINDS, name!, signatures), signatures, file);
  const { kind } = kernel.model;
  return { kind, name: name!, fields: kernel.fields, ...generated(kernel, places) };
};
