"""The permissions that a call needs beside its own: what AWS's reference calls dependent actions."""

from ministack.core import iam_evaluator
from ministack.core.responses import get_region
from ministack.core.router import extract_access_key_id


def denial(headers, query_params, action, resource_arn, condition_keys):
    """The emulator's verdict on one more action of the caller: None where it is allowed."""
    access_key_id = extract_access_key_id(headers, query_params)
    service = action.partition(":")[0]
    return iam_evaluator.enforce(access_key_id, action, service, get_region(), resource_arn, condition_keys)
