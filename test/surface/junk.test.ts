import { describe, expect, it } from "vitest";
import * as neuroglia from "../../dist/src/index.js";
import * as inNode from "../../dist/src/node.js";

// Could not catch junk that is taken for something sensible, nor junk deep within what is given.

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
  [{ values: new Float32Array(4), rows: 2, columns: 2 }],
  [{ values: new Float32Array(4), rows: 2, columns: 2 }, null, null],
  [{ values: new Float32Array(4), length: 2, channels: 2 }, null],
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
    const learning = net.connect(rates, cells, neuroglia.allToAll(), {
      into: "i",
      plasticity: neuroglia.stdp({ wMax: 1 }),
    });
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

  /** Names of the methods of an object, those of its class's base among them. */
  const methodsOf = (part: object): string[] => {
    const prototype: object = Object.getPrototypeOf(part);
    if (prototype === Object.prototype) return [];
    const own = Object.entries(Object.getOwnPropertyDescriptors(prototype))
      .filter(([name, { value }]) => typeof value === "function" && name !== "constructor" && name !== "close")
      .map(([name]) => name);
    return [...new Set([...own, ...methodsOf(prototype)])];
  };

  const others: Record<string, () => object> = {
    Ridge: () => new neuroglia.Ridge({ outputs: 1 }),
    Rls: () => new neuroglia.Rls({ outputs: 1 }),
    Lms: () => new neuroglia.Lms({ outputs: 1, eta: 0.1 }),
    SoftmaxReadout: () => new neuroglia.SoftmaxReadout({ classes: 2 }),
    BsaEncoder: () => new neuroglia.BsaEncoder({ every: 1, filter: [0.5, 0.5], threshold: 0.9 }),
    DeltaEncoder: () => new neuroglia.DeltaEncoder({ every: 1, thresholdOn: 0.1 }),
    LatencyEncoder: () => new neuroglia.LatencyEncoder({ every: 10, dt: 1 }),
    RateEncoder: () => new neuroglia.RateEncoder({ every: 10, dt: 1, rateMax: 100 }),
    PopulationEncoder: () => new neuroglia.PopulationEncoder({ fields: 4 }),
    Scaling: () => new neuroglia.Scaling({ from: [0, 1] }),
    Gammatone: () => new neuroglia.Gammatone({ sampleRate: 8000 }),
    Liquid: () => new neuroglia.Liquid({ topology: neuroglia.erdosRenyi({ neurons: 20, p: 0.2 }) }),
    echoState: () => neuroglia.echoState({ neurons: 20 }),
    Random: () => new neuroglia.Random(1, "junk"),
    RateCode: () => new neuroglia.RateCode({ count: 1, pixels: [1, 2] }),
    Pool: () => new neuroglia.Pool({ workers: 1 }),
  };

  it.each(Object.entries(others))("all methods of a %s", async (_, make) => {
    for (const method of methodsOf(make()).filter((name) => name !== "resume"))
      for (const args of junk) {
        const part = make() as Record<string, (...args: unknown[]) => unknown>;
        const error = await refusal(() => {
          const given = part[method]!(...args);
          // A generator begins when something is asked of it.
          return (given as AsyncGenerator | undefined)?.[Symbol.asyncIterator]
            ? (given as AsyncGenerator).next()
            : given;
        });
        if (error !== null)
          expect(error, `${method}(${JSON.stringify(args)})`).toBeInstanceOf(neuroglia.NeurogliaError);
        await part.close?.();
      }
  });

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
