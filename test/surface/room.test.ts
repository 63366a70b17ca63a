// What cannot fit into memory, and how soon that is said. Nothing near as large is ever built here.
import { describe, expect, it } from "vitest";
import {
  fixedIndegree,
  fixedOutdegree,
  fixedProbability,
  fixedTotal,
  lif,
  Network,
  uniform,
} from "../../dist/src/index.js";

describe("more synapses than fit", () => {
  it("are refused before they are counted, and told that workers help", async () => {
    for (const workers of [1, 2]) {
      const net = new Network({ workers });
      const cells = net.population("cells", 400_000, lif);
      net.connect(cells, cells, fixedIndegree(20_000), { into: "iE", name: "many" });
      await expect(net.build()).rejects.toMatchObject({
        code: "out-of-memory",
        message: expect.stringMatching(
          /^memory of projection "many" synapses must be at most 4294901760 bytes in one piece \(more workers share the synapses out, each with a memory of its own\), got \d+$/,
        ),
      });
    }
  });

  it("are added up over projections, and drawn ones are known well enough", async () => {
    const net = new Network();
    const cells = net.population("cells", 100_000, lif);
    for (const rule of [fixedTotal(3e8), fixedOutdegree(3000), fixedProbability(0.03)])
      net.connect(cells, cells, rule, { into: "iE", weight: uniform(0, 1) });
    await expect(net.build()).rejects.toThrow(/^memory of projection "cells.cells 2" synapses must be at most/);
  });
});
