import { defineConfig } from "vitest/config";

// Tests run on what users get: the built package.
export default defineConfig({ test: { include: ["test/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 120_000 } });
