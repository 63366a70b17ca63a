import { bad, knownOptions } from "../network/check.js";

/** The four kinds of recurrent synapse, source first. */
export const pairNames = ["excExc", "excInh", "inhExc", "inhInh"] as const;
export type PairName = (typeof pairNames)[number];

/** One value for all recurrent synapses, or one for each kind. */
export type ByPair<T> = T | Readonly<Record<PairName, T>>;

/** One value for all recurrent synapses, or one for some kinds. */
export type SomeByPair<T> = T | Readonly<Partial<Record<PairName, T>>>;

const isByPair = <T>(value: SomeByPair<T>): value is Readonly<Partial<Record<PairName, T>>> =>
  typeof value === "object" && value !== null && pairNames.some((name) => name in value);

const each = <T>(value: T): Record<PairName, T> => ({ excExc: value, excInh: value, inhExc: value, inhInh: value });

/** The value of each kind that has one. */
export const someByPair = <T>(value: SomeByPair<T>, what: string, where: string): Partial<Record<PairName, T>> => {
  if (!isByPair(value)) return each(value);
  knownOptions(value, pairNames, `${what} of ${where}`);
  return value;
};

/** The value of each kind. @throws NeurogliaError where some kinds have one and others have not */
export const byPair = <T>(value: ByPair<T>, what: string, where: string): Record<PairName, T> => {
  const some = someByPair<T>(value, what, where);
  for (const name of pairNames)
    if (some[name] === undefined) throw bad(`${what}.${name}`, where, "given, as the other kinds are", undefined);
  return some as Record<PairName, T>;
};
