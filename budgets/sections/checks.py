"""What an officer must see about the money of a meeting."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from backend.kernel.words import rupiah_later, told
from budgets import queries, rules
from budgets.models import BudgetItem
from budgets.queries import Funded
from budgets.sections import rows
from budgets.sections.plan import EXACT, source_label
from budgets.terms import Fate
from meetings.sections.rows import meeting_of
from villages.board.sections import Finding, Subject

NAMED = 5
"""How many activities one sentence names."""


def of_plan(subject: Subject) -> list[Finding]:
    """Ceilings exceeded, sums that do not agree, activities without account, place or source."""
    items = rows.adopted(rows.items_of(subject))
    if not items:
        return []
    ceilings = queries.ceilings_of(subject.village.pk, meeting_of(subject).fiscal_year)
    return [
        *_over_ceiling(items, ceilings),
        *_beyond_reading(items),
        *_about(
            "funding_differs",
            _("Jumlah sumber dana tidak sama dengan biaya kegiatan: %(items)s."),
            _("Matriks RKP Desa, Permendagri 114/2014: biaya dan sumber pembiayaan harus cocok."),
            [one.item for one in items if rules.funding_differs(one.facts)],
        ),
        *_about(
            "source_missing",
            _("Sumber dana belum ditulis: %(items)s."),
            _("Perki 1/2018: warga berhak tahu sumber dan besaran anggaran."),
            [one.item for one in items if one.item.amount and not one.funding],
        ),
        *_about(
            "price_differs",
            _("Volume kali harga satuan tidak sama dengan biaya: %(items)s."),
            _("Hitungan dasar RAB; selisih perlu dijelaskan."),
            [one.item for one in items if _price_differs(one.item)],
        ),
        *_about(
            "account_missing",
            _("Kode rekening belum diisi: %(items)s."),
            _("Permendagri 20/2018: kegiatan dikelompokkan menurut bidang dan kode rekening."),
            [one.item for one in items if not rules.field_of(one.item.account)],
        ),
        *_about(
            "place_missing",
            _("Lokasi belum ditulis: %(items)s."),
            _("Permendes PDT 16/2025 Pasal 10: nama, lokasi, dan besaran anggaran wajib diumumkan."),
            [one.item for one in items if not one.item.place and not one.item.hamlet],
        ),
    ]


def of_proposals(subject: Subject) -> list[Finding]:
    """Proposals refused or deferred without a reason, proposals nobody decided on."""
    found = rows.proposals_of(subject)
    silent = [one for one in found if one.fate in (Fate.REFUSED, Fate.DEFERRED) and not one.reason]
    if not silent:
        return []
    names = ", ".join(one.activity for one in silent[:NAMED])
    return [
        Finding(
            "reason_missing",
            told(_("Usulan ditolak atau ditunda tanpa alasan: %(names)s."), names=names),
            _("Daftar kegiatan yang disepakati, ditunda, dan ditolak memuat alasannya."),
        )
    ]


def _over_ceiling(items: list[Funded], ceilings: dict[str, int]) -> list[Finding]:
    """One finding for each source that is overdrawn; money carried over comes on top of a ceiling."""
    planned = rules.drawn_this_year([one.facts for one in items])
    return [
        Finding(
            "ceiling_exceeded",
            told(
                _("Rencana dari %(source)s %(planned)s, melebihi pagu %(ceiling)s."),
                source=source_label(source),
                planned=rupiah_later(planned[source]),
                ceiling=rupiah_later(ceilings[source]),
            ),
            _("Permendagri 114/2014: rencana disusun menurut pagu indikatif desa."),
            blocking=True,
        )
        for source in sorted(rules.ceilings_exceeded(planned, ceilings))
    ]


def _beyond_reading(items: list[Funded]) -> list[Finding]:
    if rules.total([one.facts for one in items]) <= EXACT:
        return []
    message = _("Jumlah biaya semua kegiatan tidak masuk akal. Periksa angka nolnya.")
    return [Finding("amount_impossible", message, blocking=True)]


def _about(code: str, sentence: Promise, reason: Promise, items: list[BudgetItem]) -> list[Finding]:
    """One finding that names the activities, or none where there are none."""
    if not items:
        return []
    names = ", ".join(one.name for one in items[:NAMED])
    more = len(items) - NAMED
    if more > 0:
        return [
            Finding(
                code, told(sentence, items=told(_("%(names)s dan %(more)s lainnya"), names=names, more=more)), reason
            )
        ]
    return [Finding(code, told(sentence, items=names), reason)]


def _price_differs(item: BudgetItem) -> bool:
    return rules.price_differs(volume=item.volume, unit_price=item.unit_price, amount=item.amount)
