"""Attaches a Keeper Gateway's instance profile to one EC2 instance, and takes it off again.

Terraform has no resource that does this to an instance which it does not own. So it calls this function, once for each
instance, by aws_lambda_invocation with lifecycle_scope CRUD. The event:

    instance_id         the instance
    profile             arn and id of the profile to attach; the id tells it from a later one of the same name
    role_id             the id of the role in it: under another one the instance keeps the former role's credentials for
                        up to an hour, so an update ends the association and makes it anew, with a short gap, since EC2
                        renews none without one
    on_conflict         fail: another profile on the instance is an error; replace: it gives way
    former_profile_arn  with replace: what the instance had when Terraform first planned this, "" for nothing; this one
                        alone is replaced, and a destroy puts it back
    recorded_in         with replace: address of the Terraform resource that remembers former_profile_arn
    record_id           with replace: not read; differs when that resource was made anew, which calls the function again
    tf                  added by the AWS provider: action (create, update, delete) and prev_input

It looks at the instance, changes at most one thing and looks again, until a look shows what is wanted. So nothing is
reported as done that was not seen, and it goes on from wherever an invocation that was cut off has left the instance.

The answer is kept in the Terraform state: it holds nothing that differs from run to run. An exception fails the apply,
which shows its words inside JSON: they are one line of ASCII without double quotes and backslashes.
"""

import re
import time

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

# Seconds. No round of looking and changing begins after BUDGET. A call of which every attempt is lost takes 8 x (3 + 8)
# and, between the attempts, up to 71: the function ends before its timeout of 300, and so always says why.
BUDGET = 120
PAUSE = 3

BY_HAND = "by hand (EC2 > Instances > Actions > Security > Modify IAM role)"

# Errors that pass with time: the right or the credentials are new, or the associations are no longer what the last look
# has shown. That of is_profile_unknown is another: the profile, or its role, may be new. Throttled and lost calls are
# repeated by botocore.
TRANSIENT = ("UnauthorizedOperation", "AuthFailure", "IncorrectState", "InvalidAssociationID.NotFound")

ec2 = boto3.client(
    "ec2",
    config=Config(retries={"mode": "standard", "total_max_attempts": 8}, connect_timeout=3, read_timeout=8),
)


class InvalidEvent(Exception):
    """The function was called in a way that it does not know."""


class ProfileConflict(Exception):
    """The instance has a profile that this function may not touch."""


class AttachmentFailed(Exception):
    """EC2 refused, or did not get there in time."""


def handler(event, _context):
    deadline = time.monotonic() + BUDGET
    try:
        check(event, "", EVENT)
        action, previous = event["tf"]["action"], event["tf"].get("prev_input")
        if action == "delete":
            return detach(event, deadline)
        if action == "update" and previous is not None:
            return update(event, previous, deadline)
        return attach(event, giving_way(event), deadline)
    except (InvalidEvent, ProfileConflict, AttachmentFailed) as error:
        raise type(error)(plain(str(error))) from None


def attach(event, replaceable, deadline, renewed=False):
    """Attaches the profile, if need be in the place of one whose ARN is in `replaceable`.

    `renewed`: an association with it is ended first, since the profile has another role than it had then.
    """
    instance_id, ours = event["instance_id"], event["profile"]
    outcome, replaced, irreplaceable = None, None, []

    def step(current):
        nonlocal outcome, replaced, renewed
        arn = current and arn_of(current)
        if current is None:
            associate(instance_id, ours["arn"])
            outcome, replaced, renewed = outcome or "attached", None, False
        elif identity(current) == replaced:
            return None  # A late look: EC2 has accepted the change and does not show it yet.
        elif current["IamInstanceProfile"] == {"Arn": ours["arn"], "Id": ours["id"]}:
            if renewed:
                disassociate(current)
                outcome, replaced, renewed = "renewed", identity(current), False
                return None
            return (outcome or "already attached") if current["State"] == "associated" else None
        elif arn == ours["arn"] or (arn in replaceable and outcome is None):
            # Ours under another id was deleted and made again: what is associated has no credentials any more.
            replace(current, ours["arn"], irreplaceable)
            replaced = identity(current)
            outcome = outcome or ("attached" if arn == ours["arn"] else f"replaced {arn}")
        else:
            raise conflict(event, arn, outcome is not None)
        return None

    outcome = settle(instance_id, f"attaching {ours['arn']} to {instance_id}", deadline, step)
    return {"instance_id": instance_id, "profile_arn": ours["arn"], "outcome": outcome}


