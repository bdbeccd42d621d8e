import { wanting, wantingInPlaceOf } from "./attachment-function";
import { OPERATIONS, profileArn } from "./fake-ec2";
import { describeFunction } from "./suite";

const [, ASSOCIATE, REPLACE, DISASSOCIATE] = OPERATIONS;

describeFunction("destroying an attachment", (ec2, terraform) => {
  /** A gateway's profile on an instance, and one of somebody else. */
  const start = (state?: "running" | "stopped" | "terminated") => {
    const instance = ec2.addInstance(state);
    const gateway = ec2.addProfile("keeper-gateway");
    ec2.attach(instance, gateway);
    return { instance, gateway, foreign: ec2.addProfile("web-server") };
  };

  describe("that replaced nothing", () => {
    it.each(["running", "stopped"] as const)("takes the profile off a %s instance", async (state) => {
      const { instance, gateway } = start(state);
      const { result } = await terraform.destroy(wanting(gateway, instance));
      expect(result).toEqual({ instance_id: instance, outcome: "detached" });
      expect(ec2.profileOf(instance)).toBeUndefined();
    });

    it("does so with on_conflict replace too, where the instance had none before", async () => {
      const { instance, gateway } = start();
      const { result } = await terraform.destroy(wantingInPlaceOf("", gateway, instance));
      expect(result).toMatchObject({ outcome: "detached" });
    });

    it("puts nothing back with on_conflict fail, whatever is recorded", async () => {
      const { instance, gateway, foreign } = start();
      const input = { ...wantingInPlaceOf(foreign.arn, gateway, instance), on_conflict: "fail" as const };
      expect((await terraform.destroy(input)).result).toMatchObject({ outcome: "detached" });
    });

    it("puts nothing back where the recorded one is the gateway's own", async () => {
      const { instance, gateway } = start();
      const { result } = await terraform.destroy(wantingInPlaceOf(gateway.arn, gateway, instance));
      expect(result).toMatchObject({ outcome: "detached" });
    });

    it("takes off an earlier profile with the same ARN as well", async () => {
      const { instance, gateway } = start();
      const { result } = await terraform.destroy(wanting({ ...gateway, id: "AIPALATER" }, instance));
      expect(result).toMatchObject({ outcome: "detached" });
    });

    it("is done when the association has gone, not before", async () => {
      const { instance, gateway } = start();
      ec2.looksUntilSettled = 5;
      await terraform.destroy(wanting(gateway, instance));
      expect(ec2.associations(instance)).toMatchObject([{ state: "disassociated" }]);
      expect(ec2.looks).toBe(1 + 5 + 1);
    });

    it("changes nothing twice when EC2 shows changes late", async () => {
      const { instance, gateway } = start();
      ec2.lateLooks = 3;
      const { result } = await terraform.destroy(wanting(gateway, instance));
      expect(result).toMatchObject({ outcome: "detached" });
      expect(ec2.changes).toEqual([DISASSOCIATE]);
    });

    it("takes off what is still associating", async () => {
      const { gateway } = start();
      const instance = ec2.addInstance();
      ec2.attach(instance, gateway, "associating");
      expect((await terraform.destroy(wanting(gateway, instance))).result).toMatchObject({
        outcome: "detached",
      });
    });

    it("awaits what is disassociating, and ends it no second time", async () => {
      const { gateway } = start();
      const instance = ec2.addInstance();
      ec2.looksUntilSettled = 3;
      ec2.attach(instance, gateway, "disassociating");
      const { result } = await terraform.destroy(wanting(gateway, instance));
      expect(result).toEqual({ instance_id: instance, outcome: "nothing attached" });
      expect(ec2.changes).toEqual([]);
      expect(ec2.looks).toBe(4);
    });
  });

  describe("that replaced another profile", () => {
    it("puts the other one back, with no moment without any", async () => {
      const { instance, gateway, foreign } = start();
      const { result } = await terraform.destroy(wantingInPlaceOf(foreign.arn, gateway, instance));
      expect(result).toEqual({ instance_id: instance, outcome: `restored ${foreign.arn}` });
      expect(ec2.changes).toEqual([REPLACE]);
      expect(ec2.associationOf(instance)).toMatchObject({ profile: foreign, state: "associated" });
    });

    it("does so once when EC2 shows changes late", async () => {
      const { instance, gateway, foreign } = start();
      ec2.lateLooks = 3;
      const { result } = await terraform.destroy(wantingInPlaceOf(foreign.arn, gateway, instance));
      expect(result).toMatchObject({ outcome: `restored ${foreign.arn}` });
      expect(ec2.changes).toEqual([REPLACE]);
    });

    it("does so by two steps on a stopped instance", async () => {
      const { instance, gateway, foreign } = start("stopped");
      const { result } = await terraform.destroy(wantingInPlaceOf(foreign.arn, gateway, instance));
      expect(result).toMatchObject({ outcome: `restored ${foreign.arn}` });
      expect(ec2.changes).toEqual([REPLACE, REPLACE, DISASSOCIATE, ASSOCIATE]);
      expect(ec2.profileOf(instance)).toBe(foreign.arn);
    });

    it("says nothing of another role when something else keeps it from that", async () => {
      const { instance, gateway, foreign } = start();
      ec2.looksUntilSettled = Infinity;
      const { errorMessage } = await terraform.destroy(wantingInPlaceOf(foreign.arn, gateway, instance));
      expect(errorMessage).not.toContain("has another role");
    });

    it.each([
      [
        "InvalidParameterValue",
        "Value for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN",
      ],
      ["IncorrectState", "{ Code=InstanceIdentityProfileNotFound, Message=not found }"],
      ["InvalidParameterValue", 'IAM Instance Profile "gone" has no associated IAM Roles'],
    ])(
      "takes its own off and says so when the other one does not exist any more: %s",
      async (code, message) => {
        const { instance, gateway } = start();
        const gone = profileArn("gone");
        ec2.refuse(REPLACE, { code, message });
        const { result } = await terraform.destroy(wantingInPlaceOf(gone, gateway, instance));
        expect(result).toEqual({
          instance_id: instance,
          outcome: `detached: ${gone} does not exist or has no role any more`,
        });
        expect(ec2.changes).toEqual([REPLACE, DISASSOCIATE]);
        expect(ec2.profileOf(instance)).toBeUndefined();
      },
    );

    it("says so too when the other one disappears half-way on a stopped instance", async () => {
      const { instance, gateway, foreign } = start("stopped");
      ec2.after(DISASSOCIATE, () => ec2.removeProfile(foreign));
      const { result } = await terraform.destroy(wantingInPlaceOf(foreign.arn, gateway, instance));
      expect(result).toMatchObject({
        outcome: `detached: ${foreign.arn} does not exist or has no role any more`,
      });
    });

    it("fails and leaves its own where it is when it may not pass the other one's role", async () => {
      const { instance, gateway, foreign } = start();
      ec2.refuse(REPLACE, {
        code: "UnauthorizedOperation",
        message: "not authorized to perform: iam:PassRole",
      });
      const { errorType, errorMessage } = await terraform.destroy(
        wantingInPlaceOf(foreign.arn, gateway, instance),
      );
      expect(errorType).toBe("AttachmentFailed");
      expect(errorMessage).toContain(
        `detaching ${gateway.arn} from ${instance} and putting ${foreign.arn} back`,
      );
      expect(errorMessage).toContain("not authorized to perform: iam:PassRole");
      expect(errorMessage).toMatch(
        new RegExp(
          `; if ${foreign.arn} has another role than Terraform has recorded, set gateway.onConflict: fail, apply, destroy, ` +
            `and attach it by hand \\(EC2 > Instances > Actions > Security > Modify IAM role\\)$`,
        ),
      );
      expect(ec2.profileOf(instance)).toBe(gateway.arn);
    });
  });

  describe("that is not there any more", () => {
    it("finds nothing to do on an instance without a profile", async () => {
      const { gateway, foreign } = start();
      const instance = ec2.addInstance();
      ec2.attach(instance, gateway, "disassociated");
      const { result } = await terraform.destroy(wantingInPlaceOf(foreign.arn, gateway, instance));
      expect(result).toEqual({ instance_id: instance, outcome: "nothing attached" });
      expect(ec2.changes).toEqual([]);
    });

    it.each(["fail", "replace"] as const)(
      "leaves another profile alone, on_conflict %s",
      async (on_conflict) => {
        const { instance, gateway, foreign } = start();
        ec2.detach(instance);
        ec2.attach(instance, foreign);
        const input = { ...wantingInPlaceOf(profileArn("database"), gateway, instance), on_conflict };
        expect((await terraform.destroy(input)).result).toEqual({
          instance_id: instance,
          outcome: `left alone: ${foreign.arn}`,
        });
        expect(ec2.changes).toEqual([]);
      },
    );

    it("leaves the former one alone that somebody has put back", async () => {
      const { instance, gateway, foreign } = start();
      ec2.detach(instance);
      ec2.attach(instance, foreign);
      const { result } = await terraform.destroy(wantingInPlaceOf(foreign.arn, gateway, instance));
      expect(result).toMatchObject({ outcome: `left alone: ${foreign.arn}` });
      expect(ec2.changes).toEqual([]);
    });

    it("finds nothing to do when the association ends between look and act", async () => {
      const { instance, gateway } = start();
      ec2.before(DISASSOCIATE, () => ec2.detach(instance));
      const { result } = await terraform.destroy(wanting(gateway, instance));
      expect(result).toMatchObject({ outcome: "nothing attached" });
    });

    it("leaves alone what takes its place between look and act", async () => {
      const { instance, gateway, foreign } = start();
      ec2.before(DISASSOCIATE, () => {
        ec2.detach(instance);
        ec2.attach(instance, foreign);
      });
      const { result } = await terraform.destroy(wanting(gateway, instance));
      expect(result).toMatchObject({ outcome: `left alone: ${foreign.arn}` });
      expect(ec2.profileOf(instance)).toBe(foreign.arn);
    });
  });

  describe("of an instance that is no more", () => {
    it("finds nothing to do", async () => {
      const { gateway } = start();
      const { result } = await terraform.destroy(wanting(gateway, "i-0badbadbadbadbad0"));
      expect(result).toEqual({ instance_id: "i-0badbadbadbadbad0", outcome: "nothing attached" });
    });

    it.each([
      [DISASSOCIATE, ""],
      [REPLACE, profileArn("web-server")],
    ])("finds nothing to do when EC2 tells only at %s", async (operation, former) => {
      const { instance, gateway } = start();
      const message = `The instance ID '${instance}' does not exist`;
      ec2.refuse(operation, { code: "InvalidInstanceID.NotFound", message });
      const { result } = await terraform.destroy(wantingInPlaceOf(former, gateway, instance));
      expect(result).toMatchObject({ outcome: "nothing attached" });
    });

    it("waits while it is being terminated, until its association has gone", async () => {
      const { instance, gateway } = start("terminated");
      ec2.before(DISASSOCIATE, () => undefined);
      ec2.before(DISASSOCIATE, () => ec2.removeInstance(instance));
      const { result } = await terraform.destroy(wanting(gateway, instance));
      expect(result).toMatchObject({ outcome: "nothing attached" });
    });
  });

  it("says what EC2 said when that does not end, and may be repeated", async () => {
    const { instance, gateway } = start("terminated");
    const { errorType, errorMessage, seconds } = await terraform.destroy(wanting(gateway, instance));
    expect(errorType).toBe("AttachmentFailed");
    expect(errorMessage).toContain(`The instance '${instance}' is not in the 'running' or 'stopped' states.`);
    expect(seconds).toBeLessThanOrEqual(120);
    ec2.removeInstance(instance);
    expect((await terraform.destroy(wanting(gateway, instance))).result).toBeDefined();
  });
});
