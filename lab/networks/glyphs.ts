/** Sides of the pictures that the liquid sees, pixels. */
export const side = 28;

/** Digits 0 … 9 in 5 × 7 dots. */
export const dots = [
  ".###. #...# #..## #.#.# ##..# #...# .###.",
  "..#.. .##.. ..#.. ..#.. ..#.. ..#.. .###.",
  ".###. #...# ....# ...#. ..#.. .#... #####",
  ".###. #...# ....# ..##. ....# #...# .###.",
  "...#. ..##. .#.#. #..#. ##### ...#. ...#.",
  "##### #.... ####. ....# ....# #...# .###.",
  "..##. .#... #.... ####. #...# #...# .###.",
  "##### ....# ...#. ..#.. ..#.. .#... .#...",
  ".###. #...# #...# .###. #...# #...# .###.",
  ".###. #...# #...# .#### ....# ...#. .##..",
];
/** Pixels of a dot's side; the picture stands in the middle. */
const scale = 3;
const [left, top] = [6, 3];

/** The probability of an event per step, a pixel each, `lit` where a digit's dots are. */
export const probabilities = (digit: number, lit: number): Float32Array => {
  const rows = dots[digit]!.split(" ");
  return Float32Array.from({ length: side * side }, (_, k) => {
    const dot = rows[Math.floor((Math.floor(k / side) - top) / scale)]?.[Math.floor(((k % side) - left) / scale)];
    return dot === "#" ? lit : 0;
  });
};

/** The same function as lines of a script. */
export const probabilitiesScript = (lit: number): string[] => [
  `// Digits in 5 × 7 dots of ${scale} × ${scale} pixels; the probability of an event per ms is ${lit} where they are lit.`,
  "const dots = [",
  ...dots.map((rows) => `  "${rows}",`),
  "];",
  "const probabilities = (digit: number): Float32Array => {",
  '  const rows = dots[digit]!.split(" ");',
  `  return Float32Array.from({ length: ${side * side} }, (_, k) => {`,
  `    const dot = rows[Math.floor((Math.floor(k / ${side}) - ${top}) / ${scale})]?.[Math.floor(((k % ${side}) - ${left}) / ${scale})];`,
  `    return dot === "#" ? ${lit} : 0;`,
  "  });",
  "};",
];
