from collections import Counter
from datetime import datetime
from io import BytesIO, StringIO
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from PIL import Image

from backend.demo import cast, meeting, pictures, play
from backend.demo.activities import catalogue
from backend.demo.pen import Pen, fixed_uuid, rng
from backend.demo.plan import Plan, ceilings_of, lines_of, place_of
from backend.demo.story import REVISED, TALES, TWICE, WIB
from backend.kernel.actor import Actor
from budgets import accounts, codes
from budgets.models import AccountCode, BudgetItem, BudgetWork, VillageBudget
from meetings import twins
from meetings.models import Attendance, LineVerdict, Meeting, Photo, Taking, Verdict
from meetings.review import subject_of
from sync.models import Blob, Conflict, Feed, Held
from sync.verify import verify
from villages import regions
from villages.board.dossier import dossier
from villages.models import Publication, User, Village

CANGKUANG = TALES[:1]


@pytest.fixture
def story_regions(db):
    """Only the story's own regions, under the name of the whole data set."""
    whole = regions.packaged()
    wanted = {code for tale in TALES for code in (tale.code, tale.kecamatan, "32.05", "32")}
    told = {code: name for code, name in whole.regions.items() if code in wanted}
    regions.load(regions.Dataset(whole.name, told))


@pytest.fixture
def place():
    return place_of(village=uuid4(), code="32.05.09.2006", name="Cangkuang", kecamatan="Leles", kabupaten="Garut")


def a_plan(*quirks: str, kind: str = "musdes_rkp", state: str = "held") -> Plan:
    return Plan(kind, 2027, datetime(2026, 6, 15, 9, tzinfo=WIB), state, frozenset(quirks))


def run_demo() -> str:
    out = StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


