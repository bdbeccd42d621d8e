"""An alias is made and deleted with a right on the alias and one on its key, and a key knows its aliases.

MiniStack 1.5.33 takes `*` for both calls, where AWS takes the alias and then the key; and it does not know the
condition key kms:ResourceAliases. A grant on one alias would be refused, and one on keys of an alias reach every key.

See https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html and
https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-resource-aliases
"""

import json

from ministack.core import iam_actions
from ministack.core.responses import error_response_json
from ministack.services import kms

from .dependent_actions import denial

CALLS = ("TrentService.CreateAlias", "TrentService.DeleteAlias")


def aliases_of(key):
    """The names of a key's aliases."""
    return [f"alias/{arn.partition(':alias/')[2]}" for arn, key_id in kms._aliases.items() if key_id == key["KeyId"]]


def on_the_alias(extract_resource_arn):
    def resource_arn(service, method, path, headers, body, query_params, *rest):
        if headers.get("x-amz-target") in CALLS:
            return kms._alias_arn(json.loads(body)["AliasName"])
        return extract_resource_arn(service, method, path, headers, body, query_params, *rest)

    return resource_arn


def with_aliases(request_tag_context):
    def context(service, action, body, parameters):
        keys = request_tag_context(service, action, body, parameters)
        key = kms._resolve_key(json.loads(body).get("KeyId", "")) if service == "kms" and body else None
        aliases = aliases_of(key) if key else []
        return {**keys, "kms:ResourceAliases": aliases} if aliases else keys

    return context


def asking_for_the_key(handle_request):
    async def handle(method, path, headers, body, query_params):
        target = headers.get("x-amz-target", "")
        if target in CALLS:
            data = json.loads(body)
            key = kms._resolve_key(data.get("TargetKeyId") or data["AliasName"])
            action = f"kms:{target.rpartition('.')[2]}"
            aliases = aliases_of(key) if key else []
            context = {"kms:ResourceAliases": aliases} if aliases else {}
            if key and denial(headers, query_params, action, key["Arn"], context):
                return error_response_json("AccessDeniedException", f"not authorized to perform: {action}", 400)
        return await handle_request(method, path, headers, body, query_params)

    return handle


def mend():
    iam_actions.extract_resource_arn = on_the_alias(iam_actions.extract_resource_arn)
    iam_actions.request_tag_context = with_aliases(iam_actions.request_tag_context)
    kms.handle_request = asking_for_the_key(kms.handle_request)
