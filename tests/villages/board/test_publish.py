"""Publications: numbered without gaps, never changed, withdrawn with a reason."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from backend.kernel import canonical
from backend.kernel.ids import uuid7
from villages.board import sections
from villages.board.dossier import dossier
from villages.board.publish import (
    AlreadyWithdrawn,
    FindingsInTheWay,
    ReasonMissing,
    Stamp,
    publish,
    withdraw,
)
from villages.board.sections import Finding, Section, Subject
from villages.models import Publication

STAMP = Stamp(number=41, hash="ab" * 32)


def toy(**parts):
    return Section(
        **{
            "name": "toy",
            "subjects": frozenset({"toy"}),
            "snapshot": lambda subject: {"key": str(subject.key)},
            "template": "",
            **parts,
        }
    )


@pytest.fixture
def published(bu_camat):
    """``published(village, key)`` publishes a subject of one toy section."""

    def one(village, key=None, **parts):
        with sections.registered(toy(**parts)):
            shown = dossier(Subject(village=village, kind="toy", key=key or uuid7()))
        return publish(
            shown, stamp=STAMP, by=bu_camat.actor, title="Musdes", fiscal_year=2027, held_on=date(2026, 6, 15)
        )

    return one


def test_a_publication_keeps_the_snapshot_its_digest_and_the_stamp(published, village, bu_camat):
    key = uuid7()

    made = Publication.objects.get(pk=published(village, key).pk)

    assert made.snapshot["toy"] == {"key": str(key)}
    assert made.digest == canonical.digest(made.snapshot)
    assert (made.ledger_number, made.ledger_hash) == (41, "ab" * 32)
    assert made.published_by == bu_camat.user
    assert (made.number, made.current, made.supersedes) == (1, True, None)


def test_numbers_have_no_gaps_and_each_village_counts_for_itself(published, village, next_door):
    here = [published(village).number for _ in range(3)]
    there = [published(next_door).number for _ in range(2)]

    assert here == [1, 2, 3]
    assert there == [1, 2]


def test_a_refused_publication_uses_no_number(published, village):
    published(village)
    with pytest.raises(FindingsInTheWay) as refused:
        published(village, findings=lambda _: [Finding("ceiling_exceeded", "Pagu.", blocking=True)])

    assert refused.value.facts == {"findings": ["ceiling_exceeded"]}
    assert published(village).number == 2


def test_a_newer_one_of_the_same_subject_supersedes_the_current_one(published, village):
    key = uuid7()
    first = published(village, key)
    other = published(village)

    second = published(village, key)

    first.refresh_from_db()
    other.refresh_from_db()
    assert second.supersedes == first
    assert [first.current, other.current, second.current] == [False, True, True]


@pytest.mark.parametrize(
    "changed",
    [
        {"snapshot": {"toy": "lain"}},
        {"digest": "0" * 64},
        {"number": 9},
        {"title": "Judul lain"},
        {"ledger_number": 1},
        {"published_at": "2020-01-01T00:00:00Z"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_the_database_refuses_to_change_what_was_published(published, village, changed):
    made = published(village)

    with pytest.raises(DatabaseError, match="publication_never_changes"), transaction.atomic():
        Publication.objects.filter(pk=made.pk).update(**changed)


def test_the_database_refuses_to_make_a_superseded_one_current_again(published, village):
    key = uuid7()
    first = published(village, key)
    published(village, key)

    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.filter(pk=first.pk).update(current=True)


def test_a_withdrawal_leaves_number_digest_and_reason(published, village, bu_camat):
    made = published(village)

    withdrawn = withdraw(made, by=bu_camat.actor, reason="  Memuat nama warga. ")

    assert withdrawn.withdrawn_at is not None
    assert withdrawn.withdrawn_by == bu_camat.user
    assert withdrawn.withdrawn_reason == "Memuat nama warga."
    assert (withdrawn.number, withdrawn.digest) == (made.number, made.digest)
    assert published(village).number == made.number + 1


def test_a_withdrawal_needs_a_reason_and_happens_once(published, village, bu_camat):
    made = published(village)
    with pytest.raises(ReasonMissing):
        withdraw(made, by=bu_camat.actor, reason="  ")
    withdraw(made, by=bu_camat.actor, reason="Memuat nama warga.")

    with pytest.raises(AlreadyWithdrawn):
        withdraw(made, by=bu_camat.actor, reason="Sekali lagi.")


def test_the_database_refuses_to_change_a_withdrawal(published, village, bu_camat):
    made = withdraw(published(village), by=bu_camat.actor, reason="Memuat nama warga.")

    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.filter(pk=made.pk).update(withdrawn_reason="Alasan lain.")
    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.filter(pk=made.pk).update(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")


def test_the_database_refuses_a_withdrawal_that_nobody_signs(published, village):
    made = published(village)

    with pytest.raises(IntegrityError, match="who_withdraws_says_why"), transaction.atomic():
        Publication.objects.filter(pk=made.pk).update(withdrawn_at=made.published_at)
