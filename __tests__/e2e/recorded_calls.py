"""Writes down each call that reaches the emulator, whoever makes it: Terraform, a function, a test."""

import base64
import json
import os
import re

from ministack import app as server

SERVICE = re.compile(r"Credential=[^/]+/[^/]+/[^/]+/(?P<service>[^/]+)/aws4_request")


def record_of(scope, body):
    """What of a call tells which it is, and what it asks for; None where it is signed for no service of AWS."""
    headers = {name.decode().lower(): value.decode("latin-1") for name, value in scope["headers"]}
    signed = SERVICE.search(headers.get("authorization", ""))
    if not signed:
        return None
    return {
        "service": signed["service"],
        "method": scope["method"],
        "path": scope.get("raw_path", scope["path"].encode()).decode("latin-1").split("?")[0],
        "query": scope["query_string"].decode("latin-1"),
        "headers": {name: value for name, value in headers.items() if name != "authorization"},
        "body": base64.b64encode(body).decode(),
    }


def recording(application, log):
    async def answering(scope, receive, send):
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        body = []

        async def overheard():
            message = await receive()
            if message["type"] == "http.request":
                body.append(message.get("body", b""))
                if not message.get("more_body"):
                    record = record_of(scope, b"".join(body))
                    if record:
                        log.write(json.dumps(record) + "\n")
            return message

        await application(scope, overheard, send)

    return answering


def record():
    """Begins. The file is written line by line, so that a killed emulator leaves what it has heard."""
    path = os.environ["RECORDED_CALLS"]
    server.app = recording(server.app, open(path, "a", buffering=1, encoding="utf-8"))
