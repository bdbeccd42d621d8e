import { withGuise, withThing, type LambdaFunction } from "../model/account";
import type { Call, CallsByAction, Situation } from "./call";
import { all, demandOn, passing } from "./demands";
import { profileChanges } from "./machines";
import { OWN_PLACE } from "./making";

/** A function that does what the attacker wrote, the next time that it runs. */
function withCode({ account }: Situation, lambda: LambdaFunction) {
  return withGuise(withThing(account, "functions", { ...lambda, code: "attacker's" }), lambda.role);
}

const rewritten = (action: string): CallsByAction => ({
  [action]: (situation) =>
    all(situation.account, "functions")
      .filter(({ code }) => code === "owner's")
      .map((lambda) => ({
        action,
        on: lambda.id,
        means: "function's code",
        demands: [demandOn(situation, action, "functions", lambda.id)],
        after: () => withCode(situation, lambda),
      })),
});

/** Whatever has a function of the attacker's run. */
const running = (action: string): CallsByAction => ({
  [action]: (situation) =>
    all(situation.account, "functions")
      .filter(({ code }) => code === "attacker's")
      .map((lambda) => ({
        action,
        on: lambda.id,
        means: "function's code",
        demands: [demandOn(situation, action, "functions", lambda.id)],
        after: () => withGuise(situation.account, lambda.role),
      })),
});

/**
 * The attachment function believes its event: which machine, which profile, and which profile that one may take the place
 * of. It acts with the rights of its own role.
 */
function attachments(situation: Situation): Call[] {
  const { world, account } = situation;
  const lambda = account.functions[world.attachmentFunction ?? ""];
  if (lambda?.code !== "owner's") return [];
  return all(account, "machines").flatMap((machine) =>
    all(account, "profiles")
      .filter(({ id }) => id !== machine.profile)
      .map((profile) => profileChanges(situation, machine, profile))
      .filter(({ demands }) =>
        demands.every((demand) => world.evaluator.allows(account, lambda.role, demand)),
      )
      .map((change) => ({
        action: "lambda:InvokeFunction",
        on: `${lambda.id}: ${change.on}`,
        means: change.means,
        demands: [demandOn(situation, "lambda:InvokeFunction", "functions", lambda.id)],
        after: change.after,
      })),
  );
}

/**
 * Functions: their code, their role, and what has them run. A function that exists has something that runs it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html
 */
export const FUNCTION_CALLS: CallsByAction = {
  ...rewritten("lambda:UpdateFunctionCode"),
  // Another layer comes before the function's own code.
  ...rewritten("lambda:UpdateFunctionConfiguration"),
  ...running("lambda:AddPermission"),
  ...running("lambda:CreateEventSourceMapping"),
  "lambda:InvokeFunction": (situation) => [
    ...(running("lambda:InvokeFunction")["lambda:InvokeFunction"]?.(situation) ?? []),
    ...attachments(situation),
  ],
  "lambda:CreateFunction": (situation) => {
    const { world, account } = situation;
    const { partition, region, accountId } = world.home;
    if (account.functions[`function/${OWN_PLACE.name}`]) return [];
    return all(account, "roles")
      .filter(({ trust }) => world.evaluator.trustsService(trust, "lambda.amazonaws.com"))
      .map((role) => ({
        action: "lambda:CreateFunction",
        on: `with ${role.id}`,
        means: "function's code",
        demands: [
          {
            action: "lambda:CreateFunction",
            resource: `arn:${partition}:lambda:${region}:${accountId}:function:${OWN_PLACE.name}`,
          },
          passing(situation, role.id, "lambda"),
        ],
        after: () =>
          withThing(account, "functions", {
            ...{ id: `function/${OWN_PLACE.name}`, name: OWN_PLACE.name, role: role.id, code: "attacker's" },
          }),
      }));
  },
};
