import { NeurogliaError } from "../errors.js";

/** One parameter of a function, and where it stands: `file:line:column`. */
export interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly at: string;
}

/** What a function takes and gives. */
export interface Signature {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly returns: string;
  readonly at: string;
}

/** Comments, texts, words and numbers, white space, and whatever else one by one. */
const TOKENS = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|[\w$]+|\s+|./gu;

/**
 * The exported functions of a file of AssemblyScript, in its order. It reads no more than signatures look like: names, types,
 * decorators, comments, line breaks. What is wrong elsewhere is for the compiler to say.
 * @throws NeurogliaError for a parameter without a type, or with a default
 */
export const signaturesOf = (text: string, file: string): Signature[] => {
  const tokens = [...text.matchAll(TOKENS)]
    .filter(([token]) => !/^(\s|\/\/|\/\*)/.test(token))
    .map(({ 0: token, index }) => ({ token, index }));
  const at = (index: number): string => {
    const lines = text.slice(0, index).split("\n");
    return `${file}:${lines.length}:${lines.at(-1)!.length + 1}`;
  };
  let next = 0;
  const here = (): string => at(tokens[next]?.index ?? text.length);
  const refuse = (what: string, expected: string): never => {
    const got = tokens[next]?.token ?? "the end of the file";
    throw new NeurogliaError({ code: "bad-kernel", what, where: here(), expected, got });
  };
  const word = (what: string): string => {
    const { token } = tokens[next] ?? { token: "" };
    if (!/^[A-Za-z_$]/.test(token)) refuse(what, "a name");
    next++;
    return token;
  };
  const take = (token: string, what: string): void => {
    if (tokens[next]?.token !== token) refuse(what, `followed by "${token}"`);
    next++;
  };
  const found: Signature[] = [];
  let depth = 0;
  while (next < tokens.length) {
    const { token } = tokens[next]!;
    if ("{([".includes(token)) depth++;
    else if ("})]".includes(token)) depth--;
    const exported = tokens[next - 1]?.token === "export";
    next++;
    if (depth !== 0 || token !== "function" || !exported) continue;
    const begin = here();
    const name = word("the name of a function");
    take("(", `the name of function "${name}"`);
    const parameters: Parameter[] = [];
    while (tokens[next]?.token !== ")") {
      const position = here();
      const parameter = word(`a parameter of function "${name}"`);
      take(":", `parameter "${parameter}" of function "${name}"`);
      parameters.push({ name: parameter, type: word(`the type of parameter "${parameter}"`), at: position });
      if (tokens[next]?.token !== ")")
        take(",", `parameter "${parameter}" of function "${name}", which has no default,`);
    }
    next++;
    take(":", `the list of parameters of function "${name}"`);
    found.push({ name, parameters, returns: word(`what function "${name}" returns`), at: begin });
  }
  return found;
};
