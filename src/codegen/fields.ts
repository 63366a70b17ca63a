import { frames } from "../engine/frames.js";
import { blockOf, frameOf } from "../engine/layout.js";
import { NeurogliaError } from "../errors.js";
import { checkFields } from "../models/checkedKernel.js";
import { isOfDt } from "../models/expression.js";
import type { KernelFields, Model, NeuronModel, ShortTermRule } from "../models/model.js";
import { ruleFields } from "./rule.js";
import type { Parameter, Signature } from "./signature.js";

const refuse = ({ name, type, at }: Parameter, expected: string): never => {
  throw new NeurogliaError({ code: "bad-kernel", what: `parameter "${name}"`, where: at, expected, got: type });
};

const namesOf = (parameters: readonly Parameter[]): string[] => parameters.map(({ name }) => name);
/** Four neurons' value, and one that is the same for all (assembly/simd.ts). */
const VALUES = ["v128", "OfDt"] as const;
const ofType = (parameters: readonly Parameter[], ...types: readonly string[]): string[] =>
  namesOf(parameters.filter(({ type }) => types.includes(type)));

/** What follows the advance of v where a model has the trait of refractory.ts: what threshold.ts reads. */
export const afterAdvance = ["theta", "reset", "refSteps", "heldAbove"] as const;

/** Of `<name>Step`: columns are addresses, those of f64 `Wide` (assembly/simd.ts); values are vectors. */
export const stepFields = ({ parameters }: Signature): KernelFields => {
  for (const parameter of parameters) {
    if (!["usize", "Wide", ...VALUES].includes(parameter.type))
      refuse(parameter, "usize (a column), Wide (a column of f64), v128 (a value) or OfDt (one of dt alone)");
    if ((frames.population as readonly string[]).includes(parameter.name))
      refuse(parameter, "called otherwise: blocks of neurons have a field of that name");
  }
  return {
    kind: "neuron",
    values: ofType(parameters, ...VALUES),
    columns: ofType(parameters, "usize", "Wide"),
    f64: ofType(parameters, "Wide"),
  };
};

/**
 * What a model with the trait of refractory.ts may have besides `<name>Advance`, of states of its own: `<name>Threshold`, what v of four
 * neurons has to reach after the advance, in the place of theta, and `<name>Spike`, what a spike of one neuron does once v is reset.
 */
export const heldVerbs = ["Threshold", "Spike"] as const;

/** The function of a model's kernel by that verb, if there is one. */
export const verbOf = (signatures: readonly Signature[], { name }: Model, verb: string): Signature | undefined =>
  signatures.find((signature) => signature.name === name + verb);

/** Of `<name>Advance`, which is handed v and the inputs that last, and knows neither pulses, decays nor threshold, and of `heldVerbs`. */
export const advanceFields = (
  { parameters }: Signature,
  signatures: readonly Signature[],
  model: NeuronModel,
): KernelFields => {
  const { inputs } = model;
  const [threshold, spike] = heldVerbs.map((verb) => verbOf(signatures, model, verb)?.parameters ?? []);
  const all = [...parameters, ...threshold!, ...spike!];
  for (const parameter of all) {
    const values = spike!.includes(parameter)
      ? ["f32"]
      : [...VALUES, ...(parameters.includes(parameter) ? ["Input"] : [])];
    if (![...values, "usize", "Wide"].includes(parameter.type))
      refuse(parameter, `${values.join(" or ")} (a value), usize (a column) or Wide (a column of f64)`);
    if ((frames.population as readonly string[]).includes(parameter.name))
      refuse(parameter, "called otherwise: blocks of neurons have a field of that name");
  }
  const values = ofType(all, ...VALUES, "f32").filter((name) => name !== "v" && !inputs[name]);
  const decays = Object.fromEntries(
    Object.entries(inputs).flatMap(([name, { decay }]) => (decay ? [[name, decay]] : [])),
  );
  return {
    kind: "neuron",
    values: [...new Set([...values, ...Object.values(decays), ...afterAdvance])],
    columns: [...new Set(["v", "refractoryLeft", ...ofType(all, "usize", "Wide"), ...Object.keys(inputs)])],
    f64: [...new Set(ofType(all, "Wide"))],
    decays,
  };
};

/** What every kernel with a loop of its own takes first. */
const RANGE = [
  ["block", "usize"],
  ["begin", "u32"],
  ["end", "u32"],
  ["step", "u32"],
] as const;