def update(event, previous, deadline):
    """Moves the attachment from what the previous event wanted to what this one wants, on the same instance.

    Another instance is another attachment: Terraform destroys the former one first, while its rights are still there.
    """
    check(previous, "tf.prev_input.", INPUT)
    instance_id, arn, old_arn = event["instance_id"], event["profile"]["arn"], previous["profile"]["arn"]
    if instance_id != previous["instance_id"]:
        raise InvalidEvent(f"instance_id of an update: {instance_id}; allowed is that of before, {previous['instance_id']}")
    try:
        renewed = event["profile"] == previous["profile"] and event["role_id"] != previous["role_id"]
        return attach(event, [old_arn, *giving_way(event)], deadline, renewed)
    except (ProfileConflict, AttachmentFailed) as error:
        remedy = f"unless {instance_id} has it by now, attach {arn} to it {BY_HAND}"
        remedy += " before the role of the former profile is removed" if arn != old_arn else ""
        # https://github.com/hashicorp/terraform-provider-aws/issues/43447
        raise type(error)(
            f"{error}; Terraform records this update as done all the same and will not repeat it: {remedy}; or, once"
            f" {instance_id} has no profile at all, terraform apply -replace=ADDRESS of this aws_lambda_invocation"
        ) from None


def detach(event, deadline):
    """Takes the profile off, and puts the former one back where one was replaced. Anything else stays as it is."""
    instance_id, ours = event["instance_id"], event["profile"]["arn"]
    former = next((arn for arn in giving_way(event) if arn != ours), None)
    outcome, ended, irreplaceable = None, None, []

    def step(current):
        nonlocal outcome, ended, former
        if current is None and (ended is None or former is None):
            return outcome or "nothing attached"
        arn = current and arn_of(current)
        if current and ended and arn == former:
            return outcome if current["State"] == "associated" else None
        if current and arn != ours:
            return f"left alone: {arn}"
        if current and identity(current) == ended:
            return None  # A late look, as above.
        try:
            if current is None:
                associate(instance_id, former)  # The instance is stopped: see replace.
            elif former:
                replace(current, former, irreplaceable)
            else:
                disassociate(current)
        except ClientError as error:
            if former is None or not is_profile_unknown(error):
                raise
            outcome, former = f"detached: {former} does not exist or has no role any more", None
            return None
        ended = identity(current) if current else ended
        outcome = outcome or (f"restored {former}" if former else "detached")
        return None

    goal = f"detaching {ours} from {instance_id}" + (f" and putting {former} back" if former else "")
    # An instance that is being stopped or terminated refuses for a while; then it lets go, or has let go itself.
    transient = (*TRANSIENT, "IncorrectInstanceState")
    try:
        outcome = settle(instance_id, goal, deadline, step, transient, without_instance="nothing attached")
    except AttachmentFailed as error:
        if former is None or "UnauthorizedOperation" not in str(error):
            raise
        raise AttachmentFailed(
            f"{error}; if {former} has another role than Terraform has recorded, set gateway.onConflict: fail, apply,"
            f" destroy, and attach it {BY_HAND}"
        ) from None
    return {"instance_id": instance_id, "outcome": outcome}


def settle(instance_id, goal, deadline, step, transient=TRANSIENT, without_instance=None):
    """Looks at the instance and takes a step, again and again, until a step returns the outcome."""
    has, said = f"what {instance_id} has is not known", ""
    while True:
        try:
            live, leaving = look(instance_id)
            names = [f"{arn_of(record)} ({record['State']})" for record in live + leaving]
            has = f"at the last look {instance_id} had {' and '.join(names) or 'no instance profile'}"
            is_changing = len(live) > 1 or (leaving and not live)
            if not is_changing and time.monotonic() < deadline:
                outcome = step(live[0] if live else None)
                if outcome is not None:
                    print(f"{goal}: {outcome}")
                    return outcome
                said = ""
        except ClientError as error:
            print(f"{goal}: {error}")
            if code_of(error) == "InvalidInstanceID.NotFound" and without_instance is not None:
                return without_instance
            if code_of(error) == "InvalidInstanceID.NotFound":
                raise AttachmentFailed(
                    f"{goal}: there is no such instance in {ec2.meta.region_name}; remove it from gateway.instances,"
                    " or check aws.region"
                ) from None
            if code_of(error) not in transient and not is_profile_unknown(error):
                raise AttachmentFailed(f"{goal}: {error}; {has}") from None
            said = f"; EC2 said last: {error}"
        except BotoCoreError as error:
            raise AttachmentFailed(f"{goal}: {error}; {has}") from None
        if time.monotonic() + PAUSE >= deadline:
            raise AttachmentFailed(f"{goal}: not done within {BUDGET} seconds; {has}{said}")
        time.sleep(PAUSE)


def look(instance_id):
    """The associations that an instance has, and those that it is losing. Others are history."""
    records, page = [], {}
    while page is not None:
        answer = ec2.describe_iam_instance_profile_associations(
            Filters=[{"Name": "instance-id", "Values": [instance_id]}], **page
        )
        records += answer["IamInstanceProfileAssociations"]
        page = {"NextToken": answer["NextToken"]} if answer.get("NextToken") else None
    live = [record for record in records if record["State"] in ("associating", "associated")]
    leaving = [record for record in records if record["State"] == "disassociating"]
    return live, leaving


