/** Mistakes that people make, and what they are told. Could not catch: a cure that does not cure. */
import { expect, it } from "vitest";
import { neuron } from "../../dist/src/equations/index.js";
import { js, refused } from "../refusals.js";

const good = {
  name: "cell",
  equations: `
    dv/dt = (eL - v)/tauM + iE/cM : mV (unless refractory)
    diE/dt = -iE/tauSyn : pA`,
  threshold: "v > vTh",
  reset: "v = vReset",
  refractory: "tRef",
  params: {
    eL: [-70, "mV"],
    tauM: [10, "ms"],
    cM: [250, "pF"],
    vTh: [-55, "mV"],
    vReset: [-70, "mV"],
    tRef: [2, "ms"],
    tauSyn: [2, "ms"],
    rM: [100, "MOhm"],
    f: [50, "Hz"],
    a: 1,
  },
  inputs: { iE: {} },
  init: { v: "eL" },
} as const;
const v = (slope: string, unit = "mV") => ({
  equations: `dv/dt = ${slope} : ${unit} (unless refractory)\ndiE/dt = -iE/tauSyn : pA`,
});

const mistakes: Record<string, object> = {
  "a misspelt name": { threshold: "v > vt" },
  "a name of another case": { reset: "V = vReset" },
  "a function that there is not": v("(eL - v)/tauM*sinus(a)"),
  "a function of another simulator": v("(eL - v)/tauM*heaviside(a)"),
  "too many arguments": v("(eL - v)/tauM*exp(a, a)"),
  "a function without parentheses": v("(eL - v)/tauM*exp"),
  "a current without its capacitance": v("(eL - v)/tauM + iE"),
  "MOhm times pA": v("(eL - v + rM*iE)/tauM"),
  "Hz times ms": v("(eL - v)/tauM*(1 + f*tauM)"),
  "a slope that is not per ms": v("eL - v"),
  "mV plus pA": v("(eL - v + iE)/tauM"),
  "an exponential of mV": v("(eL - v)/tauM*exp(v)"),
  "a power of mV by a param": v("(eL - v)^a/tauM"),
  "a comparison of mV and ms": { threshold: "v > tRef" },
  "an assignment of pA to mV": { reset: "v = iE" },
  "a factor with a unit": { reset: "v *= vReset" },
  "a refractory period in mV": { refractory: "vTh" },
  "a unit of Brian's": v("(eL - v)/tauM", "volt"),
  "a unit that is large": v("(eL - v)/tauM", "V"),
  "a unit that is none": v("(eL - v)/tauM", "mv"),
  "a parenthesis left open": v("(eL - v/tauM"),
  "a parenthesis too many": v("(eL - v))/tauM"),
  "two operators": v("(eL - v)/*tauM"),
  "two names side by side": v("(eL - v) tauM"),
  "a bracket": v("[eL - v]/tauM"),
  "a letter that no text has": v("(eL − v)/tauM"),
  "v' = …": { equations: "v' = (eL - v)/tauM : mV" },
  "dv/dx": { equations: "dv/dx = (eL - v)/tauM : mV" },
  "= for ==": { threshold: "v = vTh" },
  "two comparisons at once": { threshold: "eL < v < vTh" },
  "an expression for a statement": { reset: "vReset" },
  "a comparison for a statement": { reset: "v == vReset" },
  "an assignment to a param": { reset: "eL = v" },
  "an assignment to an input that is over": {
    inputs: { iE: {}, kick: { adds: "v" } },
    reset: "kick = 0",
  },
  "a pulse that is read": { inputs: { iE: {}, kick: { adds: "v" } }, threshold: "v + kick > vTh" },
  "v_before in a slope": v("(eL - v_before)/tauM"),
  "noise at a spike": { reset: "v = vReset + xi*a" },
  "rand() in a slope": v("(eL - v)/tauM*rand()"),
  "noise squared": v("(eL - v)/tauM + a*mV*xi^2/ms^0.5/ms^0.5*ms"),
  "a name twice": { equations: "dv/dt = -v/tauM : mV\ndiE/dt = -iE/tauSyn : pA\na = v : mV" },
  "a reserved name": { equations: "dv/dt = -v/tauM : mV\ndiE/dt = -iE/tauSyn : pA\nt = v : mV" },
  "a circle": { equations: "dv/dt = x/tauM : mV\ndiE/dt = -iE/tauSyn : pA\nx = y : mV\ny = 2*z : mV\nz = x : mV" },
  "a flag of Brian's": {
    equations: "dv/dt = -v/tauM : mV (unless refractory)\ndiE/dt = -iE/tauSyn : pA\nw : pA (constant)",
  },
  "a flag that is none": { equations: "dv/dt = -v/tauM : mV (unless refactory)\ndiE/dt = -iE/tauSyn : pA" },
  "a state that stops where nothing is refractory": { refractory: undefined },
  "a declaration of Brian's": { equations: "dv/dt = -v/tauM : 1\nTimedArray x" },
  "a word of NESTML": { equations: "dv/dt = -v/tauM : mV\ninline x real = 3" },
  convolve: v("(eL - v)/tauM + convolve(iE, a)/cM"),
  "a reset without a threshold": { threshold: undefined },
  "an input that adds to nothing": { inputs: { kick: { adds: "u" } } },
  "an f64 input": { equations: "dv/dt = -v/tauM : mV (unless refractory)\ndiE/dt = -iE/tauSyn : pA (f64)" },
  "exact of what is not linear": { ...v("(eL - v)*v/tauM/mV"), method: "exact" },
  "exponential Euler of what is not linear": { ...v("(eL - v)*v/tauM/mV"), method: "exponentialEuler" },
  "auto of noise that is multiplied": v("(eL - v)/tauM + v*xi/ms^0.5"),
  "a method that there is not": { method: "rk45" },
  "a field that there is not": { treshold: "v > vTh" },
  "a param without a number": { params: { ...good.params, a: "1 mV" } },
  "an initial value of what is not known yet": { init: { v: "iExt" } },
  "an initial value in another unit": { init: { v: "tauM" } },
  "no equations": { equations: "# none" },
  "nothing that is a state": { equations: "x = 3" },
};

it.each(Object.entries(mistakes))("%s", (name, change) => {
  const { message, code } = refused(() => neuron(js({ ...good, ...change }))) as { message: string; code: string };
  expect(["bad-equation", "bad-input"], message).toContain(code);
  expect(`${message}\n`).toMatchSnapshot(name);
});

it("what is right is taken", () => {
  expect(neuron(good).name).toBe("cell");
});
