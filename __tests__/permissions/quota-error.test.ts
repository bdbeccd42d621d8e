import { packPolicies, PolicyQuotaError, userArn, type Statement } from "../../modules/permissions";
import { charactersOf, lowerBound } from "./lower-bound";

const ACCOUNT = { partition: "aws", accountId: "111122223333" };

function list(origin: string, sid: string, users: number, length: number): Statement {
  return {
    sid,
    effect: "Allow",
    actions: ["iam:GetUser"],
    resources: Array.from({ length: users }, (_, i) => userArn(ACCOUNT, String(i).padStart(length, "0"))),
    origin,
  };
}

function errorOf(statements: readonly Statement[]): PolicyQuotaError {
  try {
    packPolicies(statements);
  } catch (error) {
    if (error instanceof PolicyQuotaError) return error;
    throw error;
  }
  throw new Error("the statements were packed");
}

describe("the error of a request that outgrows IAM's quotas", () => {
  const statements = [
    list("protectedUsers", "A", 20, 10),
    list("targets.iamUsers", "B", 900, 40),
    list("targets.iamUsers", "C", 200, 40),
    list("targets.directories", "D", 1, 10),
    list("targets.iamAccessKeys", "E", 300, 20),
  ];
  const { message, name } = errorOf(statements);

  it("is a PolicyQuotaError", () => {
    expect(name).toBe("PolicyQuotaError");
  });

  it("says how many characters there are and what a role can carry", () => {
    expect(message).toContain(`${charactersOf(statements)} characters`);
    expect(message).toContain("a role can carry 10 of 6144 characters");
  });

  it("says how many policies that would take", () => {
    const policies = Number(/need (\d+) policies/.exec(message)?.[1]);
    expect(policies).toBeGreaterThan(10);
    expect(policies).toBeGreaterThanOrEqual(lowerBound(statements));
    expect(policies).toBeLessThanOrEqual(lowerBound(statements) + 1);
  });

  it("names the three heaviest targets, the heaviest first, with their number", () => {
    const lines = message.split("\n").map((line) => line.trim());
    expect(lines.filter((line) => /^(targets|protectedUsers)/.test(line))).toEqual([
      expect.stringMatching(/^targets\.iamUsers: \d+ characters for 1100 resources$/),
      expect.stringMatching(/^targets\.iamAccessKeys: \d+ characters for 300 resources$/),
      expect.stringMatching(/^protectedUsers: \d+ characters for 20 resources$/),
    ]);
  });

  it("adds up what one list asks for in several statements", () => {
    const ofUsers = [statements[1], statements[2]] as Statement[];
    const characters = Number(/targets\.iamUsers: (\d+)/.exec(message)?.[1]);
    // All but the braces around the statements and the comma between them.
    expect(characters).toBe(charactersOf(ofUsers) - charactersOf([]) - 1);
  });

  it("says that a path or a tag does the same in one line", () => {
    const advice = message.split("\n").at(-1);
    expect(advice).toContain("one path");
    expect(advice).toContain("one tag");
    expect(advice).toContain("in one line");
  });
});

describe("the quota", () => {
  const users = (n: number) => [list("targets.iamUsers", "Users", n, 19)];

  it("lets ten policies pass and refuses the eleventh", () => {
    const policies = (n: number) => packPolicies(users(n)).length;
    const perPolicy = packPolicies(users(500))[0]?.[0]?.resources.length as number;
    expect(policies(10 * perPolicy)).toBe(10);
    expect(() => policies(10 * perPolicy + 1)).toThrow(PolicyQuotaError);
  });

  it("is met by whole resources only: what leaves gaps can need eleven policies for the characters of nine", () => {
    const head = { origin: "targets", effect: "Allow", actions: ["iam:GetUser"] } as const;
    const long: Statement = {
      ...list("protectedUsers", "Long", 0, 0),
      actions: [
        "iam:*AccessKey*",
        "iam:*LoginProfile",
        "iam:*SSHPublicKey*",
        "iam:*ServiceSpecificCredential*",
      ],
      resources: Array.from({ length: 91 }, (_, i) => ({ text: String(i).padStart(597, "0"), length: 597 })),
    };
    const short: Statement = { ...head, sid: "Short", resources: [{ text: "*", length: 1 }] };
    expect(charactersOf([long, short])).toBeLessThan(9 * 6144);
    expect(lowerBound([long, short])).toBe(11);
    expect(() => packPolicies([long, short])).toThrow(PolicyQuotaError);
  });
});
