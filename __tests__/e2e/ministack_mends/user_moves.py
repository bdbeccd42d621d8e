"""A user can be given another path and another name, with a right on what it is and one on what it becomes.

MiniStack 1.5.33 does not know the call.

See https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateUser.html
"""

from ministack.app import _routing_params
from ministack.core import iam_actions
from ministack.core.responses import get_account_id
from ministack.services import iam

from .dependent_actions import denial

BY_NAME = ("_login_profiles", "_user_inline_policies")


def target(parameters):
    """Name, path and ARN that a user of a call has afterwards."""

    def parameter(name):
        return iam_actions._query_param(parameters, name)

    user = iam._users.get(parameter("UserName"), {})
    name = parameter("NewUserName") or parameter("UserName")
    path = parameter("NewPath") or user.get("Path", "/")
    return name, path, f"arn:aws:iam::{get_account_id()}:user{path}{name}"


def update_user(parameters):
    old = iam_actions._query_param(parameters, "UserName")
    if old not in iam._users:
        return iam._error(404, "NoSuchEntity", f"The user with name {old} cannot be found.", ns="iam")
    name, path, arn = target(parameters)
    if name != old and name in iam._users:
        return iam._error(409, "EntityAlreadyExists", f"User with name {name} already exists.", ns="iam")
    iam._users[name] = {**iam._users[old], "UserName": name, "Path": path, "Arn": arn}
    if name != old:
        del iam._users[old]
        for store in (getattr(iam, store) for store in BY_NAME):
            if old in store:
                store[name] = store[old]
                del store[old]
        for key in iam._access_keys.values():
            if key["UserName"] == old:
                key["UserName"] = name
    return iam._xml(200, "UpdateUserResponse", "", ns="iam")


def asking_for_the_target(handle_request):
    async def handle(method, path, headers, body, query_params):
        parameters = _routing_params(method, path, headers, body, query_params)
        if iam_actions._query_param(parameters, "Action") == "UpdateUser":
            arn = target(parameters)[2]
            denied = denial(headers, query_params, "iam:UpdateUser", arn, {})
            if denied:
                message = iam_actions.identity_denial_message(
                    "iam:UpdateUser", denied.principal_arn, arn, denied.decision == "Deny"
                )
                return iam._error(403, "AccessDenied", message, ns="iam")
        return await handle_request(method, path, headers, body, query_params)

    return handle


def mend():
    iam._IAM_HANDLERS["UpdateUser"] = update_user
    iam.handle_request = asking_for_the_target(iam.handle_request)
