/** What an element may be given: its properties, and `aria-*`, `data-*`, `for`, `list` as attributes. */
type Properties = Readonly<Record<string, string | number | boolean | EventListener>>;

/** An element with properties, listeners (`onclick`, …) and children. */
export const element = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties))
    if (typeof value === "function" || name in made) Object.assign(made, { [name]: value });
    else made.setAttribute(name, String(value));
  made.append(...children);
  return made;
};

/** The element of the page with this id. */
export const byId = (id: string): HTMLElement => document.getElementById(id)!;
