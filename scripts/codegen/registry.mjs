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

/** The models that are values of the public surface. */
export const publicModels = () =>
  [
    `// ${MADE}`,
    ...imported(
      everyModel.filter(({ kind }) => kind !== "plasticity" && kind !== "shortTerm").map(({ name }) => name),
      "export",
      "../../models",
    ),
    "",
  ].join("\n");
