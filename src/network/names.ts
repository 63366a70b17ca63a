/**
 * Name of what leads from one thing to another: "exc→inh". Random streams follow from names, so no script of ours has the arrow in
 * its text: minifiers write an escape out as the character, and browsers read a classic script of a page without charset as
 * windows-1252. None of them works this out.
 */
export const fromTo = (from: string | undefined, to: string | undefined): string =>
  `${from}${String.fromCharCode(...Uint16Array.of(0x2192))}${to}`;
