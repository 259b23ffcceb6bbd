"""A process of its own for runs outside of pytest: a fresh test database, the toy kinds, quiet logs."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

import django


def prepare() -> None:
    """Sets Django up with the tests' settings; before anything imports a model."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    logging.disable(logging.CRITICAL)


@contextmanager
def fresh_database(suffix: str) -> Iterator[None]:
    """A test database of this process alone; gone afterwards."""
    from django.db import connection  # noqa: PLC0415 -- Django must be set up first
    from django.test.utils import setup_test_environment, teardown_test_environment  # noqa: PLC0415

    setup_test_environment(debug=False)
    before = connection.settings_dict["NAME"]
    if connection.vendor != "sqlite":
        connection.settings_dict["TEST"]["NAME"] = f"test_simulation_{suffix}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET synchronous_commit TO off")  # nobody pulls the plug of this machine here
        yield
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)
        teardown_test_environment()
