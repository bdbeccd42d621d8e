/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/__tests__"],
  testMatch: ["**/*.test.ts"],
  // No test is about time: a busy machine may take long over any of them.
  testTimeout: 600_000,
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }] },
  moduleNameMapper: { "^cdktf-keeperpam-aws$": "<rootDir>/modules/index.ts" },
  globalSetup: "<rootDir>/__tests__/support/provider/provider-file.ts",
  reporters: ["default", "<rootDir>/__tests__/promises/reporter.mjs"],
  // Two cores: one worker for the engines, one for everything else.
  maxWorkers: 2,
};
