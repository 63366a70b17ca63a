import { describe, expect, it } from "vitest";
import { foreigners, foreignNetwork, type Whose } from "../foreignNetwork.js";
import { goldenForeign } from "./golden.js";

// Could not catch what a hand-written kernel of a user does otherwise than those of the package, which these models bring.

const MS = 200;
const activity = async (whose: Whose, workers = 1) => {
  const { net } = foreignNetwork(whose, workers);
  await net.run(MS);
  const found = net.activity();
  await net.close();
  return found;
};

it("the package's models made anew, under other names and with a param more, have the bits of the package's", async () => {
  expect(await activity("ours")).toEqual(goldenForeign.renamed);
});

describe.each(foreigners)("%s models", (whose) => {
  it.each([1, 2, 3])("give the pinned hash on %i workers", async (workers) => {
    expect(await activity(whose, workers)).toEqual(goldenForeign[whose]);
  });

  it.each([
    [1, 3],
    [3, 2],
  ])("go on from a checkpoint of %i workers on %i", async (first, then) => {
    const one = foreignNetwork(whose, first);
    await one.net.run(MS / 2);
    const bytes = await one.net.checkpoint();
    await one.net.close();
    const other = foreignNetwork(whose, then);
    await other.net.restore(bytes);
    await other.net.run(MS / 2);
    expect(other.net.activity()).toEqual(goldenForeign[whose]);
    await other.net.close();
  });
});
