"""The APB Desa in force: its three blocks, every row of the penjabaran, and what stops its publication."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from backend.kernel import money
from backend.kernel.words import rupiah_later, told
from budgets import accounts, balance, faults, norms
from budgets.balance import Book, Figures, Row
from budgets.faults import Fault
from budgets.models import VillageBudget
from budgets.sections.comparison import bounds_of
from budgets.sections.plan import source_label
from budgets.terms import Ranah
from meetings.queries import rule_set_of
from meetings.sections.record import filled
from villages.board.duties import Duty
from villages.board.sections import Finding, Line, Passage, Sheet, Snapshot, Subject
from villages.board.spoken import counted
from villages.models import Village
from villages.terms import Severity

NAMED = 5
"""How many lines one sentence names."""

GUESSES: dict[str, str | Promise] = {
    "one_line": _(
        "Selisihnya sama dengan baris %(line)s: mungkin baris ini tercatat dua kali atau pasangannya terlewat."
    ),
    "rest_of_last_year": _("SiLPA tahun lalu (6.1.1) belum dicatat; mungkin itu yang kurang."),
    "not_spent": _("Mungkin ada belanja yang belum dicatat, atau pendapatan tercatat dua kali."),
    "too_much_spent": _("Mungkin ada pendapatan yang belum dicatat, atau belanja tercatat dua kali."),
}
SENTENCES: dict[str, str | Promise] = {
    "budget_empty": _("APB Desa ini belum berisi satu baris pun."),
    "budget_account_wrong": _(
        "Kode rekening harus di bawah 4, 5, atau 6 dan paling sedikit dua angka (misalnya 5.2): %(lines)s."
    ),
    "budget_line_misplaced": _(
        "Belanja (5) harus di dalam satu kegiatan; pendapatan dan pembiayaan tidak boleh: %(lines)s."
    ),
    "budget_code_unknown": _("Kode ini tidak ada dalam daftar kode rekening tahun itu: %(lines)s."),
    "budget_counted_twice": _(
        "Baris ini sudah dirinci oleh baris di bawahnya, jadi jumlahnya terhitung dua kali: %(lines)s."
    ),
    "budget_too_large": _("Jumlahnya lebih besar daripada yang dapat disimpan. Periksa titik dan koma pada angka."),
    "budget_source_missing": _("Sumber dana belanja belum ditulis: %(lines)s."),
    "budget_source_overspent": _("Belanja dari %(source)s %(spent)s, sedangkan penerimaannya %(coming)s."),
}
REASONS: dict[str, str | Promise] = {
    "budget_unbalanced": _(
        "APB Desa yang ditetapkan: pendapatan dikurangi belanja ditambah pembiayaan neto harus nol."
    ),
    "budget_source_overspent": _("SiLPA tetap membawa sumber asalnya; tulis sumbernya pada baris 6.1.1."),
}
STRUCTURE = _("Permendagri 20/2018, Lampiran: susunan dan kode rekening APB Desa.")


def snapshot(subject: Subject) -> Snapshot | None:
    """The adopted edition in force with its sums; ``None`` where nothing was adopted. Six queries."""
    budget = accounts.in_force(subject)
    return None if budget is None else told_of(budget, book_of(subject, budget))


def book_of(subject: Subject, budget: VillageBudget) -> Book:
    """The book of the subject's edition, read once a look."""
    if "book" not in subject.read:
        codes = accounts.codes_for(subject.village, budget.fiscal_year)
        subject.read["book"] = accounts.book_of(budget, codes)
    book: Book = subject.read["book"]
    return book


