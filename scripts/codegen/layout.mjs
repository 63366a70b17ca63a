import { constant, layouts, MADE, models } from "./sources.mjs";

export const layoutAssembly = () => {
  const lines = [`// ${MADE}`, ""];
  const emit = (prefix, offsets) => {
    for (const [name, offset] of Object.entries(offsets))
      lines.push("// @ts-ignore: decorator", `@inline export const ${prefix}_${constant(name)}: usize = ${offset};`);
    lines.push("");
  };
  for (const [name, { offsets }] of Object.entries(layouts)) if (!models[name]) emit(constant(name), offsets);
  for (const [name, { offsets }] of Object.entries(models)) emit(constant(name), offsets);
  return lines.join("\n");
};
