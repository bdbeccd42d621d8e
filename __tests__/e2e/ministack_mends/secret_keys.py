"""Creating, reading and writing a secret needs the KMS key that it is encrypted with.

For a secret with a customer-managed key, Secrets Manager calls KMS in the caller's name, with the secret's ARN in the
encryption context; when the secret is created it only checks that it could. MiniStack 1.5.33 does not look at the key:
a grant on the secret alone would be enough.

See https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
"""

import json

from ministack.core.responses import error_response_json, get_account_id, get_region
from ministack.services import kms, secretsmanager

from .dependent_actions import denial
from .key_aliases import aliases_of

KEY_USE = {"GetSecretValue": ("kms:Decrypt",), "PutSecretValue": ("kms:GenerateDataKey", "kms:Decrypt")}


def asking_for_the_key_of_a_new_secret(handle_request):
    async def handle(method, path, headers, body, query_params):
        creates = headers.get("x-amz-target") == "secretsmanager.CreateSecret"
        key = kms._resolve_key(json.loads(body).get("KmsKeyId", "")) if creates else None
        condition_keys = {
            "kms:EncryptionContext:SecretVersionId": "RequestToValidateKeyAccess",
            "kms:ViaService": f"secretsmanager.{get_region()}.amazonaws.com",
        }
        if key and aliases_of(key):
            condition_keys["kms:ResourceAliases"] = aliases_of(key)
        for action in ("kms:GenerateDataKey", "kms:Decrypt") if key else ():
            if denial(headers, query_params, action, key["Arn"], condition_keys):
                return error_response_json("AccessDeniedException", "Access to KMS is not allowed")
        return await handle_request(method, path, headers, body, query_params)

    return handle


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
    secretsmanager.handle_request = asking_for_the_key_of_a_new_secret(
        asking_for_the_key(secretsmanager.handle_request)
    )
