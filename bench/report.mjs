/**
 * @typedef {import("./measure.mjs").Summary} Summary
 * @typedef {object} Row
 * @property {string} name
 * @property {string} unit
 * @property {Record<"simd" | "scalar" | "js", Summary> & { c?: Summary }} ns
 * @property {Record<"scalar" | "js", Summary> & { c?: Summary }} ratio to simd, round by round
 */

/** Three digits or so: nobody should read more into a timing. */
export const figure = (x) => {
  if (x >= 1e6) return `${(x / 1e6).toPrecision(3)} M`;
  if (x >= 1000) return Math.round(x).toLocaleString("en");
  return x >= 100 ? x.toFixed(0) : x.toPrecision(3);
};

/** @param {string[][]} lines the first is the heading; all but the first `left` columns are set to the right */
export const table = (lines, left = 2) => {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const set = (line) =>
    line
      .map((cell, c) => (c < left ? cell.padEnd(widths[c]) : cell.padStart(widths[c])))
      .join("  ")
      .trimEnd();
  return [set(lines[0]), widths.map((width) => "─".repeat(width)).join("  "), ...lines.slice(1).map(set)].join("\n");
};

/** @param {Row[]} rows */
export const kernelTable = (rows) =>
  table([
    ["", "unit", "SIMD", "scalar", "JS", "C", "scalar/SIMD", "JS/SIMD", "C/SIMD"],
    ...rows.map(({ name, unit, ns, ratio }) => {
      // Whole steps are quoted in µs.
      const scale = unit.startsWith("µs") ? 1e-3 : 1;
      const times = ["simd", "scalar", "js", "c"].map((twin) => (ns[twin] ? figure(ns[twin].median * scale) : "–"));
      const ratios = ["scalar", "js", "c"].map((twin) => ratio[twin]?.median.toFixed(2) ?? "–");
      return [name, unit, ...times, ...ratios];
    }),
  ]);
