"""A plan on the wall and over the loudspeaker."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from backend.kernel import money
from villages.board.sections import Line, Sheet, Snapshot
from villages.board.spoken import counted

SPOKEN_FIELDS = 5
SPOKEN_ITEMS = 6
"""How many activities are read out: people listen for the largest, and for their own hamlet on the wall."""


def sheet(plan: Snapshot) -> Sheet:
    """The sums by field of work and by source, then every activity, the largest sums first."""
    return Sheet(
        heading=_("Rencana kegiatan dan anggaran %(year)s") % {"year": plan["fiscal_year"]},
        total=plan["total"],
        groups={
            _("Untuk apa"): [Line(one["name"], one["amount"], _activities(one["count"])) for one in fields_of(plan)],
            _("Dari mana uangnya"): [Line(one["label"], one["amount"]) for one in plan["by_source"] if one["amount"]],
        },
        lines=[Line(one["name"], one["amount"], _where(one)) for one in _largest(plan["items"])],
    )


def spoken(plan: Snapshot) -> list[str]:
    """What it comes to, for what, and the largest activities; amounts in words."""
    facts = {"year": counted(plan["fiscal_year"]), "count": counted(len(plan["items"]))}
    said = [
        _("Untuk tahun %(year)s direncanakan %(count)s kegiatan.") % facts,
        _("Seluruhnya %(amount)s.") % {"amount": money.spelled(plan["total"])},
    ]
    said += [
        _("Untuk %(name)s: %(amount)s.") % {"name": one["name"], "amount": money.spelled(one["amount"])}
        for one in fields_of(plan)[:SPOKEN_FIELDS]
    ]
    said.append(_("Kegiatan terbesar adalah sebagai berikut."))
    said += [
        _("%(name)s, %(amount)s.") % {"name": _named(one), "amount": money.spelled(one["amount"])}
        for one in _largest(plan["items"])[:SPOKEN_ITEMS]
    ]
    return said


def fields_of(plan: Snapshot) -> list[Snapshot]:
    """The fields of work that get something, in the order of the law."""
    return [one for one in plan["by_field"] if one["count"]]


def _largest(items: Iterable[Snapshot]) -> list[Snapshot]:
    return sorted(items, key=lambda one: (-one["amount"], one["number"]))


def _activities(count: int) -> str:
    return _("%(count)s kegiatan") % {"count": count}


def _where(item: Snapshot) -> str:
    """The place, with its hamlet where the place does not say it already."""
    hamlet, place = item.get("hamlet", ""), item.get("place", "")
    return place if hamlet in place else ", ".join(part for part in (hamlet, place) if part)


def _named(item: Snapshot) -> str:
    hamlet = item.get("hamlet", "")
    return item["name"] if hamlet in item["name"] else f"{item['name']}, {hamlet}"
