"use strict";

// Types are checked by a stage of their own; here each file is only translated (isolatedModules in tsconfig.json).
const transform = { "^.+\\.ts$": ["<rootDir>/tests/translate.js", { tsconfig: "<rootDir>/tsconfig.json", diagnostics: false }] };

const common = {
  rootDir: __dirname,
  testEnvironment: "<rootDir>/tests/environment.js",
  transform,
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/.rollcall/"],
};

const lateSdk = { "/(closure/codePaths|typescript-shim)$": "<rootDir>/tests/late-sdk.js" };
const fromSources = { ...lateSdk, "^rollcall$": "<rootDir>/sdk/index.ts", "^rollcall/provider$": "<rootDir>/provider/index.ts" };

/** @type {import("jest").Config} */
module.exports = {
  testSequencer: "<rootDir>/tests/longest-first.js",
  projects: [
    {
      ...common,
      displayName: "unit",
      testMatch: ["<rootDir>/tests/unit/**/*.test.[jt]s"],
      moduleNameMapper: fromSources,
      setupFilesAfterEnv: ["<rootDir>/tests/patience.js"],
    },
    {
      ...common,
      displayName: "contract",
      testMatch: ["<rootDir>/tests/contract/**/*.test.ts"],
      moduleNameMapper: fromSources,
      setupFilesAfterEnv: ["<rootDir>/tests/patience.js"],
    },
    {
      ...common,
      displayName: "e2e",
      testMatch: ["<rootDir>/tests/e2e/**/*.test.ts"],
      // The engine loads the package as a user's would: compiled, through node_modules.
      globalSetup: "<rootDir>/tests/e2e/harness/global-setup.js",
      setupFilesAfterEnv: ["<rootDir>/tests/e2e/harness/timeout.js", "<rootDir>/tests/e2e/harness/to-succeed.ts"],
    },
  ],
};
