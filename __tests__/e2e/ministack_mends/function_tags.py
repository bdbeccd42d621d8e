"""GetFunction leaves a function's tags out for whoever may not list them.

MiniStack 1.5.33 shows them to everybody who may read the function: Terraform would do without lambda:ListTags.

See https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html
"""

import json

from ministack.core.responses import get_account_id, get_region
from ministack.services import lambda_svc

from .dependent_actions import denial


def without_tags(handle_request):
    async def handle(method, path, headers, body, query_params):
        status, answered, content = await handle_request(method, path, headers, body, query_params)
        before, _, name = path.rstrip("/").rpartition("/")
        if method != "GET" or status != 200 or not before.endswith("/functions"):
            return status, answered, content
        arn = f"arn:aws:lambda:{get_region()}:{get_account_id()}:function:{name}"
        if not denial(headers, query_params, "lambda:ListTags", arn, {}):
            return status, answered, content
        shown = {key: value for key, value in json.loads(content).items() if key != "Tags"}
        return status, answered, json.dumps(shown).encode()

    return handle


def mend():
    lambda_svc.handle_request = without_tags(lambda_svc.handle_request)
