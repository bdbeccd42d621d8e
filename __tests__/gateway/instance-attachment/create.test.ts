import { REGION, wanting, wantingInPlaceOf } from "./attachment-function";
import { profileArn } from "./fake-ec2";
import { describeFunction } from "./suite";

describeFunction("creating an attachment", (ec2, terraform) => {
  /** A gateway's profile, one of somebody else, and an instance: the start of every story. */
  const start = (state?: "running" | "stopped" | "terminated") => {
    const instance = ec2.addInstance(state);
    return { instance, gateway: ec2.addProfile("keeper-gateway"), foreign: ec2.addProfile("web-server") };
  };

  describe("on an instance without a profile", () => {
    it.each(["running", "stopped"] as const)("attaches the gateway's to a %s one", async (state) => {
      const { instance, gateway } = start(state);
      const { result } = await terraform.create(wanting(gateway, instance));
      expect(result).toEqual({ instance_id: instance, profile_arn: gateway.arn, outcome: "attached" });
      expect(ec2.profileOf(instance)).toBe(gateway.arn);
      expect(ec2.changes).toEqual(["AssociateIamInstanceProfile"]);
    });

    it("does so with on_conflict replace too, where Terraform has recorded that there was none", async () => {
      const { instance, gateway } = start();
      const { result } = await terraform.create(wantingInPlaceOf("", gateway, instance));
      expect(result).toMatchObject({ outcome: "attached" });
    });

    it("does so where Terraform has recorded a profile that has gone since", async () => {
      const { instance, gateway, foreign } = start();
      const { result } = await terraform.create(wantingInPlaceOf(foreign.arn, gateway, instance));
      expect(result).toMatchObject({ outcome: "attached" });
    });

    it("takes records of what was attached once for history, even of the same profile", async () => {
      const { instance, gateway, foreign } = start();
      ec2.attach(instance, gateway, "disassociated");
      ec2.attach(instance, foreign, "disassociated");
      const { result } = await terraform.create(wanting(gateway, instance));
      expect(result).toMatchObject({ outcome: "attached" });
    });

    it("awaits the end of an association that is on its way out, whosever it is", async () => {
      const { instance, gateway, foreign } = start();
      ec2.looksUntilSettled = 4;
      ec2.attach(instance, foreign, "disassociating");
      const { result } = await terraform.create(wanting(gateway, instance));
      expect(result).toMatchObject({ outcome: "attached" });
      expect(ec2.changes).toHaveLength(1);
    });

    it("is done when EC2 shows the association as associated, not before", async () => {
      const { instance, gateway } = start();
      ec2.looksUntilSettled = 5;
      await terraform.create(wanting(gateway, instance));
      expect(ec2.looks).toBe(1 + 5 + 1);
    });

    it("changes nothing twice when EC2 shows changes late", async () => {
      const { instance, gateway } = start();
      ec2.lateLooks = 3;
      const { result } = await terraform.create(wanting(gateway, instance));
      expect(result).toMatchObject({ outcome: "attached" });
      expect(ec2.associations(instance)).toHaveLength(1);
    });
  });

  describe("on an instance that has the gateway's profile", () => {
    it("changes nothing", async () => {
      const { instance, gateway } = start();
      ec2.attach(instance, gateway);
      const { result } = await terraform.create(wanting(gateway, instance));
      expect(result).toEqual({
        instance_id: instance,
        profile_arn: gateway.arn,
        outcome: "already attached",
      });
      expect(ec2.changes).toEqual([]);
    });

    it("finds it beside records of the past", async () => {
      const { instance, gateway, foreign } = start();
      ec2.attach(instance, gateway);
      ec2.attach(instance, foreign, "disassociated");
      expect((await terraform.create(wanting(gateway, instance))).result).toMatchObject({
        outcome: "already attached",
      });
    });

    it("finds it at once beside one that is on its way out", async () => {
      const { instance, gateway, foreign } = start();
      ec2.attach(instance, foreign, "disassociating");
      ec2.attach(instance, gateway);
      const { result, seconds } = await terraform.create(wanting(gateway, instance));
      expect(result).toMatchObject({ outcome: "already attached" });
      expect(seconds).toBe(0);
    });

    it("finds it on a later page", async () => {
      const { instance, gateway, foreign } = start();
      ec2.pageSize = 1;
      ec2.attach(instance, foreign, "disassociated");
      ec2.attach(instance, foreign, "disassociated");
      ec2.attach(instance, gateway);
      expect((await terraform.create(wanting(gateway, instance))).result).toMatchObject({
        outcome: "already attached",
      });
    });

    it("only waits while it is still associating", async () => {
      const { instance, gateway } = start();
      ec2.looksUntilSettled = 3;
      ec2.attach(instance, gateway, "associating");
      const { result } = await terraform.create(wanting(gateway, instance));
      expect(result).toMatchObject({ outcome: "already attached" });
      expect(ec2.changes).toEqual([]);
      expect(ec2.looks).toBe(4);
    });

    it("attaches it again when it is disassociating", async () => {
      const { instance, gateway } = start();
      ec2.attach(instance, gateway, "disassociating");
      const { result } = await terraform.create(wanting(gateway, instance));
      expect(result).toMatchObject({ outcome: "attached" });
      expect(ec2.profileOf(instance)).toBe(gateway.arn);
    });
  });

  describe("on an instance whose profile was deleted and made again under the same ARN", () => {
    it.each(["running", "stopped"] as const)("attaches the new one, a %s instance's too", async (state) => {
      const { instance, gateway } = start(state);
      ec2.attach(instance, gateway);
      ec2.removeProfile(gateway);
      const renewed = ec2.addProfile("keeper-gateway");
      const { result } = await terraform.create(wanting(renewed, instance));
      expect(result).toMatchObject({ outcome: "attached" });
      expect(ec2.associationOf(instance)?.profile).toEqual(renewed);
    });

    it("does so once when EC2 shows changes late", async () => {
      const { instance, gateway } = start();
      ec2.attach(instance, gateway);
      ec2.lateLooks = 3;
      await terraform.create(wanting(ec2.addProfile("keeper-gateway"), instance));
      expect(ec2.changes).toEqual(["ReplaceIamInstanceProfileAssociation"]);
    });
  });

  describe("on an instance with another profile, on_conflict fail", () => {
    it.each(["associating", "associated"] as const)(
      "leaves it alone, %s as it is, and says why",
      async (state) => {
        const { instance, gateway, foreign } = start();
        ec2.attach(instance, foreign, state);
        const { errorType, errorMessage, seconds } = await terraform.create(wanting(gateway, instance));
        expect(errorType).toBe("ProfileConflict");
        expect(errorMessage).toBe(
          `${instance} has the instance profile ${foreign.arn}; nothing was changed. To keep it, take the instance ` +
            "off the list and give its role the gateway's rights: gateway.role.existing (existingRoleName of the " +
            `construct, role.existing of the module). To put ${gateway.arn} in its place, so that the machine may no ` +
            "longer do what the role in the other one allows: gateway.onConflict: replace (onConflict of the " +
            "construct, on_conflict of the module), or detach the other one by hand",
        );
        expect(ec2.changes).toEqual([]);
        expect(seconds).toBe(0);
      },
    );

    it("does not take a recorded former profile for leave to replace", async () => {
      const { instance, gateway, foreign } = start();
      ec2.attach(instance, foreign);
      const input = { ...wantingInPlaceOf(foreign.arn, gateway, instance), on_conflict: "fail" as const };
      expect((await terraform.create(input)).errorType).toBe("ProfileConflict");
      expect(ec2.changes).toEqual([]);
    });

    it("leaves alone one that appears between look and act", async () => {
      const { instance, gateway, foreign } = start();
      ec2.before("AssociateIamInstanceProfile", () => ec2.attach(instance, foreign));
      const { errorType, errorMessage } = await terraform.create(wanting(gateway, instance));
      expect(errorType).toBe("ProfileConflict");
      expect(errorMessage).toContain(`has the instance profile ${foreign.arn}; nothing was changed`);
      expect(ec2.profileOf(instance)).toBe(foreign.arn);
    });
  });

  describe("on an instance with another profile, on_conflict replace", () => {
    it("replaces the recorded one, with no moment without any", async () => {
      const { instance, gateway, foreign } = start();
      ec2.attach(instance, foreign);
      const { result } = await terraform.create(wantingInPlaceOf(foreign.arn, gateway, instance));
      expect(result).toEqual({
        instance_id: instance,
        profile_arn: gateway.arn,
        outcome: `replaced ${foreign.arn}`,
      });
      expect(ec2.changes).toEqual(["ReplaceIamInstanceProfileAssociation"]);
      expect(ec2.profileOf(instance)).toBe(gateway.arn);
    });

    it("replaces it by two steps on a stopped instance, where EC2 knows no other way", async () => {
      const { instance, gateway, foreign } = start("stopped");
      ec2.attach(instance, foreign);
      const { result } = await terraform.create(wantingInPlaceOf(foreign.arn, gateway, instance));
      expect(result).toMatchObject({ outcome: `replaced ${foreign.arn}` });
      expect(ec2.profileOf(instance)).toBe(gateway.arn);
      expect(ec2.changes).toEqual([
        "ReplaceIamInstanceProfileAssociation",
        "ReplaceIamInstanceProfileAssociation",
        "DisassociateIamInstanceProfile",
        "AssociateIamInstanceProfile",
      ]);
    });

    it("does not end an association of which EC2 says once that it is not the active one", async () => {
      const { instance, gateway, foreign } = start();
      const { id } = ec2.attach(instance, foreign);
      const message = `The association ${id} is not the active association`;
      ec2.refuse("ReplaceIamInstanceProfileAssociation", { code: "IncorrectState", message }, 1);
      const { result } = await terraform.create(wantingInPlaceOf(foreign.arn, gateway, instance));
      expect(result).toMatchObject({ outcome: `replaced ${foreign.arn}` });
      expect(new Set(ec2.changes)).toEqual(new Set(["ReplaceIamInstanceProfileAssociation"]));
    });

    it("replaces it once when EC2 shows changes late", async () => {
      const { instance, gateway, foreign } = start();
      ec2.attach(instance, foreign);
      ec2.lateLooks = 3;
      const { result } = await terraform.create(wantingInPlaceOf(foreign.arn, gateway, instance));
      expect(result).toMatchObject({ outcome: `replaced ${foreign.arn}` });
      expect(ec2.changes).toEqual(["ReplaceIamInstanceProfileAssociation"]);
    });

    it("replaces the recorded one when it appears between look and act", async () => {
      const { instance, gateway, foreign } = start();
      ec2.before("AssociateIamInstanceProfile", () => ec2.attach(instance, foreign));
      const { result } = await terraform.create(wantingInPlaceOf(foreign.arn, gateway, instance));
      expect(result).toMatchObject({ outcome: `replaced ${foreign.arn}` });
    });

    it("attaches its own when the recorded one vanishes between look and act", async () => {
      const { instance, gateway, foreign } = start();
      ec2.attach(instance, foreign);
      ec2.before("ReplaceIamInstanceProfileAssociation", () => ec2.detach(instance));
      const { result } = await terraform.create(wantingInPlaceOf(foreign.arn, gateway, instance));
      expect(result).toMatchObject({ outcome: "attached" });
    });

    it("leaves one alone that Terraform has not recorded", async () => {
      const { instance, gateway, foreign } = start();
      ec2.attach(instance, foreign);
      const recorded = profileArn("database");
      const { errorType, errorMessage } = await terraform.create(
        wantingInPlaceOf(recorded, gateway, instance),
      );
      expect(errorType).toBe("ProfileConflict");
      expect(errorMessage).toBe(
        `${instance} has the instance profile ${foreign.arn}, where Terraform has recorded ${recorded}; nothing was ` +
          "changed; to record what is there now run terraform apply -replace=terraform_data.gateway_former_profile",
      );
      expect(ec2.changes).toEqual([]);
    });

    it("leaves any alone when Terraform has recorded that there was none", async () => {
      const { instance, gateway, foreign } = start();
      ec2.attach(instance, foreign);
      const { errorMessage } = await terraform.create(wantingInPlaceOf("", gateway, instance));
      expect(errorMessage).toContain("where Terraform has recorded none; nothing was changed");
      expect(ec2.changes).toEqual([]);
    });

    it("never ends an association to get around one that is still associating", async () => {
      const { instance, gateway, foreign } = start();
      ec2.looksUntilSettled = 4;
      ec2.attach(instance, foreign, "associating");
      const { result } = await terraform.create(wantingInPlaceOf(foreign.arn, gateway, instance));
      expect(result).toMatchObject({ outcome: `replaced ${foreign.arn}` });
      expect(new Set(ec2.changes)).toEqual(new Set(["ReplaceIamInstanceProfileAssociation"]));
    });

    it.each([
      ["at once", 0],
      ["late", 3],
    ])("leaves one alone that takes the recorded one's place after the look, shown %s", async (_, late) => {
      const { instance, gateway, foreign } = start();
      const intruder = ec2.addProfile("database");
      ec2.attach(instance, foreign);
      ec2.lateLooks = late;
      ec2.before("ReplaceIamInstanceProfileAssociation", () => {
        ec2.detach(instance);
        ec2.attach(instance, intruder);
      });
      const { errorType, errorMessage } = await terraform.create(
        wantingInPlaceOf(foreign.arn, gateway, instance),
      );
      expect(errorType).toBe("ProfileConflict");
      expect(errorMessage).toContain(`has the instance profile ${intruder.arn}`);
      expect(ec2.profileOf(instance)).toBe(intruder.arn);
    });
  });

  describe("when somebody else attaches another profile after it", () => {
    it("says so and leaves the other one alone", async () => {
      const { instance, gateway, foreign } = start();
      ec2.after("AssociateIamInstanceProfile", () => {
        ec2.detach(instance);
        ec2.attach(instance, foreign);
      });
      const { errorType, errorMessage } = await terraform.create(wanting(gateway, instance));
      expect(errorType).toBe("ProfileConflict");
      expect(errorMessage).toContain(`${instance} was given ${gateway.arn}, but now has ${foreign.arn}`);
      expect(ec2.profileOf(instance)).toBe(foreign.arn);
    });

    it("does not fight for the place when it is the replaced one that comes back", async () => {
      const { instance, gateway, foreign } = start();
      ec2.attach(instance, foreign);
      ec2.after("ReplaceIamInstanceProfileAssociation", () => {
        ec2.detach(instance);
        ec2.attach(instance, foreign);
      });
      const { errorMessage } = await terraform.create(wantingInPlaceOf(foreign.arn, gateway, instance));
      expect(errorMessage).toContain(`was given ${gateway.arn}, but now has ${foreign.arn}`);
      expect(ec2.changes).toEqual(["ReplaceIamInstanceProfileAssociation"]);
    });
  });

  describe("on an instance that cannot have a profile", () => {
    it("says that there is no such instance in the region, and what to do", async () => {
      const { gateway } = start();
      const { errorType, errorMessage, seconds } = await terraform.create(
        wanting(gateway, "i-0badbadbadbadbad0"),
      );
      expect(errorType).toBe("AttachmentFailed");
      expect(errorMessage).toBe(
        `attaching ${gateway.arn} to i-0badbadbadbadbad0: there is no such instance in ${REGION}; ` +
          "remove it from gateway.instances, or check aws.region",
      );
      expect(seconds).toBe(0);
    });

    it("passes on at once what AWS says of a terminated one", async () => {
      const { instance, gateway } = start("terminated");
      const { errorMessage, seconds } = await terraform.create(wanting(gateway, instance));
      expect(errorMessage).toContain(
        `The instance '${instance}' is not in the 'running' or 'stopped' states.`,
      );
      expect(errorMessage).toContain(`at the last look ${instance} had no instance profile`);
      expect(ec2.changes).toHaveLength(1);
      expect(seconds).toBe(0);
    });
  });

  it("answers the same in the same situation, so that the state does not change for nothing", async () => {
    const { instance, gateway, foreign } = start();
    const story = async () => {
      ec2.detach(instance);
      ec2.attach(instance, foreign);
      return (await terraform.create(wantingInPlaceOf(foreign.arn, gateway, instance))).result;
    };
    const first = await story();
    expect(first).toBeDefined();
    expect(await story()).toEqual(first);
  });
});
