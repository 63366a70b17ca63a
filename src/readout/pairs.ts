/** Number of pairs of classes. Pair (a, b), a > b, is number a (a − 1) / 2 + b: (1, 0), (2, 0), (2, 1), (3, 0) … */
export const pairCount = (classes: number): number => (classes * (classes - 1)) / 2;

/** All pairs of classes [a, b], a > b, in order. */
export const pairsOf = (classes: number): [a: number, b: number][] =>
  Array.from({ length: classes }, (_, a) => Array.from({ length: a }, (_, b): [number, number] => [a, b])).flat();

/**
 * The class of most votes per sample: an output > 0 of pair (a, b) is a vote for a, any other for b. Ties go to the larger
 * sum of the pairs' outputs clipped to ±1 (counted negative for b), then to the smaller class. `raw`: samples × pairs.
 */
export const mostVoted = (raw: Float64Array, classes: number): Uint32Array => {
  const pairs = pairsOf(classes);
  const predicted = new Uint32Array(raw.length / pairs.length);
  const votes = new Float64Array(classes);
  const margin = new Float64Array(classes);
  for (let row = 0; row < predicted.length; row++) {
    votes.fill(0);
    margin.fill(0);
    for (let k = 0; k < pairs.length; k++) {
      const [a, b] = pairs[k]!;
      const output = raw[row * pairs.length + k]!;
      votes[output > 0 ? a : b]!++;
      const clipped = Math.min(1, Math.max(-1, output));
      margin[a]! += clipped;
      margin[b]! -= clipped;
    }
    let best = 0;
    for (let c = 1; c < classes; c++)
      if (votes[c]! > votes[best]! || (votes[c] === votes[best] && margin[c]! > margin[best]!)) best = c;
    predicted[row] = best;
  }
  return predicted;
};

/** Rows of every class, in their order. */
export const rowsByClass = (labels: ArrayLike<number>, classes: number): Uint32Array[] => {
  const rows: number[][] = Array.from({ length: classes }, () => []);
  for (let row = 0; row < labels.length; row++) rows[labels[row]!]!.push(row);
  return rows.map((each) => Uint32Array.from(each));
};
