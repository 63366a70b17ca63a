/** Params that the functions below read. */
export interface Params {
  tRef: number;
  refractory: "hold" | "noFire";
}

/** Threshold, reset and refractory period of the integrate-and-fire neurons; assembly/integrate/threshold.ts runs them. */
export const refractory = {
  equations: [
    "a spike where v ≥ vTh, unless refractory; it carries the time t+dt, and v ← vReset at once",
    'for round(tRef/dt) steps after it: "hold" keeps v at vReset (a delta that arrives is lost) while synaptic variables go on; "noFire" lets v integrate and withholds the spike',
  ],
  params: {
    tRef: { unit: "ms", default: 2, min: 0, max: 1e6, meaning: "refractory period" },
  },
  choices: {
    refractory: {
      values: ["hold", "noFire"],
      default: "hold",
      meaning: "what tRef does: hold v at vReset, or withhold the spike while v integrates",
    },
  },
  derived: {
    refSteps: { meaning: "round(tRef/dt)", from: (p: Params, dt: number) => Math.round(p.tRef / dt) },
    heldAbove: {
      meaning: 'refractoryLeft above which v is held: 0 where refractory is "hold", ∞ where "noFire"',
      from: (p: Params) => (p.refractory === "hold" ? 0 : Number.POSITIVE_INFINITY),
    },
  },
  limits: [
    {
      name: "dt/tRef",
      params: ["tRef"],
      measure: (p: Params, dt: number) => (p.tRef > 0 ? dt / p.tRef : 0),
      most: 2,
      coarse: 1,
      meaning: "a refractory period of round(tRef/dt) steps",
    },
    {
      name: "tRef/dt",
      params: ["tRef"],
      measure: (p: Params, dt: number) => p.tRef / dt,
      most: 2 ** 24,
      meaning: "steps that f32 can count",
    },
  ],
  state: {
    refractoryLeft: { unit: "steps", default: 0, meaning: "steps until a spike is possible again" },
  },
} as const;