def told_of(budget: VillageBudget, book: Book) -> Snapshot:
    """An edition as JSON: the three blocks, the five fields, the kinds of expenditure, every row. One query."""
    realised = accounts.realised_of(budget.village_id, budget.fiscal_year)
    as_of = max((day for day, _amount in realised.values()), default=None)
    items = {one.key: one for one in book.works}
    names = {code: book.names.get((Ranah.FUNGSI, code), code).removeprefix("Bidang ") for code in "12345"}
    return {
        "fiscal_year": budget.fiscal_year,
        "edition": budget.edition,
        "edition_label": edition_label(budget.edition),
        "legal_reference": budget.legal_reference,
        "adopted_on": budget.adopted_on.isoformat() if budget.adopted_on else None,
        "realised_on": as_of.isoformat() if as_of else None,
        "revenue": sums(book.total(balance.REVENUE)),
        "spending": sums(book.total(balance.SPENDING)),
        "surplus": sums(book.surplus),
        "incoming": sums(book.total(balance.INCOMING)),
        "outgoing": sums(book.total(balance.OUTGOING)),
        "net": sums(book.net),
        "rest": sums(book.rest),
        "carried_over": sums(book.total(balance.CARRIED_OVER)),
        "by_field": [
            {"field": field, "name": names[field], **sums(figures)} for field, figures in balance.by_field(book).items()
        ],
        "by_kind": _by_code(book, balance.SPENDING, 2),
        "by_revenue": _by_code(book, balance.REVENUE, 3),
        "by_financing": _by_code(book, "6", 3),
        "rows": [_row(one, items[one.key].item if one.key in items else "", book) for one in balance.table(book)],
    }


def sums(figures: Figures) -> Snapshot:
    """The money columns of a row."""
    return {"before": figures.before, "amount": figures.amount, "realised": figures.realised}


def edition_label(edition: int) -> str:
    """``APB Desa`` or ``APB Desa Perubahan ke-1``."""
    return say("APB Desa Perubahan ke-%(n)s") % {"n": edition} if edition else say("APB Desa")


def title_of(budget: VillageBudget) -> str:
    """What a publication of it is called."""
    return f"{edition_label(budget.edition)} {budget.fiscal_year}"


def findings(subject: Subject) -> list[Finding]:
    """What keeps it from being published, and what an officer should look at. At most two queries beyond the book's."""
    budget = accounts.in_force(subject)
    if budget is None:
        return [Finding("budget_not_adopted", _("Belum ada APB Desa yang ditetapkan untuk tahun ini."), blocking=True)]
    return findings_of(subject.village, budget, book_of(subject, budget))


def findings_of(village: Village, budget: VillageBudget, book: Book) -> list[Finding]:
    """The same of any edition, adopted or not. One query."""
    return [*map(complaint, faults.faults(book)), *_shares(village, budget.fiscal_year, book)]


def complaint(fault: Fault) -> Finding:
    """A fault in plain words."""
    reason = REASONS.get(fault.code, STRUCTURE)
    severity = Severity.GRAVE if fault.blocking else Severity.ATTENTION
    message = _unbalanced(fault) if fault.code == "budget_unbalanced" else told(SENTENCES[fault.code], **_facts(fault))
    key = str(fault.facts.get("source", ""))
    return Finding(fault.code, message, reason, blocking=fault.blocking, key=key, severity=severity)


def informs(snapshot: Snapshot) -> frozenset[Duty]:
    """An adopted budget is told; once anything came true, so are realisation and rest."""
    met = {Duty.BUDGET}
    return frozenset(met | {Duty.MONEY_SPENT, Duty.MONEY_LEFT} if snapshot["realised_on"] else met)


def passages(snapshot: Snapshot) -> list[Passage]:
    """Each activity of the budget."""
    return [
        Passage(one["name"], snapshot["edition_label"], field=one["activity"][:1], anchor="apb-desa")
        for one in works_of(snapshot)
    ]


def works_of(snapshot: Snapshot) -> list[Snapshot]:
    """The rows of activities."""
    return [one for one in snapshot["rows"] if one.get("is_work")]


def sheet(snapshot: Snapshot) -> Sheet:
    """The banner: revenue by source, expenditure by field, financing; then every activity."""
    return Sheet(
        heading=f"{snapshot['edition_label']} {snapshot['fiscal_year']}",
        total=snapshot["spending"]["amount"],
        groups={
            say("Pendapatan"): [Line(one["name"], one["amount"]) for one in snapshot["by_revenue"]],
            say("Belanja"): [Line(one["name"], one["amount"]) for one in snapshot["by_field"]],
            say("Pembiayaan"): [
                Line(say("Penerimaan pembiayaan"), snapshot["incoming"]["amount"]),
                Line(say("Pengeluaran pembiayaan"), snapshot["outgoing"]["amount"]),
                Line(say("SiLPA tahun berkenaan"), snapshot["rest"]["amount"]),
            ],
        },
        lines=[
            Line(one["name"], one["amount"], one.get("place", ""))
            for one in sorted(works_of(snapshot), key=lambda one: -one["amount"])
        ],
    )


