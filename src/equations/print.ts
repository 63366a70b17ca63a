/** Trees printed in one way, whatever their blanks, comments and needless parentheses: what a model's identity comes from (L14). */
import type { Assignment, Definition, Expression } from "./syntax.js";

export const printed = (e: Expression): string => {
  switch (e.kind) {
    case "number":
      return String(e.value);
    case "name":
      return e.name;
    case "unary":
      return e.operator === "-" ? `(-${printed(e.of)})` : `(not ${printed(e.of)})`;
    case "binary":
      return `(${printed(e.left)} ${e.operator} ${printed(e.right)})`;
    case "call":
      return `${e.name}(${e.args.map(printed).join(", ")})`;
  }
};

export const printedStatement = ({ name, operator, value }: Assignment): string =>
  `${name} ${operator} ${printed(value)}`;

export const printedDefinition = (d: Definition): string => {
  const unit = d.unit === null ? "" : ` : ${d.unit.replace(/\s+/g, "")}`;
  const flags = "flags" in d && d.flags.length > 0 ? ` (${[...d.flags].sort().join(", ")})` : "";
  if (d.kind === "timer") return `timer ${d.name}`;
  if (d.kind === "state") return `${d.name}${unit}${flags}`;
  if (d.kind === "subexpression") return `${d.name} = ${printed(d.value)}${unit}`;
  return `d${d.name}/dt = ${printed(d.slope)}${unit}${flags}`;
};
