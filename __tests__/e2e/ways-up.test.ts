import { FUNCTION_SUFFIX, GATEWAY_TAG } from "../../modules/permissions";
import { describeWith, ENGINES } from "../support/engines";
import { Account } from "./account";
import { runApp } from "./app";
import { CarriedPolicies } from "./carried-policies";
import { Machines } from "./machines";
import {
  ACCOUNT_ID,
  iamArn,
  REGION,
  ROOT,
  START_TIMEOUT,
  startMiniStack,
  type Credentials,
  type MiniStack,
} from "./ministack";
import { COMMAND_TIMEOUT, Terraform } from "./terraform";
import { ConfigurationSecret, VALUES, WAYS_TO_WRITE } from "./ways-to-write";
import { createForeignPolicy, createStepsUp, waysUp, type Caller, type Surroundings } from "./ways-up";

const SECRET_NAME = "keeper/gateway-configuration";

/**
 * The ways up that are closed, one of each kind, walked with the gateway's own credentials: the search in
 * __tests__/effects finds them on a model of IAM, and modules/report/remaining-ways.ts names those that stay open. What
 * the emulator cannot show is with the model alone: it knows neither iam:UpdateGroup nor Directory Service, and lets no
 * policy decide by the tags of databases.
 */
const configuration = (machine: string) => `
name: keeper-gateway
aws: { region: ${REGION}, accountId: "${ACCOUNT_ID}" }
gateway:
  role: { existing: legacy }
  instanceProfile: true
  instances: [${machine}]
  accessKeyUser: { name: gateway-user, acceptSecretInState: true }
  configurationSecret:
    name: ${SECRET_NAME}
    operators: ["${iamArn("user/operator")}"]
    recoveryWindowDays: 0
targets:
  iamUsers: [{ path: / }]
  iamAccessKeys: [{ path: / }]
protectedUsers: [break-glass]
`;

const REFUSED_BY_A_DENY = {
  name: expect.stringMatching(/^(AccessDenied|AccessDeniedException|UnauthorizedOperation)$/),
  message: expect.stringContaining("with an explicit deny in an identity-based policy"),
};

jest.setTimeout(COMMAND_TIMEOUT);

describeWith([ENGINES.terraform, ENGINES.python], "with one extra policy on everything", () => {
  let emulator: MiniStack;
  let around: Surroundings;
  let carried: Readonly<Record<Caller, CarriedPolicies>>;
  let credentials: Readonly<Record<Caller | "outsider", Credentials>>;

  beforeAll(async () => {
    emulator = await startMiniStack();
    const { endpoint } = emulator;
    const before = new Account(endpoint);
    const machines = new Machines(endpoint);
    await before.createInstanceProfile("legacy");
    for (const user of ["operator", "outsider", "break-glass"]) await before.createUser(user);
    await before.createUser("other-gateway", "/", [{ Key: GATEWAY_TAG, Value: "other-gateway" }]);
    const machine = await machines.start({ profile: "legacy" });
    const app = await runApp({ "keeper-gateway": configuration(await machines.start()) });
    const terraform = new Terraform(app.stack("keeper-gateway"), endpoint);
    await terraform.init();
    await terraform.apply();

    await createStepsUp(endpoint, "gateway-user");
    around = {
      endpoint,
      user: "gateway-user",
      attachmentFunction: `keeper-gateway${FUNCTION_SUFFIX}`,
      machine,
      machineProfile: "legacy",
      foreignPolicy: await createForeignPolicy(endpoint, "legacy"),
      protectedUser: "break-glass",
      otherGateway: "other-gateway",
    };
    const account = new Account(endpoint);
    await account.allow("outsider", "secretsmanager:*", "*");
    const outputs = await terraform.outputs();
    credentials = {
      role: await account.credentialsOfRole("legacy"),
      user: {
        accessKeyId: String(outputs.access_key_id),
        secretAccessKey: String(outputs.access_key_secret),
      },
      outsider: await account.accessKeyOf("outsider"),
    };
    carried = {
      role: new CarriedPolicies(endpoint, "role", "legacy"),
      user: new CarriedPolicies(endpoint, "user", "gateway-user"),
    };
  }, START_TIMEOUT);

  afterAll(() => emulator?.stop());

  describe.each(waysUp(() => around).map((way) => [way.title, way] as const))(
    "the way by which %s",
    (_title, way) => {
      const { by, rights, denies } = way;

      it(`is closed by ${denies.map((deny) => `${deny} alone`).join(" and by ")}`, async () => {
        await carried[by].whileAllowed(rights, async () => {
          for (const deny of denies) {
            const others = denies.filter((other) => other !== deny);
            await carried[by].whileWithout(others, () =>
              expect(way.go(credentials[by])).rejects.toMatchObject(REFUSED_BY_A_DENY),
            );
          }
        });
        expect(await way.isUp(credentials[by])).toBe(false);
      });

      it("is open where no such Deny is, and leads up", async () => {
        await carried[by].whileAllowed(rights, () =>
          carried[by].whileWithout(denies, () => way.go(credentials[by])),
        );
        expect(await way.isUp(credentials[by])).toBe(true);
        await way.back();
        expect(await way.isUp(credentials[by])).toBe(false);
      });
    },
  );

  describe.each(WAYS_TO_WRITE.map((way) => [way.title, way] as const))(
    "the way by which the configuration gets %s",
    (_title, way) => {
      const secret = () => new ConfigurationSecret(emulator.endpoint, SECRET_NAME);
      const go = () => way.go(secret(), credentials.outsider);

      beforeEach(async () => {
        await secret().update(ROOT, `alias/${SECRET_NAME}`);
        await secret().put(ROOT, VALUES.earlier);
        await secret().put(ROOT, VALUES.current);
        await way.before?.(secret());
      });

      it("is closed to whoever is no operator, by the secret's own policy", async () => {
        await expect(go()).rejects.toMatchObject({
          name: "AccessDeniedException",
          message: expect.stringContaining("with an explicit deny in a resource-based policy"),
        });
        expect(await secret().read(credentials.role)).toBe(VALUES.current);
      });

      it("is open to him where that Deny is not", async () => {
        await secret().whileWithout("OthersWriteNothing", go);
        expect(await secret().read(credentials.role)).toBe(way.value);
      });
    },
  );
});
