"""Findings of a village's year and of its APB Desa: an officer sets them aside with a reason that nobody forgets."""

from datetime import date

import pytest
import time_machine

from budgets import accounts, excusing, reckoning
from budgets.models import BudgetChange, OversightAction, ProgressReport
from budgets.terms import BudgetChangeKind, Every, ItemState
from meetings.models import Remark
from meetings.review import NoteMissing
from sync.models import LedgerEntry
from tests.factories.budgets import make_budget
from tests.factories.meetings import JUTA, ROAD, make_item, make_meeting, put
from villages.board.asides import FindingGone
from villages.board.dossier import dossier
from villages.models import StoredFinding

PLACE = "/petugas/ringkasan/2027/32.05.09.2006"
LATE = f"{ROAD} direncanakan selesai 31 Mei 2027, baru 50 persen."
WHY = "Hujan tiga minggu; rekanan sudah kembali bekerja."


@pytest.fixture(autouse=True)
def june(settings):
    settings.SECURE_SSL_REDIRECT = False
    with time_machine.travel("2027-06-25 03:00:00+00:00", tick=False):
        yield


@pytest.fixture
def late(village):
    """A road that should have been finished in May."""
    meeting = make_meeting(village, type="musdes_apbdes")
    item = make_item(meeting, ROAD, 100 * JUTA, state=ItemState.UNDER_WAY, end_month=5)
    fields = {"reported_on": date(2027, 6, 20), "physical_percent": 50, "spent": 40 * JUTA}
    put(ProgressReport, village, budget_item=item.id, **fields)
    return item


def open_part(page):
    """What is said above what was set aside."""
    text = " ".join(page.content.decode().split())
    return text[text.index('id="temuan"') :].partition("temuan dikesampingkan")[0]


def test_a_finding_of_a_year_is_set_aside_and_taken_up_again_on_its_page(client, bu_camat, late, village):
    client.force_login(bu_camat.user)
    about = {"code": "work_late", "key": str(late.id)}
    assert LATE in open_part(client.get(PLACE))

    done = client.post(f"{PLACE}/temuan/", {**about, "reason": WHY}, follow=True)

    text = " ".join(done.content.decode().split())
    assert "Temuan dikesampingkan." in text
    assert "1 temuan dikesampingkan" in text
    assert f"Dikesampingkan {bu_camat.user.name}, " in text
    assert WHY in text
    assert LATE not in open_part(done)
    remark = Remark.objects.get()
    assert (remark.meeting, remark.about_kind, remark.text, remark.resolved) == (late.meeting, "finding", WHY, True)
    assert remark.about_field.startswith("work_late ")
    assert LedgerEntry.objects.filter(village=village.pk, record=remark.id).count() == 1

    again = client.post(f"{PLACE}/temuan/", {**about, "again": "1"}, follow=True)
    assert LATE in open_part(again)
    assert [one.text for one in Remark.objects.order_by("id")] == [WHY, "Temuan dibuka lagi."]


def test_it_stands_open_again_once_it_says_something_else(client, bu_camat, late, village):
    excusing.excuse_year(village, 2027, by=bu_camat.actor, code="work_late", key=str(late.id), reason=WHY)
    client.force_login(bu_camat.user)
    assert LATE not in open_part(client.get(PLACE))

    reckoning.reckon(village)
    assert LATE not in open_part(client.get(PLACE))
    report = {"reported_on": date(2027, 6, 24), "physical_percent": 55, "spent": 41 * JUTA}
    put(ProgressReport, village, budget_item=late.id, **report)

    assert f"{ROAD} direncanakan selesai 31 Mei 2027, baru 55 persen." in open_part(client.get(PLACE))


def test_an_overdue_look_is_kept_with_the_meeting_that_agreed_on_it(bu_camat, village):
    meeting = make_meeting(village)
    told = {"subject": "Posyandu", "subject_kind": "service", "every": Every.ONCE, "due_on": date(2027, 6, 1)}
    action = put(OversightAction, village, meeting=meeting.id, **told)

    excusing.excuse_year(
        village, 2027, by=bu_camat.actor, code="oversight_overdue", key=str(action.id), reason="Bidan cuti."
    )

    assert Remark.objects.get().meeting == meeting.id
    assert StoredFinding.objects.get().dismissed_reason == "Bidan cuti."


