/** Words that mean something in equations, and those of other simulators. */

const ofOne = "exp log log10 log1p expm1 exprel sqrt abs sign floor ceil sin cos tan sinh cosh tanh";

/** Functions, by how many arguments they take. */
export const functions: ReadonlyMap<string, number> = new Map([
  ...ofOne.split(" ").map((name): [string, number] => [name, 1]),
  ["min", 2],
  ["max", 2],
  ["clip", 3],
  ["where", 3],
  ["rand", 0],
  ["randn", 0],
]);

export const constants: ReadonlyMap<string, number> = new Map([
  ["pi", Math.PI],
  ["inf", Number.POSITIVE_INFINITY],
  ["nan", Number.NaN],
  ["true", 1],
  ["false", 0],
]);

/** Names that nothing of a model may have, besides functions, constants and units (L10). */
export const isReserved = (name: string): boolean =>
  functions.has(name) ||
  constants.has(name) ||
  /^(t|dt|i|j|N|xi|xi_.*|and|or|not|timer|sinceSpike|refractory|pre|post|.*_(before|pre|post))$/.test(name) ||
  // What kernels and the descriptor have by these names.
  /^(refractoryLeft|isRefractory|spikeAge|step|block|begin|end|pow|round|f32|decayPair|decayTriple|expm)$/.test(name);

/** What ours is, by words of Brian 2 and NESTML. */
const foreign: readonly (readonly [RegExp, string])[] = [
  [/^(volt|second|siemens|farad|ohm|amp|ampere|hertz|metre|meter)$/, "units are short: mV, ms, nS, pF, GOhm, pA, Hz"],
  [/^(mvolt|msecond|nsiemens|pfarad|pamp|namp|usecond)$/, "units are short: mV, ms, nS, pF, pA"],
  [/^int$/, "a comparison gives 1 or 0 by itself, and floor(x) is the whole number below x"],
  [
    /^(TimedArray|stimulus)$/,
    "what changes by a table is injected: net.inject(group, …), or a param that the script sets",
  ],
  [/^(run_regularly|network_operation)$/, 'every: [{ ms, do: "…" }] does something now and then'],
  [/^linked$/, "a variable of another group comes by a projection"],
  [/^(constant|shared|constant over dt|parameter)$/, "what stays is a param"],
  [/^event - driven$/, "what synapses keep is said by plasticityRule"],
  [/^summed$/, "what synapses add up is an input"],
  [/^(if|elif|else)$/, "where(condition, a, b) chooses"],
  [/^(inline|recordable)$/, "a subexpression is x = …; all of them can be recorded"],
  [/^(kernel|convolve|delta)$/, "a synaptic current is a state with an equation that is an input: dI/dt = -I/tau"],
  [
    /^(emit_spike|onReceive|onCondition|update|integrate_odes|internals|function)$/,
    "threshold, reset and refractory say what happens at a spike",
  ],
  [/^(real|integer|boolean|string)$/, 'a state is "x : unit"'],
  [/^(steps|resolution|timestep)$/, "dt is the step in ms, and timer x counts down in whole steps"],
  [
    /^(lastspike|not_refractory)$/,
    "sinceSpike is the time since the last spike, and (unless refractory) stops a state",
  ],
  [/^(ln)$/, "log is the natural logarithm"],
  [/^(arctan|atan|asin|acos|arcsin|arccos)$/, "there are sin, cos, tan, sinh, cosh and tanh"],
  [/^(heaviside|theta|step)$/i, "x > 0 is 1 or 0"],
  [/^(ceiling)$/, "it is ceil"],
  [/^(power|pow)$/, "it is ^"],
  [/^(random|uniform)$/, "it is rand()"],
  [/^(gauss|normal|random_normal)$/, "it is randn(), or xi in a slope"],
];

/** What ours is, of a word of other simulators. */
export const elsewhere = (word: string): string | undefined => foreign.find(([words]) => words.test(word))?.[1];
