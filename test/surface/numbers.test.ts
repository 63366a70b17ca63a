import { describe, expect, it } from "vitest";
import * as neuroglia from "../../dist/src/index.js";
import * as inNode from "../../dist/src/node.js";
import { networkEntries } from "./networkSlots.js";
import { type Entry, hostEntries, type Slot } from "./numberSlots.js";

// Whatever stands where a number or a list of numbers belongs is read by its value, or refused with an error of ours; the table is in
// numberSlots.ts and networkSlots.ts, and a new export, method or option without a place in it fails. Could not catch what is wrong for
// Float64Array too, nor lists of more than four neurons.

/** What takes no numbers, or only those that another of its class was asked for. */
const withoutNumbers: readonly string[] = [
  // test/surface/factories.test.ts tries theirs.
  ...["astrocyteModel", "drive", "neuron", "plasticityRule", "shortTermRule", "source"],
  ...["Astrocyte", "Drive", "Feedback", "Group", "Injection", "LoopReadout", "Projection", "SpikeRecording"],
  ...["StateRecording", "NeurogliaError", "NeurogliaError.toString", "configure", "negative", "parseWav"],
  ...["Astrocyte.get", "Feedback.weights", "Group.get", "Group.positions", "Injection.weights"],
  ...["Liquid.build", "Liquid.freeze", "Liquid.thaw", "Liquid.close"],
  ...[
    "LoopReadout.learn",
    "LoopReadout.apply",
    "LoopReadout.weights",
    "LoopReadout.bias",
    "LoopReadout.filtered",
    "LoopReadout.z",
  ],
  ...["Network.copy", "Network.build", "Network.freeze", "Network.thaw", "Network.checkpoint", "Network.restore"],
  ...["Network.activity", "Network.explain", "Network.close", "Pool.map", "Pool.outcomes", "Pool.close"],
  ...["Projection.weights", "Projection.synapses", "Projection.freeze", "Projection.thaw"],
  ...["Random.uniform", "Random.normal", "Random.exponential", "Random.shuffle", "RateReservoir.unlearn"],
  ...["Ridge.save", "SoftmaxReadout.save", "Rls.save", "Lms.save"],
  ...["Rls.begin", "Rls.resume", "Lms.begin", "Lms.resume"],
  ...["SpikeRecording.counts", "SpikeRecording.rate", "SpikeRecording.intervals"],
  ...["SpikeRecording.toCSV", "SpikeRecording.toNPY", "SpikeRecording.toJSON"],
  ...["StateRecording.toCSV", "StateRecording.toNPY", "StateRecording.toJSON"],
  ...["csvFile", "npyFile", "loadReadout", "saveReadout", "readLedger"],
  // Their numbers are asked for beside the files that they need, in tests of their own.
  ...["digits", "spokenDigits", "sweep"],
];

const typedArrays = [
  ...[
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
  ],
  ...("Float16Array" in globalThis
    ? [(globalThis as { Float16Array?: unknown }).Float16Array as Float32ArrayConstructor]
    : []),
];

/** Typed arrays and maps as plain arrays, −0 as 0, functions left out. */
const plain = (value: unknown): unknown => {
  if (typeof value === "number") return value + 0;
  if (typeof value !== "object" || value === null) return typeof value === "function" ? "function" : value;
  if (ArrayBuffer.isView(value) || Array.isArray(value)) return Array.from(value as ArrayLike<unknown>, plain);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
};

const hasNaN = (value: unknown): boolean =>
  typeof value === "number"
    ? Number.isNaN(value)
    : typeof value === "object" && value !== null && Object.values(value).some(hasNaN);

const refusedResult = Symbol("refused");
/** What a call gives, or that it refuses. @throws what is no error of ours */
const resultOf = async (slot: Slot, tried: unknown): Promise<unknown> => {
  try {
    return plain(await slot.call(tried));
  } catch (error) {
    if (error instanceof neuroglia.NeurogliaError) return refusedResult;
    throw error;
  }
};

