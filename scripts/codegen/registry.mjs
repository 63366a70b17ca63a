import { byKind, everyModel, MADE } from "./sources.mjs";

const imported = (names, word, from) =>
  [...names].sort().map((name) => `${word} { ${name} } from "${from}/${name}/model.js";`);

/** Every model there is, by kind. */
export const registry = () =>
  [
    `// ${MADE}`,
    ...imported(
      everyModel.map(({ name }) => name),
      "import",
      "../../models",
    ),
    `import type { ${byKind.map(({ type }) => type).join(", ")} } from "./model.js";`,
    "",
    "/** Every model there is, by kind and name; tests and workers walk these lists. */",
    ...byKind.map(
      ({ list, type, models }) =>
        `export const ${list}: readonly ${type}[] = [${models.map(({ name }) => name).join(", ")}];`,
    ),
    "",
  ].join("\n");

/** Kinds that the public surface has as functions, to be called with params. */
const callables = {
  plasticity: { type: "CallablePlasticityRule", make: "plastic", from: "projection", option: "plasticity" },
  shortTerm: { type: "CallableShortTermRule", make: "shortTermCallable", from: "shortTerm", option: "shortTerm" },
};

/** The public surface's models: values, and rules as functions. */
export const publicModels = () => {
  const rules = everyModel.filter(({ kind }) => callables[kind]);
  return [
    `// ${MADE}`,
    ...rules.map(({ name }) => `import { ${name} as ${name}Rule } from "../../models/${name}/model.js";`),
    ...Object.values(callables).map(
      ({ type, make, from }) => `import { type ${type}, ${make} } from "../network/${from}.js";`,
    ),
    "",
    ...imported(
      everyModel.filter(({ kind }) => !callables[kind]).map(({ name }) => name),
      "export",
      "../../models",
    ),
    ...rules.flatMap(({ name, title, equations, kind }) => {
      const { type, make, option } = callables[kind];
      return [
        "",
        "/**",
        ` * ${title}, for \`connect\`'s \`${option}\`; params, units and ranges in MODELS.md.`,
        " *",
        ...equations.map((equation) => ` *     ${equation}`),
        " */",
        `export const ${name}: ${type}<typeof ${name}Rule> = /* @__PURE__ */ ${make}(${name}Rule);`,
      ];
    }),
    "",
  ].join("\n");
};
