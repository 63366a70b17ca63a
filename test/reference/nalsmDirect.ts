/**
 * One step of NALSM after the authors' program (Ivanov & Michmizos 2021), written down as directly as possible: f64,
 * lists of synapses, no event lists, no SIMD. It shares nothing with the engine and is slow on purpose.
 */

export interface DirectProjection {
  /** Global ids: input neurons first, then the liquid. */
  pre: ArrayLike<number>;
  post: ArrayLike<number>;
  weights: Float64Array;
  wMin: number;
  wMax: number;
  /** Inhibitory sources learn by the mirrored rule. */
  mirrored: boolean;
}

export interface DirectOptions {
  nInputs: number;
  nLiquid: number;
  projections: DirectProjection[];
  variant: "static" | "stdp" | "nalsm" | "ap-stdp";
  /** "lastSpike": w·exp(−t_syn) with the present weight; "all": an exponential current, weight as on arrival. */
  summation: "lastSpike" | "all";
  /** Factor per ms on amplitudes and astrocyte. */
  decay: number;
  astrocyteWeight: number;
  /** Calcium threshold and window of AP-STDP. */
  cTheta?: number;
  cDelta?: number;
  aPlus?: number;
}

const TAU_V = 64;
const V_TH = 20;
const REFRACTORY = 2;
const TRACE_DECAY = 0.904774;
const TRACE_INCREMENT = 0.1;
const TAU_CALCIUM = 1000;
const TAU_ASTROCYTE = 100;

export class DirectNalsm {
  readonly v: Float64Array;
  readonly spiked: boolean[];
  readonly trace: Float64Array;
  readonly calcium: Float64Array;
  astrocyte = 0.15;
  aPlus: number;
  aMinusFixed: number;
  /** Updates in which both terms of a synapse counted, in which the clip changed a weight, and terms gated away. */
  readonly met = { together: 0, clipped: 0, gated: 0, passed: 0 };
  readonly projections: DirectProjection[];
  readonly #o: DirectOptions;
  readonly #tSyn: Float64Array;
  readonly #current: Float64Array;
  readonly #refractory: Float64Array;
  #astrocyteWeight: number;
  #bias = 0.15;

  constructor(options: DirectOptions) {
    const n = options.nInputs + options.nLiquid;
    this.#o = options;
    this.projections = options.projections;
    this.v = new Float64Array(n);
    this.spiked = new Array(n).fill(false);
    this.trace = new Float64Array(n);
    this.calcium = new Float64Array(n);
    this.#tSyn = new Float64Array(n).fill(20);
    this.#current = new Float64Array(n);
    this.#refractory = new Float64Array(n);
    this.aPlus = options.aPlus ?? 0.15;
    this.aMinusFixed = this.aPlus;
    this.#astrocyteWeight = options.astrocyteWeight;
  }

  /** Threshold test and reset: items 1 and 2 of the published order. */
  #test(): void {
    for (let i = 0; i < this.v.length; i++) {
      this.spiked[i] = this.v[i]! >= V_TH && this.#refractory[i]! <= 0;
      if (this.spiked[i]) this.v[i] = 0;
    }
  }

  /** Items 1 and 2 of the step that would come next; returns the ids that spike, ascending. */
  peek(): { ids: number[]; v: Float64Array } {
    const ids: number[] = [];
    const v = this.v.slice();
    for (let i = 0; i < v.length; i++)
      if (v[i]! >= V_TH && this.#refractory[i]! <= 0) {
        ids.push(i);
        v[i] = 0;
      }
    return { ids, v };
  }

  step(kicks: readonly number[]): void {
    const { nInputs, projections, variant, summation, decay } = this.#o;
    const n = this.v.length;
    this.#test();
    const S = this.spiked;
    for (let i = 0; i < n; i++) if (S[i]) this.#tSyn[i] = 0;

    const drive = new Float64Array(n);
    if (summation === "lastSpike") {
      for (const { pre, post, weights } of projections)
        for (let k = 0; k < weights.length; k++) drive[post[k]!]! += weights[k]! * Math.exp(-this.#tSyn[pre[k]!]!);
    } else {
      for (const { pre, post, weights } of projections)
        for (let k = 0; k < weights.length; k++) if (S[pre[k]!]) this.#current[post[k]!]! += weights[k]!;
      for (let i = 0; i < n; i++) {
        drive[i] = this.#current[i]!;
        this.#current[i]! *= Math.exp(-1);
      }
    }
    for (const id of kicks) drive[id]! += 100;
    for (let i = 0; i < n; i++) {
      this.v[i]! += drive[i]! - this.v[i]! / TAU_V;
      this.#tSyn[i] = Math.min(this.#tSyn[i]! + 1, 100);
      this.#refractory[i] = S[i] ? REFRACTORY : this.#refractory[i]! - 1;
    }

    if (variant !== "static") this.#learn();
    for (let i = 0; i < n; i++) {
      this.trace[i] = TRACE_DECAY * (this.trace[i]! + (S[i] ? TRACE_INCREMENT : 0));
      this.calcium[i]! += (S[i] ? 1 : 0) - this.calcium[i]! / TAU_CALCIUM;
    }

    let balance = 0;
    for (let i = 0; i < n; i++) if (S[i]) balance += i < nInputs ? -1 : 1;
    this.astrocyte += (this.#astrocyteWeight * balance + this.#bias - this.astrocyte) / TAU_ASTROCYTE;

    this.aPlus *= decay;
    this.aMinusFixed *= decay;
    this.astrocyte *= decay;
    this.#astrocyteWeight *= decay;
    this.#bias *= decay;
  }

  #learn(): void {
    const { projections, variant, cTheta = 0, cDelta = 0 } = this.#o;
    const aMinus = variant === "nalsm" ? this.astrocyte : this.aMinusFixed;
    const S = this.spiked;
    const gate = (dw: number, c: number): number => {
      if (variant !== "ap-stdp" || dw === 0) return dw;
      const open = dw > 0 ? cTheta < c && c < cTheta + cDelta : cTheta - cDelta < c && c < cTheta;
      this.met[open ? "passed" : "gated"]++;
      return open ? dw : 0;
    };
    for (const { pre, post, weights, wMin, wMax, mirrored } of projections)
      for (let k = 0; k < weights.length; k++) {
        const j = pre[k]!;
        const i = post[k]!;
        if (!S[i] && !S[j]) continue;
        const c = this.calcium[i]!;
        const atPost = S[i] ? gate((mirrored ? -aMinus : this.aPlus) * this.trace[j]!, c) : 0;
        const atPre = S[j] ? gate((mirrored ? this.aPlus : -aMinus) * this.trace[i]!, c) : 0;
        const free = weights[k]! + atPost + atPre;
        weights[k] = Math.min(wMax, Math.max(wMin, free));
        if (atPost !== 0 && atPre !== 0) this.met.together++;
        if (weights[k] !== free) this.met.clipped++;
      }
  }
}
