import { describeWith, ENGINES } from "../../support/engines";
import { AttachmentFunction, type Answer, type Input } from "./attachment-function";
import { serve, type Ec2Server } from "./ec2-server";
import { FakeEc2, OPERATIONS, type Call } from "./fake-ec2";

/** First use installs boto3 from the network. */
const START_TIMEOUT = 10 * 60_000;

/** Each test starts Python, which takes its time on a busy machine. */
jest.setTimeout(60_000);

/** Seconds after which Lambda ends the function. */
export const LAMBDA_TIMEOUT = 300;

/** Terraform, as far as the function sees it. */
export interface Terraform {
  create(input: Input): Promise<Answer>;
  update(previous: Input, input: Input): Promise<Answer>;
  destroy(input: Input): Promise<Answer>;
  /** Calls the function with any event, in the process of another invocation if one is under way. */
  invoke(event: unknown): Promise<Answer>;
}

/**
 * A suite with an EC2 of its own, empty before each test, and with the function. It ends with what holds for all that its
 * tests made the function do.
 */
export function describeFunction(title: string, tests: (ec2: FakeEc2, terraform: Terraform) => void): void {
  describeWith([ENGINES.python], title, () => {
    const ec2 = new FakeEc2();
    const answers: Answer[] = [];
    const calls: Call[] = [];
    const idle: AttachmentFunction[] = [];
    let server: Ec2Server;

    const invoke = async (event: unknown) => {
      const lambda = idle.pop() ?? (await AttachmentFunction.start(server.endpoint));
      const answer = await lambda.invoke(event);
      idle.push(lambda);
      answers.push(answer);
      return answer;
    };

    beforeAll(async () => {
      server = await serve(ec2);
      idle.push(await AttachmentFunction.start(server.endpoint));
    }, START_TIMEOUT);
    afterEach(() => {
      calls.push(...ec2.calls);
      ec2.reset();
    });
    afterAll(async () => {
      await Promise.all(idle.map((lambda) => lambda.stop()));
      await server.stop();
    });

    tests(ec2, {
      create: (input) => invoke({ ...input, tf: { action: "create", prev_input: null } }),
      update: (previous, input) => invoke({ ...input, tf: { action: "update", prev_input: previous } }),
      destroy: (input) => invoke({ ...input, tf: { action: "delete", prev_input: input } }),
      invoke,
    });

    describe("all along", () => {
      it("calls nothing but the four operations on associations", () => {
        const known: readonly string[] = OPERATIONS;
        expect(
          calls.map(({ operation }) => operation).filter((operation) => !known.includes(operation)),
        ).toEqual([]);
        expect(calls).not.toEqual([]);
      });

      it("says each error in one line of ASCII without double quotes and backslashes", () => {
        const errors = answers.flatMap(({ errorMessage }) => errorMessage ?? []);
        expect(errors.filter((message) => !/^[ !#-[\]-~]+$/.test(message))).toEqual([]);
        expect(errors).not.toEqual([]);
      });

      it("answers before Lambda would end it", () => {
        expect(Math.max(...answers.map(({ seconds }) => seconds))).toBeLessThan(LAMBDA_TIMEOUT);
      });
    });
  });
}
