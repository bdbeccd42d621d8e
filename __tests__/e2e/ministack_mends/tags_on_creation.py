"""What is created with tags needs the right to tag it too.

MiniStack 1.5.33 asks for the creation alone, so that a grant of tags would never be missed there. Of a managed policy it
does not know the tags that a condition asks for: a grant on policies with a tag would be refused.

See https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html,
https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html and
https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access-abac.html
"""

import json

from ministack.app import _routing_params
from ministack.core import iam_actions
from ministack.core.responses import error_response_json, get_account_id, get_region
from ministack.services import iam, lambda_svc, secretsmanager, tagging

from .dependent_actions import denial

TAG_OF_A_NEW = {
    "CreateInstanceProfile": "iam:TagInstanceProfile",
    "CreatePolicy": "iam:TagPolicy",
    "CreateRole": "iam:TagRole",
    "CreateUser": "iam:TagUser",
}


def refusal(service, call, action, method, path, headers, body, query_params):
    """The message with which AWS refuses the tags of what is created; None where they are allowed or there are none."""
    parameters = _routing_params(method, path, headers, body, query_params)
    tags = iam_actions.request_tag_context(service, f"{service}:{call}", body, parameters)
    if "aws:TagKeys" not in tags:
        return None
    arn = iam_actions.extract_resource_arn(
        service, method, path, headers, body, parameters, get_region(), get_account_id()
    )
    denied = denial(headers, query_params, action, arn, tags)
    if not denied:
        return None
    return iam_actions.identity_denial_message(action, denied.principal_arn, arn, denied.decision == "Deny")


def of_iam(handle_request):
    async def handle(method, path, headers, body, query_params):
        parameters = _routing_params(method, path, headers, body, query_params)
        call = iam_actions._query_param(parameters, "Action")
        action = TAG_OF_A_NEW.get(call)
        message = action and refusal("iam", call, action, method, path, headers, body, query_params)
        if message:
            return iam._error(403, "AccessDenied", message, ns="iam")
        return await handle_request(method, path, headers, body, query_params)

    return handle


def of_a_function(handle_request):
    async def handle(method, path, headers, body, query_params):
        if method == "POST" and path.rstrip("/").endswith("/functions"):
            message = refusal(
                "lambda", "CreateFunction", "lambda:TagResource", method, path, headers, body, query_params
            )
            if message:
                return error_response_json("AccessDeniedException", message, 403)
        return await handle_request(method, path, headers, body, query_params)

    return handle


def of_a_secret(handle_request):
    async def handle(method, path, headers, body, query_params):
        if headers.get("x-amz-target") == "secretsmanager.CreateSecret":
            message = refusal(
                "secretsmanager",
                "CreateSecret",
                "secretsmanager:TagResource",
                method,
                path,
                headers,
                body,
                query_params,
            )
            if message:
                return error_response_json("AccessDeniedException", message, 400)
        return await handle_request(method, path, headers, body, query_params)

    return handle


def with_policies(collect_iam):
    def collect():
        yield from collect_iam()
        for policy in iam._policies.values():
            yield policy["Arn"], policy["Tags"]

    return collect


def mend():
    iam.handle_request = of_iam(iam.handle_request)
    lambda_svc.handle_request = of_a_function(lambda_svc.handle_request)
    secretsmanager.handle_request = of_a_secret(secretsmanager.handle_request)
    tagging._RESOURCE_TAG_COLLECTORS["iam"] = with_policies(tagging._RESOURCE_TAG_COLLECTORS["iam"])
