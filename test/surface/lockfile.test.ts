import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

interface Entry {
  integrity?: string;
  link?: boolean;
}

it("package-lock.json holds the checksum of every package, those of other platforms included", () => {
  const text = readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8");
  const { packages } = JSON.parse(text) as { packages: Record<string, Entry> };
  const bare = Object.entries(packages).filter(([path, { integrity, link }]) => path && !integrity && !link);
  expect(bare.map(([path]) => path)).toEqual([]);
});
