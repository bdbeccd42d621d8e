import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { configurationFile } from "../support/configuration";
import { keeperpamAws, type Outcome } from "../support/program";

const ACCOUNT = "111122223333";

/** An answer of AWS: status and body. */
type Answer = readonly [status: number, body: string];

const refused = JSON.stringify({ __type: "AccessDeniedException", message: "not authorized" });
const nothing: Answer = [
  404,
  "<ErrorResponse><Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>no</Message></Error></ErrorResponse>",
];

/** An account with an instance profile, and with a key that refuses to be looked at by whoever asks. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  GetCallerIdentity: [
    200,
    `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::${ACCOUNT}:user/me</Arn><UserId>AIDA</UserId><Account>${ACCOUNT}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
  ],
  GetInstanceProfile: [
    200,
    "<GetInstanceProfileResponse><GetInstanceProfileResult><InstanceProfile><InstanceProfileName>keeper-gateway</InstanceProfileName></InstanceProfile></GetInstanceProfileResult></GetInstanceProfileResponse>",
  ],
  ListKeys: [200, JSON.stringify({ Keys: [{ KeyId: "11111111-2222-3333-4444-555555555555" }] })],
  DescribeKey: [400, refused],
  ListAliases: [200, JSON.stringify({ Aliases: [] })],
  DescribeSecret: [400, JSON.stringify({ __type: "ResourceNotFoundException", message: "no" })],
};

const asked: string[] = [];
let aws: Server;

beforeAll(async () => {
  aws = createServer((request, response) => {
    void actionOf(request).then((action) => {
      asked.push(action);
      const [status, body] = ANSWERS[action] ?? nothing;
      response.writeHead(status).end(body);
    });
  }).listen(0, "127.0.0.1");
  await once(aws, "listening");
});
afterAll(() => {
  aws.closeAllConnections();
  aws.close();
});
beforeEach(() => asked.splice(0));

async function actionOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  const target = request.headers["x-amz-target"];
  return target === undefined
    ? (new URLSearchParams(body).get("Action") ?? "")
    : (String(target).split(".")[1] ?? "");
}

function imports(account: string, gateway: string): Promise<Outcome> {
  const file = configurationFile(
    `name: keeper-gateway\naws: { region: us-east-1${account} }\ngateway: ${gateway}\ntargets: { iamUsers: [{ name: auditor }] }\n`,
  );
  const { port } = aws.address() as AddressInfo;
  return keeperpamAws(["imports", file], {
    env: {
      ...{ AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`, AWS_ACCESS_KEY_ID: "x", AWS_SECRET_ACCESS_KEY: "x" },
      ...{ AWS_MAX_ATTEMPTS: "1" },
    },
  });
}

describe("keeperpam-aws imports", () => {
  it("prints a block for what the account has", async () => {
    const { stdout, status } = await imports("", "{}");
    expect([stdout.includes('id = "keeper-gateway"'), status]).toEqual([true, 0]);
  });

  it.each([
    ["accountId", ', accountId: "999988887777"'],
    ["assumeRoleArn", ', assumeRoleArn: "arn:aws:iam::999988887777:role/deployer"'],
  ])("looks into no other account than the file's, which its %s says", async (_, account) => {
    const { stdout, stderr, status } = await imports(account, "{}");
    expect(stderr).toContain("is for account 999988887777, and the credentials are of account 111122223333");
    expect([stdout, status, asked]).toEqual(["", 1, ["GetCallerIdentity"]]);
  });

  it("prints what it has found although a key refuses to be looked at, which it says", async () => {
    const { stdout, stderr, status } = await imports("", "{ configurationSecret: { name: keeper/gateway } }");
    expect(stdout).toContain('id = "keeper-gateway"');
    expect(stderr).toMatch(/aws_kms_key ".*" could not be looked for: not authorized/);
    expect(status).toBe(1);
  });
});
