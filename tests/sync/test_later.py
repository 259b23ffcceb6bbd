"""What time does: rejections are kept for support and then swept, tokens run out and the work stays."""

from datetime import timedelta

import pytest

from sync.models import LedgerEntry, Rejection
from sync.tasks import sweep_rejections, sweep_uploads
from tests.sync.toy import Note

pytestmark = pytest.mark.django_db


@pytest.fixture
def rejection(siti):
    """A change that can never be right, kept."""
    siti.phone.record("note", title="forbidden", amount=7)
    siti.phone.sync()
    return Rejection.objects.get()


def test_support_sees_what_was_refused_whose_it_was_and_why(siti, rejection):
    assert rejection.body["set"] == {"title": "forbidden", "amount": 7}
    assert (rejection.user, str(rejection.device)) == (siti.user, siti.phone.number)
    assert [error["code"] for error in rejection.errors] == ["forbidden_word"]


@pytest.mark.parametrize(("days", "kept"), [(89, 1), (91, 0)])
def test_rejections_are_kept_ninety_days(rejection, time_machine_at, days, kept):
    with time_machine_at(timedelta(days=days)):
        assert sweep_rejections() == 1 - kept

    assert Rejection.objects.count() == kept


def test_an_acceptance_is_kept_for_ever(siti, rejection, time_machine_at):
    siti.phone.record("note", title="Jalan")
    body = siti.phone.request()
    first = siti.phone.sync()["results"][0]
    with time_machine_at(timedelta(days=300)):
        sweep_rejections()
        sweep_uploads()
        siti.phone.sign_in()
        again = siti.phone.post(body).json()["results"]

    assert again == [{**first, "replayed": True}]
    assert LedgerEntry.objects.count() == 1


@pytest.mark.parametrize("days", [100, 400])
def test_a_token_that_ran_out_in_the_field_costs_a_sign_in_and_no_work(siti, time_machine_at, days):
    siti.phone.sync()
    siti.phone.record("note", title="Di lapangan")
    body = siti.phone.request()
    with time_machine_at(timedelta(days=days)):
        refused = siti.phone.post(body)
        siti.phone.sign_in()
        taken = siti.phone.post(body).json()["results"]

    assert (refused.status_code, refused.json()["code"]) == (401, "token_expired")
    assert [one["outcome"] for one in taken] == ["applied"]
    assert Note.objects.get().title == "Di lapangan"
