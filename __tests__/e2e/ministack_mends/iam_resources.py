"""IAM calls are authorised on the stored ARN of what they are about.

AWS takes the full ARN, path included. MiniStack 1.5.33 takes

* `*` for iam:SimulatePrincipalPolicy, where AWS takes the principal in PolicySourceArn. A grant on one role would be
  refused, a grant on `*` would be needed.
* `user/NAME` and `role/NAME` for calls that name a user or role. A grant on /contractors/auditor would be refused, and
  one on the root's auditor would reach the one below /contractors/.
* the role, or `*`, for calls that name an instance profile, where AWS takes the profile.
* `*` for calls that leave out the user's name, where AWS takes the user who calls. A user's grant on itself would be
  refused, and iam:GetUser would answer with the account's root.

See https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
"""

from ministack.core import iam_actions
from ministack.core.iam_evaluator import caller_arn
from ministack.services import iam

# "If you do not specify a user name, IAM determines the user name implicitly based on the AWS access key ID signing the
# request": https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html
ABOUT_THE_CALLER_BY_DEFAULT = ("CreateAccessKey", "DeleteAccessKey", "GetUser", "ListAccessKeys", "UpdateAccessKey")


def on_the_stored_arn(extract_resource_arn):
    def resource_arn(service, method, path, headers, body, query_params, *rest):
        arn = extract_resource_arn(service, method, path, headers, body, query_params, *rest)
        if service != "iam":
            return arn

        def parameter(name):
            return iam_actions._query_param(query_params, name)

        action = parameter("Action")
        if action == "SimulatePrincipalPolicy":
            return parameter("PolicySourceArn") or arn
        for name, entities in (
            (parameter("InstanceProfileName"), iam._instance_profiles),
            (parameter("RoleName"), iam._roles),
            (parameter("UserName"), iam._users),
        ):
            if name:
                return entities[name]["Arn"] if name in entities else arn
        return caller_arn() if action in ABOUT_THE_CALLER_BY_DEFAULT else arn

    return resource_arn


def about_the_caller(handle):
    """A call that leaves out the user's name is about the user who makes it."""

    def handle_with_a_name(parameters):
        kind, _, path_and_name = caller_arn().rpartition(":")[2].partition("/")
        if kind == "user" and not parameters.get("UserName"):
            parameters = {**parameters, "UserName": [path_and_name.rpartition("/")[2]]}
        return handle(parameters)

    return handle_with_a_name


def mend():
    iam_actions.extract_resource_arn = on_the_stored_arn(iam_actions.extract_resource_arn)
    for action in ABOUT_THE_CALLER_BY_DEFAULT:
        iam._IAM_HANDLERS[action] = about_the_caller(iam._IAM_HANDLERS[action])
