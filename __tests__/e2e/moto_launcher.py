"""Starts moto's server as it is: what it says is wanted as a second opinion, so nothing of it is mended."""

import os

from end_with_parent import end_with_parent
from moto.server import main

end_with_parent()
main(["--host", "127.0.0.1", "--port", os.environ["MOTO_PORT"]])
