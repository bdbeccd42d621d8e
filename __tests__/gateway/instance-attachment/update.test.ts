import { wanting, wantingInPlaceOf, type Input } from "./attachment-function";
import { OPERATIONS } from "./fake-ec2";
import { describeFunction } from "./suite";

const [, ASSOCIATE, REPLACE, DISASSOCIATE] = OPERATIONS;
const BY_HAND = "by hand (EC2 > Instances > Actions > Security > Modify IAM role)";

describeFunction("updating an attachment", (ec2, terraform) => {
  /** A gateway whose profile got another name, on an instance that has the one with the former name. */
  const start = (state?: "running" | "stopped") => {
    const instance = ec2.addInstance(state);
    const old = ec2.addProfile("gateway");
    ec2.attach(instance, old);
    return {
      instance,
      old,
      renamed: ec2.addProfile("keeper-gateway"),
      foreign: ec2.addProfile("web-server"),
    };
  };

  describe("to another profile", () => {
    it("moves the instance over, with no moment without any", async () => {
      const { instance, old, renamed } = start();
      const { result } = await terraform.update(wanting(old, instance), wanting(renamed, instance));
      expect(result).toEqual({
        instance_id: instance,
        profile_arn: renamed.arn,
        outcome: `replaced ${old.arn}`,
      });
      expect(ec2.changes).toEqual([REPLACE]);
      expect(ec2.profileOf(instance)).toBe(renamed.arn);
    });

    it("moves a stopped instance over too", async () => {
      const { instance, old, renamed } = start("stopped");
      const { result } = await terraform.update(wanting(old, instance), wanting(renamed, instance));
      expect(result).toMatchObject({ outcome: `replaced ${old.arn}` });
      expect(ec2.profileOf(instance)).toBe(renamed.arn);
    });

    it("moves it over when the former profile is deleted already", async () => {
      const { instance, old, renamed } = start();
      ec2.removeProfile(old);
      const { result } = await terraform.update(wanting(old, instance), wanting(renamed, instance));
      expect(result).toMatchObject({ outcome: `replaced ${old.arn}` });
    });

    it.each([
      ["associating", "replaced", [REPLACE, REPLACE]],
      ["disassociating", "attached", [ASSOCIATE]],
      ["disassociated", "attached", [ASSOCIATE]],
    ] as const)("copes with the former one being %s", async (state, outcome, changes) => {
      const { old, renamed } = start();
      const instance = ec2.addInstance();
      ec2.attach(instance, old, state);
      const { result } = await terraform.update(wanting(old, instance), wanting(renamed, instance));
      expect(result?.outcome).toMatch(outcome);
      expect(ec2.changes).toEqual(changes);
      expect(ec2.profileOf(instance)).toBe(renamed.arn);
    });

    it("finds it done when somebody has put it right by hand", async () => {
      const { instance, old, renamed } = start();
      ec2.detach(instance);
      ec2.attach(instance, renamed);
      const { result } = await terraform.update(wanting(old, instance), wanting(renamed, instance));
      expect(result).toMatchObject({ outcome: "already attached" });
      expect(ec2.changes).toEqual([]);
    });

    it("still replaces the profile that Terraform has recorded, where that is back", async () => {
      const { instance, old, renamed, foreign } = start();
      ec2.detach(instance);
      ec2.attach(instance, foreign);
      const { result } = await terraform.update(
        wantingInPlaceOf(foreign.arn, old, instance),
        wantingInPlaceOf(foreign.arn, renamed, instance),
      );
      expect(result).toMatchObject({ outcome: `replaced ${foreign.arn}` });
    });
  });

  describe("to a profile made again under the same ARN", () => {
    it("attaches the new one", async () => {
      const { instance, old } = start();
      ec2.removeProfile(old);
      const renewed = ec2.addProfile("gateway");
      const { result } = await terraform.update(wanting(old, instance), wanting(renewed, instance));
      expect(result).toMatchObject({ outcome: "attached" });
      expect(ec2.associationOf(instance)?.profile).toEqual(renewed);
    });
  });

  describe("to another role in the same profile", () => {
    const withRole = (input: Input) => ({ ...input, role_id: "AROAOTHER" });

    it.each(["running", "stopped"] as const)(
      "ends the association and makes it anew on a %s instance: EC2 would hand out the former role for up to an hour",
      async (state) => {
        const { instance, old } = start(state);
        const former = ec2.associationOf(instance);
        const { result } = await terraform.update(wanting(old, instance), withRole(wanting(old, instance)));
        expect(result).toEqual({ instance_id: instance, profile_arn: old.arn, outcome: "renewed" });
        expect(ec2.changes).toEqual([DISASSOCIATE, ASSOCIATE]);
        expect(ec2.associationOf(instance)).toMatchObject({ profile: old, state: "associated" });
        expect(ec2.associationOf(instance)?.id).not.toBe(former?.id);
      },
    );

    it("does so once when EC2 shows changes late", async () => {
      const { instance, old } = start();
      ec2.lateLooks = 3;
      await terraform.update(wanting(old, instance), withRole(wanting(old, instance)));
      expect(ec2.changes.filter((change) => change === DISASSOCIATE)).toHaveLength(1);
      expect(ec2.associations(instance)).toHaveLength(2);
      expect(ec2.profileOf(instance)).toBe(old.arn);
    });

    it("waits for the right to pass the new role", async () => {
      const { instance, old } = start();
      ec2.refuse(ASSOCIATE, { code: "UnauthorizedOperation", message: "iam:PassRole" }, 5);
      const { result } = await terraform.update(wanting(old, instance), withRole(wanting(old, instance)));
      expect(result).toMatchObject({ outcome: "renewed" });
    });

    it("leaves another profile alone that comes into the gap", async () => {
      const { instance, old, foreign } = start();
      ec2.before(ASSOCIATE, () => ec2.attach(instance, foreign));
      const { errorType } = await terraform.update(wanting(old, instance), withRole(wanting(old, instance)));
      expect(errorType).toBe("ProfileConflict");
      expect(ec2.profileOf(instance)).toBe(foreign.arn);
    });

    it("attaches the profile where it is not there any more", async () => {
      const { instance, old } = start();
      ec2.detach(instance);
      const { result } = await terraform.update(wanting(old, instance), withRole(wanting(old, instance)));
      expect(result).toMatchObject({ outcome: "attached" });
      expect(ec2.changes).toEqual([ASSOCIATE]);
    });

    it("has no gap where the profile is another one, too", async () => {
      const { instance, old, renamed } = start();
      await terraform.update(wanting(old, instance), withRole(wanting(renamed, instance)));
      expect(ec2.changes).toEqual([REPLACE]);
    });
  });

  describe("to another on_conflict", () => {
    it("puts nothing back when replace becomes fail", async () => {
      const { instance, old, foreign } = start();
      const { result } = await terraform.update(
        wantingInPlaceOf(foreign.arn, old, instance),
        wanting(old, instance),
      );
      expect(result).toMatchObject({ outcome: "already attached" });
      expect(ec2.changes).toEqual([]);
    });

    it("replaces what Terraform has recorded when fail becomes replace", async () => {
      const { old, foreign } = start();
      const instance = ec2.addInstance();
      ec2.attach(instance, foreign);
      const { result } = await terraform.update(
        wanting(old, instance),
        wantingInPlaceOf(foreign.arn, old, instance),
      );
      expect(result).toMatchObject({ outcome: `replaced ${foreign.arn}` });
    });
  });

  it("to another instance is refused: that is another attachment", async () => {
    const { instance, old } = start();
    const other = ec2.addInstance();
    const { errorType, errorMessage } = await terraform.update(wanting(old, instance), wanting(old, other));
    expect(errorType).toBe("InvalidEvent");
    expect(errorMessage).toBe(`instance_id of an update: ${other}; allowed is that of before, ${instance}`);
    expect(ec2.calls).toEqual([]);
  });

  describe("that fails", () => {
    it("says what the instance has, that Terraform takes it for done, and how to put it right", async () => {
      const { instance, old, renamed } = start();
      ec2.refuse(REPLACE, {
        code: "UnauthorizedOperation",
        message: "not authorized to perform: iam:PassRole",
      });
      const { errorType, errorMessage } = await terraform.update(
        wanting(old, instance),
        wanting(renamed, instance),
      );
      expect(errorType).toBe("AttachmentFailed");
      expect(errorMessage).toBe(
        `attaching ${renamed.arn} to ${instance}: not done within 120 seconds; ` +
          `at the last look ${instance} had ${old.arn} (associated); ` +
          "EC2 said last: An error occurred (UnauthorizedOperation) when calling the ReplaceIamInstanceProfileAssociation operation: " +
          "not authorized to perform: iam:PassRole; " +
          "Terraform records this update as done all the same and will not repeat it: " +
          `unless ${instance} has it by now, attach ${renamed.arn} to it ${BY_HAND} ` +
          `before the role of the former profile is removed; or, once ${instance} has no profile at all, ` +
          "terraform apply -replace=ADDRESS of this aws_lambda_invocation",
      );
      expect(ec2.profileOf(instance)).toBe(old.arn);
    });

    it("says nothing of a former role when the profile is the same as before", async () => {
      const { old, foreign } = start();
      const instance = ec2.addInstance();
      ec2.attach(instance, foreign);
      const { errorType, errorMessage } = await terraform.update(
        wantingInPlaceOf("", old, instance),
        wanting(old, instance),
      );
      expect(errorType).toBe("ProfileConflict");
      expect(errorMessage).toContain(`attach ${old.arn} to it ${BY_HAND}; or, once`);
    });

    it("can be put right by -replace once the instance has no profile, as it says", async () => {
      const { instance, old, renamed } = start();
      ec2.refuse(REPLACE, { code: "OperationNotPermitted", message: "not today" }, 1);
      await terraform.update(wanting(old, instance), wanting(renamed, instance));
      ec2.detach(instance);
      expect((await terraform.destroy(wanting(renamed, instance))).result).toMatchObject({
        outcome: "nothing attached",
      });
      expect((await terraform.create(wanting(renamed, instance))).result).toMatchObject({
        outcome: "attached",
      });
    });
  });

  it("leaves another profile alone that has come in the meantime", async () => {
    const { instance, old, renamed, foreign } = start();
    ec2.detach(instance);
    ec2.attach(instance, foreign);
    const { errorType, errorMessage } = await terraform.update(
      wanting(old, instance),
      wanting(renamed, instance),
    );
    expect(errorType).toBe("ProfileConflict");
    expect(errorMessage).toContain(
      `${instance} has the instance profile ${foreign.arn}; nothing was changed`,
    );
    expect(errorMessage).toContain(
      "Terraform records this update as done all the same and will not repeat it",
    );
    expect(ec2.changes).toEqual([]);
  });

  it("is a creation when Terraform knows no previous input", async () => {
    const { renamed } = start();
    const instance = ec2.addInstance();
    const { result } = await terraform.invoke({
      ...wanting(renamed, instance),
      tf: { action: "update", prev_input: null },
    });
    expect(result).toMatchObject({ outcome: "attached" });
  });
});
