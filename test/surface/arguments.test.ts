// What calls of a network are given that is of the wrong kind, in the wrong order or too large: refused at once, with what would do.
import { describe, expect, it } from "vitest";
import {
  allToAll,
  choice,
  erdosRenyi,
  gaussianDrive,
  Liquid,
  lif,
  lim,
  Network,
  normal,
  oneToOne,
  pairs,
  RateEncoder,
  spikeSource,
  stdp,
  uniform,
} from "../../dist/src/index.js";
import { js, refused } from "../refusals.js";

describe("delays", () => {
  const connected = (delay: Parameters<Network["connect"]>[3]["delay"], rule = allToAll()) => {
    const net = new Network({ dt: 0.1 });
    const cells = net.population("cells", 2, lif);
    return net.connect(cells, cells, rule, { into: "iE", delay: delay! });
  };

  it("above 65,535 steps are refused before they are listed, whatever gives them", () => {
    for (const delay of [
      6553.6,
      1e10,
      uniform(1, 1e5),
      uniform(1, 1e6),
      uniform(1, 1e9),
      uniform(1, 1e10),
      normal(1, 1, { clip: [1, 1e10] }),
      choice([1, 1e6]),
    ])
      expect(refused(() => connected(delay)).message).toMatch(
        /^(value 1 of )?delay of projection "cells→cells" must be at most 6553.5 ms \(65535 steps of 0.1 ms\), got 1?\d+/,
      );
    expect(refused(() => connected([1, 1e7], pairs([0, 1], [1, 0]))).message).toContain("delay[1] of projection");
    const net = new Network();
    const glia = net.astrocyte("glia", 1, lim);
    const cells = net.population("cells", 2, lif);
    expect(refused(() => net.listen(cells, glia, { delay: 65536 })).message).toMatch(/must be at most 65535 ms/);
  });

  it("of 65,535 steps are made", async () => {
    const net = new Network();
    const cells = net.population("cells", 1, lif);
    net.connect(cells, cells, oneToOne(), { into: "iE", delay: 65535 });
    expect((await net.build()).synapses).toBe(1);
    expect(() => connected(uniform(0.1, 6553.55))).not.toThrow();
  });
});

