import { tsodyksMarkram } from "../../generated/models.js";
import { gamma, normal, uniform } from "../../network/distributions.js";
import { Liquid } from "../../reservoir/liquid.js";
import type { PairName } from "../../reservoir/pairs.js";
import { column } from "../../reservoir/topology.js";

/** The paper's, as Brian 2's reproduction of its figure 2 lists them; ms, mV, pA, pF and lattice units. */
export const constants = {
  dt: 0.1,
  size: [3, 3, 15],
  excitatory: 0.8,
  lambda: 2,
  tauM: 30,
  vTh: 15,
  vReset: 13.5,
  /** R = 1 MΩ. */
  cM: 30_000,
  iExt: 13_500,
  tRef: { exc: 3, inh: 2 },
  tauSyn: { exc: 3, inh: 6 },
  initial: [13.5, 15],
  input: { exc: 18_000, inh: 9000 },
  /** c: probability at distance 0. Others: means. */
  synapses: {
    excExc: { c: 0.3, uSe: 0.5, tauRec: 1100, tauFacil: 50, weight: 30_000, delay: 1.5 },
    excInh: { c: 0.2, uSe: 0.05, tauRec: 125, tauFacil: 1200, weight: 60_000, delay: 0.8 },
    inhExc: { c: 0.4, uSe: 0.25, tauRec: 700, tauFacil: 20, weight: 19_000, delay: 0.8 },
    inhInh: { c: 0.1, uSe: 0.32, tauRec: 144, tauFacil: 60, weight: 19_000, delay: 0.8 },
  },
} as const;

export const N_NEURONS = constants.size.reduce((product: number, side) => product * side, 1);
export const N_EXC = Math.round(constants.excitatory * N_NEURONS);

/** Gaussian with a standard deviation of half the mean, drawn again where negative; a share above 1 likewise. */
const around = (mean: number, least: number, most: number) =>
  normal(mean, mean / 2, { clip: [least, most], redraw: true });

type Synapse = (typeof constants.synapses)[PairName];

const byPair = <T>(of: (synapse: Synapse) => T): Record<PairName, T> => {
  const { excExc, excInh, inhExc, inhInh } = constants.synapses;
  return { excExc: of(excExc), excInh: of(excInh), inhExc: of(inhExc), inhInh: of(inhInh) };
};

/** The microcircuit of Maass, Natschläger & Markram (2002), for one input train that reaches every neuron. */
export const maassColumn = (seed: number): Liquid => {
  const { dt, tauM, cM, vTh, vReset, iExt, tRef, tauSyn } = constants;
  return new Liquid({
    topology: column({ size: constants.size, lambda: constants.lambda, c: byPair(({ c }) => c) }),
    excitatory: constants.excitatory,
    params: {
      ...{ tauM, cM, eL: 0, vTh, vReset, iExt, tauSynE: tauSyn.exc, tauSynI: tauSyn.inh },
      tRef: Array.from({ length: N_NEURONS }, (_, k) => (k < N_EXC ? tRef.exc : tRef.inh)),
    },
    init: { v: uniform(...constants.initial) },
    // A standard deviation of 100 % of the mean.
    weight: byPair(({ weight }) => gamma(1, weight)),
    delay: byPair(({ delay }) => delay),
    shortTerm: byPair(({ uSe, tauRec, tauFacil }) =>
      tsodyksMarkram({
        uSe: around(uSe, 0, 1),
        tauRec: around(tauRec, 0.001, Number.POSITIVE_INFINITY),
        tauFacil: around(tauFacil, 0, Number.POSITIVE_INFINITY),
      }),
    ),
    input: { kind: "spikes", channels: 1, p: 1, weight: constants.input },
    dt,
    seed,
  });
};
