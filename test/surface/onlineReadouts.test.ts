import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Lms, NeurogliaError, Rls, type SavedReadout } from "../../dist/src/index.js";
import { loadReadout, saveReadout } from "../../dist/src/node.js";
import { js } from "../refusals.js";

// Could not catch bad input that is accepted and not listed here.

const root = mkdtempSync(join(tmpdir(), "neuroglia-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const [rows, columns] = [40, 6];
const values = Float32Array.from({ length: rows * columns }, (_, k) => Math.sin(k * k));
const features = { values, rows, columns };
const part = (first: number, last: number) => ({
  values: values.subarray(first * columns, last * columns),
  rows: last - first,
  columns,
});
const numbers = Float64Array.from({ length: rows * 2 }, (_, k) => Math.cos(k));
const labels = Uint32Array.from({ length: rows }, (_, k) => k % 3);

const makers: [string, () => Rls | Lms, Float64Array | Uint32Array, number][] = [
  ["rls", () => new Rls({ outputs: 2, alpha: 0.1, forgetting: 0.99 }), numbers, 2],
  ["rls without bias", () => new Rls({ classes: 3, bias: false }), labels, 1],
  ["lms", () => new Lms({ outputs: 2, eta: 0.01 }), numbers, 2],
  ["nlms", () => new Lms({ classes: 3, eta: 0.5, normalised: true }), labels, 1],
];

describe.each(makers)("%s", (name, make, targets, width) => {
  it("learned in pieces, saved half way and read back from memory or a folder: the same bits", async () => {
    const [whole, pieces] = [make(), make()];
    await whole.fit(features, targets);
    pieces.partialFit(part(0, 1), targets.subarray(0, width));
    pieces.partialFit(part(1, 25), targets.subarray(width, 25 * width));
    const saved = pieces.save();
    await saveReadout(join(root, name), pieces);
    const load = pieces instanceof Rls ? Rls.load : Lms.load;
    const copies = [
      pieces,
      load({ ...saved, json: JSON.parse(JSON.stringify(saved.json)) }),
      await loadReadout(join(root, name)),
    ];
    for (const copy of copies) {
      if (!(copy instanceof Rls || copy instanceof Lms)) throw new Error(`read a ${copy.constructor.name}`);
      copy.partialFit(part(25, rows), targets.subarray(25 * width));
      expect(copy.weights).toEqual(whole.weights);
      expect(copy.bias).toEqual(whole.bias);
      expect(copy.predict(features)).toEqual(whole.predict(features));
      expect(copy.save()).toEqual(whole.save());
    }
    expect(whole.weights.some((weight) => weight !== 0)).toBe(true);
  });

  it("bad samples change nothing", async () => {
    const readout = make();
    await readout.fit(features, targets);
    const before = readout.weights;
    const holed = { ...features, values: values.map((value, k) => (k === 20 ? Number.NaN : value)) };
    await expect(readout.fit(holed, targets)).rejects.toMatchObject({
      code: "not-finite",
      what: "value at row 3, column 2",
    });
    expect(() => readout.partialFit(holed, targets)).toThrow(NeurogliaError);
    expect(() => readout.partialFit({ values: values.subarray(0, 10), rows: 2, columns: 5 }, targets)).toThrow(
      /columns of training set of .* must be 6, as in the training set, got 5/,
    );
    expect(() => readout.partialFit(features, targets.subarray(1))).toThrow(NeurogliaError);
    expect(() => readout.predict({ values: new Float32Array(0), rows: 0, columns })).toThrow("rows of features");
    await expect(readout.fit(features, targets, { passes: 0 })).rejects.toMatchObject({ what: "passes" });
    const aborted = AbortSignal.abort(new Error("enough"));
    await expect(readout.fit(features, targets, { signal: aborted })).rejects.toThrow("enough");
    expect(readout.weights).toEqual(before);
  });

  it("a saved readout with a piece missing, cut or of another kind is refused", async () => {
    const readout = make();
    expect(() => readout.save()).toThrow(/weights of .* must be fitted first/);
    readout.partialFit(features, targets);
    const saved = readout.save();
    const load = (other: SavedReadout) => () => (readout instanceof Rls ? Rls.load(other) : Lms.load(other));
    const { weights } = saved.arrays;
    const broken: SavedReadout["arrays"][] = [
      {},
      { weights: weights!.subarray(0, 150) },
      { ...saved.arrays, weights: new Uint8Array(3) },
    ];
    for (const arrays of broken) expect(load({ ...saved, arrays })).toThrow(NeurogliaError);
    expect(load({ ...saved, json: { ...saved.json, kind: "ridge" } })).toThrow(/kind of saved/);
    expect(load({ ...saved, json: { ...saved.json, options: { outputs: 0, eta: 1 } } })).toThrow(NeurogliaError);
  });
});

it("saved weights of a bias alone are refused", () => {
  const lms = new Lms({ outputs: 2, eta: 0.1, bias: false });
  lms.partialFit({ values: Float32Array.of(1), rows: 1, columns: 1 }, [1, 2]);
  const saved = lms.save();
  const json = { ...saved.json, options: { ...saved.json.options, bias: true } };
  expect(() => Lms.load({ ...saved, json })).toThrow(
    "rows of weights of saved lms readout must be one per column and one for the bias, got 1",
  );
});

it.each([
  [() => new Rls(js({})), "classes and outputs of RLS readout must be exactly one of the two"],
  [() => new Rls({ outputs: 1, classes: 2 }), "classes and outputs of RLS readout must be exactly one of the two"],
  [() => new Rls({ outputs: 1.5 }), "outputs of RLS readout must be a whole number in [1, 65536], got 1.5"],
  [() => new Rls({ outputs: 1, alpha: 0 }), "alpha of RLS readout must be in [1e-300, 1e+300], got 0"],
  [() => new Rls({ outputs: 1, forgetting: 1.1 }), "forgetting of RLS readout must be in [1e-300, 1], got 1.1"],
  [() => new Rls(js({ outputs: 1, lambda: 1 })), "option of RLS readout must be one of classes, outputs, bias"],
  [() => new Lms(js({ outputs: 1 })), "eta of LMS readout must be in [1e-300, 1e+300], got undefined"],
  [() => new Lms({ outputs: 1, eta: Number.NaN }), "eta of LMS readout must be in [1e-300, 1e+300], got NaN"],
  [() => new Lms({ outputs: 1, eta: 1, normalised: js(1) }), "normalised of LMS readout must be true or false, got 1"],
  [() => new Lms({ outputs: 1, eta: 1, bias: js("no") }), 'bias of LMS readout must be true or false, got "no"'],
])("%s is refused", (make, message) => {
  expect(make).toThrow(NeurogliaError);
  expect(make).toThrow(message);
});

it("a rule that diverges says so and leaves what was fitted before", async () => {
  const lms = new Lms({ outputs: 2, eta: 1e3 });
  await expect(lms.fit(features, numbers, { passes: 100 })).rejects.toMatchObject({
    code: "diverged",
    what: "weights",
  });
  expect(lms.weights).toHaveLength(0);
  const rls = new Rls({ outputs: 2, forgetting: 1e-3, bias: false });
  const constant = { values: new Float32Array(6 * 400).map((_, k) => (k % 6 === 0 ? 1 : 0)), rows: 400, columns: 6 };
  await expect(rls.fit(constant, new Float64Array(800))).rejects.toMatchObject({ code: "diverged" });
});