/** What a kernel with a loop of its own takes after the range: all that it reads. */
export const namedOf = ({ name, parameters, at }: Signature): readonly Parameter[] => {
  RANGE.forEach(([wanted, type], k) => {
    const parameter = parameters[k] ?? { name: "", type: "", at };
    if (parameter.name !== wanted || parameter.type !== type)
      throw new NeurogliaError({
        code: "bad-kernel",
        what: `parameter ${k + 1} of function "${name}"`,
        where: parameter.at,
        expected: `${wanted}: ${type}`,
        got: `${parameter.name}: ${parameter.type}`,
      });
  });
  return parameters.slice(RANGE.length);
};

/** Of a kernel with a loop of its own: what the frame of its kind has not. */
export const loopFields = (signature: Signature, kind: Model["kind"]): KernelFields => {
  const frame = frameOf[kind];
  const named = namedOf(signature);
  for (const parameter of named)
    if (!["usize", "Wide", "u32", "f32", "v128"].includes(parameter.type))
      refuse(
        parameter,
        "usize (an address), Wide (that of f64), u32 (a whole number), f32 or v128 (a value, once or four times)",
      );
  const isOfFrame = ({ name }: Parameter): boolean => (frames[frame] as readonly string[]).includes(name);
  for (const parameter of named)
    if (isOfFrame(parameter) && !["usize", "u32"].includes(parameter.type))
      refuse(parameter, "called otherwise, as every such block has an address or whole number of that name");
  const own = named.filter((parameter) => !isOfFrame(parameter));
  return {
    kind,
    values: ofType(own, "f32", "v128"),
    columns: ofType(own, "usize", "Wide", "u32"),
    f64: ofType(own, "Wide"),
  };
};

/** Of `<name>Release`: states are addresses, all else vectors; what `decays` names comes from its time constant. */
export const releaseFields = ({ parameters }: Signature, { decays }: ShortTermRule): KernelFields => {
  for (const parameter of parameters)
    if (!["usize", "v128", "Decay"].includes(parameter.type))
      refuse(parameter, "usize (a state), v128 (a value) or Decay (what is left since the last spike)");
  return {
    kind: "shortTerm",
    values: ofType(parameters, "v128", "Decay").map((name) => decays[name] ?? name),
    columns: ofType(parameters, "usize"),
    decays,
  };
};

/** What glue is made from: a model's descriptor, the exported functions of its kernel file, and the fields of its block. */
export interface Kernel<M extends Model = Model> {
  readonly model: M;
  readonly signatures: readonly Signature[];
  readonly fields: KernelFields;
  /** Where they are in a block, in bytes. */
  readonly offsets: Readonly<Record<string, number>>;
}

/** Where the files of a kernel are, as the glue imports them. */
export interface Places {
  /** Of the headers that the package ships. */
  readonly headers: string;
  /** Of the kernel of a model of that name. */
  readonly kernelOf: (name: string) => string;
}

/** @throws NeurogliaError where it is missing */
export const signatureOf = (signatures: readonly Signature[], name: string, where: string): Signature => {
  const found = signatures.find((signature) => signature.name === name);
  if (found) return found;
  const got = signatures.map((signature) => signature.name).join(", ") || "none";
  throw new NeurogliaError({
    code: "bad-kernel",
    what: "functions",
    where,
    expected: `exported, ${name} among them`,
    got,
  });
};

const fieldsOf = (model: Model, signatures: readonly Signature[], where: string): KernelFields => {
  const of = (verb: string): Signature => signatureOf(signatures, model.name + verb, where);
  switch (model.kind) {
    case "neuron":
      return model.holds ? advanceFields(of("Advance"), signatures, model) : stepFields(of("Step"));
    case "source":
      return loopFields(of("Emit"), model.kind);
    case "drive":
      return loopFields(of("Draw"), model.kind);
    case "glia":
      return loopFields(of("Integrate"), model.kind);
    case "plasticity":
      return ruleFields(model, signatures);
    case "shortTerm":
      return releaseFields(of("Release"), model);
  }
};

/**
 * The kernel of a model, from its file.
 * @throws NeurogliaError for a function that is missing or takes what kernels do not
 */
export const kernelOf = <M extends Model>(model: M, signatures: readonly Signature[], where: string): Kernel<M> => {
  const { f64 = [], ...found } = fieldsOf(model, signatures, where);
  const ofDt = found.values.filter((name) => isOfDt(model, name));
  const relative = Object.keys(model.state).filter((name) => model.state[name]!.relativeTo);
  const fields: KernelFields = {
    ...found,
    ...(ofDt.length > 0 ? { ofDt } : {}),
    ...(f64.length > 0 ? { f64 } : {}),
    ...(relative.length > 0 ? { relative } : {}),
  };
  checkFields(fields, where);
  return { model, signatures, fields, offsets: blockOf(frameOf[model.kind], fields).offsets };
};
