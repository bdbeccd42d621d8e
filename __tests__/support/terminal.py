"""Runs a program on a terminal of its own and types into it.

Arguments: the program's. Standard input: JSON, a list of pairs, the text to wait for and the keys to type when it has
come. Standard output: what the terminal has shown. Ends as the program does.
"""

import fcntl
import json
import os
import pty
import signal
import struct
import sys
import termios

# Longer than any machine takes: a program that waits for something else would wait for ever.
PATIENCE_SECONDS = 240

conversation = json.load(sys.stdin)
program, terminal = pty.fork()
if program == 0:
    # So wide that no line of a message is broken.
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 400, 0, 0))
    os.execvp(sys.argv[1], sys.argv[1:])

shown = b""
seen = 0


def give_up(*_):
    sys.stdout.buffer.write(shown)
    sys.stdout.flush()
    sys.exit(f"waited for {conversation[:1]!r}")


signal.signal(signal.SIGALRM, give_up)
signal.alarm(PATIENCE_SECONDS)
while True:
    try:
        more = os.read(terminal, 65536)
    except OSError:  # Linux's way to say that the program has closed the terminal
        more = b""
    if not more:
        break
    shown += more
    while conversation:
        awaited, keys = conversation[0]
        found = shown.find(awaited.encode(), seen)
        if found < 0:
            break
        seen = found + len(awaited.encode())
        conversation.pop(0)
        os.write(terminal, keys.encode())

_, status = os.waitpid(program, 0)
sys.stdout.buffer.write(shown)
if conversation:
    sys.exit(f"{conversation[0][0]!r} has never come")
sys.exit(os.waitstatus_to_exitcode(status))
