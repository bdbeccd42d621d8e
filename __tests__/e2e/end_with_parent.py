"""Ends a process when the one that started it is gone, however that came about."""

import os
import signal
import sys
import threading


def end_with_parent():
    """Ends this process at the end of its standard input, which no death of the parent can prevent."""
    threading.Thread(target=_wait_for_end, daemon=True).start()


def _wait_for_end():
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)
