// Readouts at rest: what is read back predicts the same bits, through memory, JSON and a folder; files that are not what they
// should be are refused by name. Could not catch a file that another version wrote otherwise: there is one version so far.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { NeurogliaError } from "../../dist/src/errors.js";
import { Ridge, type SavedReadout, SoftmaxReadout } from "../../dist/src/index.js";
import { loadReadout, saveReadout } from "../../dist/src/node.js";
import { readNpyFloats } from "../../dist/src/record/npy.js";
import { readNpy } from "../npy.js";

const root = mkdtempSync(join(tmpdir(), "neuroglia-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const folder = (name: string) => join(root, name);

const [rows, columns] = [60, 13];
const value = (at: number) => (Math.imul(at + 1, 2654435761) >>> 26) / 7;
const features = { values: Float32Array.from({ length: rows * columns }, (_, at) => value(at)), rows, columns };
const labels = Array.from({ length: rows }, (_, row) => (row * 5) % 3);
const numbers = Float64Array.from({ length: rows * 2 }, (_, at) => value(at + 9));

const fitted = {
  regressor: async () => {
    const ridge = new Ridge({ outputs: 2, lambda: [1e-3, 1 / 3], scale: "none" });
    await ridge.fit(features, numbers);
    return ridge;
  },
  votes: async () => {
    const ridge = new Ridge({ classes: 3, coding: "oneVsOne", precision: "double" });
    await ridge.fit(features, labels);
    return ridge;
  },
  softmax: async () => {
    const readout = new SoftmaxReadout({ classes: 3, batch: 20, learningRate: 0.3 });
    await readout.fit(features, labels, { passes: 3 });
    return readout;
  },
};

const faultOf = async (run: () => unknown): Promise<NeurogliaError> => {
  try {
    await run();
  } catch (error) {
    if (error instanceof NeurogliaError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
};

describe.each(Object.entries(fitted))("%s", (name, fit) => {
  it("read back from memory, from JSON and from a folder predicts the same bits, and saves the same bytes", async () => {
    const readout = await fit();
    const load = readout instanceof Ridge ? Ridge.load : SoftmaxReadout.load;
    const saved = readout.save();
    await saveReadout(folder(name), readout);
    expect(readdirSync(folder(name)).sort()).toEqual(
      [...saved.json.arrays.map((array) => `${array}.npy`), "readout.json"].sort(),
    );
    const throughText = load({ ...saved, json: JSON.parse(JSON.stringify(saved.json)) });
    for (const copy of [load(saved), throughText, await loadReadout(folder(name))]) {
      expect(copy.predict(features)).toEqual(readout.predict(features));
      expect(copy.save().arrays).toEqual(saved.arrays);
      if (copy instanceof Ridge && readout instanceof Ridge) expect(copy.lambda).toBe(readout.lambda);
    }
  });
});

it("arrays are NPY files of weights, as a reader of our own and NumPy (where it is installed) have them", async () => {
  const readout = await fitted.regressor();
  await saveReadout(folder("numpy"), readout);
  const { type, shape, elements } = readNpy(readFileSync(join(folder("numpy"), "weights.npy")));
  expect({ type, shape }).toEqual({ type: "'<f8'", shape: [columns, 2] });
  expect(readout.weights.length).toBe(2 * columns);
  for (const [k, weight] of readout.weights.entries()) expect(elements.getFloat64(8 * k, true)).toBe(weight);
  const script = "import sys, numpy; print(repr(float(numpy.load(sys.argv[1])[3, 1])))";
  const python = spawnSync("python3", ["-c", script, join(folder("numpy"), "weights.npy")], { encoding: "utf8" });
  if (python.status === 0) expect(Number(python.stdout)).toBe(readout.weights[7]);
});

it("nothing is saved before a fit", async () => {
  for (const readout of [new Ridge({ outputs: 1 }), new SoftmaxReadout({ classes: 2 })]) {
    expect((await faultOf(() => readout.save())).code).toBe("not-fitted");
    expect((await faultOf(() => saveReadout(folder("never"), readout))).code).toBe("not-fitted");
  }
  expect(readdirSync(root)).not.toContain("never");
});

describe("refuses", () => {
  const good = async (): Promise<SavedReadout> => (await fitted.regressor()).save();
  const json = (part: object) => async () => {
    const saved = await good();
    return Ridge.load({ ...saved, json: { ...saved.json, ...part } });
  };
  const bytes = (change: (file: Uint8Array<ArrayBuffer>) => Uint8Array) => async () => {
    const saved = await good();
    return Ridge.load({ ...saved, arrays: { ...saved.arrays, weights: change(saved.arrays.weights!.slice()) } });
  };
  const header = (from: string, to: string) =>
    bytes((file) => {
      const text = String.fromCharCode(...file.subarray(0, 128)).replace(from, to.padEnd(from.length));
      file.set(Uint8Array.from(text, (character) => character.charCodeAt(0)).subarray(0, 128));
      return file;
    });

  it.each<[string, () => Promise<unknown>, string, string]>([
    [
      "another format",
      json({ format: "onnx" }),
      "bad-file",
      'format of saved ridge readout must be "neuroglia-readout", got "onnx"',
    ],
    ["a later version", json({ version: 2 }), "bad-file", "version of saved ridge readout must be 1, got 2"],
    [
      "another kind",
      json({ kind: "softmax" }),
      "bad-file",
      'kind of saved ridge readout must be "ridge", got "softmax"',
    ],
    ["no options", json({ options: null }), "bad-file", "options of saved ridge readout must be an object, got null"],
    ["bad options", json({ options: { outputs: 2, lambda: "much" } }), "bad-option", "lambda of ridge readout"],
    ["other outputs than the weights", json({ options: { outputs: 3 } }), "bad-file", "must be any × 3, got"],
    ["names that lead elsewhere", json({ arrays: ["../weights"] }), "bad-file", "arrays of saved ridge readout"],
    ["no JSON at all", async () => Ridge.load(Object.create(null)), "bad-file", "content of saved ridge readout"],
    ["no array", async () => Ridge.load({ ...(await good()), arrays: {} }), "bad-file", 'file of array "weights"'],
    ["an empty file", bytes(() => new Uint8Array(0)), "bad-file", "format of array"],
    [
      "another file",
      bytes((file) => file.fill(80, 0, 6)),
      "bad-file",
      'format of array "weights" of saved ridge readout must be NPY',
    ],
    ["NPY 2.0", bytes((file) => file.fill(2, 6, 7)), "bad-file", 'must be 1.0, got "2.0"'],
    ["half a header", bytes((file) => file.subarray(0, 60)), "bad-file", "header of array"],
    ["a header of nothing", bytes((file) => file.fill(32, 10, 128)), "bad-file", "header of array"],
    ["half the elements", bytes((file) => file.subarray(0, 128 + 8 * columns)), "bad-file", "number of bytes of array"],
    [
      "another dtype",
      header("'<f8'", "'<f4'"),
      "bad-file",
      `dtype of array "weights" of saved ridge readout must be '<f8'`,
    ],
    ["big-endian", header("'<f8'", "'>f8'"), "bad-file", "dtype of array"],
    [
      "Fortran order",
      header("False", "True"),
      "bad-file",
      'fortran_order of array "weights" of saved ridge readout must be False',
    ],
    ["a transposed shape", header(`(${columns}, 2,)`, `(2, ${columns},)`), "bad-file", "shape of array"],
    ["a huge shape", header(`(${columns}, 2,)`, "(9e9,)"), "bad-file", "header of array"],
    [
      "NaN among the weights",
      bytes((file) => file.fill(255, 136, 144)),
      "bad-file",
      'value 1 of array "weights" of saved ridge readout must be finite, got NaN',
    ],
  ])("%s", async (_, run, code, message) => {
    const fault = await faultOf(run);
    expect(fault.message).toContain(message);
    expect(fault.code).toBe(code);
  });

  it("a folder that is missing, whose JSON is none, of a kind unknown, or that lacks an array", async () => {
    const missing = await faultOf(() => loadReadout(folder("none")));
    expect(missing).toMatchObject({ code: "file-unreadable", what: "readout.json" });
    const where = folder("hostile");
    await saveReadout(where, await fitted.regressor());
    const path = join(where, "readout.json");
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.slice(0, 40));
    expect((await faultOf(() => loadReadout(where))).message).toContain("readout.json of folder");
    for (const kind of ["esn", "__proto__", "constructor"]) {
      writeFileSync(path, text.replace('"kind": "ridge"', `"kind": "${kind}"`));
      expect((await faultOf(() => loadReadout(where))).message).toContain("must be one of lms, ridge, rls, softmax");
    }
    writeFileSync(path, text);
    rmSync(join(where, "bias.npy"));
    expect(await faultOf(() => loadReadout(where))).toMatchObject({ code: "file-unreadable", what: "bias.npy" });
    writeFileSync(join(root, "file"), "");
    const unwritable = await faultOf(async () => saveReadout(join(root, "file", "x"), await fitted.regressor()));
    expect(unwritable.code).toBe("file-unwritable");
  });
});

it("any bytes at all are an array or a NeurogliaError", async () => {
  const { arrays } = (await fitted.regressor()).save();
  for (let at = 0; at < 128; at++)
    for (const byte of [0, 1, 40, 57, 255]) {
      const file = arrays.bias!.slice();
      file[at] = byte;
      try {
        expect(readNpyFloats(file, "'<f8'", "file").values.length).toBe(2);
      } catch (error) {
        expect(error).toBeInstanceOf(NeurogliaError);
      }
    }
});
