import type { Account } from "./account";
import { IAM_PATH, isReference, nameProblems, USER_NAME } from "./names";
import { publicKeyProblem } from "./pgp-key";
import { show, type Path, type Problem } from "./problem";
import { boundaryProblems, resourceTagProblems } from "./role-problems";

/** The properties that describe the gateway's access-key user, wherever they are written. */
export interface UserDescription {
  readonly name?: string;
  readonly path?: string;
  readonly permissionsBoundaryArn?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly createAccessKey?: boolean;
  readonly pgpKey?: string;
  readonly acceptSecretInState?: boolean;
  readonly generation?: number;
  readonly keepPrevious?: boolean;
}

/** Everything that is wrong with the user's properties. Values of a wrong type are left to the compiler or the schema. */
export function userProblems(user: UserDescription, known: Partial<Account>, path: Path): Problem[] {
  return [
    ...nameProblems(USER_NAME, user.name, [...path, "name"]),
    ...nameProblems(IAM_PATH, user.path, [...path, "path"]),
    ...boundaryProblems(user.permissionsBoundaryArn, known, [...path, "permissionsBoundaryArn"]),
    ...resourceTagProblems(user.tags, [...path, "tags"]),
    ...choiceProblems(user, path),
    ...pgpKeyProblems(user.pgpKey, [...path, "pgpKey"]),
    ...generationProblems(user, path),
  ];
}

/** The three ways, each in a word about the secret. */
const WAYS = [
  "createAccessKey: false (the user only; its key is made by hand and never passes through Terraform)",
  "pgpKey (the secret is in the state encrypted for that key only)",
  "acceptSecretInState: true (the secret is in the state in plain text)",
].join(", ");

/** A secret must not get into the state unseen: which way it goes is the user's to say. */
function choiceProblems(
  { createAccessKey, pgpKey, acceptSecretInState }: UserDescription,
  path: Path,
): Problem[] {
  const given = [
    ...(createAccessKey === false ? ["createAccessKey: false"] : []),
    ...(pgpKey === undefined ? [] : ["pgpKey"]),
    ...(acceptSecretInState === true ? ["acceptSecretInState: true"] : []),
  ];
  if (given.length === 1) return [];
  return [
    {
      path,
      message:
        given.length === 0
          ? `nothing says what becomes of the access key's secret: allowed is exactly one of ${WAYS}`
          : `${given.join(" and ")} are given together: allowed is exactly one of ${WAYS}`,
    },
  ];
}

function pgpKeyProblems(key: unknown, path: Path): Problem[] {
  if (typeof key !== "string" || isReference(key)) return [];
  const problem = publicKeyProblem(key);
  return problem === undefined ? [] : [{ path, message: problem }];
}

function generationProblems(
  { createAccessKey, generation, keepPrevious }: UserDescription,
  path: Path,
): Problem[] {
  const at = [...path, "generation"];
  if (createAccessKey === false) {
    const useless = [
      ...(generation === undefined ? [] : ["generation"]),
      ...(keepPrevious === undefined ? [] : ["keepPrevious"]),
    ];
    return useless.map((key) => ({
      path: [...path, key],
      message: "createAccessKey is false: there is no access key here that could be renewed",
    }));
  }
  // The CDK writes a number that only Terraform knows as one far below zero.
  const given =
    typeof generation === "number" && generation < Number.MIN_SAFE_INTEGER
      ? "what only Terraform knows"
      : show(generation);
  if (typeof generation === "number" && !(Number.isSafeInteger(generation) && generation >= 1)) {
    return [{ path: at, message: `${given} is not a generation: allowed is 1, 2, 3, …` }];
  }
  if (keepPrevious === true && (generation ?? 1) === 1) {
    return [
      {
        path: [...path, "keepPrevious"],
        message: "generation 1 has no key before it: keepPrevious goes with generation 2 and up",
      },
    ];
  }
  return [];
}
