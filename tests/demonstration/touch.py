"""What hands do to a meeting of the demonstration, for faults and near misses alike."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from PIL import Image

from backend.demo.strokes import signature
from budgets.models import BudgetItem, Funding
from meetings import prints
from meetings.models import AgendaItem, Attendance, Meeting, Photo, PhotoPrint, Session
from tests.demonstration.world import HOME, World, jpeg
from tests.factories.meetings import put


def rows_of(model: Any, meeting: Meeting) -> Any:
    """The rows of a meeting."""
    return model.objects.filter(village=meeting.village_id, meeting=meeting.id)


def present(meeting: Meeting) -> list[Attendance]:
    """Who came, in the order in which they were invited."""
    return list(rows_of(Attendance, meeting).filter(status="present").order_by("id"))


def change(meeting: Meeting, **fields: Any) -> None:
    """Other words in the meeting itself."""
    Meeting.objects.filter(village=meeting.village_id, id=meeting.id).update(**fields)


def stay_away(meeting: Meeting, *, count: int = 0, **whom: Any) -> None:
    """People who did not come after all: the last ``count``, or those of whom something is so."""
    rows = rows_of(Attendance, meeting).filter(status="present", **whom).order_by("-id")
    names = [row.id for row in (rows[:count] if count else rows)]
    rows_of(Attendance, meeting).filter(id__in=names).update(status="absent", arrived_at=None, signature=None)


def begin_of(meeting: Meeting) -> Any:
    """When its sitting began."""
    return rows_of(Session, meeting).get().started_at


def hold_on(meeting: Meeting, moved: timedelta) -> None:
    """Held so much later or earlier, with everybody and everything."""
    sitting = rows_of(Session, meeting).get()
    rows_of(Session, meeting).update(started_at=sitting.started_at + moved, ended_at=sitting.ended_at + moved)
    change(
        meeting,
        invited_on=meeting.invited_on + moved,
        planned_start=meeting.planned_start + moved,
        submitted_at=meeting.submitted_at + moved,
    )
    for row in rows_of(Attendance, meeting).exclude(arrived_at=None):
        Attendance.objects.filter(village=row.village_id, id=row.id).update(arrived_at=row.arrived_at + moved)
    for shot in rows_of(Photo, meeting):
        Photo.objects.filter(village=shot.village_id, id=shot.id).update(taken_at=shot.taken_at + moved)


def arrive(meeting: Meeting, moments: Callable[[int], Any]) -> None:
    """People arrive when ``moments`` says of each place in the list."""
    for place, row in enumerate(present(meeting)):
        Attendance.objects.filter(village=row.village_id, id=row.id).update(arrived_at=moments(place))


def copy_people(source: Meeting, meeting: Meeting, *, but: int = 0, in_order: bool = False) -> None:
    """The list of another meeting in place of this one's; ``but``: so many are somebody else."""
    begin, theirs = begin_of(meeting), begin_of(source)
    rows_of(Attendance, meeting).delete()
    chance = Random(str(meeting.title))
    for place, row in enumerate(present(source)):
        came = row.arrived_at - theirs if in_order else timedelta(seconds=chance.uniform(-2400, 1500))
        put(
            Attendance,
            meeting.village,
            meeting=meeting.id,
            name=row.name if place >= but else f"Tamu{place} Baru{meeting.fiscal_year}{place}",
            gender=row.gender,
            element=row.element,
            hamlet=row.hamlet,
            status="present",
            arrived_at=begin + came,
            signature=signature(chance) if place < 20 else None,
        )


def photograph(meeting: Meeting, image: Image.Image, *, quality: int = 85, measured: str = "", **fields: Any) -> None:
    """One photograph in place of the meeting's own; ``measured``: the closer measure that its print tells."""
    content = jpeg(image, quality)
    rows_of(Photo, meeting).update(sha256=_printed(meeting, content, measured), size=len(content), **fields)


def add_sheet(meeting: Meeting, image: Image.Image) -> None:
    """A photograph of the signed attendance list beside the meeting's own."""
    content = jpeg(image, 78)
    said = {"sha256": _printed(meeting, content, "ring_percent"), "size": len(content), "media_type": "image/jpeg"}
    taken = rows_of(Photo, meeting).get().taken_at
    put(Photo, meeting.village, meeting=meeting.id, purpose="attendance_sheet", taken_at=taken, **said)


