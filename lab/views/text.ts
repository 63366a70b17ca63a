/** A number as a tick or a value beside it: four digits, powers of ten where it is very great or small. */
export const compact = (x: number): string => {
  if (Number.isNaN(x)) return "–";
  const text =
    x !== 0 && (Math.abs(x) >= 1e5 || Math.abs(x) < 1e-3)
      ? x.toExponential(1).replace(".0e", "e").replace("e+", "e")
      : String(Number(x.toPrecision(4)));
  return text.replace("-", "−");
};

/** Three digits, with k, M or G: for numbers that change faster than one can read. */
export const short = (x: number): string => {
  if (!Number.isFinite(x)) return "–";
  const [unit, scale] = (
    [
      ["G", 1e9],
      ["M", 1e6],
      ["k", 1e3],
    ] as const
  ).find(([, least]) => x >= 0.9995 * least) ?? ["", 1];
  const scaled = x / scale;
  const digits = scaled >= 99.95 ? 0 : scaled >= 9.995 ? 1 : 2;
  return `${scaled.toFixed(x === 0 ? 0 : digits)}${unit && ` ${unit}`}`;
};
