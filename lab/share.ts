import { byId, element } from "./element.js";
import { addressOf, hashAt, type Recipe } from "./recipe.js";

/** What is known of the hash of the recipe that the address holds. */
export interface HashState {
  /** Hash of all spikes until `hashAt`; null before. */
  hash: string | null;
  /** The hash that the link came with. */
  expected: string | null;
  /** The time at which a value was changed while the network ran, ms; null if none was. */
  changedAt: number | null;
}

const seconds = `${hashAt.toLocaleString("en")} ms`;

const verdict = ({ hash, expected, changedAt }: HashState): { text: string; kind: string } => {
  if (changedAt !== null)
    return {
      text: `Values changed at ${changedAt.toLocaleString("en")} ms, so no link gives these spikes. It gives those of the present values from 0 ms, as Restart does, which shows their hash.`,
      kind: "changed",
    };
  if (hash === null)
    return {
      text: expected
        ? `The link came with ${expected}; at ${seconds} it will show whether the spikes are the same.`
        : `Appears at ${seconds} of biological time.`,
      kind: "waiting",
    };
  if (expected === null)
    return { text: `Of all spikes until ${seconds}. The link gives the same on every machine.`, kind: "known" };
  return hash === expected
    ? { text: "The same spikes as where the link was made.", kind: "same" }
    : { text: `The link came with ${expected}: this version of neuroglia gives other spikes.`, kind: "different" };
};

/** What a copied link gives whoever opens it. */
const promise = ({ hash, expected, changedAt }: HashState): string => {
  if (changedAt !== null)
    return "Copied. It opens with the present values at 0 ms: other spikes than those on the screen, and no hash.";
  if (hash !== null) return "Copied, with the hash.";
  return expected ? "Copied, with the hash that it came with." : `Copied, without a hash: there is one at ${seconds}.`;
};

/** Hash and link of what is on the screen, its seed, and what can be saved. */
export class SharePanel {
  readonly #hash = element("output", { id: "hash" }, "–");
  readonly #verdict = element("p", { id: "verdict", className: "note" });
  readonly #seed = element("input", {
    id: "seed",
    type: "number",
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    step: 1,
    required: true,
  });
  /** The seed of what is shown; the field may hold anything. */
  #given = 0;
  #state: HashState = { hash: null, expected: null, changedAt: null };
  readonly #copied = element("span", { role: "status", className: "note" });

  /** `saves`: label and work of each button. */
  constructor(onSeed: (seed: number) => void, saves: Readonly<Record<string, { title: string; save: () => void }>>) {
    this.#seed.onchange = () => {
      if (this.#seed.reportValidity()) onSeed(this.#seed.valueAsNumber);
    };
    const another = () => onSeed(this.#given < Number.MAX_SAFE_INTEGER ? this.#given + 1 : 0);
    byId("share").replaceChildren(
      element("p", { className: "hash" }, element("span", { className: "field" }, "Hash of the spikes "), this.#hash),
      this.#verdict,
      element(
        "div",
        { className: "row" },
        element("label", { className: "field" }, "Seed ", this.#seed),
        element("button", { type: "button", id: "next-seed", onclick: another }, "Next"),
        element(
          "button",
          { type: "button", id: "copy", className: "main", onclick: () => void this.#copy() },
          "Copy link",
        ),
      ),
      this.#copied,
      element(
        "div",
        { className: "row" },
        element("span", { className: "field" }, "Save"),
        ...Object.entries(saves).map(([label, { title, save }]) =>
          element("button", { type: "button", title, onclick: save, id: `save-${label.toLowerCase()}` }, label),
        ),
      ),
    );
  }

  show(recipe: Recipe, state: HashState): void {
    this.#state = state;
    const { text, kind } = verdict(state);
    this.#hash.textContent = state.hash ?? "–";
    this.#hash.className = kind;
    this.#verdict.textContent = text;
    this.#given = recipe.seed;
    this.#seed.value = String(recipe.seed);
    this.#copied.textContent = "";
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(location.href);
      this.#copied.textContent = promise(this.#state);
    } catch {
      this.#copied.textContent = "The browser does not let pages copy: take it from the address bar.";
    }
  }
}

/** What follows "#": the recipe, and its hash where that is known, here or where the link was made. */
export const linkOf = (recipe: Recipe, { hash, expected, changedAt }: HashState): string => {
  const known = changedAt === null ? (hash ?? expected) : null;
  return `#${addressOf(recipe)}${known === null ? "" : `&hash=${known}`}`;
};
