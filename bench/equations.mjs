/**
 * npm run bench:equations [-- --quick]
 *
 * Neurons from equations beside the package's own kernels of the same model, in networks of neurons alone: ns an update, uniform and with
 * one param of one number a neuron; bytes of the module; ms to make it. Nothing here asserts a time.
 */
import { neuron } from "../dist/src/equations/index.js";
import { izhikevich, lif, lifCoba, Network } from "../dist/src/index.js";
import { circumstances } from "./machine.mjs";
import { summary, takeTurns } from "./measure.mjs";

const quick = process.argv.includes("--quick");
const N = 2000;
const MS = 10;

const own = {
  lif: {
    equations: `
      dv/dt = (eL - v)/tauM + (iE + iI + iExt)/cM : mV (unless refractory)
      diE/dt = -iE/tauSynE : pA
      diI/dt = -iI/tauSynI : pA`,
    threshold: "v >= vTh",
    reset: "v = vReset",
    refractory: "tRef",
    params: {
      ...{ tauM: [10, "ms"], cM: [250, "pF"], eL: [-70, "mV"], vTh: [-55, "mV"], vReset: [-70, "mV"], tRef: [2, "ms"] },
      ...{ iExt: [450, "pA"], tauSynE: [2, "ms"], tauSynI: [2, "ms"] },
    },
    inputs: { iE: {}, iI: {} },
    init: { v: "eL" },
  },
  lifCoba: {
    equations: `
      dv/dt = (gL*(eL - v) + gE*(eRevE - v) + gI*(eRevI - v) + iExt)/cM : mV (unless refractory)
      dgE/dt = -gE/tauSynE : nS
      dgI/dt = -gI/tauSynI : nS`,
    threshold: "v >= vTh",
    reset: "v = vReset",
    refractory: "tRef",
    params: {
      ...{ cM: [200, "pF"], gL: [10, "nS"], eL: [-60, "mV"], vTh: [-50, "mV"], vReset: [-60, "mV"], tRef: [5, "ms"] },
      ...{ tauSynE: [5, "ms"], tauSynI: [10, "ms"], eRevE: [0, "mV"], eRevI: [-80, "mV"], iExt: [200, "pA"] },
    },
    inputs: { gE: {}, gI: {} },
    init: { v: "eL" },
    method: "trapezoidal",
  },
  izhikevich: {
    equations: `
      dv/dt = 0.04*v^2 + 5*v + 140 - u + iIn + iExt
      du/dt = a*(b*v - u)`,
    threshold: "v >= vPeak",
    reset: "v = c; u += d",
    params: { a: 0.02, b: 0.2, c: -65, d: 8, vPeak: 30, iExt: 10 },
    inputs: { iIn: {} },
    init: { v: -65, u: -13 },
    substeps: { v: 2 },
    method: "euler",
  },
  adex: {
    equations: `
      dv/dt = (gL*(eL - v) + gL*deltaT*exp((min(v, vPeak) - vT)/deltaT) - w + iExt)/cM : mV
      dw/dt = (a*(v - eL) - w)/tauW : pA`,
    threshold: "v > vPeak",
    reset: "v = vReset; w += b",
    params: {
      ...{ cM: [200, "pF"], gL: [10, "nS"], eL: [-70, "mV"], vT: [-50, "mV"], deltaT: [2, "mV"], vPeak: [0, "mV"] },
      ...{ vReset: [-58, "mV"], a: [2, "nS"], b: [0, "pA"], tauW: [30, "ms"], iExt: [500, "pA"] },
    },
    init: { v: "eL" },
    method: "euler",
  },
  hodgkinHuxley: {
    equations: `
      dv/dt = (gL*(eL - v) - gNa*m^3*h*(v - eNa) - gK*n^4*(v - eK) + iExt)/cM : mV
      dm/dt = alphaM*(1 - m) - betaM*m
      dh/dt = alphaH*(1 - h) - betaH*h
      dn/dt = alphaN*(1 - n) - betaN*n
      x = (v - vT)/mV
      alphaM = 1.28/exprel((13 - x)/4)/ms
      betaM = 1.4/exprel((x - 40)/5)/ms
      alphaH = 0.128*exp((17 - x)/18)/ms
      betaH = 4/(1 + exp((40 - x)/5))/ms
      alphaN = 0.16/exprel((15 - x)/5)/ms
      betaN = 0.5*exp((10 - x)/40)/ms`,
    threshold: "v > -20",
    refractory: 3,
    params: {
      ...{ cM: [200, "pF"], gL: [10, "nS"], eL: [-60, "mV"], eK: [-90, "mV"], eNa: [50, "mV"], gNa: [20000, "nS"] },
      ...{ gK: [6000, "nS"], vT: [-63, "mV"], iExt: [200, "pA"] },
    },
    init: { v: -65 },
    method: "exponentialEuler",
  },
  ornsteinUhlenbeck: {
    equations: "dv/dt = (eL - v)/tauM + sigma*sqrt(2/tauM)*xi : mV",
    threshold: "v > vTh",
    reset: "v = eL",
    params: { tauM: [10, "ms"], eL: [-70, "mV"], vTh: [-55, "mV"], sigma: [3, "mV"] },
    init: { v: "eL" },
    method: "euler",
  },
};
const ours = { lif: [lif, { iExt: 450 }], lifCoba: [lifCoba, {}], izhikevich: [izhikevich, { iExt: 10 }] };
/** A param that differs between neurons. */
const spread = {
  lif: "tauM",
  lifCoba: "gL",
  izhikevich: "a",
  adex: "tauW",
  hodgkinHuxley: "gL",
  ornsteinUhlenbeck: "tauM",
};

