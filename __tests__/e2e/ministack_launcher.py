"""Starts MiniStack mended where the tests lean on it and it differs from AWS.

Each file in ministack_mends says how MiniStack 1.5.33 differs, and what that would let pass or refuse. For permissions,
a mend puts in what AWS documents: the ARN that a call is authorised on, its condition keys, a second permission. Which
policy allows or denies a call is left to the emulator as it is.
"""

import os
import signal
import sys
import threading

import recorded_calls
from ministack.app import main
from ministack_mends import (
    associations,
    creations,
    function_tags,
    hidden_objects,
    iam_conditions,
    iam_resources,
    instance_profiles,
    instances,
    key_aliases,
    launches,
    lost_answers,
    passed_roles,
    policy_versions,
    principal_arns,
    secret_keys,
    tags_on_creation,
    user_credentials,
    user_deletions,
    user_moves,
)


def end_with_parent():
    """Ends the emulator when the process that started it is gone, however that came about."""
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)


for part in (
    associations,
    function_tags,
    hidden_objects,
    iam_conditions,
    iam_resources,
    creations,
    instance_profiles,
    instances,
    key_aliases,
    launches,
    lost_answers,
    passed_roles,
    policy_versions,
    principal_arns,
    secret_keys,
    tags_on_creation,
    user_credentials,
    user_deletions,
    user_moves,
):
    part.mend()
recorded_calls.record()
threading.Thread(target=end_with_parent, daemon=True).start()
main()
