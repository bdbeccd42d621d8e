"""Starts MiniStack with two of its IAM checks made as narrow as those of AWS.

AWS authorises a call against the full ARN of the resource that it is about. MiniStack 1.5.33 takes

* `*` for iam:SimulatePrincipalPolicy, where AWS takes the principal in PolicySourceArn. A grant on one role would be
  refused, a grant on `*` would be needed.
* `user/NAME` and `role/NAME` for calls that name a user or role, where AWS takes the stored ARN, path included. A grant
  on /contractors/auditor would be refused, and one on the root's auditor would reach the one below /contractors/.

Both mends put in the ARN that AWS documents; which policy allows or denies it is left to the emulator as it is.
See https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
"""

import os
import signal
import sys
import threading

from ministack.app import main
from ministack.core import iam_actions
from ministack.services import iam

extract_resource_arn = iam_actions.extract_resource_arn


def stored_resource_arn(service, method, path, headers, body, query_params, region, account_id):
    """The ARN that AWS would check an IAM call against; for all other calls the emulator's own answer."""
    arn = extract_resource_arn(service, method, path, headers, body, query_params, region, account_id)
    if service != "iam":
        return arn

    def parameter(name):
        return iam_actions._query_param(query_params, name)

    if parameter("Action") == "SimulatePrincipalPolicy":
        return parameter("PolicySourceArn") or arn
    # The emulator looks at the names in this order too.
    for name, entities in ((parameter("RoleName"), iam._roles), (parameter("UserName"), iam._users)):
        if name:
            return entities[name]["Arn"] if name in entities else arn
    return arn


def end_with_parent():
    """Ends the emulator when the process that started it is gone, however that came about."""
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)


# The emulator looks the function up by this name at every request.
iam_actions.extract_resource_arn = stored_resource_arn
threading.Thread(target=end_with_parent, daemon=True).start()
main()
