"""What is created is authorised on the ARN that it will have.

MiniStack 1.5.33 takes `*` for a policy, an instance profile and a function, the root's path for a role and a user, and
an ARN without the six characters for a secret. A grant on the name that a stack gives would be refused.

See https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html,
https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html and, for a secret that does not exist yet,
https://docs.aws.amazon.com/secretsmanager/latest/userguide/permissions_grant-limited-resources.html
"""

import json

from ministack.core import iam_actions
from ministack.core.responses import get_account_id, get_region

IAM_KINDS = {
    "CreateInstanceProfile": ("instance-profile", "InstanceProfileName"),
    "CreatePolicy": ("policy", "PolicyName"),
    "CreateRole": ("role", "RoleName"),
    "CreateUser": ("user", "UserName"),
}


def on_the_arn_to_be(extract_resource_arn):
    def resource_arn(service, method, path, headers, body, query_params, *rest):
        def parameter(name):
            return iam_actions._query_param(query_params, name)

        if service == "iam" and parameter("Action") in IAM_KINDS:
            kind, name = IAM_KINDS[parameter("Action")]
            return f"arn:aws:iam::{get_account_id()}:{kind}{parameter('Path') or '/'}{parameter(name)}"
        if service == "lambda" and method == "POST" and path.rstrip("/").endswith("/functions"):
            return f"arn:aws:lambda:{get_region()}:{get_account_id()}:function:{json.loads(body)['FunctionName']}"
        arn = extract_resource_arn(service, method, path, headers, body, query_params, *rest)
        return f"{arn}-abcdef" if headers.get("x-amz-target") == "secretsmanager.CreateSecret" else arn

    return resource_arn


def mend():
    iam_actions.extract_resource_arn = on_the_arn_to_be(iam_actions.extract_resource_arn)
