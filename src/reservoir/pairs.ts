import { bad, knownOptions } from "../network/check.js";

/** The four kinds of recurrent synapse, source first. */
export const pairNames = ["excExc", "excInh", "inhExc", "inhInh"] as const;
export type PairName = (typeof pairNames)[number];

/** One value for all recurrent synapses, or one for each kind. */
export type ByPair<T> = T | Readonly<Record<PairName, T>>;

const isByPair = (value: unknown): value is Record<PairName, unknown> =>
  typeof value === "object" && value !== null && pairNames.some((name) => name in value);

/**
 * The value of each kind.
 * @throws NeurogliaError where some kinds have one and others have not, unless `partial`
 */
export const byPair = <T>(value: ByPair<T>, what: string, where: string, partial = false): Record<PairName, T> => {
  if (!isByPair(value)) {
    const same = value as T;
    return { excExc: same, excInh: same, inhExc: same, inhInh: same };
  }
  knownOptions(value, pairNames, `${what} of ${where}`);
  if (!partial)
    for (const name of pairNames)
      if (value[name] === undefined) throw bad(`${what}.${name}`, where, "given, as the other kinds are", undefined);
  return value as Record<PairName, T>;
};
