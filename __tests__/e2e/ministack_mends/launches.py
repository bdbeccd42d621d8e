"""An instance is started with the disk and the bandwidth that are asked for.

MiniStack 1.5.33 forgets that the root disk is to be encrypted and the instance EBS-optimized: Terraform would want to
replace the instance in every plan.

See https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html
"""

from ministack.core import iam_actions
from ministack.services import ec2


def as_asked_for(run_instances):
    def run(parameters):
        before = set(ec2._instances.keys())
        answer = run_instances(parameters)
        encrypted = set(encrypted_devices(parameters))
        for instance_id in set(ec2._instances.keys()) - before:
            instance = ec2._instances[instance_id]
            instance["EbsOptimized"] = iam_actions._query_param(parameters, "EbsOptimized") or "false"
            for device in instance["BlockDeviceMappings"]:
                if device["DeviceName"] in encrypted:
                    ec2._volumes[device["Ebs"]["VolumeId"]]["Encrypted"] = True
        return answer

    return run


def encrypted_devices(parameters):
    """Names of the devices that a call wants encrypted."""
    number = 1
    while name := iam_actions._query_param(parameters, f"BlockDeviceMapping.{number}.DeviceName"):
        if iam_actions._query_param(parameters, f"BlockDeviceMapping.{number}.Ebs.Encrypted") == "true":
            yield name
        number += 1


def telling_bandwidth(instance_xml):
    def xml(instance):
        element = f"<ebsOptimized>{instance.get('EbsOptimized', 'false')}</ebsOptimized>"
        return instance_xml(instance).removesuffix("</item>") + f"{element}</item>"

    return xml


def mend():
    ec2._ACTION_MAP["RunInstances"] = as_asked_for(ec2._ACTION_MAP["RunInstances"])
    ec2._instance_xml = telling_bandwidth(ec2._instance_xml)
