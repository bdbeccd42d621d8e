"""A user has neither SSH keys nor certificates nor passwords of single services.

MiniStack 1.5.33 cannot make them and does not know the calls that list them. Terraform makes these before it deletes a
user whose keys were made by hand.

See https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_remove.html
"""

from ministack.services import iam

LISTS = {
    "ListServiceSpecificCredentials": "ServiceSpecificCredentials",
    "ListSigningCertificates": "Certificates",
    "ListSSHPublicKeys": "SSHPublicKeys",
}


def empty_list(action, name):
    def answer(_parameters):
        body = f"<{action}Result><{name}/><IsTruncated>false</IsTruncated></{action}Result>"
        return iam._xml(200, f"{action}Response", body, ns="iam")

    return answer


def mend():
    for action, name in LISTS.items():
        iam._IAM_HANDLERS[action] = empty_list(action, name)
