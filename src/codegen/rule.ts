import { NeurogliaError } from "../errors.js";
import type { KernelFields, PlasticityRule } from "../models/model.js";
import type { Signature } from "./signature.js";

/** What a parameter may say more precisely than `v128` (assembly/simd.ts): a descriptor says it of the package's own. */
const VECTORS: readonly string[] = ["PreTrace", "PostTrace", "Amplitude", "OfTarget"];

/**
 * What a rule's functions take, by name: what the walks hand to them.
 * @throws NeurogliaError for a function that is missing, a parameter that names nothing of the rule, or of another type
 */
export const functionsOf = (rule: PlasticityRule, signatures: readonly Signature[]) => {
  const { params, derived, traces, amplitudes } = rule;
  const refuse = (what: string, where: string, expected: string, got: unknown): never => {
    throw new NeurogliaError({ code: "bad-kernel", what, where, expected, got });
  };
  const named = (role: string, wanted: string, known: readonly string[]): string[] | null => {
    const signature = signatures.find(({ name }) => name === rule.name + role);
    for (const { name, type, at } of signature?.parameters ?? []) {
      if (!known.includes(name)) refuse(`parameter "${name}"`, at, `one of ${known.join(", ")}`, name);
      if (type !== wanted && !(wanted === "v128" && VECTORS.includes(type)))
        refuse(`parameter "${name}"`, at, wanted, type);
    }
    return signature?.parameters.map(({ name }) => name) ?? null;
  };
  const values = [...amplitudes, ...Object.keys({ ...params, ...derived })];
  const once = values.filter((name) => !rule.perTarget?.kernel.includes(name));
  const gain = (side: string) => named(`${side}Gain`, "f32", once);
  const increments = (side: string, isGained: boolean): string[] =>
    named(`On${side}`, "v128", ["w", ...(isGained ? ["gain"] : []), ...Object.keys(traces), ...values]) ??
    refuse(`function "${rule.name}On${side}"`, `kernel of ${rule.name}`, "exported", undefined);
  const [preGain, postGain] = [gain("Pre"), gain("Post")];
  return { onPre: increments("Pre", !!preGain), onPost: increments("Post", !!postGain), preGain, postGain };
};

/** Of a rule: the params, derived values and traces that its functions take; traces that they do not take mark who spikes. */
export const ruleFields = (rule: PlasticityRule, signatures: readonly Signature[]): KernelFields => {
  const { onPre, onPost, preGain, postGain } = functionsOf(rule, signatures);
  const taken = new Set([...onPre, ...onPost, ...(preGain ?? []), ...(postGain ?? [])]);
  const isValue = (name: string) => !rule.amplitudes.includes(name) && (name in rule.params || name in rule.derived);
  const ofTarget = rule.perTarget?.kernel ?? [];
  return {
    kind: "plasticity",
    values: [...taken].filter(isValue),
    columns: Object.keys(rule.traces),
    traces: Object.fromEntries(Object.entries(rule.traces).map(([name, { of }]) => [name, of])),
    amplitudes: rule.amplitudes,
    ...(ofTarget.length > 0 ? { ofTarget } : {}),
  };
};
