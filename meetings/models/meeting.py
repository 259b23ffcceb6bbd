"""A deliberation and its sittings."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.shapes import Person, RulesSnapshot, Speakers
from meetings.terms import (
    AttendanceMode,
    Convener,
    DecisionMethod,
    MeetingLevel,
    MeetingStatus,
    MeetingType,
    RankingMethod,
    SessionOutcome,
)
from sync.fields import Count, Day, Moment, Ref, Shape, Text, Word
from sync.models import SyncedRecord

MOST_PEOPLE = 5000


class Meeting(SyncedRecord):
    """A deliberation of a village, from its plan to its publication."""

    type = Word(MeetingType, verbose_name=_("jenis musyawarah"))
    title = Text(200, verbose_name=_("judul"))
    fiscal_year = Count(2015, 2100, verbose_name=_("tahun anggaran"))
    number = Text(80, verbose_name=_("nomor berita acara"))
    level = Word(MeetingLevel, default=MeetingLevel.VILLAGE, verbose_name=_("tingkat"))
    hamlet = Text(80, verbose_name=_("dusun"))
    convener = Word(Convener, default=Convener.BPD, verbose_name=_("penyelenggara"))
    chair = Shape(Person, verbose_name=_("pimpinan musyawarah"))
    minute_taker = Shape(Person, verbose_name=_("notulis"))
    speakers = Shape(Speakers, verbose_name=_("narasumber"))
    planned_start = Moment(verbose_name=_("rencana mulai"))
    place = Text(200, verbose_name=_("tempat"))
    rules = Shape(RulesSnapshot, verbose_name=_("tata tertib"))
    invitation_number = Text(80, verbose_name=_("nomor undangan"))
    invited_on = Day(verbose_name=_("tanggal undangan"))
    invited_count = Count(0, MOST_PEOPLE, verbose_name=_("jumlah undangan"))
    legal_basis = Text(500, verbose_name=_("dasar hukum"))
    opening_note = Text(4000, verbose_name=_("catatan pembukaan"))
    summary = Text(2000, verbose_name=_("ringkasan untuk warga"))
    decision_method = Word(DecisionMethod, verbose_name=_("cara pengambilan keputusan"))
    votes_for = Count(0, MOST_PEOPLE, verbose_name=_("setuju"))
    votes_against = Count(0, MOST_PEOPLE, verbose_name=_("tidak setuju"))
    votes_abstained = Count(0, MOST_PEOPLE, verbose_name=_("abstain"))
    ranking_method = Word(RankingMethod, verbose_name=_("cara memeringkat usulan"))
    objections = Text(4000, verbose_name=_("catatan keberatan"))
    status = Word(MeetingStatus, default=MeetingStatus.PLANNED, verbose_name=_("keadaan"))
    attendance_mode = Word(AttendanceMode, default=AttendanceMode.FULL_LIST, verbose_name=_("cara mencatat kehadiran"))
    submitted_at = Moment(verbose_name=_("diajukan pada"))
    review_note = Text(2000, verbose_name=_("catatan pemeriksa"))
    reviewed_at = Moment(verbose_name=_("diperiksa pada"))

    class Meta:
        verbose_name = _("musyawarah")
        verbose_name_plural = _("musyawarah")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(votes_for__gte=0)
                & models.Q(votes_against__gte=0)
                & models.Q(votes_abstained__gte=0),
                name="votes_of_a_meeting_are_counted_from_zero",
            ),
            models.CheckConstraint(condition=models.Q(invited_count__gte=0), name="invitations_are_counted_from_zero"),
        ]
        indexes = [
            models.Index(fields=["village", "fiscal_year"], name="meetings_of_a_year"),
            models.Index(
                fields=["village"],
                condition=models.Q(status=MeetingStatus.SUBMITTED),
                name="meetings_waiting_for_review",
            ),
        ]


class Session(SyncedRecord):
    """A sitting: a meeting may take several, in other hamlets or after an adjournment."""

    meeting = Ref(verbose_name=_("musyawarah"))
    started_at = Moment(verbose_name=_("mulai"))
    ended_at = Moment(verbose_name=_("selesai"))
    place = Text(200, verbose_name=_("tempat"))
    outcome = Word(SessionOutcome, default=SessionOutcome.HELD, verbose_name=_("hasil"))
    note = Text(2000, verbose_name=_("catatan"))

    class Meta:
        verbose_name = _("sesi")
        verbose_name_plural = _("sesi")
        indexes = [
            models.Index(fields=["village", "meeting"], name="sessions_of_a_meeting"),
            models.Index(fields=["started_at"], name="sessions_by_time"),
        ]
