/** X of A X = B by elimination with partial pivoting; A n × n, B n × m, both by row. For tests. */
export const solved = (a: readonly ArrayLike<number>[], b: readonly (readonly number[])[]): number[][] => {
  const n = a.length;
  const rows = a.map((row, i) => [...Array.from(row), ...b[i]!]);
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k; i < n; i++) if (Math.abs(rows[i]![k]!) > Math.abs(rows[pivot]![k]!)) pivot = i;
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factor = rows[i]![k]! / rows[k]![k]!;
      for (let j = k; j < rows[i]!.length; j++) rows[i]![j]! -= factor * rows[k]![j]!;
    }
  }
  return rows.map((row, i) => row.slice(n).map((value) => value / row[i]!));
};
