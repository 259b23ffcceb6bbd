"""A kind may ask to be told which records a push touched, once everything is committed."""

from dataclasses import replace

import pytest

from sync import kinds
from tests.sync import toy


@pytest.fixture
def telling(_toy_kinds):
    """Has notes told to a function."""

    def tell(taken):
        kinds._register["note"] = replace(toy.NOTE, taken=taken)

    yield tell
    kinds._register["note"] = toy.NOTE


@pytest.fixture
def told(telling):
    """What notes were told, push by push: title and amount of each."""
    heard = []
    telling(lambda taken: heard.append(sorted((one.values["title"], one.values.get("amount")) for one in taken)))
    return heard


def test_a_kind_is_told_once_a_push_what_its_records_are_after_the_commit(
    siti, told, django_capture_on_commit_callbacks
):
    road = siti.phone.record("note", title="Jalan")
    siti.phone.change(road, amount=3)
    siti.phone.record("note", title="Jembatan")
    siti.phone.record("box", label="Kotak")

    with django_capture_on_commit_callbacks() as callbacks:
        siti.phone.sync()

    assert told == []  # nothing before the commit
    for callback in callbacks:
        callback()
    assert told == [[("Jalan", 3), ("Jembatan", None)]]


def test_what_was_refused_or_came_before_is_not_told(siti, told, django_capture_on_commit_callbacks):
    siti.phone.record("note", title="forbidden")

    with django_capture_on_commit_callbacks(execute=True):
        siti.phone.sync()
        siti.phone.sync()

    assert told == []


@pytest.fixture
def committed(transactional_db):
    """A database that commits; the flush after it knows the product's tables only, so the toys are put away here."""
    yield
    for model in toy.MODELS:
        model._default_manager.all().delete()


def test_what_goes_wrong_in_the_telling_does_not_reach_the_phone(committed, siti, telling):
    def fail(_taken):
        raise RuntimeError("the broker is gone")

    telling(fail)
    siti.phone.record("note", title="Jalan")

    answer = siti.phone.sync()

    assert [one["outcome"] for one in answer["results"]] == ["applied"]
