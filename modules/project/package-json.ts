import { devDependencies, name, peerDependencies, version } from "../../package.json";

type Texts = Readonly<Record<string, string>>;

/** The parts of a `package.json` that a project needs. */
export interface ProjectPackage {
  readonly private: true;
  readonly scripts: Texts;
  readonly dependencies: Texts;
  readonly devDependencies: Texts;
}

/** The `package.json` of a project: this package, what it wants beside it, and a script for each command that the pipelines call. */
export function packageJson(): ProjectPackage {
  return {
    private: true,
    scripts: {
      check: "keeperpam-aws check",
      synth: "cdktf synth",
      diff: "cdktf diff",
      deploy: "cdktf deploy",
      destroy: "cdktf destroy",
      report: "keeperpam-aws report",
      changes: "keeperpam-aws changes",
      "deployer-policy": "keeperpam-aws deployer-policy",
      moved: "keeperpam-aws moved",
      imports: "keeperpam-aws imports",
    },
    dependencies: {
      "@cdktf/provider-aws": peerDependencies["@cdktf/provider-aws"],
      cdktf: peerDependencies.cdktf,
      [name]: `^${version}`,
      constructs: peerDependencies.constructs,
    },
    devDependencies: { "cdktf-cli": devDependencies["cdktf-cli"] },
  };
}

/**
 * The commands that add to a `package.json` what a project needs and it lacks; none when it has everything, in whatever
 * version.
 *
 * @param text of the file
 */
export function commandsToComplete(text: string): string[] {
  const { scripts, dependencies, devDependencies: forDevelopment } = packageJson();
  const given = parsed(text);
  const has = (part: string, key: string) => typeof given[part] === "object" && key in (given[part] ?? {});
  const installed = (key: string) => has("dependencies", key) || has("devDependencies", key);
  const missing = (wanted: Texts) =>
    Object.entries(wanted)
      .filter(([key]) => !installed(key))
      .map(([key, range]) => `"${key}@${range}"`);
  const lacking = Object.entries(scripts).filter(([key]) => !has("scripts", key));
  return [
    ...[missing(dependencies)].filter(isSomething).map((them) => `npm install ${them.join(" ")}`),
    ...[missing(forDevelopment)]
      .filter(isSomething)
      .map((them) => `npm install --save-dev ${them.join(" ")}`),
    ...lacking.map(([key, command]) => `npm pkg set "scripts.${key}=${command}"`),
  ];
}

function isSomething(list: readonly unknown[]): boolean {
  return list.length > 0;
}

/** What a file says, nothing where it is no JSON. */
function parsed(text: string): Readonly<Record<string, object | undefined>> {
  try {
    return (JSON.parse(text) ?? {}) as Record<string, object>;
  } catch {
    return {};
  }
}
