/** What a {@link NeurogliaError} knows about the fault. */
export interface NeurogliaErrorDetails {
  /** Short kebab-case identifier, e.g. `"out-of-range"`. */
  code: string;
  /** The quantity at fault, e.g. `tauM`. */
  what: string;
  /** Where it was met, e.g. `population "liquid"` or a file's path. */
  where: string;
  /** What would have been accepted, e.g. `≥ 0.001`. */
  expected: string;
  /** What was found. */
  got: unknown;
  /** Unit of `expected` and `got`, where they have one. */
  unit?: string;
  /** Where in a text of the user it is: the field that holds the text, line and column from 1. */
  at?: TextPlace;
}

/** A place in a text of the user. */
export interface TextPlace {
  field: string;
  line: number;
  column: number;
  /** The line, and a caret under the place. */
  excerpt: string;
}

/** Letters that are shown of a string, and of what is none; parts of that. */
const MOST_OF_TEXT = 400;
const MOST_SHOWN = 160;
const MOST_PARTS = 64;

/** JSON of its first parts: those of one may be shared, and without end to go through. */
const json = (value: object): string | undefined => {
  let parts = 0;
  return JSON.stringify(value, (_, part) => (++parts > MOST_PARTS ? undefined : part));
};

const show = (value: unknown): string => {
  if (typeof value === "string")
    return value.length > MOST_OF_TEXT
      ? `${JSON.stringify(value.slice(0, MOST_OF_TEXT))}… (${value.length} letters)`
      : JSON.stringify(value);
  if (ArrayBuffer.isView(value) || Array.isArray(value))
    return `${value.constructor.name}(${(value as unknown as ArrayLike<unknown>).length})`;
  let text: string = typeof value;
  try {
    text = typeof value === "bigint" ? `${value}n` : String(value);
    if (typeof value === "object" && value !== null) text = json(value) ?? text;
  } catch {}
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
};

/**
 * The one class of error that bad input, bad files and impossible requests end in. Its message says it all:
 * `tauM of population "liquid" must be ≥ 0.001 ms, got -20`.
 */
export class NeurogliaError extends Error {
  readonly code: string;
  readonly what: string;
  readonly where: string;
  readonly expected: string;
  readonly got: unknown;
  readonly unit: string | undefined;
  readonly at: TextPlace | undefined;

  /** @internal what it was made from, to carry it between threads */
  get details(): NeurogliaErrorDetails {
    const { code, what, where, expected, got, unit, at } = this;
    return { code, what, where, expected, got, ...(unit === undefined ? {} : { unit }), ...(at && { at }) };
  }

  constructor(details: NeurogliaErrorDetails) {
    // "1" is that of what has none.
    const unit = details.unit && details.unit !== "1" ? ` ${details.unit}` : "";
    const { at } = details;
    const place = at ? `\n  line ${at.line}, column ${at.column}:\n${at.excerpt}` : "";
    super(`${details.what} of ${details.where} must be ${details.expected}${unit}, got ${show(details.got)}${place}`);
    this.name = "NeurogliaError";
    this.code = details.code;
    this.what = details.what;
    this.where = details.where;
    this.expected = details.expected;
    this.got = details.got;
    this.unit = details.unit;
    this.at = details.at;
  }
}
