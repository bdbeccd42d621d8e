"""A user who has a console password cannot be deleted.

MiniStack 1.5.33 deletes the user: whoever forgets about a password that was made by hand would not notice.

See https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html
"""

from ministack.core import iam_actions
from ministack.services import iam


def without_a_password(delete_user):
    def delete(parameters):
        if iam_actions._query_param(parameters, "UserName") in iam._login_profiles:
            return iam._error(409, "DeleteConflict", "Cannot delete entity, must delete login profile first.", ns="iam")
        return delete_user(parameters)

    return delete


def mend():
    iam._IAM_HANDLERS["DeleteUser"] = without_a_password(iam._IAM_HANDLERS["DeleteUser"])
