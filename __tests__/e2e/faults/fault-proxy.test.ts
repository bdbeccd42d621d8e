import { CreateUserCommand, GetUserCommand, IAMClient, ListUsersCommand } from "@aws-sdk/client-iam";
import { DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { ListSecretsCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { describeWith, ENGINES } from "../../support/engines";
import { clientSettings, ROOT, START_TIMEOUT, startMiniStack, type MiniStack } from "../ministack";
import { FaultProxy } from "./fault-proxy";

const REFUSED = { code: "AccessDenied", message: "not today", status: 403 };

describeWith([ENGINES.python], "a proxy between a client and the emulator", () => {
  let ministack: MiniStack;
  let proxy: FaultProxy;

  beforeAll(async () => {
    ministack = await startMiniStack();
    proxy = await FaultProxy.before(ministack.endpoint);
  }, START_TIMEOUT);
  afterEach(() => proxy.heal());
  afterAll(async () => {
    await proxy?.stop();
    await ministack?.stop();
  });

  const settings = (maxAttempts = 1) => ({ ...clientSettings(proxy.endpoint, ROOT), maxAttempts });
  const users = async () => {
    const { Users = [] } = await new IAMClient(settings()).send(new ListUsersCommand({}));
    return Users.map(({ UserName }) => UserName);
  };

  it.each<[string, () => Promise<unknown>]>([
    ["iam:ListUsers", () => new IAMClient(settings()).send(new ListUsersCommand({}))],
    ["ec2:DescribeInstances", () => new EC2Client(settings()).send(new DescribeInstancesCommand({}))],
    [
      "secretsmanager:ListSecrets",
      () => new SecretsManagerClient(settings()).send(new ListSecretsCommand({})),
    ],
    ["lambda:Invoke", () => new LambdaClient(settings()).send(new InvokeCommand({ FunctionName: "any" }))],
  ])("answers %s with an error that the SDK understands", async (action, call) => {
    proxy.break({ action, fault: REFUSED });
    await expect(call()).rejects.toMatchObject({ name: "AccessDenied", message: "not today" });
    expect(proxy.faults).toEqual([action]);
  });

  it("breaks as many calls as it is told to, about whom it is told, and no others", async () => {
    proxy.break({ action: "iam:GetUser", fault: REFUSED, times: 1, about: "somebody" });
    const iam = new IAMClient(settings());
    const find = (UserName: string) => iam.send(new GetUserCommand({ UserName }));
    await expect(find("nobody")).rejects.toThrow("cannot be found");
    await expect(find("somebody")).rejects.toThrow("not today");
    await expect(find("somebody")).rejects.toThrow("cannot be found");
    await expect(users()).resolves.toEqual([]);
  });

  it("loses the answer of a call that was carried out, and the client's repetition is another call", async () => {
    proxy.break({ action: "iam:CreateUser", fault: "lost answer", times: 1 });
    const create = new IAMClient(settings(2)).send(new CreateUserCommand({ UserName: "unheard-of" }));
    await expect(create).rejects.toThrow("already exists");
    expect(await users()).toEqual(["unheard-of"]);
  });
});
