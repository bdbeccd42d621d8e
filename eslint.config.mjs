import js from "@eslint/js";
import tseslint from "typescript-eslint";

const providerRoot = {
  name: "@cdktf/provider-aws",
  message:
    "import one resource, e.g. @cdktf/provider-aws/lib/iam-role: the root costs seconds and half a gigabyte",
};

/**
 * The arrows between the folders go one way: permissions <- targets <- gateway <- stacks -> config; languages -> permissions;
 * what is told about them (report, explanation, changes, deployer, moving, importing) looks at them all, and cli at everything.
 * project -> config, and no further.
 */
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
/** The rooms that tell about the others, but for one itself and those that it may look into. */
const told = (...allowed) =>
  ["report", "explanation", "changes", "deployer", "moving", "importing", "project", "cli"]
    .filter((room) => !allowed.includes(room))
    .map((room) => `**/${room}`);

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
    [...cdk, ...told(), "**/permissions", "**/targets", "**/gateway", "**/config", "**/stacks"],
  ),
  forbid(
    ["modules/permissions/**"],
    [...cdk, ...told(), "**/targets", "**/gateway", "**/config", "**/stacks"],
  ),
  forbid(["modules/languages/**"], [...cdk, ...told(), "**/targets", "**/gateway", "**/config", "**/stacks"]),
  forbid(["modules/targets/**"], [...cdk, ...told(), "**/gateway", "**/config", "**/stacks"]),
  forbid(["modules/gateway/**"], [...told(), "**/config", "**/stacks"]),
  forbid(["modules/config/**"], [...cdk, ...told(), "**/gateway", "**/stacks"]),
  forbid(["modules/stacks/**"], told()),
  forbid(["modules/report/**"], told("report")),
  // An explanation reads the policies as the report does, and decides by its evaluation.
  forbid(["modules/explanation/**"], told("explanation", "report")),
  // So do changes, in the report's words.
  forbid(["modules/changes/**"], told("changes", "report")),
  forbid(["modules/deployer/**"], told("deployer")),
  forbid(["modules/moving/**"], told("moving")),
  // An import block is for an address of the stack, or for what the module calls it.
  forbid(["modules/importing/**"], told("importing", "moving")),
  forbid(["modules/project/**"], [...cdk, ...told("project"), "**/targets", "**/gateway", "**/stacks"]),
  {
    files: ["**/*.js", "**/*.mjs", "**/*.cjs"],
    languageOptions: {
      globals: {
        module: "writable",
        require: "readonly",
        process: "readonly",
        console: "readonly",
        performance: "readonly",
        URL: "readonly",
      },
    },
  },
);
