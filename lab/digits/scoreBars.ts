import { element } from "../element.js";
import type { ScoreScale, Verdict } from "./scores.js";

/** The ten scores as bars; the digit that the readout chooses stands out. */
export class ScoreBars {
  readonly element = element("figure", { className: "view card digits-scores" });
  readonly #name = element("span", { className: "note" });
  readonly #rows = Array.from({ length: 10 }, (_, digit) => {
    const bar = element("i");
    const value = element("span");
    const row = element(
      "li",
      {},
      element("b", {}, String(digit)),
      element("span", { className: "digits-bar" }, bar),
      value,
    );
    return { row, bar, value };
  });
  #scale: ScoreScale | null = null;

  constructor() {
    this.element.append(
      element("figcaption", {}, element("b", {}, "Readout"), this.#name),
      element("ol", {}, ...this.#rows.map(({ row }) => row)),
    );
    this.reset(null);
  }

  reset(scale: ScoreScale | null): void {
    this.#scale = scale;
    this.#name.textContent = scale?.name ?? "";
    for (const { row, bar, value } of this.#rows) {
      row.classList.remove("first");
      bar.style.width = "0";
      value.textContent = "";
    }
  }

  show({ digit, scores }: Verdict): void {
    const scale = this.#scale;
    if (!scale) return;
    for (const [k, { row, bar, value }] of this.#rows.entries()) {
      const share = Math.min(1, Math.max(0, scores[k]! / scale.most));
      row.classList.toggle("first", k === digit);
      bar.style.width = `${100 * share}%`;
      value.textContent = scale.text(scores[k]!);
    }
  }
}
