/** A number: four digits, powers of ten where it is very great or small. */
export const compact = (x: number): string => {
  if (Number.isNaN(x)) return "–";
  const text =
    x !== 0 && (Math.abs(x) >= 1e5 || Math.abs(x) < 1e-3)
      ? x.toExponential(1).replace(".0e", "e").replace("e+", "e")
      : String(Number(x.toPrecision(4)));
  return text.replace("-", "−");
};

/** Numbers at an axis, `step` apart: as many digits as tell them apart, powers of ten where few do and they are very great or small. */
export const ticks = (at: readonly number[], step: number): string[] => {
  const most = Math.max(...at.map(Math.abs));
  const digits = most > 0 ? Math.max(1, Math.ceil(Math.log10(most / step)) + 2) : 1;
  const isPower = digits <= 3 && (most >= 1e5 || most < 1e-3);
  return at.map((x) => {
    const rounded = Number(x.toPrecision(digits));
    return (isPower && rounded !== 0 ? rounded.toExponential().replace("e+", "e") : String(rounded)).replaceAll(
      "-",
      "−",
    );
  });
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
