/** The Lab's page: opens the network that the address names, and listens to keyboard and address. */
import { byId, element } from "./element.js";
import { Lab } from "./lab.js";
import { networks } from "./networks/index.js";
import { missing, platform } from "./platform.js";
import { hashFrom, type Recipe, recipeFrom, recipeOf } from "./recipe.js";

declare const NEUROGLIA_VERSION: string;

const found = platform();
const note = (text: string): void => byId("notes").append(element("p", { className: "warning" }, text));

/** The recipe of the address or, where that is none, the first network's; what is wrong with it is said. */
const asked = (): { recipe: Recipe; expected: string | null } => {
  try {
    return { recipe: recipeFrom(location.hash), expected: hashFrom(location.hash) };
  } catch (error) {
    note(`This link cannot be opened: ${(error as Error).message}. Here is ${networks[0]!.name} instead.`);
    return { recipe: recipeOf(networks[0]!), expected: null };
  }
};

byId("networks").replaceChildren(
  ...networks.map(({ id, name }) => element("a", { href: `#network=${id}`, "data-network": id }, name)),
);
byId("notes").replaceChildren(...missing(found).map((text) => element("p", { className: "warning" }, text)));
byId("made").textContent = `neuroglia ${NEUROGLIA_VERSION}`;
byId("lab").hidden = false;

// The page is drawn before the network is opened, each in a task of its own.
await new Promise((resolve) => setTimeout(resolve));
const first = asked();
const lab = new Lab(found, NEUROGLIA_VERSION, first.recipe);
lab.load(first.recipe, first.expected);

addEventListener("hashchange", () => {
  if (location.hash === lab.link) return;
  byId("notes").replaceChildren();
  const { recipe, expected } = asked();
  lab.load(recipe, expected);
});

const keys: Readonly<Record<string, (event: KeyboardEvent) => void>> = {
  " ": () => lab.toggle(),
  s: ({ shiftKey }) => lab.step(shiftKey ? 100 : 1),
  r: () => lab.restart(),
};

addEventListener("keydown", (event) => {
  const own = (event.target as HTMLElement).closest("input, select, button, a, canvas");
  if (event.ctrlKey || event.metaKey || event.altKey || (own && event.key === " ") || own?.matches("input, select"))
    return;
  const act = keys[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act(event);
});
