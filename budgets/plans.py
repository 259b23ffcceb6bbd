"""Verbs: a plan that comes as a table, taken into a meeting's activities through the engine.

An activity is the same where code, name and place are; two that are alike are told apart by their order. An empty cell
says nothing. What a phone changed since the last table is never written over unless the person says so.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.kernel import ids, words
from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from budgets import queries, rules
from budgets.intake import plan_rows
from budgets.intake.columns import Found
from budgets.intake.looks import Difference, Look, Step, Sum, What, check
from budgets.intake.plan_rows import Activity, Code, Knows, Rows, Shares
from budgets.models import TakenItem
from budgets.queries import Funded
from budgets.terms import FundSource
from meetings.models import Meeting
from meetings.terms import MeetingStatus
from sync import edit, ledger, wire
from sync.fields import WireField
from villages.access import village_for
from villages.models import Village
from villages.rules import KABUPATEN
from villages.terms import Right

OPEN = (MeetingStatus.PLANNED, MeetingStatus.HELD, MeetingStatus.RETURNED)
AT_ONCE = 100
LAST_PLACE = 999
"""The last place that a list of activities has."""
SOURCES = "shares"
"""The name under which what the sources pay stands beside the fields of an activity."""


class MeetingClosed(Problem):
    code = "meeting_closed"
    status = 409
    title = gettext_lazy("Musyawarah ini sudah diserahkan. Tabel diterima lagi sesudah petugas mengembalikannya.")


class NoYear(Problem):
    code = "meeting_without_year"
    status = 409
    title = gettext_lazy("Musyawarah ini belum punya tahun anggaran. Isi tahunnya di HP lebih dulu.")


@dataclass(frozen=True, slots=True)
class Planned:
    """An activity of the table beside the one that is recorded. ``step`` is what a preview shows of it."""

    step: Step
    activity: Activity
    stored: Funded | None = None
    shares: Shares | None = None
    """What the sources pay from now on; ``None``: as it stands."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A look, with what it takes to do it."""

    look: Look
    planned: tuple[Planned, ...] = field(default=())


def meeting_for(actor: Actor, village: UUID, meeting: UUID, right: Right) -> Meeting:
    """The meeting, for who has this right in its village; else ``NotFound``. Three queries."""
    home = village_for(actor, village, right)
    found = Meeting.objects.filter(village=home, id=meeting, deleted_at__isnull=True).first()
    if found is None:
        raise NotFound
    found.village = home
    return found


def look(found: Found, meeting: Meeting, *, overwrite: Collection[str] = ()) -> Look:
    """What taking the table into a meeting would do; ``overwrite``: activities whose phone's words may go.

    Raises ``MeetingClosed``, ``NoYear``. Five queries.
    """
    return _compare(found, meeting, overwrite).look


@transaction.atomic
def take(
    found: Found, meeting: Meeting, *, by: Actor, overwrite: Collection[str] = (), seen: str | None = None
) -> Look:
    """Takes the table in, all or nothing; the same table again changes nothing. Answers what was done.

    Raises ``NotFound`` for who does not record in the village, ``MeetingClosed``, ``HasBad``, ``ChangedMeanwhile``.
    """
    village_for(by, meeting.village_id, Right.RECORD)
    ledger.lock(meeting.village_id)
    fresh = meeting_for(by, meeting.village_id, meeting.id, Right.RECORD)
    done = _compare(found, fresh, overwrite)
    check(done.look, seen)
    records = {one.step.key: one.step.record or ids.uuid7() for one in done.planned}
    edit.several(fresh.village_id, list(_writes(fresh, done.planned, records)), by=by)
    _remember(fresh.village_id, done.planned, records)
    return done.look


def knows_of(village: Village, fiscal_year: int) -> Knows:
    """What the rows of a table about this village and year are read against. One query."""
    codes = queries.codes_in_force(fiscal_year, village.region_id[:KABUPATEN])
    spelled = {rules.normalised(row.siskeudes): row for row in codes.values() if row.siskeudes}

    def code(said: str) -> Code | None:
        row = codes.get(rules.normalised(said)) or spelled.get(rules.normalised(said))
        return None if row is None else Code(row.code, row.name, row.level)

    return Knows(code, village.region_id, fiscal_year, tuple(village.hamlets))


