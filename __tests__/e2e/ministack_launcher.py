"""Starts MiniStack mended where the tests lean on it and it differs from AWS.

Each file in ministack_mends says how MiniStack 1.5.33 differs, and what that would let pass or refuse. For permissions,
a mend puts in what AWS documents: the ARN that a call is authorised on, its condition keys, a second permission. Which
policy allows or denies a call is left to the emulator as it is.
"""

import recorded_calls
from end_with_parent import end_with_parent
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
end_with_parent()
main()
