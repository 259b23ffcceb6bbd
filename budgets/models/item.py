"""What was adopted and where its money comes from."""

from typing import Annotated

from django.db import models
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from budgets.models.proposal import MOST_PEOPLE
from budgets.terms import SDGS, Delivery, FundSource, ItemState, Nature, Sector
from sync.fields import Count, Flag, Members, Money, Quantity, Ref, Text, Word
from sync.models import SyncedRecord


class BudgetItem(SyncedRecord):
    """One activity that a meeting took up, from the plan to the account of it."""

    meeting = Ref(verbose_name=_("musyawarah"))
    agenda_item = Ref(verbose_name=_("acara"))
    proposal = Ref(verbose_name=_("usulan"))
    fiscal_year = Count(2015, 2100, verbose_name=_("tahun anggaran"))
    account = Text(20, verbose_name=_("kode rekening"))
    name = Text(200, verbose_name=_("nama kegiatan"))
    place = Text(200, verbose_name=_("lokasi"))
    hamlet = Text(80, verbose_name=_("dusun"))
    volume = Quantity(verbose_name=_("volume"))
    unit = Text(20, verbose_name=_("satuan"))
    unit_price = Money(verbose_name=_("harga satuan"))
    amount = Money(verbose_name=_("jumlah biaya"))
    price_note = Text(500, verbose_name=_("penjelasan biaya"))
    beneficiaries_male = Count(0, MOST_PEOPLE, verbose_name=_("penerima manfaat laki-laki"))
    beneficiaries_female = Count(0, MOST_PEOPLE, verbose_name=_("penerima manfaat perempuan"))
    beneficiaries_poor_households = Count(0, MOST_PEOPLE, verbose_name=_("rumah tangga miskin penerima manfaat"))
    benefit = Text(500, verbose_name=_("sasaran dan manfaat"))
    start_month = Count(1, 12, verbose_name=_("bulan mulai"))
    end_month = Count(1, 12, verbose_name=_("bulan selesai"))
    delivery = Word(Delivery, verbose_name=_("pola pelaksanaan"))
    cash_for_work = Flag(verbose_name=_("padat karya tunai"))
    implementer = Text(120, verbose_name=_("rencana pelaksana kegiatan"))
    nature = Word(Nature, verbose_name=_("sifat kegiatan"))
    sdgs = Members(Annotated[int, Field(strict=True, ge=min(SDGS), le=max(SDGS))], verbose_name=_("SDGs Desa"))
    sector = Word(Sector, verbose_name=_("sektor"))
    state = Word(ItemState, default=ItemState.PROPOSED, verbose_name=_("keadaan"))
    reason = Text(1000, verbose_name=_("alasan"))
    order = Count(0, 999, verbose_name=_("urutan"))

    class Meta:
        verbose_name = _("kegiatan")
        verbose_name_plural = _("kegiatan")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gte=0) & models.Q(unit_price__gte=0),
                name="costs_of_an_activity_are_never_negative",
            ),
            models.CheckConstraint(condition=models.Q(volume__gte=0), name="volume_of_an_activity_is_never_negative"),
            models.CheckConstraint(
                condition=models.Q(start_month__range=(1, 12)) & models.Q(end_month__range=(1, 12)),
                name="a_year_has_twelve_months",
            ),
        ]
        indexes = [
            models.Index(fields=["village", "meeting"], name="items_of_a_meeting"),
            models.Index(fields=["village", "fiscal_year"], name="items_of_a_year"),
        ]


class Funding(SyncedRecord):
    """The part of an activity's cost that one source pays."""

    budget_item = Ref(verbose_name=_("kegiatan"))
    source = Word(FundSource, verbose_name=_("sumber dana"))
    carried_over = Flag(verbose_name=_("SiLPA"))
    amount = Money(verbose_name=_("jumlah"))

    class Meta:
        verbose_name = _("pembiayaan")
        verbose_name_plural = _("pembiayaan")
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="a_source_never_pays_less_than_nothing")
        ]
        indexes = [models.Index(fields=["village", "budget_item"], name="funding_of_an_item")]


class Ceiling(SyncedRecord):
    """How much a source gives a village in a year; said by the desk."""

    fiscal_year = Count(2015, 2100, verbose_name=_("tahun anggaran"))
    source = Word(FundSource, verbose_name=_("sumber dana"))
    amount = Money(verbose_name=_("pagu"))
    indicative = Flag(verbose_name=_("pagu indikatif"))
    legal_reference = Text(200, verbose_name=_("dasar hukum"))

    class Meta:
        verbose_name = _("pagu")
        verbose_name_plural = _("pagu")
        constraints = [models.CheckConstraint(condition=models.Q(amount__gte=0), name="a_ceiling_is_never_negative")]
        indexes = [models.Index(fields=["village", "fiscal_year"], name="ceilings_of_a_year")]
