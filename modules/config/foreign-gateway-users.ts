import type { Problem } from "../permissions";
import type { ConfigurationFile } from "./collisions";

/**
 * The problem that a target is the access-key user of another file's gateway in the same account: no gateway reaches such
 * a user, which its tag shows. An account that is not given may be any.
 */
export function foreignGatewayUsers(files: readonly ConfigurationFile[]): Map<string, Problem[]> {
  return new Map(
    files.map((current) => [
      current.file,
      files.filter((other) => other !== current).flatMap((other) => targetsOf(current, other)),
    ]),
  );
}

function targetsOf({ configuration }: ConfigurationFile, other: ConfigurationFile): Problem[] {
  const { name, gateway, aws } = other.configuration;
  const user = gateway?.accessKeyUser || undefined;
  const accounts = [aws, configuration.aws].map(
    ({ accountId, assumeRoleArn }) => accountId ?? assumeRoleArn?.split(":")[4],
  );
  const [there, here] = accounts;
  const isKnown = there !== undefined && here !== undefined;
  if (user === undefined || (isKnown && there !== here)) return [];
  const called = user.name ?? name;
  return (["iamUsers", "iamAccessKeys"] as const).flatMap((list) =>
    (configuration.targets?.[list] ?? []).flatMap((target, i): Problem[] => {
      if (target.name?.toLowerCase() !== called.toLowerCase()) return [];
      return [
        {
          path: ["targets", list, i, "name"],
          message: `${JSON.stringify(target.name)} is the access-key user of the gateway in ${other.file}, and no gateway reaches one: remove it from the targets${isKnown ? "" : ", or give aws.accountId in both files where it is another account"}`,
        },
      ];
    }),
  );
}