describe("parts of a network in another's place", () => {
  const made = () => {
    const net = new Network();
    const cells = net.population("cells", 10, lif);
    const source = net.population("source", 2, spikeSource);
    const glia = net.astrocyte("glia", 1, lim);
    const learns = net.connect(cells, cells, allToAll(), {
      into: "iE",
      weight: 0,
      plasticity: stdp({ wMax: 1 }),
      name: "e",
    });
    const readout = net.readout("z", cells);
    return { net, cells, source, glia, learns, readout };
  };
  type Made = ReturnType<typeof made>;
  /** Every call that takes parts, with one of them given by the test; `takes`: the kinds that are right. */
  const calls: [string, (all: Made, part: unknown) => unknown, (keyof Made)[]][] = [
    [
      "connect from",
      ({ net, cells }, part) => net.connect(js(part), cells, allToAll(), { into: "iE" }),
      ["cells", "source"],
    ],
    ["connect to", ({ net, cells }, part) => net.connect(cells, js(part), allToAll(), { into: js("iE") }), ["cells"]],
    ["drive", ({ net }, part) => net.drive(js(part), gaussianDrive, { mean: 0, sd: 1 }, { into: js("iE") }), ["cells"]],
    ["inject", ({ net }, part) => net.inject(js(part), { into: js("iE") }), ["cells"]],
    ["readout", ({ net }, part) => net.readout("other", js(part)), ["cells"]],
    ["feedback of", ({ net, cells }, part) => net.feedback(js(part), cells, { into: "iE" }), ["readout"]],
    ["feedback into", ({ net, readout }, part) => net.feedback(readout, js(part), { into: js("iE") }), ["cells"]],
    ["listen to", ({ net, glia }, part) => net.listen(js(part), glia), ["cells", "source"]],
    ["listen by", ({ net, cells }, part) => net.listen(cells, js(part)), ["glia"]],
    ["modulate by", ({ net, learns }, part) => net.modulate(js(part), learns, "aMinus"), ["glia"]],
    ["modulate what", ({ net, glia }, part) => net.modulate(glia, js(part), "aMinus"), ["learns"]],
    ["record", ({ net }, part) => net.record(js(part), js("spikes")), ["cells", "source"]],
  ];
  const others: [string, (all: Made) => unknown][] = [
    ["cells", ({ cells }) => cells],
    ["source", ({ source }) => source],
    ["glia", ({ glia }) => glia],
    ["learns", ({ learns }) => learns],
    ["readout", ({ readout }) => readout],
    ["a list of groups", ({ cells }) => [cells.slice(0, 5), cells.slice(5)]],
    ["the network", ({ net }) => net],
    ["nothing", () => undefined],
    ["null", () => null],
    ["a name", () => "cells"],
    ["a number", () => 3],
    ["a model", () => lif],
    ["what only looks like one", ({ cells }) => ({ ...cells })],
    ["a group of another network", () => made().cells],
    ["an astrocyte of another network", () => made().glia],
    ["a projection of another network", () => made().learns],
    ["a readout of another network", () => made().readout],
  ];

  it.each(calls)(
    "%s: what is of the wrong kind or of another network is refused, and the network stays whole",
    async (_, call, takes) => {
      for (const [what, part] of others) {
        const all = made();
        const act = () => call(all, part(all));
        if (takes.includes(what as keyof Made)) expect(act, what).not.toThrow();
        else {
          const { message } = refused(act);
          expect(message, what).toMatch(/ must be (one |neurons|a group)/);
          expect(message.length, message).toBeLessThan(420);
        }
        if (!takes.includes(what as keyof Made)) await all.net.run(1);
      }
    },
  );

  it("says what it found, and what to do with several", () => {
    const { net, cells, glia, learns } = made();
    expect(refused(() => net.listen(js(glia), js(cells))).message).toBe(
      'group of listen must be one group, as population or slice returns it, got "astrocyte glia"',
    );
    expect(refused(() => net.modulate(js(learns), js(glia), "aMinus")).message).toBe(
      'astrocyte of modulate must be one astrocyte, as astrocyte returns it, got "projection e"',
    );
    expect(refused(() => net.connect(js([cells, cells]), cells, allToAll(), { into: "iE" })).message).toBe(
      "source of connect must be one group, as population or slice returns it: a call for each of several, got Array(2)",
    );
    expect(refused(() => net.record(js([cells, cells]), "spikes")).message).toContain(
      "must be a group, astrocyte or readout: a call for each of several, got Array(2)",
    );
  });

  it("a closed network refuses every call by name", async () => {
    const all = made();
    await all.net.close();
    for (const [, call, [kind]] of calls) expect(refused(() => call(all, all[kind!])).code).toBe("closed");
    expect(refused(() => all.net.population("more", 1, lif)).code).toBe("closed");
    expect(refused(() => all.net.astrocyte("more", 1, lim)).code).toBe("closed");
  });
});

