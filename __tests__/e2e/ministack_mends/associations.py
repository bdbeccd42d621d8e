"""An instance has one instance profile at a time, and a change of it takes its time.

AWS answers that a profile is being attached, and lists it as attached later. It refuses a second association, even of
the same profile, and replaces one on a running instance only, under a new id. MiniStack 1.5.33 answers that all is
done, takes a profile that is there already, keeps the id, and replaces and detaches what is gone, on stopped instances
too.

See https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceIamInstanceProfileAssociation.html, and for its
refusal on a stopped instance https://github.com/aws/aws-cli/issues/5251
"""

from ministack.core.iam_actions import _query_param
from ministack.services import ec2


def incorrect_state(message):
    return ec2._error("IncorrectState", message, 400)


def answer(call, association, state):
    xml = ec2._iam_instance_profile_association_xml({**association, "State": state}, "iamInstanceProfileAssociation")
    return ec2._xml(200, f"{call}Response", xml)


def associate(handle):
    def associate_first(parameters):
        instance_id = _query_param(parameters, "InstanceId")
        if ec2._find_active_iam_instance_profile_association(instance_id):
            return incorrect_state(f"There is an existing association for instance {instance_id}")
        result = handle(parameters)
        association = ec2._find_active_iam_instance_profile_association(instance_id)
        return answer("AssociateIamInstanceProfile", association, "associating") if association else result

    return associate_first


def replace(handle):
    def replace_active(parameters):
        old_id = _query_param(parameters, "AssociationId")
        old = ec2._iam_instance_profile_associations.get(old_id)
        if not old:
            return handle(parameters)
        instance_id = old["InstanceId"]
        if old["State"] != "associated" or ec2._instances[instance_id]["State"]["Name"] != "running":
            return incorrect_state(f"The association {old_id} is not the active association")
        result = handle(parameters)
        if result[0] != 200:
            return result
        replaced = ec2._iam_instance_profile_associations[old_id]
        new = ec2._upsert_iam_instance_profile_association(instance_id, replaced["IamInstanceProfile"])
        if new["AssociationId"] != old_id:
            ec2._iam_instance_profile_associations[old_id] = {**old, "State": "disassociated"}
        return answer("ReplaceIamInstanceProfileAssociation", new, "associating")

    return replace_active


def disassociate(handle):
    def disassociate_active(parameters):
        association_id = _query_param(parameters, "AssociationId")
        association = ec2._iam_instance_profile_associations.get(association_id)
        if not association or association["State"] != "associated":
            message = f"An invalid association-id of '{association_id}' was given"
            return ec2._error("InvalidAssociationID.NotFound", message, 400)
        handle(parameters)
        return answer("DisassociateIamInstanceProfile", association, "disassociating")

    return disassociate_active


def mend():
    for call, mended in (
        ("AssociateIamInstanceProfile", associate),
        ("ReplaceIamInstanceProfileAssociation", replace),
        ("DisassociateIamInstanceProfile", disassociate),
    ):
        ec2._ACTION_MAP[call] = mended(ec2._ACTION_MAP[call])