def _compare(found: Found, meeting: Meeting, overwrite: Collection[str]) -> Compared:
    if meeting.status not in OPEN:
        raise MeetingClosed
    if meeting.fiscal_year is None:
        raise NoYear
    rows = plan_rows.read(found, knows_of(meeting.village, meeting.fiscal_year))
    stored = queries.items_of(meeting.village_id, meeting.id)
    said = _said_before(meeting.village_id, stored)
    pairs = list(_pairs(rows.activities, stored))
    matched = {known.item.id for _one, known in pairs if known}
    planned = tuple(
        _planned(one, known, said.get(known.item.id) if known else None, overwrite, place)
        for place, (one, known) in enumerate(pairs)
    )
    shown = Look(
        steps=tuple(one.step for one in planned),
        bad=tuple(rows.bad),
        passed=tuple(rows.passed),
        kept=tuple(one.item.name for one in stored if one.item.id not in matched),
        sums=tuple(_sums(rows)),
    )
    return Compared(shown, planned)


def _said_before(village: UUID, stored: Iterable[Funded]) -> dict[UUID, Mapping[str, Any]]:
    rows = TakenItem.objects.filter(village=village, item__in=[one.item.id for one in stored])
    return {row.item: row.said for row in rows}


def _pairs(activities: Iterable[Activity], stored: Iterable[Funded]) -> Iterator[tuple[Activity, Funded | None]]:
    """Each activity with the recorded one of the same code, name and place, the first with the first.

    The official form has no codes, only headings: there the bidang stands for every code under it.
    """
    exact: dict[tuple[str, str, str], list[Funded]] = defaultdict(list)
    by_field: dict[tuple[str, str, str], list[Funded]] = defaultdict(list)
    for one in stored:
        key = plan_rows.key_of(one.item.account, one.item.name, plan_rows.where(one.item.hamlet, one.item.place))
        exact[key].append(one)
        by_field[rules.field_of(key[0]), key[1], key[2]].append(one)
    taken: set[UUID] = set()
    for activity in activities:
        waiting = exact[activity.key] + (by_field[activity.key] if _is_bare(activity) else [])
        found = next((one for one in waiting if one.item.id not in taken), None)
        if found is not None:
            taken.add(found.item.id)
        yield activity, found


def _is_bare(activity: Activity) -> bool:
    """Whether the table says the bidang of an activity and no code."""
    account = activity.fields.get("account", "")
    return bool(account == rules.field_of(account))


def _planned(
    one: Activity, stored: Funded | None, before: Mapping[str, Any] | None, overwrite: Collection[str], place: int
) -> Planned:
    title = f"{one.fields.get('account', '')} {one.fields['name']}".strip()
    if stored is None:
        step = Step(one.row, title, What.NEW, None, str(place), fields=_told(one), differences=tuple(_shown(one)))
        return Planned(step, one, shares=one.shares)
    item = stored.item
    chosen = str(item.id) in overwrite
    now, said = _recorded(stored), _told(one)
    if _is_bare(one) and rules.field_of(item.account) == one.fields.get("account", ""):
        said["account"] = item.account
    fields: dict[str, Any] = {}
    differences = []
    for name, value in said.items():
        standing = now.get(name)
        if value == standing or (before is not None and before.get(name) == value):
            continue  # the same, or the table says nothing new and a phone does
        contested = before is not None and before.get(name) != standing
        if not contested or chosen:
            fields[name] = value
        differences.append(Difference(_label(name), _spoken(name, standing), _spoken(name, value), contested))
    left = any(one.contested for one in differences) and not chosen
    what = What.CHANGED if fields else What.CONTESTED if left else What.SAME
    version = max((item.version, *(one.version for one in stored.funding)))
    step = Step(one.row, title, what, None, str(place), item.id, version, fields, tuple(differences))
    return Planned(step, one, stored, one.shares if SOURCES in fields else None)


def _told(one: Activity) -> dict[str, Any]:
    """What an activity of a table says, its sources among it; an empty cell says nothing."""
    said = {name: value for name, value in one.fields.items() if value not in (None, "")}
    return said | ({SOURCES: _listed(one.shares)} if one.shares else {})


def _recorded(stored: Funded) -> dict[str, Any]:
    told = {name: _column(name).to_wire(getattr(stored.item, name)) for name in plan_fields()}
    shares: Counter[tuple[str, bool]] = Counter()
    for one in stored.funding:
        shares[one.source, one.carried_over] += one.amount or 0
    return told | {SOURCES: _listed({(one.source, one.carried_over): 0 for one in stored.funding} | dict(shares))}


