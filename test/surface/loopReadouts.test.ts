import { describe, expect, it } from "vitest";
import { force, izhikevich, lms, Network, NeurogliaError, poisson, threeFactor } from "../../dist/src/index.js";
import { js, refused } from "../refusals.js";

// Could not catch bad input that is accepted and not listed here.

const place = (workers = 1) => {
  const net = new Network({ dt: 0.5, seed: 1, workers });
  const cells = net.population("cells", 6, izhikevich, { iExt: 10 });
  return { net, cells, source: net.population("source", 3, poisson) };
};
type Place = ReturnType<typeof place>;

const other = place().net;
const foreign = other.readout("foreign", other.population("far", 2, izhikevich));

const described: [string, (p: Place) => unknown, string][] = [
  [
    "sources",
    ({ net, source }) => net.readout("out", source),
    'group of readout "out" must be neurons, got "a poisson source"',
  ],
  [
    "no output",
    ({ net, cells }) => net.readout("out", cells, { outputs: 0 }),
    'outputs of readout "out" must be a whole number from 1 to 11184810, got 0',
  ],
  [
    "a time constant of NaN",
    ({ net, cells }) => net.readout("out", cells, { tauRise: Number.NaN }),
    'tauRise of readout "out" must be ≥ 0 ms, got NaN',
  ],
  [
    "no decay",
    ({ net, cells }) => net.readout("out", cells, { tauDecay: 0 }),
    'tauDecay of readout "out" must be ≥ 0.001 ms, got 0',
  ],
  [
    "learning off the grid",
    ({ net, cells }) => net.readout("out", cells, { every: 0.7 }),
    'every of readout "out" must be a whole number of steps of 0.5 ms (at least 1 of them), got 0.7',
  ],
  [
    "a misspelt option",
    ({ net, cells }) => net.readout("out", cells, js({ tauRis: 2 })),
    'option of readout "out" must be one of "outputs", "tauRise", "tauDecay", "every", "rule" (did you mean "tauRise"?), got "tauRis"',
  ],
  [
    "a rule that is none",
    ({ net, cells }) => net.readout("out", cells, { rule: js("force") }),
    'rule of readout "out" must be force, lms or threeFactor, got "force"',
  ],
  [
    "a rule of one's own",
    ({ net, cells }) => net.readout("out", cells, { rule: js({ kind: "lms", eta: -1 }) }),
    "eta of lms must be ≥ 0 ms², got -1",
  ],
  [
    "two of a name",
    ({ net, cells }) => [net.readout("out", cells), net.readout("out", cells)],
    'name of readout "out" must be used once in a network, got "out"',
  ],
  ["alpha of 0", () => force({ alpha: 0 }), "alpha of force must be > 0 1/ms², got 0"],
  ["no alpha", () => force(js({})), "alpha of force must be ≥ 0 1/ms², got undefined"],
  [
    "forgetting beyond 1",
    () => force({ alpha: 1, forgetting: 1.01 }),
    "forgetting of force must be above 0 and at most 1, got 1.01",
  ],
  [
    "eta of infinity",
    () => lms({ eta: Number.POSITIVE_INFINITY }),
    "eta of lms must be finite and ≥ 0 ms², got Infinity",
  ],
  [
    "another word for apply",
    () => threeFactor({ eta: 1, apply: js("trialend") }),
    'apply of threeFactor must be one of "online", "trialEnd" (did you mean "trialEnd"?), got "trialend"',
  ],
  [
    "a readout of another network, fed back",
    ({ net, cells }) => net.feedback(foreign, cells, { into: "i" }),
    'readout of feedback "foreign→cells" must be one of this network, got "\\"foreign\\" of another"',
  ],
  [
    "feedback weights of another number",
    ({ net, cells }) => net.feedback(net.readout("out", cells), cells, { into: "i", weight: [1, 2] }),
    'length of weight of feedback "out→cells" must be 6, one per element, got 2',
  ],
  [
    "a recording of what is no column",
    ({ net, cells }) => net.record(net.readout("out", cells), js("Z")),
    'quantity of recording of "out" must be one of "z", "error" (did you mean "z"?), got "Z"',
  ],
  [
    "teaching before build",
    ({ net, cells }) => net.readout("out", cells).teach([1]),
    'teach of readout "out" of a network must be done after build() or run(), got "a network not built"',
  ],
];

describe("while describing", () => {
  it.each(described)("%s is refused", (_, act, message) => {
    expect(refused(() => act(place())).message).toBe(message);
  });

  it("more than one worker is refused, and the network can go on without", async () => {
    const { net, cells } = place(2);
    expect(refused(() => net.readout("out", cells)).message).toBe(
      'workers of a network with readout "out" must be 1 (outputs couple all neurons in every step), got 2',
    );
    await net.run(1);
    await net.close();
  });
});