def findings(wanted: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for one in Meeting.objects.filter(status=wanted).select_related("village__region"):
        found.update({finding.code for finding in dossier(subject_of(one.village, one.id)).findings})
    return found


def test_it_refuses_outside_debug(db, settings):
    settings.DEBUG = False

    with pytest.raises(CommandError, match="hanya untuk percobaan"):
        run_demo()

    assert not User.objects.exists()
    assert CommandError("").returncode == 1


@pytest.mark.slow  # twelve villages through the engine: some fifteen seconds
def test_the_whole_story_stands_and_a_second_run_changes_nothing(story_regions, settings):
    settings.DEBUG = True

    run_demo()

    ends = Counter(chapter.end for tale in TALES for chapter in tale.chapters)
    ends["held"] += sum(chapter.desk == TWICE for tale in TALES for chapter in tale.chapters)
    assert Counter(Meeting.objects.values_list("status", flat=True)) == ends
    assert Publication.objects.filter(subject_kind="meeting").count() == ends["published"]
    assert findings("submitted") >= Counter(
        {"quorum_not_met": 2, "ceiling_exceeded": 1, "report_late": 1, "file_publicity_missing": 1}
    )
    assert findings("published") == Counter()
    assert Taking.objects.get().by.username == cast.KASI
    assert Counter(LineVerdict.objects.values_list("said", flat=True)) == {"ok": 3, "question": 1}
    half = [one for one in Verdict.objects.all() if Meeting.objects.get(id=one.meeting).status == "submitted"]
    assert [(one.level, one.said) for one in half] == [("kabupaten", "accepted")]
    twin = Meeting.objects.get(title__endswith="(catatan kedua)")
    assert [one.meeting.status for one in twins.suggested(twin)] == ["submitted"]
    assert [fault for feed in Feed.objects.all() for fault in verify(feed.pk)] == []
    assert set(Photo.objects.values_list("sha256", flat=True)) == set(Blob.objects.values_list("sha256", flat=True))
    official = AccountCode.objects.filter(ranah="fungsi", level="kegiatan").values_list("code", flat=True)
    assert set(BudgetItem.objects.values_list("account", flat=True)) <= set(official)

    heads = list(Feed.objects.order_by("pk").values_list("head_hash", flat=True))
    assert "tidak ada yang diubah" in run_demo()
    assert list(Feed.objects.order_by("pk").values_list("head_hash", flat=True)) == heads


def test_two_apb_desa_are_there_to_look_at_one_of_them_revised_and_on_the_board(story_regions, client):
    tales = [tale for tale in TALES if tale.books]
    codes.load()
    homes = play.prepare(tales)
    with time_machine.travel("2026-11-20 03:00:00+00:00", tick=False):
        play.play(homes, tales)

    for home, tale in zip(homes, tales, strict=True):
        revised = tale.books == REVISED
        editions = VillageBudget.objects.filter(village=home)
        assert [one.state for one in editions] == ["adopted"] * (2 if revised else 1)
        works = BudgetWork.objects.filter(budget__in=editions, code__gte="2")
        assert all(one.item for one in works)
        found = dossier(accounts.subject_of(home, 2026))
        assert found.findings == []
        spent = found.snapshot["budget"]["spending"]
        assert found.snapshot["budget"]["rest"]["amount"] == 0
        assert 0 < spent["realised"] < spent["amount"]
        assert (spent["before"] > 0) is revised
        shown = Publication.objects.filter(village=home, subject_kind="budget_year", current=True)
        assert [one.snapshot == found.snapshot for one in shown] == ([True] if revised else [])
    page = client.get(f"/desa/{tales[0].code}/anggaran/2026/").content.decode()
    assert "APB Desa Perubahan ke-1" in page


def test_two_records_of_one_participant_differ_and_an_amendment_waits(story_regions):
    codes.load()

    play.play(play.prepare(CANGKUANG), CANGKUANG)

    conflict, held = Conflict.objects.get(), Held.objects.get()
    assert conflict.fields["element"]["stored"] == "tani"
    assert conflict.fields["element"]["offered"] == "perempuan"
    assert Attendance.objects.get(id=conflict.record).position == "Ketua kelompok wanita tani"
    assert (held.kind, held.reason, list(held.set)) == ("budget_item", "closed", ["benefit"])


def test_everybody_signs_in_and_nobody_without_a_part(story_regions):
    play.play(play.prepare(CANGKUANG), CANGKUANG)

    people = {name: authenticate(username=name, password=cast.PASSWORD) for name in cast.NAMES}
    assert all(people.values())
    assert [name for name, user in people.items() if user.is_superuser] == [cast.ADMIN]
    assert Village.objects.get(region="32.05.09.2006").usual_place == "Balai Desa Cangkuang"


def test_a_story_that_the_engine_refuses_stops(siti, next_door):
    pen = Pen("asing", next_door.pk, datetime(2026, 6, 15, 9, tzinfo=WIB))
    pen.record("meeting", type="musdes_rkp", title="Bukan desanya", fiscal_year=2027)

    with pytest.raises(play.StoryBroken):
        play.Sender(Actor(siti.user.pk, siti.user.name, uuid4())).send(pen.changes)


@pytest.mark.parametrize(
    "plan",
    [
        a_plan(),
        a_plan("watched", kind="musdes_apbdes"),
        a_plan("tally", kind="musperempuan"),
        a_plan(kind="musdesus_blt"),
        a_plan(kind="musdes_pelaksanaan", state="planned"),
    ],
    ids=lambda plan: plan.kind,
)
def test_the_same_seed_writes_the_same_meeting(place, plan):
    first, second = meeting.write(place, plan, seed="a"), meeting.write(place, plan, seed="a")
    other = meeting.write(place, plan, seed="b")

    assert first.changes == second.changes
    assert first.photos == second.photos
    assert {one["id"] for one in first.changes}.isdisjoint(one["id"] for one in other.changes)
    assert len({one["id"] for one in first.changes}) == len(first.changes)


def test_ids_are_made_as_phones_make_them():
    moment = datetime(2026, 11, 23, 9, tzinfo=WIB)
    found = fixed_uuid("a", moment)

    assert (found.version, found.variant) == (7, "specified in RFC 4122")
    assert found.int >> 80 == int(moment.timestamp() * 1000)
    assert found != fixed_uuid("b", moment)


def test_an_activity_is_paid_in_full_and_only_who_overreaches_exceeds(place):
    usual, more = lines_of(place, 2027), lines_of(place, 2027, more=150)
    ceilings = ceilings_of(place, 2027)

    def planned(lines, source):
        return sum(line.funding.get(source, 0) for line in lines if line.fate == "adopted")

    assert all(sum(line.funding.values()) == line.amount for line in [*usual, *more])
    assert all(planned(usual, source) <= ceiling for source, ceiling in ceilings.items())
    assert planned(more, "DDS") > ceilings["DDS"]


def test_who_is_left_out_is_told_why(place):
    assert {line.fate for line in lines_of(place, 2027)} == {"adopted", "deferred", "refused"}
    assert all(bool(line.reason) is (line.fate != "adopted") for line in lines_of(place, 2027))


def test_every_text_of_the_catalogue_finds_its_facts(place):
    for one in catalogue().activities:
        line = next(iter(lines_of(place, 2027)))
        for text in (one.name, one.problem, one.asked, one.answered, one.decided, one.benefit):
            assert "{" not in line.say(text)


def test_pictures_differ_and_weigh_as_photographs_do():
    drawn = [pictures.hall(rng(seed), banner="MUSYAWARAH", strip="Desa") for seed in "abc"]

    assert len(set(drawn)) == 3
    assert all(40_000 < len(one) < 95_000 for one in drawn)
    with Image.open(BytesIO(drawn[0])) as opened:
        assert (opened.format, opened.size) == ("JPEG", pictures.SIZE)
