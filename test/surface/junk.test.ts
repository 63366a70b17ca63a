import { describe, expect, it } from "vitest";
import * as neuroglia from "../../dist/src/index.js";
import * as inNode from "../../dist/src/node.js";

// Could not catch junk that is taken for something sensible, nor junk given to the methods of readouts, encoders and liquids.

/** What a network makes, never a user. */
const made = [
  "Astrocyte",
  "Drive",
  "Feedback",
  "Group",
  "Injection",
  "LoopReadout",
  "Projection",
  "SpikeRecording",
  "StateRecording",
];
/** Takes seconds with its defaults, which most junk leaves alone. */
const slow = ["syntheticDigits"];

const junk: readonly unknown[][] = [
  [],
  [null],
  [null, null, null],
  [undefined, null],
  [5, null],
  [{}],
  [{}, {}],
  [{ bogus: 1 }],
  [Number.NaN, "x"],
  ["x"],
  [[]],
  [[1, 2], [3]],
  [[null], [undefined]],
  [new Float32Array(3)],
  [() => 1],
];

const callables = Object.entries<unknown>({ ...neuroglia, ...inNode }).filter(
  (entry): entry is [string, (...args: unknown[]) => unknown] =>
    typeof entry[1] === "function" && ![...made, ...slow, "NeurogliaError"].includes(entry[0]),
);
/** The error that some junk gives, or null. */
const refusal = async (call: () => unknown): Promise<unknown> => {
  try {
    await call();
    return null;
  } catch (error) {
    return error;
  }
};

const isClass = (callable: unknown): boolean => /^class/.test(Function.prototype.toString.call(callable));

describe("whatever plain JavaScript gives it, it takes it or refuses it with an error of ours:", () => {
  it.each(callables)("%s", async (_, callable) => {
    for (const args of junk) {
      const error = await refusal(() => (isClass(callable) ? Reflect.construct(callable, args) : callable(...args)));
      if (error !== null) expect(error, JSON.stringify(args)).toBeInstanceOf(neuroglia.NeurogliaError);
    }
  });

  it("what is left out is exported", () => {
    expect(Object.keys(neuroglia)).toEqual(expect.arrayContaining([...made, ...slow]));
  });

  const network = () => {
    const net = new neuroglia.Network({ dt: 1 });
    const cells = net.population("cells", 8, neuroglia.lifDiscrete);
    const rates = net.population("rates", 8, neuroglia.poisson);
    const trains = net.population("trains", 8, neuroglia.spikeSource);
    const learning = net.connect(rates, cells, neuroglia.allToAll(), { into: "i", plasticity: neuroglia.stdp() });
    const still = net.connect(cells, cells, neuroglia.fixedProbability(0.5), { into: "i" });
    const drive = net.drive(cells, neuroglia.poissonDrive, { rate: 10, weight: 1 }, { into: "i" });
    const injection = net.inject(cells, { into: "i", channels: 2 });
    const readout = net.readout("readout", cells, { rule: neuroglia.lms({ eta: 0.1 }) });
    const feedback = net.feedback(readout, cells, { into: "i" });
    const glia = net.astrocyte("glia", 1, neuroglia.lim);
    const spikes = net.record(cells, "spikes");
    const samples = net.record(cells, "filteredSpikes");
    return {
      net,
      parts: { net, cells, rates, trains, learning, still, drive, injection, readout, feedback, glia, spikes, samples },
    };
  };

  /** Names of the methods of an object. */
  const methodsOf = (part: object): string[] =>
    Object.entries(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(part)))
      .filter(([name, { value }]) => typeof value === "function" && name !== "constructor" && name !== "close")
      .map(([name]) => name);

  it.each(["before", "after"])("all methods of a network and its parts, %s it was built", async (time) => {
    let asked = 0;
    for (const [name, prototype] of Object.entries(network().parts))
      for (const method of methodsOf(prototype))
        for (const args of junk) {
          const { net, parts } = network();
          if (time === "after") await net.run(5);
          const part = parts[name as keyof typeof parts] as unknown as Record<string, (...args: unknown[]) => unknown>;
          const error = await refusal(() => part[method]!(...args));
          if (error !== null)
            expect(error, `${name}.${method}(${JSON.stringify(args)})`).toBeInstanceOf(neuroglia.NeurogliaError);
          await net.close();
          asked++;
        }
    expect(asked).toBeGreaterThan(500);
  });
});
