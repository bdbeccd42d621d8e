import { withGuise, withoutThing, withThing, type LambdaFunction } from "../model/account";
import type { Call, CallsByAction, Situation } from "./call";
import { all, demandOn, passing } from "./demands";
import { profileChanges } from "./machines";
import { madeTagged, OWN_PLACE } from "./making";

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
function attachments(situation: Situation, action: string): Call[] {
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
        action,
        on: `${lambda.id}: ${change.on}`,
        means: change.means,
        demands: [demandOn(situation, action, "functions", lambda.id)],
        after: change.after,
      })),
  );
}

/** Whatever has a function run with an event of the attacker's. */
const called = (action: string): CallsByAction => ({
  [action]: (situation) => [
    ...(running(action)[action]?.(situation) ?? []),
    ...attachments(situation, action),
  ],
});

/**
 * Functions: their code, their role, and what has them run. A function that exists has something that runs it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
 */
export const FUNCTION_CALLS: CallsByAction = {
  ...rewritten("lambda:UpdateFunctionCode"),
  // Another layer comes before the function's own code.
  ...rewritten("lambda:UpdateFunctionConfiguration"),
  ...called("lambda:InvokeFunction"),
  ...called("lambda:InvokeAsync"),
  // Whom the function's own policy names calls it from wherever he is.
  ...called("lambda:AddPermission"),
  ...called("lambda:PutResourcePolicy"),
  // These wrap the attacker's event in one of their own form, which the attachment function does not take.
  ...running("lambda:CreateEventSourceMapping"),
  ...running("lambda:CreateFunctionUrlConfig"),
  ...running("lambda:UpdateFunctionUrlConfig"),
  ...running("lambda:InvokeFunctionUrl"),
  "lambda:DeleteFunction": (situation) =>
    all(situation.account, "functions").map(({ id }) => ({
      action: "lambda:DeleteFunction",
      on: id,
      means: "function's code",
      demands: [demandOn(situation, "lambda:DeleteFunction", "functions", id)],
      after: () => withoutThing(situation.account, "functions", id),
    })),
  "lambda:CreateFunction": (situation) => {
    const { world, account } = situation;
    const { partition, region, accountId } = world.home;
    const roles = all(account, "roles").filter(({ trust }) =>
      world.evaluator.trustsService(trust, "lambda.amazonaws.com"),
    );
    return [OWN_PLACE.name, ...world.functionNames]
      .filter((name) => all(account, "functions").every((lambda) => lambda.name !== name))
      .flatMap((name) => {
        const arn = `arn:${partition}:lambda:${region}:${accountId}:function:${name}`;
        return madeTagged(situation, "lambda:CreateFunction", "lambda:TagResource", arn).flatMap(
          ({ demands, tags, words }) =>
            roles.map((role) => ({
              action: "lambda:CreateFunction",
              on: `${name} with ${role.id}${words}`,
              means: "function's code" as const,
              demands: [...demands, passing(situation, role.id, "lambda")],
              after: () =>
                withThing(account, "functions", {
                  ...{ id: `function/${name}`, name, tags, role: role.id, code: "attacker's" },
                }),
            })),
        );
      });
  },
};
