/** mV from rest beyond which no threshold is meant to be met. */
const FAR = 100;

/**
 * A potential that v tends to, from the origin. One that is the threshold, but for rounding, is approached and never reached; so
 * that v cannot underflow to it, it tends a little below.
 */
export const fromOrigin = (potential: string): string =>
  `where(abs(${potential} - vTh) < 1e-12, vTh - 1e-12, ${potential}) - origin`;

export const refractoryEquations = [
  `v is kept as its distance from vTh, which f32 resolves however close it is (from eL where vTh is more than ${FAR} mV away)`,
  "a spike where v ≥ vTh, unless refractory; it carries the time t+dt, and v ← vReset at once",
  'for round(tRef/dt) steps after it: "hold" keeps v at vReset (a delta that arrives is lost) while synaptic variables go on; "noFire" lets v integrate and withholds the spike',
];

/** Threshold, reset and refractory period of the integrate-and-fire neurons; assembly/integrate/threshold.ts runs them. */
export const refractory = {
  params: {
    tRef: { unit: "ms", default: 2, min: 0, max: 1e6, meaning: "refractory period" },
  },
  refractory: "tRef",
  choices: {
    refractory: {
      values: ["hold", "noFire"],
      default: "hold",
      meaning: "what tRef does: hold v at vReset, or withhold the spike while v integrates",
    },
  },
  derived: {
    // A number that f32 has, so that adding it to what kernels keep rounds once.
    origin: { expression: `f32(where(abs(vTh - eL) > ${FAR}, eL, vTh))` },
    theta: { expression: "vTh - origin" },
    reset: { expression: "vReset - origin" },
    refSteps: { expression: "round(tRef/dt)" },
    /** refractoryLeft above which v is held: 0 where refractory is "hold", ∞ where "noFire" */
    heldAbove: { expression: "where(refractory, inf, 0)" },
  },
  limits: [
    {
      name: "dt/tRef",
      params: ["tRef"],
      measure: "where(tRef > 0, dt/tRef, 0)",
      most: 2,
      coarse: 1,
      meaning: "a refractory period of round(tRef/dt) steps",
    },
    {
      name: "tRef/dt",
      params: ["tRef"],
      measure: "tRef/dt",
      most: 2 ** 24,
      meaning: "steps that f32 can count",
    },
  ],
  inputs: {
    delta: { unit: "mV", meaning: "added to v once, on arrival", arrives: "before", typical: 10 },
  },
  state: {
    refractoryLeft: { unit: "steps", default: 0, meaning: "steps until a spike is possible again" },
  },
} as const;