const effort = quick ? { rounds: 20, warmUp: 10 } : { rounds: 200, warmUp: 50 };
const { machine } = circumstances();
console.log(
  `node ${machine.node}, ${machine.cores} × ${machine.cpu}, ${machine.os}, load ${machine.load.toFixed(2)}; ` +
    `${N} neurons, ${MS} ms of steps of 0.1 ms a turn: least ns an update, and the median of ratios to the package's own kernel`,
);
const made = Object.fromEntries(Object.entries(own).map(([name, spec]) => [name, neuron({ name, ...spec })]));
for (const [name, spec] of Object.entries(own)) {
  const times = [];
  for (let k = 0; k < effort.rounds; k++) {
    const begin = performance.now();
    neuron({ name, ...spec });
    times.push(performance.now() - begin);
  }
  const { min, median } = summary(times);
  const bytes = (made[name].code.packed.length * 3) / 4;
  const figures = [];
  for (const isSpread of [false, true]) {
    const twins = {};
    const networks = [];
    for (const [whose, model, params] of [
      ...(ours[name] ? [["ours", ...ours[name]]] : []),
      ["equations", made[name], {}],
    ]) {
      const param = spread[name];
      const typical = model.params[param].default;
      const differing = { [param]: Float32Array.from({ length: N }, (_, k) => typical * (1 + k / N / 100)) };
      const net = new Network({ dt: 0.1, seed: 1 });
      net.population("cells", N, model, { ...params, ...(isSpread ? differing : {}) });
      await net.build();
      networks.push(net);
      twins[whose] = {
        run: async () => {
          const begin = performance.now();
          await net.run(MS);
          return { ms: performance.now() - begin, units: N * MS * 10 };
        },
      };
    }
    const { ns, ratio } = await takeTurns(twins, effort);
    const against = ratio.equations ? ` (${ratio.equations.median.toFixed(2)} × ${ns.ours.min.toFixed(2)})` : "";
    figures.push(`${isSpread ? "per neuron" : "uniform"} ${ns.equations.min.toFixed(2)}${against}`);
    for (const net of networks) await net.close();
  }
  console.log(`${name}: ${figures.join(", ")}; ${bytes} B, made in ${min.toFixed(1)} (median ${median.toFixed(1)}) ms`);
}