def spoken(snapshot: Snapshot) -> list[str]:
    """What comes in, what is spent on each field, what is left over."""
    said = [
        say("%(label)s tahun %(year)s.")
        % {"label": snapshot["edition_label"], "year": counted(snapshot["fiscal_year"])},
        say("Pendapatan %(amount)s.") % {"amount": money.spelled(snapshot["revenue"]["amount"])},
        say("Belanja %(amount)s.") % {"amount": money.spelled(snapshot["spending"]["amount"])},
    ]
    return said + [
        say("Untuk %(name)s: %(amount)s.") % {"name": one["name"], "amount": money.spelled(one["amount"])}
        for one in snapshot["by_field"]
        if one["amount"]
    ]


def _row(row: Row, item: str, book: Book) -> Snapshot:
    is_work = bool(row.key) and not row.leaf
    place = next((one.place for one in book.works if one.key == row.key), "") if is_work else ""
    return {
        **filled(
            id=row.id,
            parent=row.parent,
            activity=row.activity,
            account=row.account,
            name=row.name,
            place=place,
            volume=None if row.volume is None else _quantity(row.volume),
            unit=row.unit,
            sources=list(row.sources),
            item=item if is_work else "",
        ),
        "level": row.level,
        "is_work": is_work,
        **sums(row.figures),
    }


def _quantity(thousandths: int) -> int | float:
    whole, part = divmod(thousandths, 1000)
    return thousandths / 1000 if part else whole


def _by_code(book: Book, akun: str, depth: int) -> list[Snapshot]:
    return [
        {"account": code, "name": book.names.get((Ranah.EKONOMI, code), code), **sums(figures)}
        for code, figures in balance.by_account(book, akun, depth).items()
    ]


def _unbalanced(fault: Fault) -> Promise:
    """By how much it does not balance, which way, and what it probably is."""
    rest = fault.facts["rest"]
    sentence = (
        _("Kurang %(by)s: pendapatan %(revenue)s, belanja %(spending)s, pembiayaan neto %(net)s. %(guess)s")
        if rest < 0
        else _("Lebih %(by)s: pendapatan %(revenue)s, belanja %(spending)s, pembiayaan neto %(net)s. %(guess)s")
    )
    facts = {name: rupiah_later(fault.facts[name]) for name in ("revenue", "spending", "net")}
    guess = told(GUESSES[str(fault.facts["guess"])], line=fault.facts["line"])
    return told(sentence, by=rupiah_later(abs(rest)), guess=guess, **facts)


def _facts(fault: Fault) -> dict[str, Any]:
    facts: dict[str, Any] = dict(fault.facts)
    if "lines" in facts:
        facts["lines"] = facts["lines"][:NAMED]
    if "source" in facts:
        facts |= {
            "source": source_label(facts["source"]),
            "spent": rupiah_later(facts["spent"]),
            "coming": rupiah_later(facts["coming"]),
        }
    return facts


def _shares(village: Village, year: int, book: Book) -> list[Finding]:
    """The legal shares of the kabupaten's rules that the budget does not keep. One query."""
    ours = rule_set_of(village, year)
    wanted = norms.share_rules(ours.fund_shares) if ours and isinstance(ours.fund_shares, dict) else []
    return [
        Finding(
            "budget_share_broken",
            told(
                _("%(what)s: %(share)s%% dari %(of)s; aturan meminta %(bounds)s."),
                what=broken.rule.what,
                share=f"{broken.share / 10:.1f}".replace(".", ","),
                of=rupiah_later(broken.of),
                bounds=bounds_of(broken.rule),
            ),
            _("Bagian menurut PP 43/2014 Pasal 100 dan aturan tahunan Dana Desa yang dicatat kabupaten."),
            key=broken.rule.name[:80],
            severity=Severity.GRAVE,
        )
        for broken in norms.broken_shares(balance.items(book), wanted)
    ]
