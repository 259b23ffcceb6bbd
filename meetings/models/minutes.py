"""What was said, decided and signed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.models.meeting import MOST_PEOPLE
from meetings.shapes import FollowUps, Strokes
from meetings.terms import AgendaOutcome, DecisionMethod, Element, SignerRole
from sync.fields import Count, Flag, Moment, Ref, Shape, Text, Word
from sync.models import SyncedRecord
from villages.terms import Role


class AgendaItem(SyncedRecord):
    """One matter on the agenda: what was said, what became of it."""

    meeting = Ref(verbose_name=_("musyawarah"))
    order = Count(0, 999, verbose_name=_("urutan"))
    topic = Text(200, verbose_name=_("pokok bahasan"))
    presenter = Text(120, verbose_name=_("pemapar"))
    proposer = Text(120, verbose_name=_("pengusul"))
    proposer_element = Word(Element, verbose_name=_("unsur pengusul"))
    discussion = Text(20000, verbose_name=_("pembahasan"))
    response = Text(8000, verbose_name=_("tanggapan"))
    outcome = Word(AgendaOutcome, verbose_name=_("hasil"))
    reason = Text(1000, verbose_name=_("alasan"))
    decision = Text(8000, verbose_name=_("keputusan"))
    decision_method = Word(DecisionMethod, verbose_name=_("cara pengambilan keputusan"))
    votes_for = Count(0, MOST_PEOPLE, verbose_name=_("setuju"))
    votes_against = Count(0, MOST_PEOPLE, verbose_name=_("tidak setuju"))
    votes_abstained = Count(0, MOST_PEOPLE, verbose_name=_("abstain"))
    follow_up = Shape(FollowUps, verbose_name=_("tindak lanjut"))

    class Meta:
        verbose_name = _("acara")
        verbose_name_plural = _("agenda")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(votes_for__gte=0)
                & models.Q(votes_against__gte=0)
                & models.Q(votes_abstained__gte=0),
                name="votes_of_an_agenda_item_are_counted_from_zero",
            )
        ]
        indexes = [models.Index(fields=["village", "meeting"], name="agenda_of_a_meeting")]


class Signature(SyncedRecord):
    """A signature under the official record."""

    meeting = Ref(verbose_name=_("musyawarah"))
    role = Word(SignerRole, verbose_name=_("selaku"))
    name = Text(120, verbose_name=_("nama"))
    position = Text(120, verbose_name=_("jabatan"))
    strokes = Shape(Strokes, verbose_name=_("tanda tangan"))
    signed_at = Moment(verbose_name=_("ditandatangani pada"))

    class Meta:
        verbose_name = _("tanda tangan berita acara")
        verbose_name_plural = _("tanda tangan berita acara")
        indexes = [models.Index(fields=["village", "meeting"], name="signatures_of_a_meeting")]


class Remark(SyncedRecord):
    """A word between desk and phone about a meeting, one of its rows or one field."""

    meeting = Ref(verbose_name=_("musyawarah"))
    about_kind = Text(40, verbose_name=_("tentang jenis catatan"))
    about_record = Ref(verbose_name=_("tentang catatan"))
    about_field = Text(40, verbose_name=_("tentang isian"))
    text = Text(2000, verbose_name=_("isi"))
    author_name = Text(120, verbose_name=_("penulis"))
    author_role = Word(Role, verbose_name=_("peran penulis"))
    resolved = Flag(verbose_name=pgettext_lazy("catatan pemeriksa", "selesai"))

    class Meta:
        verbose_name = _("catatan pemeriksaan")
        verbose_name_plural = _("catatan pemeriksaan")
        indexes = [models.Index(fields=["village", "meeting"], name="remarks_on_a_meeting")]
