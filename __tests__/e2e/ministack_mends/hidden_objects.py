"""Whoever may not list a bucket is refused an object that is not there.

MiniStack 1.5.33 answers that there is none: Terraform would do without s3:ListBucket when there is no state yet.

See https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
"""

from ministack.services import s3

from .dependent_actions import denial


def refusing(handle_request):
    async def handle(method, path, headers, body, query_params, **rest):
        answer = await handle_request(method, path, headers, body, query_params, **rest)
        bucket, _, key = path.lstrip("/").partition("/")
        if method not in ("GET", "HEAD") or not key or answer[0] != 404:
            return answer
        if not denial(headers, query_params, "s3:ListBucket", f"arn:aws:s3:::{bucket}", {}):
            return answer
        return 403, {"Content-Type": "application/xml"}, b"" if method == "HEAD" else (
            b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"
        )

    return handle


def mend():
    s3.handle_request = refusing(s3.handle_request)
