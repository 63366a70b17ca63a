/** Pair STDP on given spike trains, one synapse at a time in f64: the rule of MODELS.md without anything around it. */
export interface PairRule {
  aPlus: number;
  aMinus: number;
  tauPlus: number;
  tauMinus: number;
  increment: number;
  wMin: number;
  wMax: number;
  mirrored: boolean;
}

export interface Outcome {
  weight: number;
  /** Steps in which both terms counted, and those where clipping each term by itself would have given another weight. */
  together: number;
  clipMatters: number;
}

const clip = (w: number, { wMin, wMax }: PairRule): number => Math.min(wMax, Math.max(wMin, w));

/** `pre[k]` and `post[k]` tell whether the spike counts in step k; both terms from the old w, summed, clipped once. */
export const pairStdp = (
  weight: number,
  pre: readonly boolean[],
  post: readonly boolean[],
  rule: PairRule,
): Outcome => {
  const { aPlus, aMinus, tauPlus, tauMinus, increment, mirrored } = rule;
  const out = { weight, together: 0, clipMatters: 0 };
  let x = 0;
  let y = 0;
  for (let k = 0; k < pre.length; k++) {
    const w = out.weight;
    const atPost = post[k] ? (mirrored ? -aMinus : aPlus) * x : 0;
    const atPre = pre[k] ? (mirrored ? aPlus : -aMinus) * y : 0;
    out.weight = clip(w + atPost + atPre, rule);
    if (atPost !== 0 && atPre !== 0) {
      out.together++;
      if (clip(clip(w + atPost, rule) + atPre, rule) !== out.weight) out.clipMatters++;
      else if (clip(clip(w + atPre, rule) + atPost, rule) !== out.weight) out.clipMatters++;
    }
    x = (x + (pre[k] ? increment : 0)) * Math.exp(-1 / tauPlus);
    y = (y + (post[k] ? increment : 0)) * Math.exp(-1 / tauMinus);
  }
  return out;
};
