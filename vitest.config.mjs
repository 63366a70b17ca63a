import { defineConfig } from "vitest/config";

// Tests run on what users get: the built package, loaded by Node itself.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    server: { deps: { external: [/\/dist\//] } },
  },
});
