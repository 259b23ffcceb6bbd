"""How work goes on, and who watches over it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from budgets.terms import Every, OversightState, SubjectKind
from meetings.terms import Element
from sync.fields import Count, Day, Money, Ref, Text, Word
from sync.models import SyncedRecord


class ProgressReport(SyncedRecord):
    """How far an activity is: work in percent, money spent so far."""

    budget_item = Ref(verbose_name=_("kegiatan"))
    reported_on = Day(verbose_name=_("tanggal laporan"))
    physical_percent = Count(0, 100, verbose_name=_("kemajuan fisik (%)"))
    spent = Money(verbose_name=_("realisasi biaya"))
    note = Text(2000, verbose_name=_("catatan"))

    class Meta:
        verbose_name = _("laporan kemajuan")
        verbose_name_plural = _("laporan kemajuan")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(physical_percent__range=(0, 100)), name="work_is_between_nothing_and_all"
            ),
            models.CheckConstraint(condition=models.Q(spent__gte=0), name="spending_is_never_negative"),
        ]
        indexes = [
            models.Index(fields=["village", "budget_item", "reported_on", "id"], name="reports_on_an_item_by_day")
        ]


class OversightAction(SyncedRecord):
    """One line of the oversight strategy: who watches what, how, and what was found."""

    meeting = Ref(verbose_name=_("musyawarah"))
    subject_kind = Word(SubjectKind, default=SubjectKind.BUDGET_ITEM, verbose_name=_("jenis yang diawasi"))
    budget_item = Ref(verbose_name=_("kegiatan"))
    subject = Text(200, verbose_name=_("yang diawasi"))
    watcher = Text(120, verbose_name=_("pengawas"))
    watcher_element = Word(Element, verbose_name=_("unsur pengawas"))
    method = Text(500, verbose_name=_("cara"))
    indicator = Text(500, verbose_name=_("tolok ukur"))
    due_on = Day(verbose_name=_("paling lambat"))
    every = Word(Every, default=Every.ONCE, verbose_name=_("berapa sering"))
    finding = Text(2000, verbose_name=_("temuan"))
    follow_up = Text(2000, verbose_name=_("tindak lanjut"))
    state = Word(OversightState, default=OversightState.PLANNED, verbose_name=_("keadaan"))
    withheld = Text(300, verbose_name=_("alasan hukum temuan tidak dibuka"))

    class Meta:
        verbose_name = _("pengawasan")
        verbose_name_plural = _("strategi pengawasan")
        indexes = [models.Index(fields=["village", "meeting"], name="oversight_of_a_meeting")]


class OversightVisit(SyncedRecord):
    """One time that somebody looked, as a line of the oversight strategy asks.

    ``withheld``: the law by which the finding is not made public; empty, it is public (UU 14/2008 Pasal 17 lists what
    may be kept back).
    """

    oversight_action = Ref(verbose_name=_("pengawasan"))
    done_on = Day(verbose_name=_("tanggal pengawasan"))
    finding = Text(2000, verbose_name=_("temuan"))
    follow_up = Text(2000, verbose_name=_("tindak lanjut"))
    state = Word(OversightState, default=OversightState.DONE, verbose_name=_("keadaan"))
    withheld = Text(300, verbose_name=_("alasan hukum temuan tidak dibuka"))

    class Meta:
        verbose_name = _("hasil pengawasan")
        verbose_name_plural = _("hasil pengawasan")
        indexes = [models.Index(fields=["village", "oversight_action", "done_on"], name="visits_of_an_action")]
