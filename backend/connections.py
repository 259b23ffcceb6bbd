"""Connections to the database end one by one.

A server's threads open theirs in one rush. Were all of one age they would end in one rush too, and each new one reads
the catalogue of every part of every table again while phones wait.
"""

import random
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.dispatch import receiver


@receiver(connection_created, dispatch_uid="backend.connections")
def spread(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Lets each live up to twice its ``CONN_MAX_AGE``."""
    age = connection.settings_dict["CONN_MAX_AGE"]
    if connection.close_at is not None and age:
        connection.close_at += random.uniform(0, age)  # noqa: S311 -- no secret
