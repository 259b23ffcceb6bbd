"""Who was invited and who came."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.meeting import MOST_PEOPLE
from meetings.shapes import Strokes
from meetings.terms import AttendanceStatus, Capacity, Element, Gender, Vulnerable
from sync.fields import Count, Day, Flag, Members, Moment, Ref, Shape, Text, Word, word_type
from sync.models import SyncedRecord


class Attendance(SyncedRecord):
    """One person who was invited or came."""

    meeting = Ref(verbose_name=_("musyawarah"))
    name = Text(120, verbose_name=_("nama"))
    gender = Word(Gender, default=Gender.UNKNOWN, verbose_name=_("L/P"))
    element = Word(Element, default=Element.LAIN, verbose_name=_("unsur masyarakat"))
    capacity = Word(Capacity, default=Capacity.INVITED, verbose_name=_("kapasitas"))
    position = Text(120, verbose_name=_("jabatan"))
    hamlet = Text(80, verbose_name=_("dusun"))
    rt = Text(5, verbose_name=_("RT"))
    rw = Text(5, verbose_name=_("RW"))
    phone = Text(25, verbose_name=_("nomor HP"))
    status = Word(AttendanceStatus, default=AttendanceStatus.INVITED, verbose_name=_("kehadiran"))
    reason = Text(200, verbose_name=_("alasan tidak hadir"))
    represents = Text(120, verbose_name=_("mewakili"))
    sessions = Members(Ref.wire, verbose_name=_("sesi"))
    arrived_at = Moment(verbose_name=_("datang pada"))
    left_at = Moment(verbose_name=_("pulang pada"))
    signature = Shape(Strokes, verbose_name=_("tanda tangan"))
    vulnerable = Members(word_type(Vulnerable.values), verbose_name=_("kelompok rentan"))
    invited_on = Day(verbose_name=_("diundang tanggal"))
    invitation_received = Flag(verbose_name=_("undangan diterima"))

    class Meta:
        verbose_name = _("kehadiran")
        verbose_name_plural = _("daftar hadir")
        indexes = [models.Index(fields=["village", "meeting"], name="attendance_of_a_meeting")]


class AttendanceTally(SyncedRecord):
    """How many of one element and gender came, counted off the signed paper sheet."""

    meeting = Ref(verbose_name=_("musyawarah"))
    element = Word(Element, verbose_name=_("unsur masyarakat"))
    gender = Word(Gender, verbose_name=_("L/P"))
    present = Count(0, MOST_PEOPLE, verbose_name=_("jumlah hadir"))
    photos = Members(Ref.wire, verbose_name=_("foto daftar hadir"))

    class Meta:
        verbose_name = _("hitungan kehadiran")
        verbose_name_plural = _("hitungan kehadiran")
        constraints = [models.CheckConstraint(condition=models.Q(present__gte=0), name="heads_are_counted_from_zero")]
        indexes = [models.Index(fields=["village", "meeting"], name="tallies_of_a_meeting")]
