/** Sides of the pictures that the liquid sees, pixels. */
export const side = 28;

/** Digits 0 … 9 in 5 × 7 dots. */
const dots = [
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

/** A digit as `side` lines of `side` dots, "#" where it is lit. */
export const glyph = (digit: number): string[] => {
  const rows = dots[digit]!.split(" ");
  return Array.from({ length: side }, (_, y) =>
    Array.from({ length: side }, (_, x) => {
      const dot = rows[Math.floor((y - top) / scale)]?.[Math.floor((x - left) / scale)];
      return dot === "#" ? "#" : ".";
    }).join(""),
  );
};

/** The probability of an event per step, a pixel each. */
export const probabilities = (digit: number, lit: number): Float32Array =>
  Float32Array.from(glyph(digit).join(""), (dot) => (dot === "#" ? lit : 0));
