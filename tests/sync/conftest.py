"""The toy kinds, lent to every test of the engine."""

from datetime import timedelta

import pytest
from django.db import connection

from backend.kernel import clock
from sync import kinds
from tests.sync import toy
from villages.models import Assignment


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        for model in toy.MODELS:
            editor.create_model(model)
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        for model in reversed(toy.MODELS):
            editor.delete_model(model)


@pytest.fixture(autouse=True)
def _toy_kinds():
    with kinds.registered(toy.BOX, toy.NOTE, toy.ECHO):
        yield


@pytest.fixture
def end_assignment():
    """Ends everything that a person holds, some days ago."""

    def end(person, *, days_ago: int) -> None:
        Assignment.objects.filter(user=person.user).update(until_on=clock.today() - timedelta(days=days_ago))

    return end


@pytest.fixture
def recorded(siti):
    """Siti's phone with two notes and no signal; answers the phone."""
    siti.phone.sync()
    siti.phone.record("note", title="Jalan", amount=1, secret="nama warga")
    siti.phone.record("note", title="Jembatan", tags=["b", "a"])
    return siti.phone
