from typing import Any

import pytest
from django.db import IntegrityError, transaction

from budgets.models import BudgetItem, Ceiling, Funding, ProgressReport, Proposal
from meetings.models import Meeting
from sync import wire
from sync.edit import edit
from sync.kinds import every
from sync.wire import kind_named
from tests.factories.meetings import put

SOMETHING = "0192f0c1-6f4e-7d31-9a53-0d4a3f0f5b11"
PROPOSAL = {
    "source": "womens_meeting",
    "problem": "Jalan becek.",
    "activity": "Jalan ke sawah",
    "account": "2.3.11",
    "place": "Blok Cibodas",
    "hamlet": "Cibodas",
    "volume": 12.5,
    "unit": "m",
    "estimate": 0,
    "beneficiaries_male": 120,
    "beneficiaries_female": 110,
    "beneficiaries_poor_households": 0,
    "proposer": "Eti",
    "proposer_element": "perempuan",
    "score": 14,
    "score_felt": 5,
    "score_urgent": 4,
    "score_income": 3,
    "score_potential": 1,
    "score_plan": 1,
    "votes": 0,
    "rank": 1,
    "rank_reason": "Jalannya putus.",
    "fate": "deferred",
    "deferred_to": 2028,
    "asked_of": "apbd_prov",
    "reason": "Dana kurang.",
    "became": [SOMETHING],
    "merged_into": SOMETHING,
    "split_from": SOMETHING,
}
ITEM = {
    "agenda_item": SOMETHING,
    "proposal": SOMETHING,
    "fiscal_year": 2027,
    "account": "2.3.11",
    "name": "Pengerasan jalan",
    "place": "Blok Cibodas",
    "hamlet": "Cibodas",
    "volume": 450,
    "unit": "m",
    "unit_price": 26_666_667,
    "amount": 12_000_000_000,
    "price_note": "Dibulatkan.",
    "beneficiaries_male": 120,
    "beneficiaries_female": 110,
    "beneficiaries_poor_households": 40,
    "benefit": "Petani",
    "start_month": 4,
    "end_month": 6,
    "delivery": "self_managed",
    "cash_for_work": True,
    "implementer": "Kasi Kesejahteraan",
    "nature": "continued",
    "sdgs": [9, 11],
    "sector": "lain",
    "state": "in_plan",
    "reason": "Prioritas.",
    "order": 1,
}
FUNDING = {"source": "DDS", "carried_over": True, "amount": 12_000_000_000}
REPORT = {"reported_on": "2027-05-01", "physical_percent": 30, "spent": 400, "note": "Batu datang."}
OVERSIGHT = {
    "subject_kind": "procurement",
    "budget_item": SOMETHING,
    "subject": "Mutu batu",
    "watcher": "Ujang",
    "watcher_element": "tani",
    "method": "Mengukur",
    "indicator": "15 cm",
    "due_on": "2027-06-30",
    "every": "monthly",
    "finding": "Kurang tebal.",
    "follow_up": "Ditambah.",
    "state": "resolved",
    "withheld": "UU 14/2008 Pasal 17",
}
VISIT = {
    "done_on": "2027-06-12",
    "finding": "Semen tidak terlindung.",
    "follow_up": "Ditutup terpal.",
    "state": "finding_open",
    "withheld": "UU 14/2008 Pasal 17",
}


def test_the_samples_above_fill_every_field():
    samples: dict[str, tuple[str, dict[str, Any]]] = {
        "proposal": ("meeting", PROPOSAL),
        "budget_item": ("meeting", ITEM),
        "funding": ("budget_item", FUNDING),
        "progress_report": ("budget_item", REPORT),
        "oversight_action": ("meeting", OVERSIGHT),
        "oversight_visit": ("oversight_action", VISIT),
    }
    for name, (parent, fields) in samples.items():
        assert {parent, *fields} == set(kind_named(name).fields)
        assert kind_named(name).parents == (parent,)
    names = [kind.name for kind in every() if kind.model.__module__.startswith("budgets.")]
    assert set(names) == {*samples, "ceiling"}