def _printed(meeting: Meeting, content: bytes, measured: str) -> str:
    """The SHA-256 of a file whose print is kept."""
    sha256 = hashlib.sha256(content).hexdigest()
    made = prints.print_of(meeting.village_id, sha256, content)
    if measured:
        prints.measure(made, measured, content)
    PhotoPrint.objects.bulk_create([made], ignore_conflicts=True)
    return sha256


def know_places(meeting: Meeting) -> None:
    """Six earlier photographs that say where the village is."""
    source = rows_of(Photo, meeting).get()
    for number in range(6):
        fields = {"latitude": HOME[0] + number * 0.001, "longitude": HOME[1], "taken_at": source.taken_at}
        common = {"sha256": f"{number:064}", "size": 1, "media_type": "image/jpeg", "purpose": "banner"}
        put(Photo, meeting.village, meeting=meeting.id, **common, **fields)


def draw_alike(meeting: Meeting, count: int, *, trembling: int) -> None:
    """So many people sign with one hand."""
    chance = Random(f"tangan/{meeting.title}")
    drawn = signature(chance)
    for row in present(meeting)[:count]:
        again = [[min(max(round(value + chance.gauss(0, trembling)), 0), 999) for value in line] for line in drawn]
        Attendance.objects.filter(village=row.village_id, id=row.id).update(signature=again)


def also_there(here: Meeting, there: Meeting, *, overlapping: bool = True, **other: Any) -> None:
    """A man who stands on the lists of two villages of one day."""
    moved = begin_of(there) + timedelta(hours=0 if overlapping else 5) - begin_of(here)
    hold_on(here, moved)
    name = f"Bagas Prabangkara{here.village.name}"
    for meeting, fields in ((here, {}), (there, other)):
        given = {"name": name, "gender": "L", "hamlet": "Dusun Pasirwangi", "element": "tani", **fields}
        put(Attendance, meeting.village, meeting=meeting.id, status="present", capacity="observer", **given)


def copy_minutes(source: Meeting, meeting: Meeting, *, but: int = 0) -> None:
    """The words of another meeting under this village's name; of the last ``but`` points its own."""
    theirs = list(rows_of(AgendaItem, source).order_by("order"))
    mine = list(rows_of(AgendaItem, meeting).order_by("order"))
    for row, other in list(zip(mine, theirs, strict=True))[: len(mine) - but]:
        said = other.discussion.replace(source.village.name.lower(), meeting.village.name.lower())
        AgendaItem.objects.filter(village=row.village_id, id=row.id).update(discussion=said, decision=other.decision)


def price(meeting: Meeting, factor: float) -> None:
    """The road costs so many times as much a metre, and its cost goes with it."""
    item = rows_of(BudgetItem, meeting).get(account="2.3.10")
    dear = round(item.unit_price * factor / 100) * 100
    amount = dear * item.volume // 1000
    BudgetItem.objects.filter(village=item.village_id, id=item.id).update(unit_price=dear, amount=amount)
    Funding.objects.filter(village=item.village_id, budget_item=item.id).update(amount=amount)


def more_of(meeting: Meeting, account: str, factor: float, *, funded: bool = True) -> None:
    """So many times as much of one work, at the same price."""
    item = rows_of(BudgetItem, meeting).get(account=account)
    volume = round(item.volume * factor)
    amount = item.unit_price * volume // 1000
    BudgetItem.objects.filter(village=item.village_id, id=item.id).update(volume=volume, amount=amount)
    if funded:
        Funding.objects.filter(village=item.village_id, budget_item=item.id).update(amount=amount)


def share_of(world: World, number: int, account: str, percent: float) -> None:
    """A work takes exactly so much of the plan."""
    meeting = world.at(number, 1)
    items = list(rows_of(BudgetItem, meeting))
    rest = sum(item.amount for item in items if item.account != account)
    item = next(one for one in items if one.account == account)
    wanted = rest * percent / (100 - percent)
    more_of(meeting, account, wanted / item.amount)
