"""An S3-compatible store in a process of its own: moto's server."""

import signal
import sys
from contextlib import ExitStack
from pathlib import Path

import boto3

from bench.machine import running
from tests.faults.place import free_port

NAME = "foto"
KEYS = {"access_key": "uji", "secret_key": "uji"}


class Store:
    """One bucket; it forgets everything when it stops."""

    def __init__(self) -> None:
        self.port, self.life = free_port(), ExitStack()
        self.address = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Starts it with an empty bucket."""
        command = [str(Path(sys.executable).with_name("moto_server")), "-H", "127.0.0.1", "-p", str(self.port)]
        self.life.enter_context(running(command, port=self.port, world={}, stop=signal.SIGKILL))
        door = {
            "aws_access_key_id": KEYS["access_key"],
            "aws_secret_access_key": KEYS["secret_key"],
            "region_name": "us-east-1",
        }
        client = boto3.client("s3", endpoint_url=self.address, **door)
        client.create_bucket(Bucket=NAME)
        client.close()

    def stop(self) -> None:
        """Ends it."""
        self.life.close()
