import { defineConfig } from "vitest/config";

const long = process.env.MAINSTREET_LONG === "1";

export default defineConfig({
  test: {
    testTimeout: long ? 900_000 : 60_000,
    hookTimeout: long ? 900_000 : 120_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: [
            "packages/**/*.test.ts",
            "functions/**/*.test.ts",
            "infra/**/*.test.ts",
            "web/src/**/*.test.ts",
            "tests/bench/**/*.test.ts",
            "tests/duplicates/**/*.test.ts",
          ],
          // Pure functions share nothing, so their files may share the modules they load.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "rooms",
          // Each test has a table of its own, so files may share the modules they load: a third of the work of all of them.
          isolate: false,
          include: ["tests/{store,simulate,api,security,mail,publish,import,local,site,lambda,infra}/**/*.test.ts"],
          globalSetup: "tests/emulator/setup.ts",
        },
      },
    ],
  },
});
