import { describe, expect, it } from "vitest";
import { allToAll, lif, Network, NeurogliaError, neuron, plasticityRule, poisson, stdp } from "../../dist/src/index.js";
import { js } from "../refusals.js";

// Could not catch a change of bits that nobody counted: for that are the golden hashes.

/** 48, and three identities of models: filled up to 16. */
const HEADER_BYTES = 80;

const small = async (workers = 1) => {
  const net = new Network({ dt: 0.5, seed: 3, workers });
  const input = net.population("input", 2, poisson, { rate: 200 });
  const cells = net.population("cells", 5, lif);
  const learning = net.connect(input, cells, allToAll(), {
    into: "iE",
    weight: 300,
    delay: 1,
    plasticity: stdp({ wMax: 400, aPlus: 4, aMinus: 4 }),
  });
  await net.build();
  await net.run(50);
  return { net, cells, learning };
};

/** What the format says of the checksum: over all words of the header but itself, then over those behind it. */
const checksumOf = (bytes: Uint8Array): bigint => {
  const words = new BigUint64Array(bytes.slice().buffer);
  const wrapped = (x: bigint) => BigInt.asUintN(64, x);
  let sum = 0n;
  words.forEach((word, k) => {
    if (k < HEADER_BYTES / 8) {
      if (k !== 4) sum = wrapped((sum ^ word) * 0x100000001b3n);
    } else {
      sum = wrapped((sum ^ word) * 0xbf58476d1ce4e5b9n);
      sum ^= sum >> 29n;
    }
  });
  return sum;
};

const refusal = async (work: () => Promise<void>): Promise<NeurogliaError> => {
  try {
    await work();
  } catch (error) {
    if (error instanceof NeurogliaError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
};

describe("checkpoints", () => {
  it("any changed byte is refused, of the header, its spare words and the contents, and nothing is touched", async () => {
    const { net, cells, learning } = await small();
    const bytes = await net.checkpoint();
    const before = [cells.get("v"), await learning.weights(), net.activity()];
    for (let at = 0; at < bytes.length; at++) {
      const wrong = bytes.slice();
      wrong[at]! ^= 1 << (at % 8);
      const error = await refusal(() => net.restore(wrong));
      expect(error.code, `byte ${at}`).toBe(at >= 28 && at < 32 ? "other-bits" : "bad-checkpoint");
      if (at >= 28 && at < 32)
        expect((await refusal(() => net.restore(wrong, { allowOtherBits: true }))).details.what).toBe("checksum");
    }
    expect([cells.get("v"), await learning.weights(), net.activity()]).toEqual(before);
    await net.restore(bytes);
    expect(await net.checkpoint()).toEqual(bytes);
  });

  it("are the same bytes of the same state on one worker and on two", async () => {
    const [one, two] = [await small(), await small(2)];
    expect(await two.net.checkpoint()).toEqual(await one.net.checkpoint());
    await two.net.close();
  });

  it("of other bits are refused by name, and taken where that is allowed, on one worker and on two", async () => {
    for (const workers of [1, 2]) {
      const { net } = await small(workers);
      const bytes = await net.checkpoint();
      // As a release with bits 1 would have made it.
      const other = bytes.slice();
      new DataView(other.buffer).setUint32(28, 1, true);
      expect(new DataView(bytes.buffer).getBigUint64(32, true)).toBe(checksumOf(bytes));
      new DataView(other.buffer).setBigUint64(32, checksumOf(other), true);
      const resumed = (await small()).net;
      const error = await refusal(() => net.restore(other));
      expect(error.code).toBe("other-bits");
      expect(error.message).toMatch(/^bits of checkpoint must be 2: .*allowOtherBits.*got 1$/);
      expect((await refusal(() => net.reset({ to: other }))).code).toBe("other-bits");
      await net.restore(other, { allowOtherBits: true });
      // Taken once, it is still not taken unasked.
      expect((await refusal(() => net.restore(other))).code).toBe("other-bits");
      await net.run(50);
      await resumed.run(50);
      expect(net.activity()).toEqual(resumed.activity());
      await net.reset({ to: other, allowOtherBits: true });
      expect(net.time).toBe(0);
      await net.close();
    }
  });

  it("of another model of the same name and layout are refused, and name it; prose and bounds make no other model", async () => {
    const derived = (vInf: string) => ({ derived: { ...lif.derived, vInf: { expression: vInf } } });
    const of = async (change: object, decay = "exp(-dt/tauPlus)") => {
      const mine: typeof lif = js(neuron(js({ ...lif, name: "mine", ...change })));
      const { x } = stdp.rule.traces;
      const rule = plasticityRule({
        ...stdp.rule,
        name: "learns",
        traces: { ...stdp.rule.traces, x: { ...x, decay } },
      });
      const net = new Network({ dt: 0.5, seed: 3 });
      const cells = net.population("cells", 5, mine, { iExt: 500 });
      net.connect(cells, cells, allToAll(), { into: "iE", plasticity: rule({ wMax: 4 }) });
      await net.run(20);
      return net;
    };
    const net = await of({});
    const bytes = await net.checkpoint();
    for (const change of [{}, { title: "Another", limits: [], order: 2 }]) {
      const same = await of(change);
      await same.restore(bytes);
      await same.run(20);
      await net.restore(bytes);
      await net.run(20);
      expect(same.activity()).toEqual(net.activity());
    }
    const refusals: [Promise<Network>, string][] = [
      [of(derived("eL - origin")), "mine"],
      [of({ state: { ...lif.state, v: { ...lif.state.v, padding: Number.POSITIVE_INFINITY } } }), "mine"],
      [of({}, "exp(-dt/tauMinus)"), "learns"],
    ];
    for (const [other, name] of refusals) {
      const error = await refusal(async () => (await other).restore(bytes));
      expect([error.code, error.message]).toEqual([
        "bad-checkpoint",
        `model "${name}" of checkpoint must be the one that it was taken with, got "another of that name"`,
      ]);
    }
  });

  it("of the format before say so", async () => {
    const { net } = await small();
    const bytes = await net.checkpoint();
    new DataView(bytes.buffer).setUint32(4, 2, true);
    expect((await refusal(() => net.restore(bytes))).message).toBe(
      "version of checkpoint must be 3 (2 is of bits 1, and laid out in another way), got 2",
    );
  });
});
