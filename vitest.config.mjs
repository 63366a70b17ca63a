import { defineConfig } from "vitest/config";

// Tests run on what users get: the built package, loaded by Node itself.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "test/missing.ts",
    // Two files at a time also on two cores: half of the time is waiting for browsers and processes.
    maxWorkers: "100%",
    testTimeout: 120_000,
    hookTimeout: 120_000,
    server: { deps: { external: [/\/dist\//] } },
  },
});