def test_what_a_phone_recorded_reaches_another_one_unchanged(siti, dadang):
    meeting = siti.phone.record("meeting", type="musdes_rkp", title="Musdes", fiscal_year=2027)
    item = siti.phone.record("budget_item", meeting=meeting, **ITEM)
    records = {
        siti.phone.record("proposal", meeting=meeting, **PROPOSAL): {"meeting": meeting, **PROPOSAL},
        siti.phone.record("funding", budget_item=item, **FUNDING): {"budget_item": item, **FUNDING},
        siti.phone.record("progress_report", budget_item=item, **REPORT): {"budget_item": item, **REPORT},
        (watch := siti.phone.record("oversight_action", meeting=meeting, **OVERSIGHT)): {
            "meeting": meeting,
            **OVERSIGHT,
        },
        siti.phone.record("oversight_visit", oversight_action=watch, **VISIT): {"oversight_action": watch, **VISIT},
    }

    siti.phone.sync()
    dadang.phone.sync()

    assert siti.phone.outcomes() == ["applied"] * 7
    assert dadang.phone.docs[item] == {"meeting": meeting, **ITEM}
    assert {record: dadang.phone.docs[record] for record in records} == records
    assert BudgetItem.objects.get(id=item).volume == 450_000
    assert Proposal.objects.get().volume == 12_500


def test_a_phone_sets_no_ceiling(siti):
    siti.phone.record("ceiling", fiscal_year=2027, source="DDS", amount=1)

    siti.phone.sync()

    assert siti.phone.outcomes() == ["rejected"]
    assert Ceiling.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"fate": "adopted", "became": [SOMETHING]}, "applied"),
        ({"fate": "refused", "deferred_to": None, "reason": "Lahan belum ada."}, "applied"),
        ({"fate": "higher_list", "asked_of": "apbn"}, "applied"),
        ({"fate": "adopted", "activity": "Jalan yang lain"}, "held"),
        ({"activity": "Jalan yang lain"}, "held"),
    ],
)
def test_what_became_of_a_wish_is_recorded_after_its_meeting_was_closed(siti, bu_camat, changes, outcome):
    meeting = siti.phone.record("meeting", type="musperempuan", title="Musyawarah perempuan")
    wish = siti.phone.record("proposal", meeting=meeting, **PROPOSAL)
    siti.phone.sync()
    edit(Meeting.objects.get(), by=bu_camat.actor, status="accepted")
    siti.phone.sync()

    siti.phone.change(wish, **changes)
    siti.phone.sync()

    assert siti.phone.outcomes() == [outcome]


def test_a_wish_is_not_voiced_or_taken_back_after_its_meeting_was_closed(siti, bu_camat):
    meeting = siti.phone.record("meeting", type="musperempuan", title="Musyawarah perempuan")
    wish = siti.phone.record("proposal", meeting=meeting, **PROPOSAL)
    siti.phone.sync()
    edit(Meeting.objects.get(), by=bu_camat.actor, status="accepted")
    siti.phone.sync()

    siti.phone.record("proposal", meeting=meeting, **PROPOSAL)
    siti.phone.delete(wish)
    siti.phone.sync()

    assert siti.phone.outcomes() == ["held", "held"]


def test_work_ends_after_it_began():
    breaches = kind_named("budget_item").breaches
    wrong = {"start_month": 6, "end_month": 4}

    assert list(breaches(None, ITEM)) == []
    assert [(one.field, one.code) for one in breaches(None, wrong)] == [("end_month", "ends_before_start")]
    assert list(breaches(wrong, {**wrong, "name": "Jalan"})) == []


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("budget_item", "amount", -1),
        ("budget_item", "amount", 10**15 + 1),
        ("budget_item", "amount", 1.0),
        ("budget_item", "volume", 0.0001),
        ("budget_item", "sdgs", [19]),
        ("budget_item", "sdgs", [0]),
        ("budget_item", "end_month", 13),
        ("funding", "source", "BANK"),
        ("proposal", "rank", 0),
        ("progress_report", "physical_percent", 101),
    ],
)
def test_a_value_of_the_wrong_form_is_refused(kind, field, value):
    read, breaches = wire.check(kind_named(kind), {field: value})

    assert read == {}
    assert [breach.field for breach in breaches] == [field]


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (BudgetItem, {"amount": -1}),
        (BudgetItem, {"unit_price": -1}),
        (BudgetItem, {"volume": -1}),
        (BudgetItem, {"start_month": 0}),
        (Funding, {"amount": -1}),
        (Ceiling, {"amount": -1}),
        (Proposal, {"estimate": -1}),
        (ProgressReport, {"physical_percent": 101}),
        (ProgressReport, {"spent": -1}),
    ],
)
def test_the_database_refuses_what_must_never_be(village, model, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        put(model, village, **fields)
