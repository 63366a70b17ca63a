import { describe, expect, it } from "vitest";
import { bernoulli, lif, Network, poisson, spikeSource, uniform } from "../../dist/src/index.js";
import { js, refused } from "../refusals.js";

// Could not catch bad input that is accepted and not listed here.

const place = () => {
  const net = new Network({ dt: 0.5, seed: 1 });
  const cells = net.population("cells", 4, lif);
  return { net, cells, source: net.population("source", 3, poisson) };
};
type Place = ReturnType<typeof place>;

const described: [string, (p: Place) => unknown, string][] = [
  [
    "a misspelt input",
    ({ net, cells }) => net.inject(cells, { into: js("iee") }),
    'into of injection "signal→cells" must be one of "iE", "iI", "delta" (did you mean "iE"?), got "iee"',
  ],
  [
    "a misspelt option",
    ({ net, cells }) => net.inject(cells, js({ into: "iE", wieght: 1 })),
    'option of injection "signal→cells" must be one of "channels", "into", "weight", "name" (did you mean "weight"?), got "wieght"',
  ],
  [
    "no channel",
    ({ net, cells }) => net.inject(cells, { into: "iE", channels: 0 }),
    'channels of injection "signal→cells" must be a whole number from 1 to 67108864, got 0',
  ],
  [
    "half a channel",
    ({ net, cells }) => net.inject(cells, { into: "iE", channels: 1.5 }),
    'channels of injection "signal→cells" must be a whole number from 1 to 67108864, got 1.5',
  ],
  [
    "weights of another number",
    ({ net, cells }) => net.inject(cells, { into: "iE", channels: 2, weight: [1, 2, 3, 4] }),
    'length of weight of injection "signal→cells" must be 8, one per element, got 4',
  ],
  [
    "a weight of NaN, in the unit of the input",
    ({ net, cells }) => net.inject(cells, { into: "delta", weight: Number.NaN, name: "u" }),
    'weight of injection "u" must be a finite number mV, got NaN',
  ],
  [
    "weights beyond the f32 range",
    ({ net, cells }) => net.inject(cells, { into: "iE", weight: uniform(0, 1e300) }),
    'weight of injection "signal→cells" must be a finite number pA, got 1e+300',
  ],
  [
    "a source",
    ({ net, source }) => net.inject(js(source), js({ into: "iE" })),
    'group of injection "signal→source" must be neurons, got "a poisson source"',
  ],
  [
    "a group of another network",
    ({ net }) => net.inject(place().cells, { into: "iE" }),
    'group of injection "signal→cells" must be one of this network, got "\\"cells\\" of another"',
  ],
  [
    "play before build",
    ({ net, cells }) => net.inject(cells, { into: "iE" }).play([1]),
    'play of injection "signal→cells" of a network must be done after build() or run(), got "a network not built"',
  ],
];

describe("injections refuse bad input", () => {
  it.each(described)("%s", (_, act, message) => {
    expect(refused(() => act(place())).message).toBe(message);
  });

  it("play: lengths, values and times; what was played before goes on then", async () => {
    const { net, cells } = place();
    const injection = net.inject(cells, { into: "iE", channels: 2, name: "u" });
    await net.build();
    injection.play([1, 2]);
    const messages: [() => unknown, string][] = [
      [() => injection.play([]), 'length of values of injection "u" must be a multiple of 2, got 0'],
      [() => injection.play([1, 2, 3]), 'length of values of injection "u" must be a multiple of 2, got 3'],
      [() => injection.play(js(3)), 'values of injection "u" must be an array or typed array, got 3'],
      [
        () => injection.play([1, 2, 3, 4]),
        'every of injection "u" must be given (ms a row) where there is more than one row ms, got undefined',
      ],
      [
        () => injection.play([1, 2], { every: 0.3 }),
        'every of injection "u" must be a whole number of steps of 0.5 ms (at least 1 of them), got 0.3',
      ],
      [
        () => injection.play([1, 2], { from: -0.5 }),
        'from of injection "u" must be a whole number of steps of 0.5 ms (at least 0 of them), got -0.5',
      ],
      [
        () => injection.play([1, 2], { from: 2 ** 40 }),
        'from of injection "u" must be at most 4294967295 steps, got 2199023255552',
      ],
      [
        () => injection.play([1, 2], js({ form: 1 })),
        'option of injection "u" must be one of "every", "from" (did you mean "from"?), got "form"',
      ],
      [() => injection.play([1, Number.NaN]), 'value 1 of injection "u" must be a finite number, got NaN'],
      [() => injection.play([1e300, 1]), 'value 0 of injection "u" must be a finite number, got 1e+300'],
    ];
    for (const [act, message] of messages) expect(refused(act).message).toBe(message);
    await net.run(0.5);
    expect(cells.get("iE")[3]).toBe(3);
    expect(refused(() => net.inject(cells, { into: "iE" })).code).toBe("built");
  });

  it("from of sources: rates, probabilities and trains begin there", async () => {
    const net = new Network({ dt: 0.5, seed: 2 });
    const coins = net.population("coins", 1, bernoulli);
    const trains = net.population("trains", 2, spikeSource);
    const recordings = [coins, trains].map((source) => net.record(source, "spikes"));
    await net.run(3);
    coins.play([1, 0, 1], { every: 1, from: 4 });
    trains.play({ times: [0, 2], ids: [1, 0] }, { from: net.time });
    await net.run(7);
    expect([...recordings[0]!.times]).toEqual([4, 4.5, 6, 6.5]);
    expect([...recordings[1]!.times]).toEqual([3, 5]);
    expect(refused(() => trains.play({ times: [], ids: [] }, { every: 1 })).what).toBe("option");
    expect(refused(() => trains.play({ times: [1], ids: [0] }, { from: 0.1 })).what).toBe("from");
  });
});
