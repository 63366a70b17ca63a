const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text as it may stand between tags and in quoted attributes. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] as string);

/** JSON as it may stand inside a script element: no `<` in it can end the element. */
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** A library's source as it may stand inside a script element. */
export const scriptSource = (source: string): string =>
  source.replace(/<\/(script)/gi, "<\\/$1").replace(/<!--/g, "<\\!--");

/** A stylesheet as it may stand inside a style element. */
export const styleSource = (source: string): string => source.replace(/<\/(style)/gi, "<\\/$1");

/** A table of text cells; the first column heads its row. Columns after the first are set right if `numeric`. */
export const htmlTable = (
  head: readonly string[] | undefined,
  rows: readonly (readonly string[])[],
  { numeric = false } = {},
): string => {
  const th = (text: string, scope: "col" | "row") => `<th scope="${scope}">${escapeHtml(text)}</th>`;
  return [
    `<div class="scroll"><table${numeric ? ' class="numeric"' : ""}>`,
    head ? `<thead><tr>${head.map((text) => th(text, "col")).join("")}</tr></thead>` : "",
    "<tbody>",
    ...rows.map(
      ([first = "", ...rest]) =>
        `<tr>${th(first, "row")}${rest.map((text) => `<td>${escapeHtml(text)}</td>`).join("")}</tr>`,
    ),
    "</tbody></table></div>",
  ].join("");
};
