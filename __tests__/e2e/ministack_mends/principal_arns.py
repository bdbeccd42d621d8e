"""aws:PrincipalArn is the ARN of the role, its path included, in each of the role's sessions.

MiniStack 1.5.33 has the ARN of the session there: a condition on the role would never hold, and its negation always.

See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
"""

from ministack.core import iam_evaluator
from ministack.services import iam


def with_the_role_of_a_session(resolve):
    def value(key, context):
        session = context.principal_type == "AssumedRole" and key.lower() == "aws:principalarn"
        name = iam_evaluator._role_name_from_assumed_arn(context.principal_arn) if session else None
        role = iam._roles.get_scoped(context.principal_account, None, name) if name else None
        return role["Arn"] if role else resolve(key, context)

    return value


def mend():
    iam_evaluator._resolve_condition_key = with_the_role_of_a_session(iam_evaluator._resolve_condition_key)
