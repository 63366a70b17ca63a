// What calls of a network are given that is of the wrong kind, in the wrong order or too large: refused at once, with what would do.
import { describe, expect, it } from "vitest";
import { allToAll, choice, lif, lim, Network, normal, oneToOne, pairs, uniform } from "../../dist/src/index.js";
import { refused } from "../refusals.js";

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
