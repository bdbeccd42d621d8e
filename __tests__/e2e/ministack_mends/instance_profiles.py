"""The calls that attach, replace and detach an instance profile are authorised as in AWS.

AWS authorises the three on the instance, however they name it, with condition keys for the profile that is there and
the one that is given; and whoever gives one must be allowed to pass its role to EC2. MiniStack 1.5.33

* takes `*` for the two that name an association. A grant on one instance would be refused, a grant on `*` be needed.
* knows none of the condition keys. A grant of certain profiles, or on tagged instances, would be refused.
* does not ask for iam:PassRole. Any role of the account could be given to an instance.

See https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html and
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
"""

from ministack.app import _routing_params
from ministack.core import iam_actions
from ministack.core.responses import get_account_id, get_region
from ministack.services import ec2, iam

from .dependent_actions import denial

GIVE_A_PROFILE = ("AssociateIamInstanceProfile", "ReplaceIamInstanceProfileAssociation")
CALLS = (*GIVE_A_PROFILE, "DisassociateIamInstanceProfile")


def instance_of(parameters):
    """The instance that one of the three calls is about, as the emulator keeps it; None for all else."""

    def parameter(name):
        return iam_actions._query_param(parameters, name)

    if parameter("Action") not in CALLS:
        return None
    association = ec2._iam_instance_profile_associations.get(parameter("AssociationId"), {})
    return ec2._instances.get(association.get("InstanceId") or parameter("InstanceId"))


def new_profile(parameters):
    """The instance profile that a call gives, as the emulator keeps it; None where it gives none."""
    name, arn = (iam_actions._query_param(parameters, f"IamInstanceProfile.{key}") for key in ("Name", "Arn"))
    return iam._lookup_instance_profile(name, arn)


def arn_of(instance):
    return f"arn:aws:ec2:{get_region()}:{get_account_id()}:instance/{instance['InstanceId']}"


def on_the_instance(extract_resource_arn):
    def resource_arn(service, method, path, headers, body, query_params, *rest):
        instance = instance_of(query_params) if service == "ec2" else None
        if instance:
            return arn_of(instance)
        return extract_resource_arn(service, method, path, headers, body, query_params, *rest)

    return resource_arn


def with_condition_keys(request_tag_context):
    def context(service, action, body, parameters):
        keys = request_tag_context(service, action, body, parameters)
        instance = instance_of(parameters) if service == "ec2" else None
        if not instance:
            return keys
        keys |= {"ec2:Region": get_region(), "ec2:InstanceID": instance["InstanceId"]}
        for key, profile in (
            ("ec2:InstanceProfile", instance["IamInstanceProfile"]),
            ("ec2:NewInstanceProfile", new_profile(parameters)),
        ):
            if profile:
                keys[key] = profile["Arn"]
        for tag in ec2._tags.get(instance["InstanceId"], []):
            keys[f"aws:ResourceTag/{tag['Key']}"] = keys[f"ec2:ResourceTag/{tag['Key']}"] = tag["Value"]
        return keys

    return context


def asking_for_pass_role(handle_request):
    async def handle(method, path, headers, body, query_params):
        parameters = _routing_params(method, path, headers, body, query_params)
        instance, profile = instance_of(parameters), new_profile(parameters)
        for name in profile["Roles"] if instance and profile else []:
            role_arn = iam._roles[name]["Arn"]
            denied = denial(
                headers,
                query_params,
                "iam:PassRole",
                role_arn,
                {"iam:PassedToService": "ec2.amazonaws.com", "iam:AssociatedResourceArn": arn_of(instance)},
            )
            if denied:
                reason = iam_actions.identity_denial_message(
                    "iam:PassRole", denied.principal_arn, role_arn, denied.decision == "Deny"
                )
                message = f"You are not authorized to perform this operation. {reason}"
                return ec2._error("UnauthorizedOperation", message, 403)
        return await handle_request(method, path, headers, body, query_params)

    return handle


def mend():
    iam_actions.extract_resource_arn = on_the_instance(iam_actions.extract_resource_arn)
    iam_actions.request_tag_context = with_condition_keys(iam_actions.request_tag_context)
    ec2.handle_request = asking_for_pass_role(ec2.handle_request)
