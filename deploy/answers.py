#!/usr/bin/env python3
"""Whether a service in this container answers: exit status 0 when the address given does so with success."""

import sys
from urllib.request import urlopen

try:
    urlopen(sys.argv[1], timeout=5).close()  # noqa: S310 - the address stands in the container file
except OSError as error:
    sys.exit(f"No answer from {sys.argv[1]}: {error}")
