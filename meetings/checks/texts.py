"""Minutes that were copied from another village or another year."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings import prints, queries
from meetings.models import AgendaItem, Meeting
from meetings.queries import Key, MeetingFile
from meetings.rules import prose
from villages.board.sections import Found, Saying
from villages.models import Village
from villages.terms import Severity

SAYINGS = {
    "minutes_copied": Saying(
        _("Notulen mirip notulen lain"),
        Severity.GRAVE,
        _("Notulen memakai contoh dari kecamatan, atau kegiatan yang sama memang dibahas lagi."),
        _("Notulen %(percent)s%% sama dengan %(title)s di Desa %(village)s, %(day)s."),
        _("Kata demi kata dibandingkan (5 kata berurutan, MinHash), tanpa nama desa, angka, dan kalimat formulir."),
    ),
}


def check(file: MeetingFile) -> list[Found]:
    """The text that is most alike, if any was copied."""
    meeting = file.meeting
    mine = told(file.agenda, meeting.village)
    key = (meeting.village_id, meeting.id)
    bands = prints.keep_minutes(key, mine)
    if len(prose.shingles(mine)) < prose.LEAST:
        return []
    others = list(_others(file, prints.sharing(bands, but=key)))
    forms = prints.templates([words for _other, text in others for words in text] + mine) if others else set()
    own = prose.shingles(_without(mine, forms))
    alike = [
        (share, str(other.id), other)
        for other, text in others
        if (share := prose.likeness(own, prose.shingles(_without(text, forms)))) is not None and share >= prose.COPIED
    ]
    if not alike:
        return []
    share, _id, other = max(alike, key=lambda one: one[:2])
    day = queries.day_of(other)
    facts = {
        "percent": int(share * 100),
        "title": queries.name_of(other, meeting.village_id),
        "village": other.village.name,
        "day": {"day": day.isoformat()} if day else "–",
    }
    evidence = {"facts": facts, "show": "texts", "village": str(other.village_id), "meeting": str(other.id)}
    return [Found("minutes_copied", evidence)]


def told(agenda: tuple[AgendaItem, ...] | list[AgendaItem], village: Village) -> list[prose.Words]:
    """What was said, answered and decided, sentence by sentence."""
    names = [village.name, *village.hamlets]
    above = village.region.parent
    if above is not None:
        names.append(above.name)
    text = "\n".join(part for one in agenda for part in (one.discussion, one.response, one.decision) if part)
    return prose.sentences(text, names)


def _without(text: list[prose.Words], forms: set[int]) -> list[prose.Words]:
    return [words for words in text if prose.sentence_number(words) not in forms]


def _others(file: MeetingFile, keys: list[Key]) -> Iterator[tuple[Meeting, list[prose.Words]]]:
    """Minutes of other villages and other years. What one village says of one year in two meetings is its own."""
    wanted = Q(pk__in=[])
    for village, meeting in keys:
        wanted |= Q(village=village, id=meeting)
    found = queries.started(Meeting.objects.filter(wanted, deleted_at__isnull=True))
    meetings = [
        one
        for one in found.select_related("village__region__parent")
        if (one.village_id, one.fiscal_year) != (file.meeting.village_id, file.meeting.fiscal_year)
    ]
    agenda: dict[UUID, list[AgendaItem]] = {one.id: [] for one in meetings}
    rows = AgendaItem.objects.filter(
        village__in={one.village_id for one in meetings}, meeting__in=agenda, deleted_at__isnull=True
    )
    for row in rows.order_by("order", "id"):
        agenda[row.meeting].append(row)
    for one in meetings:
        yield one, told(agenda[one.id], one.village)