def test_without_a_reason_or_of_what_is_not_found_nothing_is_said(client, bu_camat, late, village):
    client.force_login(bu_camat.user)
    about = {"code": "work_late", "key": str(late.id)}

    silent = client.post(f"{PLACE}/temuan/", {**about, "reason": "  "}, follow=True)
    other = client.post(f"{PLACE}/temuan/", {"code": "overspent", "key": str(late.id), "reason": WHY}, follow=True)

    assert "Tulis dahulu mengapa temuan ini wajar." in silent.content.decode()
    assert "Temuan ini sudah tidak ada atau sudah berubah" in other.content.decode()
    assert LATE in open_part(other)
    assert not Remark.objects.exists()
    with pytest.raises(NoteMissing):
        excusing.excuse_year(village, 2027, by=bu_camat.actor, reason=" ", **about)


def test_who_records_or_works_elsewhere_sets_nothing_aside(client, siti, asep, late):
    about = {"code": "work_late", "key": str(late.id), "reason": WHY}

    client.force_login(siti.user)
    assert f"{PLACE}/temuan/" not in client.get(PLACE).content.decode()
    assert client.post(f"{PLACE}/temuan/", about).status_code in (403, 404)
    client.force_login(asep.user)
    assert client.post(f"{PLACE}/temuan/", about).status_code in (403, 404)
    assert not Remark.objects.exists()


# The APB Desa


@pytest.fixture
def unsourced(village, dadang):
    """An adopted budget with an expenditure that names no source."""
    budget = make_budget(village, dadang.actor)
    budget.edition.lines.filter(account__startswith="5").update(source="")
    return budget.adopted()


def complaint_of(village):
    (found,) = [one for one in dossier(accounts.subject_of(village, 2027)).findings if not one.blocking]
    return found


def test_a_finding_of_the_budget_is_set_aside_in_its_history(client, bu_camat, village, unsourced):
    finding = complaint_of(village)
    client.force_login(bu_camat.user)
    page = f"/petugas/apb/{unsourced.pk}/"
    about = {"code": finding.code, "key": finding.key}

    done = client.post(f"{page}temuan/", {**about, "reason": "Sumbernya menyusul."}, follow=True)

    text = " ".join(done.content.decode().split())
    assert "Temuan dikesampingkan." in text
    assert "Sumbernya menyusul." in text
    assert complaint_of(village).dismissed.by == bu_camat.user.name
    change = BudgetChange.objects.get(what=BudgetChangeKind.SET_ASIDE)
    assert (change.by, change.became) == (bu_camat.user, {"reason": "Sumbernya menyusul."})
    assert change.about == str(finding.message)[:400]
    story = " ".join(client.get(f"{page}riwayat/").content.decode().split())
    assert "Temuan dikesampingkan" in story
    assert "alasan: Sumbernya menyusul." in story

    client.post(f"{page}temuan/", {**about, "again": "1"})
    assert complaint_of(village).dismissed is None
    assert BudgetChange.objects.filter(what=BudgetChangeKind.TAKEN_UP).count() == 1


def test_who_keeps_the_budget_does_not_excuse_it_and_what_blocks_stays(dadang, bu_camat, village, unsourced, client):
    finding = complaint_of(village)
    client.force_login(dadang.user)
    here = f"/petugas/apb/{unsourced.pk}/temuan/"
    said = {"code": finding.code, "key": finding.key, "reason": "Biar."}

    assert client.post(here, said).status_code in (403, 404)
    unsourced.lines.filter(account__startswith="4").update(amount=1)
    with pytest.raises(FindingGone):
        excusing.excuse_budget(unsourced, by=bu_camat.actor, code="budget_unbalanced", key="", reason="Biar.")
    assert not BudgetChange.objects.filter(what=BudgetChangeKind.SET_ASIDE).exists()
