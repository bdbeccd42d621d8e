import type { ConfigurationFile } from "../config";

/** Two versions of a gateway; of one that comes or goes, one. */
export interface Versions {
  readonly before?: ConfigurationFile;
  readonly after?: ConfigurationFile;
}

/**
 * Which gateway after is which before: that of the same stack, whatever its file is called; else that of the same file,
 * whatever its gateway is called; and where there is one on each side, that one.
 */
export function matched(
  before: readonly ConfigurationFile[],
  after: readonly ConfigurationFile[],
): Versions[] {
  const [former, ...formerOthers] = before;
  const [present, ...presentOthers] = after;
  if (former && present && formerOthers.length + presentOthers.length === 0)
    return [{ before: former, after: present }];
  const left = new Set(before);
  const taken = new Map<ConfigurationFile, ConfigurationFile>();
  for (const sameOf of [stackOf, nameOf]) {
    for (const one of after.filter((each) => !taken.has(each))) {
      const other = [...left].find((each) => sameOf(each) === sameOf(one));
      if (!other) continue;
      left.delete(other);
      taken.set(one, other);
    }
  }
  return [
    ...after.map((one) => ({ before: taken.get(one), after: one })),
    ...[...left].map((one) => ({ before: one })),
  ];
}

/** The Terraform stack, which the state belongs to. */
export function stackOf({ configuration }: ConfigurationFile): string {
  return configuration.stack ?? configuration.name;
}

/** The name of a file without its folder or revision. */
function nameOf({ file }: ConfigurationFile): string | undefined {
  return file.split(/[\\/:]/).at(-1);
}
