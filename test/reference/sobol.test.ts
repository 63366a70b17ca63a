// Sobol' points beside published ones. Could not catch a wrong direction number that first matters after 1,000 points.
import { describe, expect, it } from "vitest";
import { sobol } from "../../dist/src/index.js";
import { sobolPoints } from "../../dist/src/sweep/sobol.js";

const unit = { low: 0, high: 1 };

describe("a Sobol' sequence", () => {
  it("has the first ten points in three dimensions that Joe & Kuo print beside their program", () => {
    const points = [...sobol({ x: unit, y: unit, z: unit }, { n: 10 })].map(({ x, y, z }) => [x, y, z]);
    expect(points).toEqual([
      [0, 0, 0],
      [0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25],
      [0.25, 0.75, 0.75],
      [0.375, 0.375, 0.625],
      [0.875, 0.875, 0.125],
      [0.625, 0.125, 0.875],
      [0.125, 0.625, 0.375],
      [0.1875, 0.3125, 0.9375],
      [0.6875, 0.8125, 0.4375],
    ]);
  });

  it("has SciPy 1.17.1's point 1,000 in all 40 dimensions (qmc.Sobol, unscrambled, 32 bits), bit for bit", () => {
    let last: number[] = [];
    for (const point of sobolPoints(40, 1001)) last = [...point];
    expect(last).toEqual([
      943718400, 415236096, 2227175424, 2906652672, 1203765248, 3896508416, 197132288, 3862953984, 2151677952,
      297795584, 364904448, 1094713344, 692060160, 1648361472, 616562688, 1589641216, 3091202048, 1480589312,
      4257218560, 3116367872, 2243952640, 2361393152, 4081057792, 2319450112, 2503999488, 3896508416, 171966464,
      4206886912, 255852544, 1463812096, 633339904, 624951296, 1270874112, 2545942528, 3443523584, 3309305856,
      3644850176, 3569352704, 1321205760, 2059403264,
    ]);
  });
});
