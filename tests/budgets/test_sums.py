"""Whatever several phones split, merge, correct and send, every sum is the sum of its parts, everywhere the same.

The end of each history is compared between the phones, the ledger, the rows, the dossier, the publication and the
exports that anybody may take away (CSV, JSON, XLSX).
"""

import csv
import io
import json
from collections import Counter
from random import Random

import pytest
from django.utils import translation
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from budgets import queries, rules
from budgets.ancestry import Wish, ancestry
from budgets.documents import plan
from budgets.moves import may_become
from budgets.rules import Item, Share
from meetings.models import Meeting
from sync import wire
from sync.edit import NotRight
from sync.models import Conflict
from sync.settle import settle
from sync.verify import verify
from tests.factories.meetings import JUTA, subject_of
from tests.factories.publications import publish_meeting
from tests.phone import Phone
from tests.villages.opendata.reading import csv_rows, got
from villages.board.dossier import dossier

FIELD, COST = 1, 7
"""Columns of the official form that hold the field of work (and the name of a sum), and the amount."""

ACCOUNTS = ("", "2.3.11", "02.04.06.", "1.4.01", "9.1")
SOURCES = ("DDS", "ADD", "SWADAYA")
HAMLETS = ("", "Cibodas", "Sukamaju")
STATES = ("proposed", "adopted", "in_plan", "in_budget", "under_way", "done", "dropped")
WHAT = (
    *("wish", "wish", "item", "item", "funding", "funding", "merge", "merge", "split", "split", "unmerge"),
    *("estimate", "amount", "amount", "share", "state", "account", "hamlet", "delete_wish", "delete_share"),
    *("send", "send", "send"),
)
LENGTH = 45
ABOUT = {
    **dict.fromkeys(("split", "merge", "unmerge", "estimate", "delete_wish"), "proposal"),
    **dict.fromkeys(("funding", "amount", "state", "account", "hamlet"), "budget_item"),
    **dict.fromkeys(("share", "delete_share"), "funding"),
}
"""What a move is about."""


def history(seed: int) -> list[tuple[str, int, int, int, int]]:
    """So many moves of two phones; drawn evenly, where hypothesis by itself would try the same few again and again."""
    chance = Random(seed)
    return [
        (chance.choice(WHAT), chance.randrange(2), chance.randrange(40), chance.randrange(40), chance.randrange(10**9))
        for _ in range(LENGTH)
    ]


class Hall:
    """A meeting that two phones record, each often without a signal."""

    def __init__(self, phones: list[Phone]) -> None:
        self.phones = phones
        first = phones[0]
        self.meeting = first.record("meeting", type="musdes_rkp", title="Musdes RKP Desa 2027", fiscal_year=2027)
        self.send_all()

    def send_all(self) -> None:
        for phone in (*self.phones, *self.phones):
            phone.sync()

    def known(self, phone: Phone, kind: str) -> list[str]:
        """The records of this meeting that a phone knows, the oldest first."""
        ours = {self.meeting}
        if kind == "funding":
            ours = set(self.known(phone, "budget_item"))
        return sorted(
            record
            for record, doc in phone.docs.items()
            if phone.kinds[record] == kind and (doc.get("meeting") or doc.get("budget_item")) in ours
        )

    def play(self, what: str, who: int, one: int, other: int, sen: int) -> None:
        phone = self.phones[who]
        if what == "send":
            phone.sync()
        elif what in ("wish", "item"):
            getattr(self, f"voice_{what}")(phone, one, other, sen)
        else:
            known = self.known(phone, ABOUT[what])
            if known:
                getattr(self, what)(phone, known[one % len(known)], other, sen)

    def voice_wish(self, phone: Phone, one: int, other: int, sen: int) -> None:
        phone.record("proposal", meeting=self.meeting, activity=f"Usulan {one}", estimate=sen)

    def voice_item(self, phone: Phone, one: int, other: int, sen: int) -> None:
        placed = {"hamlet": HAMLETS[one % 3], "account": ACCOUNTS[other % 5]}
        phone.record(
            "budget_item",
            meeting=self.meeting,
            name=f"Kegiatan {one}",
            amount=sen,
            state=STATES[other % 7],
            **{name: value for name, value in placed.items() if value},
        )

    def funding(self, phone: Phone, item: str, other: int, sen: int) -> None:
        phone.record("funding", budget_item=item, source=SOURCES[other % 3], amount=sen)

    def split(self, phone: Phone, wish: str, other: int, sen: int) -> None:
        phone.record("proposal", meeting=self.meeting, activity=f"Pecahan {other}", estimate=sen, split_from=wish)

    def merge(self, phone: Phone, wish: str, other: int, sen: int) -> None:
        wishes = self.known(phone, "proposal")
        phone.change(wish, merged_into=wishes[other % len(wishes)])

    def unmerge(self, phone: Phone, wish: str, other: int, sen: int) -> None:
        phone.change(wish, merged_into=None)

    def estimate(self, phone: Phone, wish: str, other: int, sen: int) -> None:
        phone.change(wish, estimate=sen)

    def amount(self, phone: Phone, item: str, other: int, sen: int) -> None:
        phone.change(item, amount=sen)

    def share(self, phone: Phone, share: str, other: int, sen: int) -> None:
        phone.change(share, amount=sen, carried_over=bool(other % 2))

    def state(self, phone: Phone, item: str, other: int, sen: int) -> None:
        """Only a step that the screen offers."""
        state = STATES[other % 7]
        if may_become(phone.docs[item].get("state") or "proposed", state):
            phone.change(item, state=state)

    def account(self, phone: Phone, item: str, other: int, sen: int) -> None:
        phone.change(item, account=ACCOUNTS[other % 5] or None)

    def hamlet(self, phone: Phone, item: str, other: int, sen: int) -> None:
        phone.change(item, hamlet=HAMLETS[other % 3] or None)

    def delete_wish(self, phone: Phone, wish: str, other: int, sen: int) -> None:
        phone.delete(wish)
        del phone.docs[wish]

    def delete_share(self, phone: Phone, share: str, other: int, sen: int) -> None:
        phone.delete(share)
        del phone.docs[share]

    def close(self, actor) -> None:
        """Everything is sent, and an officer decides what differs: what was offered, or what stands where it cannot."""
        self.send_all()
        for conflict in Conflict.objects.filter(settled_at__isnull=True).order_by("number"):
            sides = [{name: one[side] for name, one in conflict.fields.items()} for side in ("offered", "stored")]
            for choices in sides:
                try:
                    settle(conflict, by=actor, choices=choices)
                except NotRight:
                    continue
                break
        self.send_all()