describe("once built", () => {
  const built = async () => {
    const { net, cells } = place();
    const out = net.readout("out", cells, { outputs: 2, rule: threeFactor({ eta: 1 }) });
    const plain = net.readout("plain", cells);
    await net.build();
    return { out, plain };
  };
  type Built = Awaited<ReturnType<typeof built>>;

  it.each<[string, (b: Built) => unknown, string]>([
    [
      "half a row",
      ({ out }) => out.teach([1, 2, 3], { every: 1 }),
      'length of targets of readout "out" must be a multiple of 2, got 3',
    ],
    ["no targets", ({ out }) => out.teach([]), 'length of targets of readout "out" must be a multiple of 2, got 0'],
    [
      "nothing",
      ({ out }) => out.teach(js(undefined)),
      'targets of readout "out" must be an array or typed array, got undefined',
    ],
    [
      "a target of NaN",
      ({ out }) => out.teach([1, Number.NaN]),
      'target 1 of readout "out" must be a finite number, got NaN',
    ],
    [
      "rows without their time",
      ({ out }) => out.teach([1, 2, 3, 4]),
      'every of readout "out" must be given (ms a row) where there is more than one row ms, got undefined',
    ],
    [
      "a beginning before time",
      ({ out }) => out.teach([1, 2], { from: -1 }),
      'from of readout "out" must be a whole number of steps of 0.5 ms (at least 0 of them), got -1',
    ],
    [
      "a gate above 1",
      ({ out }) => out.gate([0, 1.5], { every: 1 }),
      'gate 1 of readout "out" must be between 0 and 1, got 1.5',
    ],
    [
      "a gate without the rule",
      ({ plain }) => plain.gate([1]),
      'rule of gate of readout "plain" must be threeFactor, got "none"',
    ],
    [
      "learning without a rule",
      ({ plain }) => plain.learn(true),
      'rule of learn of readout "plain" must be force, lms or threeFactor, got "none"',
    ],
    ["learning of yes", ({ out }) => out.learn(js("yes")), 'learn of readout "out" must be true or false, got "yes"'],
    [
      "applying what acts at once",
      ({ out }) => out.apply(),
      'rule of apply of readout "out" must be threeFactor with apply "trialEnd", got "threeFactor"',
    ],
    [
      "weights of another number",
      ({ out }) => out.setWeights([1]),
      'length of weights of readout "out" must be 12, got 1',
    ],
    [
      "a bias of infinity",
      ({ plain }) => plain.setWeights([1, 2, 3, 4, 5, 6], [Number.POSITIVE_INFINITY]),
      'bias[0] of readout "plain" must be a finite number, got Infinity',
    ],
  ])("%s is refused", async (_, act, message) => {
    const b = await built();
    expect(refused(() => act(b)).message).toBe(message);
    expect(b.out.weights()).toEqual(new Float64Array(12));
  });
});

it.each([
  ["a rate of learning beyond what is stable", lms({ eta: 1e6 })],
  ["forgetting what is never seen again", force({ alpha: 1, forgetting: 0.01 })],
])("%s ends the run with a reason, and recordings keep what was run", async (_, rule) => {
  const { net, cells } = place();
  const out = net.readout("out", cells, { rule });
  const z = net.record(out, "z");
  const feedback = net.feedback(out, cells, { into: "i", weight: 0 });
  await net.build();
  expect(feedback.weights()).toEqual(new Float32Array(6));
  out.teach([1]);
  const error = await net.run(3000).then(
    () => null,
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(NeurogliaError);
  expect(error).toMatchObject({ code: "diverged", where: 'readout "out"' });
  expect(z.length).toBe(net.time / 0.5);
  expect(z.length).toBeGreaterThan(10);
  out.learn(false).setWeights(new Float64Array(6));
  // Feedback has brought the neurons what is no number either.
  await net.reset({ only: ["state"] });
  await net.run(1);
  expect(out.z()).toEqual(new Float32Array(1));
});

it("explain names readouts, feedback and the order of their step", async () => {
  const { net, cells } = place();
  const out = net.readout("out", cells, { outputs: 2, rule: force({ alpha: 1 }) });
  net.feedback(out, cells, { into: "i" });
  await net.build();
  const text = net.explain();
  expect(text).toContain("readout out: 2 outputs, force");
  expect(text).toContain("feedback out→cells: 2 channels into i");
  const step = text.slice(text.indexOf("one step"));
  const order = ["inject  feedback", "izhikevich.uniform", "readout  readout", "forceLearn  readout"];
  const places = order.map((line) => step.indexOf(line));
  expect(places.every((at) => at > 0)).toBe(true);
  expect([...places].sort((a, b) => a - b)).toEqual(places);
});
