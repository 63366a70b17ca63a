import { readFileSync } from "node:fs";
import { join } from "node:path";
import { everyModel, MADE, root } from "./sources.mjs";

const kindWord = {
  neuron: "Neuron",
  source: "Source",
  drive: "Drive",
  glia: "Astrocyte",
  plasticity: "Plasticity rule",
  shortTerm: "Short-term plasticity",
};
const anchor = (m) =>
  m.title
    .toLowerCase()
    .replace(/[^\w\s-]/g, "")
    .replace(/ /g, "-");
export const table = () =>
  [
    "| model | kind | what it is |",
    "| --- | --- | --- |",
    ...everyModel.map(
      (m) => `| [\`${m.name}\`](MODELS.md#${anchor(m)}) | ${kindWord[m.kind].toLowerCase()} | ${m.title} |`,
    ),
  ].join("\n");
export const reference = () => {
  const out = ["# Models", "", `<!-- ${MADE} -->`, ""];
  const range = (q) => (q.min === undefined && q.max === undefined ? "" : `${q.min ?? "−∞"} … ${q.max ?? "∞"}`);
  for (const m of everyModel) {
    out.push(`## ${m.title}`, "", `\`${m.name}\` · ${kindWord[m.kind].toLowerCase()} · ${m.source}`, "");
    out.push("```text", ...m.equations, "```", "");
    const rows = [
      ...Object.entries(m.params).map(([n, q]) => [
        n,
        q.unit,
        q.ofBound ? `${q.default}·W` : q.default,
        range(q),
        q.meaning + (q.modulable ? " (modulable)" : ""),
      ]),
      ...Object.entries(m.choices).map(([n, q]) => [
        n,
        "",
        `"${q.default}"`,
        q.values.map((v) => `"${v}"`).join(", "),
        q.meaning,
      ]),
    ];
    if (rows.length)
      out.push(
        "| param | unit | default | range | meaning |",
        "| --- | --- | --- | --- | --- |",
        ...rows.map((r) => `| \`${r[0]}\` | ${r.slice(1).join(" | ")} |`),
        "",
      );
    if (m.limits?.length)
      out.push(
        "| limit of dt | of | coarse above | refused above | meaning |",
        "| --- | --- | --- | --- | --- |",
        ...m.limits.map(
          ({ name, params, coarse = "", most = "", meaning }) =>
            `| ${name} | ${params.map((p) => `\`${p}\``).join(", ")} | ${coarse} | ${most} | ${meaning} |`,
        ),
        "",
      );
    const evolving = [
      ...Object.entries(m.state).map(([n, q]) => [q.f64 ? "state, f64" : "state", n, q.unit, q.meaning]),
      ...Object.entries(m.inputs ?? {}).map(([n, q]) => ["input", n, q.unit, q.meaning]),
      ...Object.entries(m.traces ?? {}).map(([n, q]) => [`trace (${q.of})`, n, "1", q.meaning]),
    ];
    if (evolving.length)
      out.push(
        "| column | name | unit | meaning |",
        "| --- | --- | --- | --- |",
        ...evolving.map((r) => `| ${r[0]} | \`${r[1]}\` | ${r[2]} | ${r[3]} |`),
        "",
      );
  }
  out.push(readFileSync(join(root, "scripts/codegen/comingFrom.md"), "utf8"));
  return out.join("\n");
};
