"""An earlier version of a policy can be made the default again.

MiniStack 1.5.33 does not know the call.

See https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html
"""

from ministack.core import iam_actions
from ministack.services import iam


def set_default_policy_version(parameters):
    arn, version = (iam_actions._query_param(parameters, name) for name in ("PolicyArn", "VersionId"))
    policy = iam._policies.get(arn)
    if not policy or version not in policy["Versions"]:
        return iam._error(404, "NoSuchEntity", f"Policy {arn} version {version} does not exist.", ns="iam")
    for one in policy["Versions"].values():
        one["IsDefaultVersion"] = one["VersionId"] == version
    policy["DefaultVersionId"] = version
    return iam._xml(200, "SetDefaultPolicyVersionResponse", "", ns="iam")


def mend():
    iam._IAM_HANDLERS["SetDefaultPolicyVersion"] = set_default_policy_version
