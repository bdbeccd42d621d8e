import { CreateUserCommand, IAMClient, ListUsersCommand } from "@aws-sdk/client-iam";
import { describeWith, ENGINES } from "../support/engines";
import { clientSettings, ROOT, START_TIMEOUT, startMiniStack, type MiniStack } from "./ministack";

describeWith([ENGINES.python], "A call whose answer got lost", () => {
  let ministack: MiniStack;

  beforeAll(async () => {
    ministack = await startMiniStack();
  }, START_TIMEOUT);
  afterAll(() => ministack.stop());

  /** A client whose calls are attempts of one and the same. */
  const attempting = (invocation: string) => {
    const iam = new IAMClient(clientSettings(ministack.endpoint, ROOT));
    iam.middlewareStack.add(
      (next) => (attempt) => {
        const { headers } = attempt.request as { headers: Record<string, string> };
        headers["amz-sdk-invocation-id"] = invocation;
        return next(attempt);
      },
      { step: "finalizeRequest", priority: "low" },
    );
    return iam;
  };

  it("is answered in the next attempt as it was in the first, and done once", async () => {
    const iam = attempting("one");
    const create = () => iam.send(new CreateUserCommand({ UserName: "somebody" }));
    const [first, second] = [await create(), await create()];
    expect(second.User).toEqual(first.User);
    const { Users = [] } = await attempting("list").send(new ListUsersCommand({}));
    expect(Users.map(({ UserName }) => UserName)).toEqual(["somebody"]);
  });

  it("is not another call with the same words", async () => {
    const create = (invocation: string) =>
      attempting(invocation).send(new CreateUserCommand({ UserName: "somebody-else" }));
    await create("two");
    await expect(create("three")).rejects.toThrow("already exists");
  });
});
