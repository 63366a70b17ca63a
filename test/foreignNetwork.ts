import {
  allToAll,
  astrocyteModel,
  drive,
  fixedProbability,
  lif,
  lim,
  Network,
  neuron,
  plasticityRule,
  poisson,
  poissonDrive,
  shortTermRule,
  source,
  stdp,
  tsodyksMarkram,
} from "../dist/src/index.js";

/** The package's models; the same made anew by the factories; others, by expressions of their own, with the same kernels. */
export type Whose = "ours" | "renamed" | "foreign";
export const foreigners: readonly Exclude<Whose, "ours">[] = ["renamed", "foreign"];

const share = { share: { unit: "1", default: 1, meaning: "share of what the model is without it" } } as const;

/** Models of each kind; those that are foreign read a param that no kernel knows. */
const made = {
  renamed: {
    neuron: neuron({ ...lif, name: "mine", params: { ...share, ...lif.params } }),
    source: source({ ...poisson, name: "mySource" }),
    drive: drive({ ...poissonDrive, name: "myDrive", params: { ...poissonDrive.params, ...share } }),
    rule: plasticityRule({ ...stdp.rule, name: "myRule" }),
    shortTerm: shortTermRule({ ...tsodyksMarkram.rule, name: "myShortTerm" }),
    astrocyte: astrocyteModel({ ...lim, name: "myAstrocyte" }),
  },
  foreign: {
    neuron: neuron({
      ...lif,
      name: "mine",
      params: { ...share, ...lif.params },
      derived: { ...lif.derived, vInf: { expression: "eL + share*iExt*tauM/cM + 1 - origin" } },
    }),
    source: source({
      ...poisson,
      name: "mySource",
      derived: { probability: { expression: "1 - exp(-2*rate*dt/1000)" } },
    }),
    drive: drive({
      ...poissonDrive,
      name: "myDrive",
      params: { ...poissonDrive.params, ...share },
      derived: { mean: { expression: "0.5*share*rate*dt/1000" } },
    }),
    rule: plasticityRule({
      ...stdp.rule,
      name: "myRule",
      traces: { ...stdp.rule.traces, x: { ...stdp.rule.traces.x, decay: "exp(-dt/(2*tauPlus))" } },
    }),
    shortTerm: shortTermRule({
      ...tsodyksMarkram.rule,
      name: "myShortTerm",
      state: { ...tsodyksMarkram.rule.state, x: { ...tsodyksMarkram.rule.state.x, default: 0.5 } },
    }),
    astrocyte: astrocyteModel({
      ...lim,
      name: "myAstrocyte",
      derived: { ...lim.derived, rate: { expression: "2*dt/tau" } },
    }),
  },
} as const;

const own = {
  neuron: lif,
  source: poisson,
  drive: poissonDrive,
  rule: stdp,
  shortTerm: tsodyksMarkram,
  astrocyte: lim,
};
const modelsOf = (whose: Whose) => (whose === "ours" ? own : (made[whose] as unknown as typeof own));

/** A network of every kind of model, one neuron model with a number a param and one with a value a neuron. */
export const foreignNetwork = (whose: Whose, workers = 1, background = false) => {
  const models = modelsOf(whose);
  const net = new Network({ dt: 0.5, seed: 12, workers, background });
  const inputs = net.population("inputs", 20, models.source, { rate: 100 });
  const cells = net.population("cells", 70, models.neuron, { iExt: 350 });
  const others = net.population("others", 30, models.neuron, { tauM: Array.from({ length: 30 }, (_, k) => 8 + k / 4) });
  const learning = net.connect(inputs, cells, fixedProbability(0.3), {
    into: "iE",
    weight: 40,
    delay: 1,
    plasticity: models.rule({ wMax: 80, aPlus: 2, aMinus: 2 }),
    name: "learning",
  });
  net.connect(cells, others, fixedProbability(0.2), {
    into: "iE",
    weight: 60,
    delay: 1.5,
    shortTerm: models.shortTerm({ tauFacil: 50 }),
    name: "released",
  });
  net.connect(others, cells, allToAll(), { into: "iI", weight: -10, delay: 1, name: "back" });
  net.drive(others, models.drive, { rate: 900, weight: 45 }, { into: "iE", name: "noise" });
  const glia = net.astrocyte("glia", 1, models.astrocyte, { tau: 50 });
  net.listen(cells, glia, { gain: 0.3, delay: 1 });
  net.modulate(glia, learning, "aMinus");
  return { net, cells, learning, glia };
};
