"""What villagers ask for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from budgets.terms import AskedOf, Fate, ProposalSource
from meetings.terms import Element
from sync.fields import Count, Members, Money, Quantity, Ref, Text, Word
from sync.models import SyncedRecord

MOST_PEOPLE = 1_000_000
MOST_POINTS = 5


class Proposal(SyncedRecord):
    """A wish that was voiced, and what became of it."""

    meeting = Ref(verbose_name=_("musyawarah"))
    source = Word(ProposalSource, default=ProposalSource.VILLAGER, verbose_name=_("asal usulan"))
    problem = Text(2000, verbose_name=_("masalah"))
    activity = Text(200, verbose_name=_("kegiatan yang diusulkan"))
    account = Text(20, verbose_name=_("kode rekening"))
    place = Text(200, verbose_name=_("lokasi"))
    hamlet = Text(80, verbose_name=_("dusun"))
    volume = Quantity(verbose_name=_("volume"))
    unit = Text(20, verbose_name=_("satuan"))
    estimate = Money(verbose_name=_("perkiraan biaya"))
    beneficiaries_male = Count(0, MOST_PEOPLE, verbose_name=_("penerima manfaat laki-laki"))
    beneficiaries_female = Count(0, MOST_PEOPLE, verbose_name=_("penerima manfaat perempuan"))
    beneficiaries_poor_households = Count(0, MOST_PEOPLE, verbose_name=_("rumah tangga miskin penerima manfaat"))
    proposer = Text(120, verbose_name=_("pengusul"))
    proposer_element = Word(Element, verbose_name=_("unsur pengusul"))
    score = Count(0, 100_000, verbose_name=_("skor"))
    score_felt = Count(1, MOST_POINTS, verbose_name=_("skor dirasakan banyak orang"))
    score_urgent = Count(1, MOST_POINTS, verbose_name=_("skor mendesak"))
    score_income = Count(1, MOST_POINTS, verbose_name=_("skor menghambat pendapatan"))
    score_potential = Count(1, MOST_POINTS, verbose_name=_("skor dukungan potensi"))
    score_plan = Count(1, MOST_POINTS, verbose_name=_("skor sesuai RPJM Desa"))
    votes = Count(0, 5000, verbose_name=_("suara"))
    rank = Count(1, 9999, verbose_name=_("peringkat"))
    rank_reason = Text(500, verbose_name=_("alasan peringkat"))
    fate = Word(Fate, default=Fate.OPEN, verbose_name=_("nasib usulan"))
    deferred_to = Count(2015, 2100, verbose_name=_("ditunda ke tahun"))
    asked_of = Word(AskedOf, verbose_name=_("sumber usulan"))
    reason = Text(1000, verbose_name=_("alasan"))
    became = Members(Ref.wire, verbose_name=_("menjadi kegiatan"))
    merged_into = Ref(verbose_name=_("digabung ke usulan"))
    split_from = Ref(verbose_name=_("dipecah dari usulan"))

    class Meta:
        verbose_name = _("usulan")
        verbose_name_plural = _("usulan")
        constraints = [
            models.CheckConstraint(condition=models.Q(estimate__gte=0), name="an_estimate_is_never_negative"),
            models.CheckConstraint(condition=models.Q(volume__gte=0), name="volume_of_a_proposal_is_never_negative"),
        ]
        indexes = [models.Index(fields=["village", "meeting"], name="proposals_of_a_meeting")]
