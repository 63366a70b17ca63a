import { describe, expect, it } from "vitest";
import { identityOf } from "../../dist/src/engine/identity.js";
import { izhikevich, lif, lim, Network, neuron } from "../../dist/src/index.js";
import type { Model } from "../../dist/src/models/model.js";
import { js, refused } from "../refusals.js";

// Could not catch a text that leaves out what numbers come from.

const made = (change: object, from: Model = izhikevich): Model => {
  const { kind, ...rest } = from;
  return neuron(js({ ...rest, name: "mine", identityText: "v' = 0.04 v^2", ...change }));
};

describe("identityText", () => {
  const id = identityOf(made({}));
  const { v, u } = izhikevich.state;

  it("stands for all that numbers come from: expressions, limits and code may be put in another way", () => {
    const derived = { ...izhikevich.derived, more: { expression: "2*a" } };
    expect(identityOf(made({ derived, limits: [], title: "t", scheme: "euler", unchecked: ["a"] }))).toBe(id);
    expect(identityOf(made({ state: { v: { ...v, default: -60 }, u } }))).toBe(id);
    const { identityText, ...bare } = made({});
    expect(identityOf(made({ ...bare, identityText: undefined }))).not.toBe(id);
  });

  it.each<[string, object]>([
    ["another text", { identityText: "v' = 0.05 v^2" }],
    ["another name", { name: "yours" }],
    ["columns in another order", { state: { u, v } }],
    ["no text", { identityText: undefined }],
  ])("%s is another model", (_, change) => {
    expect(identityOf(made(change))).not.toBe(id);
  });

  it("without it, what is shown counts for nothing, and derived values do", () => {
    const plain = (change: object) => identityOf(made({ identityText: undefined, ...change }));
    expect(plain({ scheme: "euler", unchecked: ["a"] })).toBe(plain({}));
    expect(plain({ derived: { ...izhikevich.derived, more: { expression: "2*a" } } })).not.toBe(plain({}));
    expect(plain({ state: { v: { ...v, initial: "c" }, u } })).not.toBe(plain({}));
  });

  it("tells a checkpoint of another model of that name", async () => {
    const net = (model: Model) => {
      const made = new Network({ dt: 0.5 });
      made.population("cells", 4, model as typeof izhikevich);
      return made;
    };
    const bytes = await net(made({})).checkpoint();
    await expect(net(made({ title: "another" })).restore(bytes)).resolves.toBeUndefined();
    await expect(net(made({ identityText: "other" })).restore(bytes)).rejects.toThrow(/^model "mine" of checkpoint/);
  });

  it("is a text of 64 kB at most", () => {
    expect(refused(() => made({ identityText: 5 })).message).toMatch(/^identityText of .* must be a text/);
    expect(refused(() => made({ identityText: "" })).message).toMatch(/^identityText of .* must be a text/);
    expect(refused(() => made({ identityText: "x".repeat(65537) })).message).toMatch(/^length of identityText/);
    expect(() => made({ identityText: "x".repeat(65536) })).not.toThrow();
  });
});

describe("explain", () => {
  it("shows by which method a model is integrated and which units went unchecked, of those that say so", async () => {
    const net = new Network({ dt: 0.5 });
    const shown = made({ scheme: "euler: v is no linear equation", unchecked: ["v", "w in reset"] });
    net.population("cells", 4, shown as typeof izhikevich);
    net.population("others", 4, lif);
    net.astrocyte("glia", 1, lim);
    await net.build();
    const lines = net.explain().split("\n");
    const at = lines.indexOf("  cells: 4 mine");
    expect(lines.slice(at + 1, at + 4)).toEqual([
      "    euler: v is no linear equation",
      "    units unchecked: v, w in reset",
      "  others: 4 lif",
    ]);
    expect(refused(() => made({ scheme: 3 })).message).toMatch(/^scheme of/);
    expect(refused(() => made({ unchecked: "v" })).message).toMatch(/^unchecked of/);
  });
});
