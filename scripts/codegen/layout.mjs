import { constant, kernels, layouts, MADE } from "./sources.mjs";

const constants = (all) =>
  [
    `// ${MADE}`,
    "",
    ...all.flatMap(([prefix, offsets]) => [
      ...Object.entries(offsets).flatMap(([name, offset]) => [
        "// @ts-ignore: decorator",
        `@inline export const ${constant(prefix)}_${constant(name)}: usize = ${offset};`,
      ]),
      "",
    ]),
  ].join("\n");

/** Where the fields of frames are. */
export const layoutAssembly = () => constants(Object.entries(layouts).map(([name, { offsets }]) => [name, offsets]));

/** Where a model's own fields are, for what reads them without glue: walks that are put off, and scalar twins. */
export const modelsAssembly = () =>
  constants(
    kernels.map(({ model, fields, offsets }) => [
      model.name,
      Object.fromEntries([...fields.values, ...fields.columns].map((name) => [name, offsets[name]])),
    ]),
  );