def associate(instance_id, arn):
    print(f"{instance_id}: associate {arn}")
    ec2.associate_iam_instance_profile(InstanceId=instance_id, IamInstanceProfile={"Arn": arn})


def disassociate(association):
    print(f"{association['InstanceId']}: disassociate {arn_of(association)}")
    ec2.disassociate_iam_instance_profile(AssociationId=association["AssociationId"])


def replace(association, arn, irreplaceable):
    """Puts a profile in the place of another without a moment in which the instance has none.

    EC2 does so on a running instance only. On a stopped one, where nothing runs that could miss it, the association is
    ended, and the next look, which finds none, leads to a new one. `irreplaceable` keeps what EC2 has refused so far: once
    may be by chance, on two looks in a row it is so.
    """
    association_id = association["AssociationId"]
    if irreplaceable[-2:] == [association_id] * 2:
        disassociate(association)
        return
    print(f"{association['InstanceId']}: replace {arn_of(association)} by {arn}")
    try:
        ec2.replace_iam_instance_profile_association(
            AssociationId=association_id, IamInstanceProfile={"Arn": arn}
        )
    except ClientError as error:
        if association["State"] == "associated" and "is not the active association" in str(error):
            irreplaceable.append(association_id)
        raise


def arn_of(association):
    return association["IamInstanceProfile"]["Arn"]


def identity(association):
    return association["AssociationId"], association["IamInstanceProfile"]


def giving_way(event):
    """ARNs of profiles that are not the gateway's and may be replaced: one or none."""
    former = event["former_profile_arn"]
    return [former] if event["on_conflict"] == "replace" and former else []


def conflict(event, other, is_attached):
    instance_id, ours = event["instance_id"], event["profile"]["arn"]
    if is_attached:
        return ProfileConflict(
            f"{instance_id} was given {ours}, but now has {other}: something else attaches profiles to this instance,"
            " such as Systems Manager Quick Setup; end that, or leave the instance to it"
        )
    if event["on_conflict"] == "fail":
        return ProfileConflict(
            f"{instance_id} has the instance profile {other}; nothing was changed. To keep it, take the instance off the"
            " list and give its role the gateway's rights: gateway.role.existing (existingRoleName of the construct,"
            f" role.existing of the module). To put {ours} in its place, so that the machine may no longer do what the"
            " role in the other one allows: gateway.onConflict: replace (onConflict of the construct, on_conflict of"
            " the module), or detach the other one by hand"
        )
    return ProfileConflict(
        f"{instance_id} has the instance profile {other}, where Terraform has recorded"
        f" {event['former_profile_arn'] or 'none'}; nothing was changed; to record what is there now run"
        f" terraform apply -replace={event['recorded_in']}"
    )


def code_of(error):
    return error.response["Error"]["Code"]


def is_profile_unknown(error):
    """Whether EC2 does not find the profile, or finds it without its role, which comes into it by a call of its own."""
    unknown = ("Invalid IAM Instance Profile", "InstanceIdentityProfileNotFound", "has no associated IAM Roles")
    return any(words in str(error) for words in unknown)


# A path has every printable character that IAM lets into one: the profile may be somebody else's.
ARN = r"arn:[a-z-]+:iam::\d{12}:instance-profile/(?:[!-~]+/)?[\w+=,.@-]+"
INPUT = {
    "instance_id": (r"i-[0-9a-f]{8,17}", "the ID of an EC2 instance"),
    "profile.arn": (ARN, "the ARN of an instance profile"),
    "profile.id": (r"\w+", "the ID of an instance profile"),
    "role_id": (r"\w+", "the ID of an IAM role"),
    "on_conflict": (r"fail|replace", "fail or replace"),
    "former_profile_arn": (f"({ARN})?", "the ARN of an instance profile, or nothing"),
    "recorded_in": (r".*", "a Terraform address, or nothing"),
}
EVENT = {**INPUT, "tf.action": (r"create|update|delete", "create, update or delete, from lifecycle_scope CRUD")}


def check(event, place, rules):
    """Refuses an event in which something is missing or is not what it must be."""
    for name, (pattern, allowed) in rules.items():
        value = event
        for key in name.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        if not isinstance(value, str) or not re.fullmatch(pattern, value, re.ASCII):
            given = "missing" if value is None else repr(value)
            raise InvalidEvent(f"{place}{name} of the event: {given}; allowed is {allowed}")


def plain(text):
    text = re.sub(r"\s+", " ", text).replace('"', "'").replace("\\", "/")
    return text.encode("ascii", "replace").decode()
