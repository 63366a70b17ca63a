import { type FunctionOp, functionOps, type Graph, type Node, type Op } from "./graph.js";
import type { BinaryOperator, Expression } from "./syntax.js";

/** What names stand for where an expression is evaluated. */
export type Scope = (name: string) => Node;

const operators: Readonly<Record<Exclude<BinaryOperator, "+" | "-" | "*" | "/" | "^">, Op>> = {
  "<": "lt",
  "<=": "le",
  ">": "gt",
  ">=": "ge",
  "==": "eq",
  "!=": "ne",
  and: "and",
  or: "or",
};

const arithmetic = { "+": "add", "-": "sub", "*": "mul", "/": "div", "^": "pow" } as const;

/** The value of an expression that has been checked. */
export const lowered = (graph: Graph, expression: Expression, scope: Scope): Node => {
  const visit = (e: Expression): Node => {
    switch (e.kind) {
      case "number":
        return graph.number(e.value);
      case "name":
        return scope(e.name);
      case "unary":
        return e.operator === "-" ? graph.neg(visit(e.of)) : graph.call("not", visit(e.of));
      case "binary": {
        const { operator } = e;
        const [left, right] = [visit(e.left), visit(e.right)];
        return operator in arithmetic
          ? graph[arithmetic[operator as keyof typeof arithmetic]](left, right)
          : graph.call(operators[operator as keyof typeof operators], left, right);
      }
      case "call": {
        // Every place in a text has a random number of its own.
        if (e.name === "rand" || e.name === "randn")
          return graph.node(e.name === "rand" ? "uniform" : "normal", [], `${e.place.source.field}:${e.place.at}`);
        const [a, b, c] = e.args.map(visit) as [Node, Node, Node];
        switch (e.name) {
          case "where":
            return graph.select(a, b, c);
          case "clip":
            return graph.call("min", graph.call("max", a, b), c);
          case "min":
          case "max":
            return graph.call(e.name, a, b);
          default:
            if (!functionOps.includes(e.name as FunctionOp)) throw new Error(`no function ${e.name}`);
            return graph.call(e.name as FunctionOp, a);
        }
      }
    }
  };
  return visit(expression);
};
