/** The Lab's page: opens the network that the address names, and listens to keyboard and address. */
import { byId, element } from "./element.js";
import { Lab } from "./lab.js";
import { networks } from "./networks/index.js";
import { type Mode, missing, platform } from "./platform.js";
import { hashFrom, recipeFrom } from "./recipe.js";

declare const NEUROGLIA_VERSION: string;

const found = platform();
const note = (text: string, className = "warning"): void => byId("notes").append(element("p", { className }, text));
const failed = (error: unknown): void =>
  note(`The Lab could not be loaded whole: ${(error as Error).message}. Reload the page.`);

const digits = "#digits";

byId("networks").replaceChildren(
  ...networks.map(({ id, name }) => element("a", { href: `#network=${id}`, "data-network": id }, name)),
  element("a", { href: digits, id: "to-digits" }, "Read a digit"),
);
byId("made").textContent = `neuroglia ${NEUROGLIA_VERSION}`;

let lab: Lab | null = null;
const reader = byId("digit-reader");

const turnTo = (mode: Mode): void => {
  byId("lab").hidden = byId("keys").hidden = mode === "digits";
  reader.hidden = mode === "networks";
};

const openDigits = async (): Promise<void> => {
  lab?.leave();
  turnTo("digits");
  document.title = "Read a digit · neuroglia Lab";
  for (const link of byId("networks").querySelectorAll("a")) link.removeAttribute("aria-current");
  byId("to-digits").setAttribute("aria-current", "page");
  const { digitsPanel } = await import("./digits/panel.js");
  // Who has come here twice meanwhile gets one.
  if (reader.childElementCount > 0) return;
  digitsPanel(reader, { files: new URL(".", import.meta.url), workers: found.workers ? Math.min(8, found.cores) : 1 });
};

const openNetwork = (): void => {
  turnTo("networks");
  const { recipe, replaced, ignored } = recipeFrom(location.hash);
  for (const text of replaced) note(`${text}.`);
  if (ignored.length > 0)
    note(`The link says more, which means nothing to this network: ${ignored.join(", ")}.`, "note");
  lab ??= new Lab(found, NEUROGLIA_VERSION, recipe);
  // What was replaced gives other spikes than those that the link was made with.
  lab.load(recipe, replaced.length > 0 ? null : hashFrom(location.hash));
};

/** The mode of the address. */
const mode = (): Mode => (location.hash === digits ? "digits" : "networks");

const open = (): void => {
  byId("notes").replaceChildren();
  for (const text of missing(found, mode())) note(text);
  if (mode() === "digits") openDigits().catch(failed);
  else openNetwork();
};

turnTo(mode());
// The page is drawn before anything is opened, each in a task of its own.
await new Promise((resolve) => setTimeout(resolve));
open();
addEventListener("hashchange", () => {
  if (byId("lab").hidden || location.hash !== lab?.link) open();
});

const keys: Readonly<Record<string, (event: KeyboardEvent) => void>> = {
  " ": () => lab?.toggle(),
  s: ({ shiftKey }) => lab?.step(shiftKey ? 100 : 1),
  r: () => lab?.restart(),
};

addEventListener("keydown", (event) => {
  const own = (event.target as HTMLElement).closest("input, select, button, a, canvas");
  if (event.ctrlKey || event.metaKey || event.altKey || (own && event.key === " ") || own?.matches("input, select"))
    return;
  const act = keys[event.key.toLowerCase()];
  if (!act || byId("lab").hidden) return;
  event.preventDefault();
  act(event);
});
