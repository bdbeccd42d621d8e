import js from "@eslint/js";
import tseslint from "typescript-eslint";

const providerRoot = {
  name: "@cdktf/provider-aws",
  message:
    "import one resource, e.g. @cdktf/provider-aws/lib/iam-role: the root costs seconds and half a gigabyte",
};

/** The arrows between the folders go one way: permissions <- targets <- gateway <- stacks -> config, and report looks at them all. */
const forbid = (files, patterns) => ({
  files,
  rules: {
    "no-restricted-imports": [
      "error",
      {
        paths: [providerRoot],
        patterns: patterns.map((group) => ({ group: [group], message: "against the arrows of the design" })),
      },
    ],
  },
});
const cdk = ["cdktf", "cdktf/*", "constructs", "@cdktf/*"];

export default tseslint.config(
  { ignores: ["node_modules", "dist", "**/cdktf.out", "coverage"] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    rules: {
      "no-restricted-imports": ["error", { paths: [providerRoot] }],
      "@typescript-eslint/no-extraneous-class": "off",
    },
  },
  forbid(
    ["modules/hcl/**"],
    [...cdk, "**/permissions", "**/targets", "**/gateway", "**/config", "**/stacks", "**/report"],
  ),
  forbid(
    ["modules/permissions/**"],
    [...cdk, "**/targets", "**/gateway", "**/config", "**/stacks", "**/report"],
  ),
  forbid(["modules/targets/**"], [...cdk, "**/gateway", "**/config", "**/stacks", "**/report"]),
  forbid(["modules/gateway/**"], ["**/config", "**/stacks", "**/report"]),
  forbid(["modules/config/**"], [...cdk, "**/gateway", "**/stacks", "**/report"]),
  forbid(["modules/stacks/**"], ["**/report"]),
  {
    files: ["**/*.js", "**/*.mjs"],
    languageOptions: {
      globals: {
        module: "writable",
        process: "readonly",
        console: "readonly",
        performance: "readonly",
        URL: "readonly",
      },
    },
  },
);