def told(phone: Phone, hall: Hall) -> dict:
    """What a phone knows of the meeting's money; it adds the defaults of a new record itself (docs/records.md)."""
    return {
        record: {
            name: value
            for name, value in {**wire.defaults(wire.kind_named(kind)), **phone.docs[record]}.items()
            if value not in (None, "", [])
        }
        for kind in ("proposal", "budget_item", "funding")
        for record in hall.known(phone, kind)
    }


def reckoned(phone: Phone, hall: Hall) -> dict:
    """The sums as a phone reckons them from what it knows."""
    docs = phone.docs
    shares = [docs[one] for one in hall.known(phone, "funding")]
    items = [
        Item(
            amount=docs[one].get("amount") or 0,
            account=docs[one].get("account") or "",
            state=docs[one].get("state") or "proposed",
            funding=tuple(
                Share(share["source"], share.get("amount") or 0, carried_over=bool(share.get("carried_over")))
                for share in shares
                if share["budget_item"] == one
            ),
        )
        for one in hall.known(phone, "budget_item")
    ]
    wishes = hall.known(phone, "proposal")
    kin = ancestry(Wish(one, docs[one].get("merged_into") or "", docs[one].get("split_from") or "") for one in wishes)
    return {
        "total": rules.total(items),
        "by_field": {field: sum_ for field, sum_ in rules.sum_by_field(items).items() if sum_},
        "by_source": {source: sum_ for source, sum_ in rules.sum_by_source(items).items() if sum_},
        "wishes": sum(docs[one].get("estimate") or 0 for one in wishes if kin.stands(one)),
        "standing": sum(kin.stands(one) for one in wishes),
    }


def shown(snapshot: dict) -> dict:
    """The same sums as a dossier or a publication tells them, each also added up from its parts."""
    plan, wishes = snapshot.get("plan") or {}, snapshot.get("proposals") or {}
    items = plan.get("items", [])
    by_field: Counter[str] = Counter()
    by_source: Counter[str] = Counter()
    by_hamlet: Counter[str] = Counter()
    for one in items:
        by_field[one.get("field", "")] += one["amount"]
        by_hamlet[one.get("hamlet", "")] += one["amount"]
        for share in one.get("sources", []):
            by_source[share["source"]] += share.get("amount", 0)
    total = plan.get("total", 0)
    assert total == sum(one["amount"] for one in items)
    assert total == sum(one["amount"] for one in plan.get("by_field", []))
    assert {one["field"]: one["amount"] for one in plan.get("by_field", []) if one["amount"]} == +by_field
    assert {one["hamlet"]: one["amount"] for one in plan.get("by_hamlet", []) if one["amount"]} == +by_hamlet
    assert {one["source"]: one["amount"] for one in plan.get("by_source", []) if one["amount"]} == +by_source
    rows = wishes.get("proposals", [])
    standing = [one for one in rows if "merged_into_id" not in one and "parts_ids" not in one]
    assert wishes.get("estimate", 0) == sum(one.get("estimate", 0) for one in standing)
    assert wishes.get("total", 0) == len(standing) == sum(one["count"] for one in wishes.get("fates", []))
    assert wishes.get("joined", 0) == len(rows) - len(standing)
    return {
        "total": total,
        "by_field": +by_field,
        "by_source": +by_source,
        "wishes": wishes.get("estimate", 0),
        "standing": len(standing),
    }


def sen(text) -> int:
    """Rupiah as a table writes them."""
    return round(float(text or 0) * 100)


