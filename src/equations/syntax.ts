/** What the texts of a model come to once they are read: trees, in which everything still knows where it stands. */

/** A text of a user: which field of the description it is, for messages. */
export interface Source {
  /** Such as `equations`, `threshold` or `every[0].do`. */
  readonly field: string;
  readonly text: string;
}

/** Letters [at, end) of a source. */
export interface Place {
  readonly source: Source;
  readonly at: number;
  readonly end: number;
}

export type BinaryOperator = "+" | "-" | "*" | "/" | "^" | "<" | "<=" | ">" | ">=" | "==" | "!=" | "and" | "or";

export type Expression =
  | { readonly kind: "number"; readonly value: number; readonly place: Place }
  | { readonly kind: "name"; readonly name: string; readonly place: Place }
  | { readonly kind: "unary"; readonly operator: "-" | "not"; readonly of: Expression; readonly place: Place }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      /** Of the operator; the operands have their own. */
      readonly place: Place;
    }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[]; readonly place: Place };

/** A line of `equations`. */
export type Definition = { readonly name: string; readonly unit: string | null; readonly place: Place } & (
  | { readonly kind: "differential"; readonly slope: Expression; readonly flags: readonly Flag[] }
  | { readonly kind: "subexpression"; readonly value: Expression }
  /** A state without an equation. */
  | { readonly kind: "state"; readonly flags: readonly Flag[] }
  | { readonly kind: "timer" }
);

export type Flag = "unless refractory" | "f64";

/** A statement of `reset`, or of what is done every so often: `name op value`. */
export interface Assignment {
  readonly name: string;
  readonly operator: "=" | "+=" | "-=" | "*=" | "/=";
  readonly value: Expression;
  readonly place: Place;
}
