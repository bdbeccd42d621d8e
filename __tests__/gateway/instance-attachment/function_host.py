"""Runs the function as AWS Lambda would: one event per line of standard input, one answer per line of standard output.

The clock jumps. Whoever sleeps, botocore between its attempts included, is woken at once and finds the time gone by.
"""

import contextlib
import importlib.util
import io
import json
import sys
import time

now = 0.0


def sleep(seconds):
    global now
    now += seconds


time.sleep = sleep
time.monotonic = lambda: now

spec = importlib.util.spec_from_file_location("index", sys.argv[1])
function = importlib.util.module_from_spec(spec)
spec.loader.exec_module(function)

for line in sys.stdin:
    started, log = now, io.StringIO()
    try:
        with contextlib.redirect_stdout(log):
            answer = {"result": function.handler(json.loads(line), None)}
    except Exception as error:
        answer = {"errorType": type(error).__name__, "errorMessage": str(error)}
    print(json.dumps({**answer, "seconds": now - started, "log": log.getvalue()}), flush=True)
