import type { PopulationDescription, Range } from "../engine/description.js";
import { NeurogliaError } from "../errors.js";
import type { ConnectionRule } from "./rules.js";

/** Neurons that are among the sources and among the targets. */
const selves = (pre: Range, post: Range): number =>
  pre.population === post.population ? Math.max(0, Math.min(pre.end, post.end) - Math.max(pre.begin, post.begin)) : 0;

/**
 * Refuses what a rule cannot make between two groups.
 * @throws NeurogliaError for groups of unequal size one to one; more distinct sources, targets or pairs than there are;
 * pairs out of range, or against `autapses` or `multapses`; distances without positions
 */
export const checkDemands = (
  { rule, autapses, multapses }: ConnectionRule,
  pre: Range,
  post: Range,
  populations: readonly PopulationDescription[],
  where: string,
): void => {
  const nPre = pre.end - pre.begin;
  const nPost = post.end - post.begin;
  const nSelves = autapses ? 0 : selves(pre, post);
  const refuse = (code: string, what: string, expected: string, got: unknown, at = where): never => {
    throw new NeurogliaError({ code, what, where: at, expected, got });
  };
  const atMost = (demand: number, n: number, what: string, of: string): void => {
    if (demand > 0 && n === 0)
      refuse("out-of-range", what, "0, as there is no pair but of a neuron with itself", demand);
    if (demand > n && !multapses) refuse("out-of-range", what, `at most ${n}, the number of distinct ${of}`, demand);
  };
  if (rule.kind === "oneToOne" && nPre !== nPost)
    refuse("size-mismatch", "number of targets", `that of the sources, ${nPre}`, nPost, `${where} (oneToOne)`);
  if (rule.kind === "fixedTotal") atMost(rule.n, nPre * nPost - nSelves, "n of fixedTotal", "pairs");
  if (rule.kind === "fixedIndegree") atMost(rule.k, nPre - (nSelves > 0 ? 1 : 0), "k of fixedIndegree", "sources");
  if (rule.kind === "fixedOutdegree") atMost(rule.k, nPost - (nSelves > 0 ? 1 : 0), "k of fixedOutdegree", "targets");
  if (rule.kind === "distanceDependent")
    for (const [side, range] of [
      ["source", pre],
      ["target", post],
    ] as const)
      if (!populations[range.population]!.lattice)
        refuse(
          "no-positions",
          "populations",
          "lattices, such as net.population(name, [10, 10, 10], …)",
          `a ${side} population without positions`,
          `${where} (distanceDependent)`,
        );
  if (rule.kind !== "pairs") return;
  for (const [side, ids, n] of [
    ["pre", rule.pre, nPre],
    ["post", rule.post, nPost],
  ] as const)
    ids.forEach((id, k) => {
      if (id >= n) refuse("bad-input", `${side}[${k}] of pairs`, `0 … ${n - 1}`, id);
    });
  if (nSelves > 0) {
    const k = rule.pre.findIndex((source, at) => pre.begin + source === post.begin + rule.post[at]!);
    if (k >= 0) refuse("bad-input", `pair ${k}`, "of two neurons (autapses: false)", `${rule.pre[k]} twice`);
  }
  if (!multapses) {
    const keys = Float64Array.from(rule.pre, (source, k) => source * nPost + rule.post[k]!).sort();
    const k = keys.findIndex((key, at) => at > 0 && key === keys[at - 1]);
    if (k >= 0) {
      const twice = `${Math.floor(keys[k]! / nPost)} → ${keys[k]! % nPost} twice`;
      refuse("bad-input", "pairs", "distinct (multapses: false)", twice);
    }
  }
};
