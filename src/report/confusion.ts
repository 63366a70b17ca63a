import { escapeHtml } from "./html.js";

const percent = (part: number, whole: number): string => (whole === 0 ? "–" : ((100 * part) / whole).toFixed(1));

/**
 * A confusion matrix as a coloured table with recall and precision.
 * @param confusion `confusion[true][predicted]` counts
 * @param classNames one name per class
 */
export const confusionTable = (confusion: readonly (readonly number[])[], classNames: readonly string[]): string => {
  const names = classNames.map(escapeHtml);
  const sums = confusion.map((_, column) => confusion.reduce((sum, row) => sum + (row[column] ?? 0), 0));
  const rows = confusion.map((row, label) => {
    const total = row.reduce((sum, n) => sum + n, 0);
    const cells = row.map((n, predicted) => {
      // The square root lets rare confusions show beside the diagonal.
      const strength = total === 0 ? 0 : Math.round(75 * Math.sqrt(n / total));
      const ink = predicted === label ? "right" : "wrong";
      return `<td style="background:color-mix(in srgb, var(--${ink}) ${strength}%, var(--card))">${n === 0 ? "·" : n}</td>`;
    });
    return `<tr><th scope="row">${names[label]}</th>${cells.join("")}<td class="sum">${percent(row[label] ?? 0, total)}</td></tr>`;
  });
  const precision = confusion.map((row, label) => `<td class="sum">${percent(row[label] ?? 0, sums[label] ?? 0)}</td>`);
  return `<div class="scroll"><table class="confusion">
<thead><tr><th>true \\ read as</th>${names.map((name) => `<th scope="col">${name}</th>`).join("")}<th scope="col">recall, %</th></tr></thead>
<tbody>${rows.join("\n")}
<tr><th scope="row">precision, %</th>${precision.join("")}<td class="sum"></td></tr></tbody></table></div>`;
};