describe("arguments in the wrong order or form", () => {
  const net = new Network();
  const cells = net.population("cells", 10, lif);
  const source = net.population("source", 3, spikeSource);
  it.each<[string, () => unknown, string]>([
    [
      "a population without a name",
      () => net.population(js(lif), js(10), js(undefined)),
      'name of population must be a non-empty string, as in net.population("cells", 100, lif), got "lif"',
    ],
    [
      "a model in the place of the size",
      () => net.population("more", js(lif), js(10)),
      'size of population "more" must be a number of neurons or the three sides of a lattice, before the model, got "lif"',
    ],
    [
      "a readout without a name",
      () => net.readout(js(cells), js(undefined)),
      'name of readout must be a non-empty string, as in net.readout("z", cells, { … }), got "cells"',
    ],
    [
      "an astrocyte without a name",
      () => net.astrocyte(js(lim), js(1), js(undefined)),
      'name of astrocyte must be a non-empty string, as in net.astrocyte("glia", 1, lim), got "lim"',
    ],
    [
      "a name that is none",
      () => net.connect(cells, cells, allToAll(), { into: "iE", name: js(7) }),
      /^name of projection must be a non-empty string, as in net\.connect\(…, \{ name: ".*" \}\), got 7$/.source,
    ],
    [
      "a list of neurons to slice",
      () => cells.slice(js([1, 3, 5])),
      'slice of population "cells" must be slice(begin, end), a range (single neurons: the option ids of record, ' +
        "pairs(pre, post) of connect), got Array(3)",
    ],
    [
      "a bound that is no number",
      () => cells.slice(0, js("5")),
      /^slice of population "cells" must be slice\(begin, end\), .*, got "5"$/.source,
    ],
    [
      "an infinite time constant",
      () => net.population("x", 1, lif, { tauM: Number.POSITIVE_INFINITY }),
      'tauM of population "x" must be finite and ≥ 0.001 ms, got Infinity',
    ],
  ])("%s is refused with what was expected", (_, act, message) => {
    const got = refused(act).message;
    if (message.startsWith("^") || message.includes(".*")) expect(got).toMatch(new RegExp(message));
    else expect(got).toBe(message);
  });

  it("what only a built network is told says what it takes", async () => {
    await net.build();
    expect(refused(() => cells.set({ iExt: js(new Float64Array(10)) })).message).toBe(
      'iExt of population "cells" must be one number for all now that it is built (values by neuron go to net.population), ' +
        "got Float64Array(10)",
    );
    expect(refused(() => source.play(js([[1, 2], [3]]))).message).toBe(
      'stimulus of population "source" must be { times, ids }: cell ids[k] emits at times[k] ms, got Array(2)',
    );
    expect(refused(() => source.play([1, 2, 3])).message).toContain("must be { times, ids }");
  });

  it("stimuli and series that are bare lists say what they lack", async () => {
    await expect(new Liquid({ topology: erdosRenyi({ neurons: 20, p: 0.1 }) }).collect(js([1, 2, 3]))).rejects.toThrow(
      "stimulus of collect must be a series { values, length, channels } or a spike sample { times, ids, channels, duration }, " +
        "got Array(3)",
    );
    expect(refused(() => new RateEncoder({ every: 10, dt: 1, rateMax: 100 }).encode(js([1, 2, 3]))).message).toContain(
      "must be { values, length, channels }, got Array(3)",
    );
  });

  it("whatever was got is shown, briefly", () => {
    const round: Record<string, unknown> = {};
    round.self = round;
    expect(refused(() => new Network().record(js(round), "spikes")).message).toContain("got [object Object]");
    expect(refused(() => cells.slice(js({ text: "x".repeat(1e5) }))).message.length).toBeLessThan(400);
    const tauM = (given: unknown) => refused(() => new Network({ dt: 1 }).population("p", 1, lif, { tauM: js(given) }));
    expect(tauM(20n).message).toMatch(/, got 20n$/);
    expect(tauM([20n]).message).toBe('tauM[0] of population "p" must be a number, got 20n');
  });
});

describe("names of what was given none", () => {
  it("are numbered as they always were, also after a refusal and around names that were given", () => {
    const net = new Network();
    const cells = net.population("cells", 2, lif);
    const name = (given?: string) =>
      net.connect(cells, cells, oneToOne(), { into: "iE", ...(given !== undefined && { name: given }) }).name;
    const base = name();
    expect([name(), name(`${base} 4`), name()]).toEqual([`${base} 2`, `${base} 4`, `${base} 3`]);
    refused(() => net.connect(cells, cells, oneToOne(), { into: js("nothing") }));
    expect([name(), name()]).toEqual([`${base} 5`, `${base} 6`]);
  });

  it("are found in a few look-ups each, however many there are", () => {
    const net = new Network();
    const cells = net.population("cells", 2, lif);
    let lookups = 0;
    const has = Set.prototype.has;
    Set.prototype.has = function (value) {
      lookups++;
      return has.call(this, value);
    };
    try {
      for (let k = 0; k < 3000; k++) net.connect(cells, cells, oneToOne(), { into: "iE" });
    } finally {
      Set.prototype.has = has;
    }
    expect(lookups).toBeLessThan(10 * 3000);
  });
});
