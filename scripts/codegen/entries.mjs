import {
  driveModels,
  gliaModels,
  kernelsOf,
  MADE,
  neuronModels,
  plasticityRules,
  releaseVariants,
  shortTermRules,
} from "./sources.mjs";

const lower = (word) => word[0].toLowerCase() + word.slice(1);

const putOffWalks = (name) =>
  ["LazyArrive", "LazyLearn", "LazyFlush", "FrozenLazyArrive"].map((k) => [
    `${name}${k}`,
    lower(k),
    `../../../models/${name}/lazy`,
  ]);

/** What each model's module exports: kernels by name, by what they do, and from where. */
const exported = [
  ...neuronModels.map(({ name, holds }) => [
    name,
    ["Uniform", "PerNeuron", ...(holds ? ["Hold"] : [])].map((k) => [`${name}Integrate${k}`, lower(k), "../integrate"]),
  ]),
  ...kernelsOf("source").map(({ model: { name } }) => [name, [[`${name}Emit`, "emit", "../whole"]]]),
  ...driveModels.map(({ name }) => [name, [[`${name}Draw`, "draw", "../whole"]]]),
  ...plasticityRules.map(({ name, putOff }) => [
    name,
    [
      ...["DeliverPre", "Pre", "PreLast", "Post", "PostLast"].map((k) => [`${name}${k}`, lower(k), "../learn"]),
      ...(putOff ? putOffWalks(name) : []),
    ],
  ]),
  ...shortTermRules.map(({ name }) => [
    name,
    releaseVariants.map(({ suffix }) => [`${name}Deliver${suffix}`, `deliver${suffix}`, "../release"]),
  ]),
  ...gliaModels.map(({ name }) => [name, [[`${name}Integrate`, "integrate", "../whole"]]]),
];

/** One module a model: the files that asc starts from. */
export const entries = () =>
  Object.fromEntries(
    exported.map(([model, kernels]) => [
      `assembly/generated/kernels/${model}.ts`,
      [
        `// ${MADE}`,
        ...kernels.map(([kernel, role, file]) => `export { ${kernel} as ${role} } from "${file}";`),
        "",
      ].join("\n"),
    ]),
  );
