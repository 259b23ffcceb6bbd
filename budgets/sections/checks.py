"""What an officer must see about the money of a meeting."""

from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from backend.kernel.words import rupiah_later, told
from budgets import moves, queries, rules
from budgets.ancestry import Ancestry
from budgets.models import BudgetItem, Proposal
from budgets.moves import Facts
from budgets.queries import Funded
from budgets.sections import progress, rows, wishes
from budgets.sections.plan import EXACT, source_label
from budgets.terms import Fate, ItemState, Need
from meetings.sections.rows import meeting_of
from villages.board.sections import Finding, Subject

NAMED = 5
"""How many activities one sentence names."""


def of_plan(subject: Subject) -> list[Finding]:
    """Ceilings exceeded, sums that do not agree, activities without account, place or source, or without a reason."""
    everything = rows.items_of(subject)
    items = rows.adopted(everything)
    left_out = _of_lives(subject, everything)
    if not items:
        return left_out
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
        *left_out,
    ]


def _of_lives(subject: Subject, everything: list[Funded]) -> list[Finding]:
    """What the states of the activities still need."""
    village = subject.village.pk
    items = [one.item for one in everything]
    standing = {one.id: one.reason for one in items if one.state != ItemState.DROPPED}
    silent = queries.taken_up_silently(village, standing, field="state", out=(ItemState.DROPPED,)) if standing else ()
    return [
        *_about(
            "dropped_without_reason",
            _("Kegiatan tidak dilanjutkan tanpa alasan: %(items)s."),
            _("Daftar kegiatan yang disepakati, ditunda, dan ditolak memuat alasannya."),
            [one for one in items if Need.REASON in moves.lacking(one.state, Facts(reason=one.reason))],
        ),
        *_about(
            "taken_up_silently",
            _("Kegiatan yang pernah tidak dilanjutkan diangkat lagi tanpa alasan baru: %(items)s."),
            _("Keputusan musyawarah diubah dengan keputusan yang beralasan."),
            [one for one in items if one.id in silent],
        ),
        *unproven(village, items),
    ]


def of_progress(subject: Subject) -> list[Finding]:
    """Activities of the year that are said to be finished and not shown to be."""
    return unproven(subject.village.pk, progress.carried_out(subject))


def unproven(village: UUID, items: list[BudgetItem]) -> list[Finding]:
    """A finding that names the activities that are said to be finished and not shown to be. Two queries at most."""
    said = [one for one in items if Need.WHOLE_REPORT in moves.lacking(one.state, Facts())]
    whole = queries.whole_of(village, [one.id for one in said]) if said else set()
    return _about(
        "done_unproven",
        _("Dicatat selesai, tetapi belum ada laporan 100%% dengan foto: %(items)s."),
        _("Permendagri 20/2018 Pasal 68-70: pelaksanaan dilaporkan sebelum dipertanggungjawabkan."),
        [one for one in said if one.id not in whole],
    )


def of_proposals(subject: Subject) -> list[Finding]:
    """What the fates of the proposals still need, ties nobody decided, and merges that lead in a circle."""
    found = rows.proposals_of(subject)
    if not found:
        return []
    village = subject.village.pk
    kin, _names = queries.kinship_of(village)
    standing = [one for one in found if kin.stands(str(one.id))]
    lacking = {one.id: set(moves.fate_lacking(one.fate, facts_of(one))) for one in standing}
    decided = {one.id: one.reason for one in standing if one.fate not in (Fate.REFUSED, Fate.OPEN)}
    silent = queries.taken_up_silently(village, decided, field="fate", out=(Fate.REFUSED,)) if decided else ()
    places = wishes.places_of(meeting_of(subject).ranking_method, standing)
    tied = {one.id for one in places if one.tied}
    return [
        *_named(
            "reason_missing",
            _("Usulan ditolak, ditunda, atau diteruskan tanpa alasan: %(items)s."),
            _("Daftar kegiatan yang disepakati, ditunda, dan ditolak memuat alasannya."),
            [one.activity for one in standing if Need.REASON in lacking[one.id]],
        ),
        *_named(
            "year_missing",
            _("Usulan ditunda tanpa tahun: %(items)s."),
            _("Usulan yang ditunda dibahas lagi pada tahun yang disebut."),
            [one.activity for one in standing if Need.YEAR in lacking[one.id]],
        ),
        *_named(
            "higher_list_incomplete",
            _("Usulan ke kabupaten belum lengkap lokasi, volume, atau perkiraan biayanya: %(items)s."),
            _("Daftar Usulan RKP Desa (DU-RKP), Permendagri 114/2014: kolom lokasi, volume, dan biaya."),
            [one.activity for one in standing if lacking[one.id] & {Need.PLACE, Need.VOLUME, Need.COST}],
        ),
        *_named(
            "fate_changed_silently",
            _("Usulan yang pernah ditolak diangkat lagi tanpa alasan baru: %(items)s."),
            _("Keputusan musyawarah diubah dengan keputusan yang beralasan."),
            [one.activity for one in standing if one.id in silent],
        ),
        *_named(
            "rank_tied",
            _("Peringkat sama dan belum diputuskan: %(items)s."),
            _("Urutan usulan yang sama nilainya diputuskan musyawarah dengan alasan, bukan oleh aplikasi."),
            [one.activity for one in standing if str(one.id) in tied],
        ),
        *_named(
            "merged_in_circle",
            _("Usulan digabung berputar, jadi tetap dihitung sendiri: %(items)s."),
            _("Dua HP menggabungkan usulan yang sama ke arah yang berbeda."),
            [one.activity for one in found if str(one.id) in kin.looped],
        ),
        *_named(
            "parts_differ",
            _("Jumlah perkiraan biaya pecahannya berbeda dengan usulan semula: %(items)s."),
            _("Usulan yang dipecah menjadi beberapa: jumlah bagiannya sama dengan semula, atau ada penjelasannya."),
            [one.activity for one in found if _parts_differ(one, kin, found) and not one.reason],
        ),
    ]


def facts_of(proposal: Proposal) -> Facts:
    """What is known of a proposal, as far as its fate needs it."""
    return Facts(
        reason=proposal.reason,
        year=proposal.deferred_to,
        place=proposal.place or proposal.hamlet,
        volume=proposal.volume,
        cost=proposal.estimate,
    )


def _parts_differ(proposal: Proposal, kin: Ancestry, found: list[Proposal]) -> bool:
    """Whether the parts cost together another amount than the whole did; what nobody estimated never differs."""
    parts = kin.parts.get(str(proposal.id), ())
    costs = [one.estimate for one in found if str(one.id) in parts]
    if not parts or proposal.estimate is None or len(costs) < len(parts):
        return False
    return None not in costs and sum(cost or 0 for cost in costs) != proposal.estimate


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
            key=source,
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
    return _named(code, sentence, reason, [one.name for one in items])


def _named(code: str, sentence: Promise, reason: Promise, items: list[str]) -> list[Finding]:
    if not items:
        return []
    names = ", ".join(items[:NAMED])
    more = len(items) - NAMED
    if more > 0:
        return [
            Finding(
                code, told(sentence, items=told(_("%(names)s dan %(more)s lainnya"), names=names, more=more)), reason
            )
        ]
    return [Finding(code, told(sentence, items=names), reason)]


def _price_differs(item: BudgetItem) -> bool:
    """Whether it differs and nobody explained why."""
    differs = rules.price_differs(volume=item.volume, unit_price=item.unit_price, amount=item.amount)
    return differs and not item.price_note.strip()
