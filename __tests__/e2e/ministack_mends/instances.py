"""DescribeInstances finds the instances that are asked for, and says how they hand out their credentials.

MiniStack 1.5.33

* authorises it on the instance that it asks for, where AWS knows `*` only. A grant on one instance would be enough.
* takes no notice of the filters for an instance's ID, its profile and its metadata options: it answers with all of them.
* forgets the metadata options that an instance is started with.

See https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html and
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceMetadataOptionsResponse.html
"""

from ministack.core import iam_actions
from ministack.services import ec2

DEFAULT_METADATA_OPTIONS = {
    "HttpTokens": "optional",
    "HttpPutResponseHopLimit": "1",
    "HttpEndpoint": "enabled",
    "HttpProtocolIpv6": "disabled",
    "InstanceMetadataTags": "disabled",
}


def on_any_resource(extract_resource_arn):
    def resource_arn(service, method, path, headers, body, query_params, *rest):
        if service == "ec2" and iam_actions._query_param(query_params, "Action") == "DescribeInstances":
            return "*"
        return extract_resource_arn(service, method, path, headers, body, query_params, *rest)

    return resource_arn


def by_more_filters(matches_filters):
    def matches(instance, filters):
        options = instance.get("MetadataOptions", DEFAULT_METADATA_OPTIONS)
        values = {
            "instance-id": instance["InstanceId"],
            "iam-instance-profile.arn": (instance["IamInstanceProfile"] or {}).get("Arn"),
            "metadata-options.http-tokens": options["HttpTokens"],
            "metadata-options.http-put-response-hop-limit": options["HttpPutResponseHopLimit"],
        }
        return matches_filters(instance, filters) and all(
            value in filters[name] for name, value in values.items() if name in filters
        )

    return matches


def keeping_metadata_options(run_instances):
    def run(parameters):
        before = set(ec2._instances.keys())
        answer = run_instances(parameters)
        options = {
            name: iam_actions._query_param(parameters, f"MetadataOptions.{name}") or default
            for name, default in DEFAULT_METADATA_OPTIONS.items()
        }
        for instance_id in set(ec2._instances.keys()) - before:
            ec2._instances[instance_id]["MetadataOptions"] = options
        return answer

    return run


def telling_metadata_options(instance_xml):
    def xml(instance):
        # The answer to RunInstances is made before the options are kept, and does without them.
        options = instance.get("MetadataOptions")
        if not options:
            return instance_xml(instance)
        tags = ((name[0].lower() + name[1:], value) for name, value in {"State": "applied", **options}.items())
        elements = "".join(f"<{tag}>{value}</{tag}>" for tag, value in tags)
        return instance_xml(instance).removesuffix("</item>") + f"<metadataOptions>{elements}</metadataOptions></item>"

    return xml


def mend():
    iam_actions.extract_resource_arn = on_any_resource(iam_actions.extract_resource_arn)
    ec2._matches_filters = by_more_filters(ec2._matches_filters)
    ec2._ACTION_MAP["RunInstances"] = keeping_metadata_options(ec2._run_instances)
    ec2._instance_xml = telling_metadata_options(ec2._instance_xml)
