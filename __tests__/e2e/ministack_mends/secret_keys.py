"""Reading and writing a secret needs the KMS key that it is encrypted with.

For a secret with a customer-managed key, Secrets Manager calls KMS in the caller's name, with the secret's ARN in the
encryption context. MiniStack 1.5.33 does not look at the key: a grant on the secret alone would be enough.

See https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
"""

import json

from ministack.core.responses import error_response_json, get_account_id, get_region
from ministack.services import kms, secretsmanager

from .dependent_actions import denial

KEY_USE = {"GetSecretValue": ("kms:Decrypt",), "PutSecretValue": ("kms:GenerateDataKey", "kms:Decrypt")}


def asking_for_the_key(handle_request):
    async def handle(method, path, headers, body, query_params):
        actions = KEY_USE.get(headers.get("x-amz-target", "").rpartition(".")[2], ())
        _, secret = secretsmanager._resolve(json.loads(body)["SecretId"]) if actions else (None, None)
        key = kms._resolve_key(secret["KmsKeyId"]) if secret else None
        if key:
            condition_keys = {
                "kms:CallerAccount": get_account_id(),
                "kms:EncryptionContext:SecretARN": secret["ARN"],
                "kms:ViaService": f"secretsmanager.{get_region()}.amazonaws.com",
            }
            for action in actions:
                if denial(headers, query_params, action, key["Arn"], condition_keys):
                    return error_response_json("AccessDeniedException", "Access to KMS is not allowed")
        return await handle_request(method, path, headers, body, query_params)

    return handle


def mend():
    secretsmanager.handle_request = asking_for_the_key(secretsmanager.handle_request)
