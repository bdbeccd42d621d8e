"""Whoever gives a role to a function or to an instance profile must be allowed to pass it.

MiniStack 1.5.33 does not ask for iam:PassRole: any role of the account could be handed on.

See https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html and
https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html
"""

import json

from ministack.app import _routing_params
from ministack.core import iam_actions
from ministack.core.responses import error_response_json
from ministack.services import iam, lambda_svc

from .dependent_actions import denial


def refusal(headers, query_params, role_arn, to):
    """The message with which AWS refuses to pass a role; None where it is allowed."""
    denied = denial(headers, query_params, "iam:PassRole", role_arn, {"iam:PassedToService": to})
    if not denied:
        return None
    return iam_actions.identity_denial_message(
        "iam:PassRole", denied.principal_arn, role_arn, denied.decision == "Deny"
    )


def to_a_function(handle_request):
    async def handle(method, path, headers, body, query_params):
        creates = method == "POST" and path.rstrip("/").endswith("/functions")
        configures = method == "PUT" and path.rstrip("/").endswith("/configuration")
        role_arn = json.loads(body or b"{}").get("Role") if creates or configures else None
        message = role_arn and refusal(headers, query_params, role_arn, "lambda.amazonaws.com")
        if message:
            return error_response_json("AccessDeniedException", message, 403)
        return await handle_request(method, path, headers, body, query_params)

    return handle


def to_an_instance_profile(handle_request):
    async def handle(method, path, headers, body, query_params):
        parameters = _routing_params(method, path, headers, body, query_params)
        role = iam._roles.get(iam_actions._query_param(parameters, "RoleName"))
        if role and iam_actions._query_param(parameters, "Action") == "AddRoleToInstanceProfile":
            message = refusal(headers, query_params, role["Arn"], "ec2.amazonaws.com")
            if message:
                return iam._error(403, "AccessDenied", message, ns="iam")
        return await handle_request(method, path, headers, body, query_params)

    return handle


def mend():
    iam.handle_request = to_an_instance_profile(iam.handle_request)
    lambda_svc.handle_request = to_a_function(lambda_svc.handle_request)
