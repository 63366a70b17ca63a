import { NeurogliaError } from "../errors.js";
import { npyOfFloats, readNpyFloats } from "../record/npy.js";
import type { SavedReadout } from "./readout.js";

const FORMAT = "neuroglia-readout";
const VERSION = 1;

/** A readout at rest. @param kind names its class */
export const savedReadout = (
  kind: string,
  options: object,
  arrays: Record<string, { values: Float32Array | Float64Array; shape: readonly number[] }>,
): SavedReadout => ({
  json: { format: FORMAT, version: VERSION, kind, options, arrays: Object.keys(arrays) },
  arrays: Object.fromEntries(
    Object.entries(arrays).map(([name, { values, shape }]) => [name, npyOfFloats(values, shape)]),
  ),
});

const refused = (what: string, where: string, expected: string, got: unknown): NeurogliaError =>
  new NeurogliaError({ code: "bad-file", what, where, expected, got });

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The JSON of a saved readout, checked as far as all kinds have it in common: `options` is some object, `arrays` are
 * identifiers.
 * @param where names the file in errors
 * @throws NeurogliaError `bad-file`
 */
export const checkedJson = (json: unknown, where: string): SavedReadout["json"] => {
  if (!isObject(json)) throw refused("content", where, "a JSON object", json);
  const { format, version, kind, options, arrays } = json as Record<string, unknown>;
  if (format !== FORMAT) throw refused("format", where, `"${FORMAT}"`, format);
  if (version !== VERSION) throw refused("version", where, String(VERSION), version);
  if (typeof kind !== "string") throw refused("kind", where, "a word", kind);
  if (!isObject(options)) throw refused("options", where, "an object", options);
  if (!Array.isArray(arrays) || !arrays.every((name) => typeof name === "string" && /^[a-z][a-zA-Z0-9]*$/.test(name)))
    throw refused("arrays", where, "a list of identifiers", arrays);
  return { format, version, kind, options, arrays };
};

/** The parts of a saved readout. */
export class OpenedReadout {
  readonly where: string;
  /** As the file has them, to be checked by the constructor of the readout. */
  readonly options: object;
  readonly #arrays: SavedReadout["arrays"];

  /** @throws NeurogliaError `bad-file` if it is of another format, version or kind */
  constructor(saved: SavedReadout, kind: string) {
    this.where = `saved ${kind} readout`;
    const json = checkedJson(saved?.json, this.where);
    if (json.kind !== kind) throw refused("kind", this.where, `"${kind}"`, json.kind);
    if (!isObject(saved.arrays)) throw refused("arrays", this.where, "an object of NPY files", saved.arrays);
    this.options = json.options;
    this.#arrays = saved.arrays;
  }

  /**
   * An array of finite values.
   * @param shape null where any length ≥ 1 will do
   * @throws NeurogliaError `bad-file` if it is missing, no such NPY file, of another shape, or has a value that is not finite
   */
  array<Type extends "'<f4'" | "'<f8'">(name: string, type: Type, shape: readonly (number | null)[]) {
    const where = `array "${name}" of ${this.where}`;
    const file = Object.hasOwn(this.#arrays, name) ? this.#arrays[name] : undefined;
    if (!(file instanceof Uint8Array)) throw refused("file", where, "the bytes of an NPY file", file);
    const found = readNpyFloats(file, type, where);
    const fits =
      found.shape.length === shape.length &&
      shape.every((expected, axis) => (expected === null ? found.shape[axis]! >= 1 : found.shape[axis] === expected));
    if (!fits) throw refused("shape", where, shape.map((each) => each ?? "any").join(" × "), found.shape.join(" × "));
    const at = found.values.findIndex((value) => !Number.isFinite(value));
    if (at >= 0) throw refused(`value ${at}`, where, "finite", found.values[at]);
    return found.values;
  }
}
