import type { Context } from "../evaluation/conditions";
import { withGuise, withThing, type Account, type InstanceProfile, type Machine } from "../model/account";
import { arnOf } from "../model/arns";
import type { Call, CallsByAction, Situation } from "./call";
import { all, demandOn, passing } from "./demands";

/** The role that a machine's programs have. */
export function roleOfMachine(account: Account, { profile }: Machine): string | undefined {
  return profile === undefined ? undefined : account.profiles[profile]?.role;
}

/** What EC2's policies can ask of a machine. */
function profiled({ world, account }: Situation, { profile }: Machine): Context {
  return profile === undefined
    ? {}
    : { "ec2:instanceprofile": [arnOf(world.home, account, "profiles", profile)] };
}

/** The calls that give a machine another profile, as somebody with any right could make them. */
export function profileChanges(situation: Situation, machine: Machine, profile: InstanceProfile): Call {
  const { world, account } = situation;
  const action =
    machine.profile === undefined
      ? "ec2:AssociateIamInstanceProfile"
      : "ec2:ReplaceIamInstanceProfileAssociation";
  return {
    action,
    on: `${profile.id} on ${machine.id}`,
    means: "machine's profile",
    demands: [
      demandOn(situation, action, "machines", machine.id, {
        ...profiled(situation, machine),
        "ec2:newinstanceprofile": [arnOf(world.home, account, "profiles", profile.id)],
      }),
      ...(profile.role === undefined ? [] : [passing(situation, profile.role, "ec2")]),
    ],
    after: () => withThing(account, "machines", { ...machine, profile: profile.id }),
  };
}

const otherProfiles = (situation: Situation) =>
  all(situation.account, "machines").flatMap((machine) =>
    all(situation.account, "profiles")
      .filter(({ id }) => id !== machine.profile)
      .map((profile) => profileChanges(situation, machine, profile)),
  );

/** Commands on a machine run with the role of the machine. */
function commands(
  action: string,
  alsoOn: (region: string, partition: string) => string[] = () => [],
): CallsByAction {
  return {
    [action]: (situation) =>
      all(situation.account, "machines").flatMap((machine): Call[] => {
        const role = roleOfMachine(situation.account, machine);
        if (role === undefined) return [];
        const { region, partition } = situation.world.home;
        return [
          {
            action,
            on: machine.id,
            means: "machine's commands",
            demands: [
              demandOn(situation, action, "machines", machine.id, profiled(situation, machine)),
              ...alsoOn(region, partition).map((resource) => ({ action, resource })),
            ],
            after: () => withGuise(situation.account, role),
          },
        ];
      }),
  };
}

/**
 * Machines: which profile they have, and who commands them.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceIamInstanceProfileAssociation.html
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/run-command.html
 */
export const MACHINE_CALLS: CallsByAction = {
  "ec2:AssociateIamInstanceProfile": (situation) =>
    otherProfiles(situation).filter(({ action }) => action === "ec2:AssociateIamInstanceProfile"),
  "ec2:ReplaceIamInstanceProfileAssociation": (situation) =>
    otherProfiles(situation).filter(({ action }) => action === "ec2:ReplaceIamInstanceProfileAssociation"),
  "ec2:DisassociateIamInstanceProfile": (situation) =>
    all(situation.account, "machines")
      .filter(({ profile }) => profile !== undefined)
      .map((machine) => ({
        action: "ec2:DisassociateIamInstanceProfile",
        on: machine.id,
        means: "machine's profile",
        demands: [
          demandOn(
            situation,
            "ec2:DisassociateIamInstanceProfile",
            "machines",
            machine.id,
            profiled(situation, machine),
          ),
        ],
        after: () => withThing(situation.account, "machines", { id: machine.id }),
      })),
  // A new machine is the attacker's own.
  "ec2:RunInstances": (situation) =>
    all(situation.account, "profiles").flatMap(({ id, role }): Call[] => {
      const { partition, region, accountId } = situation.world.home;
      if (role === undefined) return [];
      return [
        {
          action: "ec2:RunInstances",
          on: `with ${id}`,
          means: "machine's profile",
          demands: [
            {
              action: "ec2:RunInstances",
              resource: `arn:${partition}:ec2:${region}:${accountId}:instance/*`,
              context: {
                "ec2:instanceprofile": [arnOf(situation.world.home, situation.account, "profiles", id)],
              },
            },
            passing(situation, role, "ec2"),
          ],
          after: () => withGuise(situation.account, role),
        },
      ];
    }),
  ...commands("ec2:ModifyInstanceAttribute"),
  ...commands("ec2-instance-connect:SendSSHPublicKey"),
  ...commands("ssm:SendCommand", (region, partition) => [
    `arn:${partition}:ssm:${region}::document/AWS-RunShellScript`,
  ]),
  ...commands("ssm:StartSession"),
};
