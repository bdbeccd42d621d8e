"""A call that a client repeats is answered as it was the first time.

On a busy machine MiniStack 1.5.33 now and then carries out a call and its answer never arrives. The SDK then sends the
call again, and what was created is answered with "already exists". Every attempt of one call has the same invocation ID:
by that the first answer is found again.

AWS forgives no such repetition of most calls. Where a test is about an answer that got lost on its way, the calls come
through faults/fault-proxy.ts, which gives every attempt an invocation ID of its own.

See https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
"""

import asyncio
import collections

from ministack import app as server

INVOCATION_ID = b"amz-sdk-invocation-id"
REMEMBERED_AT_MOST = 10_000

answers = collections.OrderedDict()


async def body_of(receive):
    """The whole of what a client sends, before anything is done with it."""
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += message.get("body", b"")
        if not message.get("more_body"):
            return body


async def answer_to(application, scope, body):
    """Carries out a call, whatever becomes of the connection that it came on."""
    request = [{"type": "http.request", "body": body, "more_body": False}]
    sent = []

    async def receive():
        return request.pop() if request else {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    await application(scope, receive, send)
    return sent


def remembering(application):
    async def answering(scope, receive, send):
        invocation = dict(scope.get("headers", [])).get(INVOCATION_ID)
        if scope["type"] != "http" or invocation is None:
            await application(scope, receive, send)
            return
        body = await body_of(receive)
        if body is None:
            return
        if invocation not in answers:
            answers[invocation] = asyncio.ensure_future(answer_to(application, scope, body))
            if len(answers) > REMEMBERED_AT_MOST:
                answers.popitem(last=False)
        for message in await asyncio.shield(answers[invocation]):
            await send(message)

    return answering


def mend():
    server.app = remembering(server.app)
