const names = [
  "exc",
  "inh",
  "glia",
  "before",
  "after",
  "text",
  "muted",
  "line",
  "grid",
  "card",
  "exc-fill",
  "inh-fill",
  "glia-fill",
] as const;

/** A colour of the page: the custom property `--name`. */
export type Ink = (typeof names)[number];
export type Inks = Readonly<Record<Ink, string>>;

/** Colours of curves that stand for neurons one by one. */
export const curveInks: readonly Ink[] = ["exc", "inh", "glia", "after", "before", "text"];

/** Colours of quantities that are no neuron's. */
export const plainInks: readonly Ink[] = ["glia", "after", "before", "text"];

/** The page's colours as they are now, where the element stands. */
export const inksOf = (element: Element): Inks => {
  const style = getComputedStyle(element);
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim() || "gray"])) as Inks;
};

/** A colour as the pixels of an image have it, without its alpha: 0x00BBGGRR. */
export const packed = (colour: string): number => {
  const context = new OffscreenCanvas(1, 1).getContext("2d")!;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
  return red! | (green! << 8) | (blue! << 16);
};

export const font = "12px system-ui, sans-serif";
