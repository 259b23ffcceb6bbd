"""Whether this container's web server lives: what the Containerfile's HEALTHCHECK asks, as nginx would ask it."""

import os
import sys
from http.client import HTTPConnection, HTTPException

PATIENCE = 5
OK = 200


def main() -> int:
    """0 where ``/healthz`` answers, else 1."""
    port = int(os.environ.get("BIND", "127.0.0.1:8000").rpartition(":")[2])
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip()
    line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        line.request("GET", "/healthz", headers={"Host": host, "X-Forwarded-Proto": "https"})
        return int(line.getresponse().status != OK)
    except (OSError, HTTPException):
        return 1


if __name__ == "__main__":
    sys.exit(main())
