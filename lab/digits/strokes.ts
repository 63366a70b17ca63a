/** A stroke of the pen: x and y in turn, in any unit; one point is a dot. */
export type Stroke = readonly number[];

/** Side of a picture, and of the box that a digit fills, pixels (LeCun, Cortes & Burges, "The MNIST database"). */
export const side = 28;
export const box = 20;

/** Half the width of a line, and how far its edge fades to both sides, pixels: lines of MNIST are some 2.3 pixels wide. */
const radius = 1.15;
const edge = 0.75;

/** Distance from a point to the segment from (ax, ay) to (bx, by). */
const distance = (x: number, y: number, ax: number, ay: number, bx: number, by: number): number => {
  const [dx, dy] = [bx - ax, by - ay];
  const length2 = dx * dx + dy * dy;
  const along = length2 > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length2)) : 0;
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
};

/** Strokes at a scale and place, as grey values 0 … 255 of side × side pixels, row by row; pixel (0, 0) has its centre at (0.5, 0.5). */
const drawn = (strokes: readonly Stroke[], scale: number, left: number, top: number): Uint8Array => {
  const nearest = new Float64Array(side * side).fill(Number.POSITIVE_INFINITY);
  const reach = radius + edge;
  const within = (at: number): number => Math.min(side - 1, Math.max(0, Math.floor(at)));
  for (const stroke of strokes) {
    const x = (k: number): number => left + scale * stroke[2 * k]!;
    const y = (k: number): number => top + scale * stroke[2 * k + 1]!;
    const points = stroke.length / 2;
    for (let k = 0; k < Math.max(1, points - 1); k++) {
      const [ax, ay, bx, by] = [x(k), y(k), x(Math.min(k + 1, points - 1)), y(Math.min(k + 1, points - 1))];
      for (let row = within(Math.min(ay, by) - reach); row <= within(Math.max(ay, by) + reach); row++)
        for (let column = within(Math.min(ax, bx) - reach); column <= within(Math.max(ax, bx) + reach); column++) {
          const at = row * side + column;
          nearest[at] = Math.min(nearest[at]!, distance(column + 0.5, row + 0.5, ax, ay, bx, by));
        }
    }
  }
  return Uint8Array.from(nearest, (far) => Math.round(255 * Math.min(1, Math.max(0, (reach - far) / (2 * edge)))));
};

/** Centre of mass, pixels. */
export const centreOfMass = (pixels: Uint8Array): { x: number; y: number } => {
  let [mass, x, y] = [0, 0, 0];
  for (let at = 0; at < pixels.length; at++) {
    mass += pixels[at]!;
    x += pixels[at]! * ((at % side) + 0.5);
    y += pixels[at]! * (Math.floor(at / side) + 0.5);
  }
  return { x: x / mass, y: y / mass };
};

interface Extent {
  low: number;
  high: number;
}

/** Of x (`offset` 0) or y (1) over all strokes. */
const extentOf = (strokes: readonly Stroke[], offset: 0 | 1): Extent => {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const stroke of strokes)
    for (let k = offset; k < stroke.length; k += 2) {
      low = Math.min(low, stroke[k]!);
      high = Math.max(high, stroke[k]!);
    }
  return { low, high };
};

/**
 * A drawing as MNIST would have it: scaled so that what is inked fills a box of 20 × 20 pixels, its proportions kept, and moved
 * so that its centre of mass is in the middle of 28 × 28, as far as no ink leaves the picture. Lines are as wide as MNIST's
 * whatever the scale. A dot stays one.
 * @returns grey values 0 … 255, row by row; null where nothing is drawn
 */
export const pictureOf = (strokes: readonly Stroke[]): Uint8Array | null => {
  const inked = strokes.filter((stroke) => stroke.length >= 2);
  if (inked.length === 0) return null;
  const extents = [extentOf(inked, 0), extentOf(inked, 1)] as const;
  const largest = Math.max(...extents.map(({ low, high }) => high - low));
  const scale = largest > 0 ? (box - 2 * radius) / largest : 1;
  const centred = extents.map(({ low, high }) => (side - scale * (low + high)) / 2) as [number, number];
  const mass = centreOfMass(drawn(inked, scale, ...centred));
  const place = ([mass.x, mass.y] as const).map((centre, axis) => {
    const { low, high } = extents[axis]!;
    const wanted = centred[axis]! + side / 2 - centre;
    return Math.min(side - radius - scale * high, Math.max(radius - scale * low, wanted));
  }) as [number, number];
  return drawn(inked, scale, ...place);
};
