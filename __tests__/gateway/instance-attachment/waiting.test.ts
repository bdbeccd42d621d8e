import { wanting, wantingInPlaceOf } from "./attachment-function";
import { OPERATIONS, profileUnknown, profileWithoutRole, type Refusal } from "./fake-ec2";
import { describeFunction } from "./suite";

const [DESCRIBE, ASSOCIATE, REPLACE, DISASSOCIATE] = OPERATIONS;
/** Seconds of the function's clock that it goes on for. */
const BUDGET = 120;
const UNAUTHORISED: Refusal = {
  code: "UnauthorizedOperation",
  message:
    'You are not authorized to perform this operation.\n\t"Encoded" authorization failure message: é\\',
};
/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
const UNKNOWN_CREDENTIALS: Refusal = {
  code: "AuthFailure",
  message: "AWS was not able to validate the provided access credentials",
};
const THROTTLED: Refusal = { code: "RequestLimitExceeded", message: "Request limit exceeded.", status: 503 };

describeFunction("waiting for EC2", (ec2, terraform) => {
  const start = () => ({
    instance: ec2.addInstance(),
    gateway: ec2.addProfile("keeper-gateway"),
    foreign: ec2.addProfile("web-server"),
  });

  describe("for what was made a moment ago", () => {
    it.each([
      ["a profile that EC2 does not know yet", ASSOCIATE, profileUnknown("arn:…")],
      ["a profile whose role EC2 does not know yet", ASSOCIATE, profileWithoutRole("arn:…")],
      [
        "a profile that a part of EC2 does not know yet",
        ASSOCIATE,
        { code: "IncorrectState", message: "{ Code=InstanceIdentityProfileNotFound, Message=not found }" },
      ],
      ["a right that is not in force yet", ASSOCIATE, UNAUTHORISED],
      ["the right to look that is not in force yet", DESCRIBE, UNAUTHORISED],
      ["credentials of its role that EC2 does not know yet", DESCRIBE, UNKNOWN_CREDENTIALS],
      ["credentials that a part of EC2 does not know yet", ASSOCIATE, UNKNOWN_CREDENTIALS],
    ] as const)("goes on after %s", async (_, operation, refusal) => {
      const { instance, gateway } = start();
      ec2.refuse(operation, refusal, 10);
      const { result, seconds } = await terraform.create(wanting(gateway, instance));
      expect(result).toMatchObject({ outcome: "attached" });
      expect(seconds).toBeGreaterThan(20);
    });

    it("goes on so when it replaces, too", async () => {
      const { instance, gateway, foreign } = start();
      ec2.attach(instance, foreign);
      ec2.refuse(REPLACE, profileUnknown(gateway.arn), 5);
      const { result } = await terraform.create(wantingInPlaceOf(foreign.arn, gateway, instance));
      expect(result).toMatchObject({ outcome: `replaced ${foreign.arn}` });
    });

    it.each([
      ["the profile", ASSOCIATE, profileUnknown("keeper-gateway"), "Invalid IAM Instance Profile ARN"],
      ["the right", ASSOCIATE, UNAUTHORISED, "'Encoded' authorization failure message: ?/"],
    ] as const)("ends with AWS's own words when %s does not come", async (_, operation, refusal, words) => {
      const { instance, gateway } = start();
      ec2.refuse(operation, refusal);
      const { errorType, errorMessage, seconds } = await terraform.create(wanting(gateway, instance));
      expect(errorType).toBe("AttachmentFailed");
      expect(errorMessage).toContain(words);
      expect(errorMessage).toContain(`at the last look ${instance} had no instance profile`);
      expect(seconds).toBeGreaterThan(BUDGET - 5);
      expect(seconds).toBeLessThanOrEqual(BUDGET);
    });

    it("says that it does not know what the instance has when it may not look", async () => {
      const { instance, gateway } = start();
      ec2.refuse(DESCRIBE, UNAUTHORISED);
      const { errorMessage } = await terraform.create(wanting(gateway, instance));
      expect(errorMessage).toContain(`what ${instance} has is not known`);
      expect(ec2.changes).toEqual([]);
    });
  });

  describe("for a state that never comes", () => {
    it("says that it is still associating", async () => {
      const { instance, gateway } = start();
      ec2.looksUntilSettled = Infinity;
      const { errorMessage, seconds } = await terraform.create(wanting(gateway, instance));
      expect(errorMessage).toBe(
        `attaching ${gateway.arn} to ${instance}: not done within 120 seconds; ` +
          `at the last look ${instance} had ${gateway.arn} (associating)`,
      );
      expect(seconds).toBeLessThanOrEqual(BUDGET);
      expect(ec2.changes).toEqual([ASSOCIATE]);
    });

    it("says that the former one is still disassociating", async () => {
      const { instance, gateway, foreign } = start();
      ec2.looksUntilSettled = Infinity;
      ec2.attach(instance, foreign, "disassociating");
      const { errorMessage } = await terraform.create(wanting(gateway, instance));
      expect(errorMessage).toContain(`had ${foreign.arn} (disassociating)`);
      expect(ec2.changes).toEqual([]);
    });

    it("says that its own is still disassociating when it is destroyed", async () => {
      const { instance, gateway } = start();
      ec2.attach(instance, gateway);
      ec2.looksUntilSettled = Infinity;
      const { errorType, errorMessage, seconds } = await terraform.destroy(wanting(gateway, instance));
      expect(errorType).toBe("AttachmentFailed");
      expect(errorMessage).toBe(
        `detaching ${gateway.arn} from ${instance}: not done within 120 seconds; ` +
          `at the last look ${instance} had ${gateway.arn} (disassociating)`,
      );
      expect(seconds).toBeLessThanOrEqual(BUDGET);
    });

    it("waits, and changes nothing, while two associations are live at once", async () => {
      const { instance, gateway, foreign } = start();
      ec2.attach(instance, foreign);
      ec2.attach(instance, gateway);
      const { errorMessage } = await terraform.create(wanting(gateway, instance));
      expect(errorMessage).toContain(`had ${foreign.arn} (associated) and ${gateway.arn} (associated)`);
      expect(ec2.changes).toEqual([]);
    });

    it("ends when EC2 accepts a change and never shows it", async () => {
      const { instance, gateway } = start();
      ec2.attach(instance, gateway);
      ec2.lateLooks = Infinity;
      const { errorMessage, seconds } = await terraform.destroy(wanting(gateway, instance));
      expect(errorMessage).toContain(`had ${gateway.arn} (associated)`);
      expect(ec2.changes).toEqual([DISASSOCIATE]);
      expect(seconds).toBeLessThanOrEqual(BUDGET);
    });
  });

  describe("when it throttles", () => {
    it.each([DESCRIBE, ASSOCIATE])("repeats %s until EC2 executes it", async (operation) => {
      const { instance, gateway } = start();
      ec2.refuse(operation, THROTTLED, 5);
      const { result, log } = await terraform.create(wanting(gateway, instance));
      expect(result).toMatchObject({ outcome: "attached" });
      expect(log).not.toContain("RequestLimitExceeded");
      expect(ec2.calls.filter((call) => call.operation === operation).length).toBeGreaterThanOrEqual(6);
    });

    it("ends with AWS's own words when that does not stop", async () => {
      const { instance, gateway } = start();
      ec2.refuse(ASSOCIATE, THROTTLED);
      const { errorMessage } = await terraform.create(wanting(gateway, instance));
      expect(errorMessage).toContain("Request limit exceeded.");
      expect(ec2.changes).toHaveLength(8);
    });
  });

  describe("when the connection breaks", () => {
    it.each(["before", "after"] as const)("has one association when it broke %s the change", async (when) => {
      const { instance, gateway } = start();
      ec2.loseConnection(when, ASSOCIATE);
      const { result } = await terraform.create(wanting(gateway, instance));
      expect(result).toBeDefined();
      expect(ec2.associations(instance)).toMatchObject([{ profile: gateway, state: "associated" }]);
    });

    it("has one association when it broke after a replacement", async () => {
      const { instance, gateway, foreign } = start();
      ec2.attach(instance, foreign);
      ec2.loseConnection("after", REPLACE);
      const { result } = await terraform.create(wantingInPlaceOf(foreign.arn, gateway, instance));
      expect(result).toBeDefined();
      expect(ec2.profileOf(instance)).toBe(gateway.arn);
    });

    it("says that EC2 does not answer when it stays so", async () => {
      const { instance, gateway } = start();
      ec2.loseConnection("before", DESCRIBE, Infinity);
      const { errorType, errorMessage } = await terraform.create(wanting(gateway, instance));
      expect(errorType).toBe("AttachmentFailed");
      expect(errorMessage).toContain(`attaching ${gateway.arn} to ${instance}: Connection was closed`);
      expect(ec2.looks).toBe(8);
    });
  });

  it.each(["create", "destroy"] as const)(
    "does not wait on an error that does not pass, at %s",
    async (action) => {
      const { instance, gateway } = start();
      if (action === "destroy") ec2.attach(instance, gateway);
      const operation = action === "create" ? ASSOCIATE : DISASSOCIATE;
      ec2.refuse(operation, { code: "OperationNotPermitted", message: "This instance belongs to a service" });
      const { errorMessage, seconds } = await terraform[action](wanting(gateway, instance));
      expect(errorMessage).toContain("This instance belongs to a service");
      expect(ec2.changes).toHaveLength(1);
      expect(seconds).toBe(0);
    },
  );

  it("can be met by two instances at once", async () => {
    const { instance, gateway } = start();
    const other = ec2.addInstance();
    ec2.looksUntilSettled = 3;
    const answers = await Promise.all(
      [instance, other].map((each) => terraform.create(wanting(gateway, each))),
    );
    expect(answers.map(({ result }) => result?.outcome)).toEqual(["attached", "attached"]);
    expect([instance, other].map((each) => ec2.profileOf(each))).toEqual([gateway.arn, gateway.arn]);
  });

  it("can be met by two invocations for the same instance at once", async () => {
    const { instance, gateway } = start();
    ec2.looksUntilSettled = 10;
    const answers = await Promise.all([1, 2].map(() => terraform.create(wanting(gateway, instance))));
    expect(answers.map(({ result }) => result?.profile_arn)).toEqual([gateway.arn, gateway.arn]);
    expect(ec2.associations(instance)).toHaveLength(1);
  });
});
