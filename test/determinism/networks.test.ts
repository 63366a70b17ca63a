import { afterEach, describe, expect, it } from "vitest";
import type { PaperNetwork } from "../../dist/src/papers/networks/networkPaper.js";
import { paperNames, paperNetworks } from "../paperNetworks.js";
import { goldenNetworks } from "./golden.js";

// Could not catch a race that needs more cores than the machine has, or more than these milliseconds.

const opened: PaperNetwork[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ net }) => net.close()));
});

describe.each(paperNames)("%s", (name) => {
  const { ms, describe: network } = paperNetworks[name];
  const weightsOf = ({ plastic }: PaperNetwork) =>
    Promise.all(plastic.flatMap(({ projections }) => projections.map((projection) => projection.weights())));
  const open = (workers: number): PaperNetwork => {
    const made = network(workers);
    opened.push(made);
    return made;
  };
  const golden = goldenNetworks[name];

  it.each([1, 2, 3, 4, 7])("the pinned hash on %i workers", async (workers) => {
    const { net } = open(workers);
    await net.run(ms);
    expect(net.activity()).toEqual(golden);
  });

  it("ten runs of a tenth, and reading weights, state and explanation between them, change nothing", async () => {
    const { net, cells, plastic } = open(1);
    for (let k = 0; k < 10; k++) {
      await net.run(ms / 10);
      cells.get("v");
      for (const { projections } of plastic) for (const projection of projections) await projection.weights();
      net.explain();
    }
    expect(net.activity()).toEqual(golden);
  });

  it("a checkpoint half way, from 2 workers to 1 and from 1 to 3", async () => {
    const [two, one, three] = [open(2), open(1), open(3)];
    await two.net.run(ms / 2);
    const bytes = await two.net.checkpoint();
    await one.net.restore(bytes);
    await three.net.restore(await one.net.checkpoint());
    for (const { net } of [two, one, three]) {
      await net.run(ms / 2);
      expect(net.activity()).toEqual(golden);
    }
    const weights = await Promise.all([two, one, three].map(weightsOf));
    expect(weights[1]).toEqual(weights[0]);
    expect(weights[2]).toEqual(weights[0]);
  });
});