def sheet_of(content: bytes) -> list[list]:
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def taken_away(client, name: str) -> list[list[dict]]:
    """A table's rows in each of its three forms."""
    head, *lines = sheet_of(got(client, f"32.05.09/{name}.xlsx").bytes)
    return [
        csv_rows(got(client, f"32.05.09/{name}.csv").bytes),
        json.loads(got(client, f"32.05.09/{name}.json").bytes)["baris"],
        [dict(zip(head, line, strict=True)) for line in lines],
    ]


def exported(client, hall: Hall, phone: Phone) -> list[dict]:
    """The same sums out of each form of the open data, those of this meeting."""
    wishes, items = set(hall.known(phone, "proposal")), set(hall.known(phone, "budget_item"))
    found = []
    tables = zip(*(taken_away(client, name) for name in ("kegiatan", "sumber-dana", "usulan")), strict=True)
    for activities, shares, asked in tables:
        ours = [one for one in activities if one["id_kegiatan"] in items]
        by_field: Counter[str] = Counter()
        by_source: Counter[str] = Counter()
        for one in ours:
            by_field[str(one["bidang"] or "")] += sen(one["jumlah"])
        for one in shares:
            if one["id_kegiatan"] in items:
                by_source[one["sumber_dana"]] += sen(one["jumlah"])
        rows = [one for one in asked if one["id_usulan"] in wishes]
        whole = {one["dipecah_dari"] for one in rows}
        standing = [one for one in rows if not one["digabung_ke"] and one["id_usulan"] not in whole]
        found.append(
            {
                "total": sum(sen(one["jumlah"]) for one in ours),
                "by_field": +by_field,
                "by_source": +by_source,
                "wishes": sum(sen(one["perkiraan_biaya"]) for one in standing),
                "standing": len(standing),
            }
        )
    return found


def printed(publication) -> list[int]:
    """What the official table comes to: its activities, its sums by field, its total, and the rows of its CSV."""
    lines = [row for row in sheet_of(plan.spreadsheet(publication)) if isinstance(row[COST], int | float)]
    *of_fields, total = [row for row in lines if str(row[FIELD]).startswith("Jumlah ")]
    items = [row for row in lines if not str(row[FIELD]).startswith("Jumlah ")]
    text = plan.text_table(publication).decode("utf-8-sig")
    column = plan.HEAD.index("Jumlah (Rp)")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))[1:]
    sums = [sum(sen(row[COST]) for row in some) for some in (items, of_fields, [total])]
    return [*sums, sum(sen(row[column]) for row in rows)]


@pytest.mark.django_db
@settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # a smaller seed is no simpler history
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32))
def test_every_sum_is_the_sum_of_its_parts_and_the_same_everywhere(seed, siti, dadang, bu_camat, client, village):
    hall = Hall([siti.phone, dadang.phone])
    for move in history(seed):
        hall.play(*move)
    hall.close(bu_camat.actor)
    newcomer = Phone("siti", village.pk)
    newcomer.sync()

    meeting = Meeting.objects.get(id=hall.meeting)
    here, there = told(siti.phone, hall), told(dadang.phone, hall)
    sums = reckoned(newcomer, hall)

    assert list(verify(village.pk)) == []
    assert here == there == told(newcomer, hall)
    rows = [one.facts for one in queries.items_of(village.pk, meeting.id)]
    assert (rules.total(rows), +Counter(rules.sum_by_source(rows))) == (sums["total"], sums["by_source"])
    assert shown(dossier(subject_of(meeting)).snapshot) == sums
    with translation.override("id"):
        publication = publish_meeting(meeting, bu_camat.actor)
    assert shown(publication.snapshot) == sums
    assert exported(client, hall, newcomer) == [sums] * 3
    if publication.snapshot.get("plan"):
        assert printed(publication) == [sums["total"]] * 4


def test_the_history_above_meets_what_it_is_about(siti, dadang, bu_camat):
    """A merge, a split, a correction and a quarrel, by hand: the sums that the machine compares are not all nothing."""
    hall = Hall([siti.phone, dadang.phone])
    for move in [
        ("wish", 0, 1, 0, 40 * JUTA),
        ("wish", 0, 2, 0, 60 * JUTA),
        ("send", 0, 0, 0, 0),
        ("send", 1, 0, 0, 0),
        ("merge", 0, 0, 1, 0),
        ("merge", 1, 1, 0, 0),
        ("split", 1, 0, 7, 25 * JUTA),
        ("item", 0, 1, 1, 10 * JUTA),
        ("send", 0, 0, 0, 0),
        ("send", 1, 0, 0, 0),
        ("amount", 0, 0, 0, 12 * JUTA),
        ("amount", 1, 0, 0, 13 * JUTA),
        ("funding", 1, 0, 0, 13 * JUTA),
    ]:
        hall.play(*move)
    hall.close(bu_camat.actor)

    sums = reckoned(siti.phone, hall)

    assert Conflict.objects.count() == 1
    assert sums["total"] == 13 * JUTA
    assert sums["by_source"] == {"DDS": 13 * JUTA}
    assert (sums["wishes"], sums["standing"]) == (25 * JUTA, 1)
