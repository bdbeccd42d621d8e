"""IAM calls carry the condition keys iam:PermissionsBoundary and iam:PolicyARN.

The first is the boundary that a call sets, or else the one that its role or user has; the second the policy that is
attached or detached. MiniStack 1.5.33 knows neither: a grant under a boundary, or of certain policies, would be refused.

See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
"""

from ministack.core import iam_actions
from ministack.services import iam

SET_A_BOUNDARY = ("CreateRole", "CreateUser", "PutRolePermissionsBoundary", "PutUserPermissionsBoundary")


def with_condition_keys(request_tag_context):
    def context(service, action, body, parameters):
        keys = request_tag_context(service, action, body, parameters)
        if service != "iam":
            return keys

        def parameter(name):
            return iam_actions._query_param(parameters, name)

        entity = iam._roles.get(parameter("RoleName")) or iam._users.get(parameter("UserName")) or {}
        sets = parameter("Action") in SET_A_BOUNDARY
        boundary = parameter("PermissionsBoundary") if sets else entity.get("PermissionsBoundary")
        for key, value in (("iam:PermissionsBoundary", boundary), ("iam:PolicyARN", parameter("PolicyArn"))):
            if value:
                keys[key] = value
        return keys

    return context


def mend():
    iam_actions.request_tag_context = with_condition_keys(iam_actions.request_tag_context)