def _column(name: str) -> WireField:
    return wire.kind_named("budget_item").column(name)


def plan_fields() -> tuple[str, ...]:
    """The fields of an activity that a table can say."""
    return (
        *("account", "name", "place", "hamlet", "volume", "unit", "amount", "benefit", "beneficiaries_male"),
        *("beneficiaries_female", "beneficiaries_poor_households", "start_month", "end_month", "delivery"),
        "implementer",
    )


def _listed(shares: Shares) -> list[list[Any]]:
    return sorted([source, carried, amount] for (source, carried), amount in shares.items())


def _shown(one: Activity) -> Iterator[Difference]:
    for name in ("amount", SOURCES):
        if name in _told(one):
            yield Difference(_label(name), "", _spoken(name, _told(one)[name]))


def _label(name: str) -> str:
    return _("Sumber dana") if name == SOURCES else str(_column(name).verbose_name).capitalize()


def _spoken(name: str, value: Any) -> str:
    if value in (None, "", []):
        return ""
    if name == SOURCES:
        return "; ".join(
            f"{source}{' SiLPA' if carried else ''} {words.rupiah(amount)}" for source, carried, amount in value
        )
    return words.rupiah(value) if name == "amount" else str(value)


def _sums(rows: Rows) -> Iterator[Sum]:
    """By bidang, by source and altogether, beside what the table prints."""
    items = [
        rules.Item(
            one.fields.get("amount", 0),
            one.fields.get("account", ""),
            funding=tuple(rules.Share(source, paid, carried_over=late) for (source, late), paid in one.shares.items()),
        )
        for one in rows.activities
    ]
    by_field = rules.sum_by_field(items)
    for number in sorted(by_field.keys() | rows.printed.keys() - {""}):
        label = _("Bidang %(number)s") % {"number": number} if number else _("Belum ada kode rekening")
        yield Sum(label, by_field.get(number, 0), rows.printed.get(number) if number else None)
    for source, amount in rules.sum_by_source(items).items():
        yield Sum(str(FundSource(source).label), amount)
    yield Sum(_("Jumlah"), rules.total(items), rows.printed.get(""))


def _writes(meeting: Meeting, planned: Iterable[Planned], records: Mapping[str, UUID]) -> Iterator[edit.Write]:
    stored = queries.items_of(meeting.village_id, meeting.id)
    order = max((one.item.order or 0 for one in stored), default=0)
    sectors = dict(queries.account_codes(meeting.fiscal_year).exclude(sector="").values_list("code", "sector"))
    for one in planned:
        fields = {name: value for name, value in one.step.fields.items() if name != SOURCES}
        if one.step.what is What.NEW:
            order += 1
            record = records[one.step.key]
            made = {
                "meeting": str(meeting.id),
                "fiscal_year": meeting.fiscal_year,
                "order": min(order, LAST_PLACE),
                "sector": rules.suggested_sector(fields.get("account", ""), sectors) or None,
            }
            yield edit.Write("budget_item", record, made | fields)
            yield from _funding(record, one.shares or {}, None)
        elif one.step.what is What.CHANGED and one.stored is not None:
            if fields:
                yield edit.Write("budget_item", one.stored.item.id, fields)
            if one.shares is not None:
                yield from _funding(one.stored.item.id, one.shares, one.stored)


def _funding(item: UUID, shares: Shares, stored: Funded | None) -> Iterator[edit.Write]:
    """What makes the sources of an activity pay just these shares; one record a source."""
    left = dict(shares)
    for row in stored.funding if stored else ():
        key = (row.source, row.carried_over)
        amount = left.pop(key, None)
        if amount is None:
            yield edit.Write("funding", row.id, None)
        elif amount != row.amount:
            yield edit.Write("funding", row.id, {"amount": amount})
    for (source, carried), amount in left.items():
        fields = {"budget_item": str(item), "source": source, "carried_over": carried, "amount": amount}
        yield edit.Write("funding", ids.uuid7(), fields)


def _remember(village: UUID, planned: Iterable[Planned], records: Mapping[str, UUID]) -> None:
    """Keeps what the table said of each activity, for the next time that it comes."""
    rows = [TakenItem(village_id=village, item=records[one.step.key], said=_told(one.activity)) for one in planned]
    TakenItem.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["village", "item"], update_fields=["said"], batch_size=AT_ONCE
    )