/** What is wrong with a slot, a line each. */
const faultsOf = async (name: string, slot: Slot): Promise<string[]> => {
  const faults: string[] = [];
  const { good } = slot;
  const isList = typeof good !== "number";
  const attempt = async (what: string, tried: unknown, isRight: (result: unknown) => boolean): Promise<void> => {
    try {
      const result = await resultOf(slot, tried);
      if (result !== refusedResult && !isRight(result))
        faults.push(`${name}: ${what} gives ${JSON.stringify(result)?.slice(0, 120)}`);
    } catch (error) {
      faults.push(`${name}: ${what} gives ${String(error).slice(0, 160)}`);
    }
  };
  const moved = (): boolean => slot.copies === true;
  const never = (): boolean => false;
  const finite = (result: unknown): boolean => slot.mayBeNaN === true || slot.copies === true || !hasNaN(result);
  const right = await resultOf(slot, good);
  if (right === refusedResult) faults.push(`${name}: what is right is refused`);
  if (hasNaN(right)) faults.push(`${name}: what is right gives NaN`);
  const same = (result: unknown): boolean => JSON.stringify(result) === JSON.stringify(right);
  if (!isList) {
    await attempt("a string of digits", String(good), never);
    await attempt("a BigInt", BigInt(Math.round(good)), never);
    await attempt("NaN", Number.NaN, never);
    for (const list of slot.orList ? [] : [[good], Float64Array.of(good)]) await attempt("a list", list, same);
    const ofZero = await resultOf(slot, 0).catch(() => refusedResult);
    await attempt("−0", -0, (result) => JSON.stringify(result) === JSON.stringify(ofZero));
    for (const huge of [Infinity, -Infinity, 1e300, -1e300]) await attempt(String(huge), huge, finite);
    return faults;
  }
  for (const Typed of typedArrays) {
    const typed: ArrayLike<number> = Typed.from(good);
    if (good.every((value, k) => typed[k] === value)) {
      if (Typed === Float64Array && (await resultOf(slot, typed).catch(never)) !== refusedResult)
        await attempt("a Float64Array", typed, same);
      await attempt(`a ${Typed.name}`, typed, same);
    }
  }
  if (good.every(Number.isInteger))
    for (const Big of [BigInt64Array, BigUint64Array])
      await attempt(`a ${Big.name}`, Big.from(good.map(BigInt)), never);
  await attempt("an array-like object", { ...good, length: good.length }, same);
  await attempt("a string", good.join(""), never);
  for (const at of new Set([0, good.length - 1])) {
    const changed = (value: unknown): unknown[] => good.map((each, k) => (k === at ? value : each));
    await attempt(`a string of digits at ${at}`, changed(String(good[at])), never);
    await attempt(`a BigInt at ${at}`, changed(BigInt(Math.round(good[at]!))), never);
    await attempt(`undefined at ${at}`, changed(undefined), never);
    await attempt(`NaN at ${at}`, changed(Number.NaN), moved);
    await attempt(`NaN in a Float64Array at ${at}`, Float64Array.from(changed(Number.NaN) as number[]), moved);
    const ofZero = await resultOf(slot, changed(0)).catch(() => refusedResult);
    await attempt(`−0 at ${at}`, changed(-0), (result) => JSON.stringify(result) === JSON.stringify(ofZero));
    for (const huge of [Infinity, -Infinity, 1e300, -1e300]) await attempt(`${huge} at ${at}`, changed(huge), finite);
  }
  return faults;
};

/** Options that a call knows and the table does not, from its own words. */
const unknownTo = async ({ probe }: Entry): Promise<string[]> => {
  if (!probe) return [];
  try {
    await probe.take({ bogusOption: 1 });
  } catch (error) {
    const { expected } = error as neuroglia.NeurogliaError;
    const names = [...expected.replace(/\(did.*$/, "").matchAll(/[a-zA-Z0-9]+/g)]
      .map(([name]) => name)
      .filter((w) => w !== "one" && w !== "of");
    return names.filter((name) => !probe.known.includes(name)).map((name) => `no entry for option ${name}`);
  }
  return ["an unknown option is taken in silence"];
};

describe.each([
  ["host", hostEntries],
  ["network", networkEntries],
])("%s", (_, entries) => {
  it.each(Object.entries(entries))(
    "%s",
    async (name, entry) => {
      const faults = await unknownTo(entry);
      for (const [slot, each] of Object.entries(entry.slots)) faults.push(...(await faultsOf(`${name} ${slot}`, each)));
      expect(faults).toEqual([]);
    },
    60_000,
  );
});

/** Names of the methods of a class, those of its base among them; static ones too. */
const methodsOf = (type: { prototype: object }): string[] => {
  const names: string[] = [];
  for (let at = type.prototype; at !== Object.prototype; at = Object.getPrototypeOf(at))
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(at)))
      if (typeof value === "function" && name !== "constructor") names.push(name);
  return [...new Set(names)];
};

describe("the table", () => {
  it("has every export and method, or it is known to take no numbers", () => {
    const known = new Set([...Object.keys(hostEntries), ...Object.keys(networkEntries), ...withoutNumbers]);
    const asked = Object.entries<unknown>({ ...neuroglia, ...inNode }).flatMap(([name, value]) => {
      if (typeof value === "object") return [(value as { name: string }).name];
      if (typeof value !== "function") return [];
      const isClass = /^class/.test(Function.prototype.toString.call(value));
      return [name, ...(isClass ? methodsOf(value).map((method) => `${name}.${method}`) : [])];
    });
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
    expect(withoutNumbers.filter((name) => !asked.includes(name))).toEqual([]);
  });
});
