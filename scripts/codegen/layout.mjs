import { constant, everyModel, layouts, MADE, models } from "./sources.mjs";

export const layoutAssembly = () => {
  const lines = [`// ${MADE}`, ""];
  const emit = (prefix, offsets) => {
    for (const [name, offset] of Object.entries(offsets))
      lines.push("// @ts-ignore: decorator", `@inline export const ${prefix}_${constant(name)}: usize = ${offset};`);
    lines.push("");
  };
  // Those of what models play or draw from follow the frame of their kind.
  const inModels = new Set(everyModel.map((m) => (m.plays ?? m.draws)?.kind));
  for (const [name, { offsets }] of Object.entries(layouts)) if (!inModels.has(name)) emit(constant(name), offsets);
  for (const [name, { offsets }] of Object.entries(models)) emit(constant(name), offsets);
  return lines.join("\n");
};
