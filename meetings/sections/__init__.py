"""What boards show of a deliberation, and what officers must see about it."""

from django.utils.translation import gettext_lazy as _

from meetings.sections import evidence, file, minutes, record, rows, steps, turnout
from villages.board.sections import Section, register

register(
    Section(
        name="decision",
        subjects=rows.SUBJECTS,
        snapshot=record.decision,
        template="meetings/sections/decision.html",
        label=_("Keputusan"),
        anchor="keputusan",
        order=10,
    )
)
register(
    Section(
        name="turnout",
        subjects=rows.SUBJECTS,
        snapshot=turnout.turnout,
        template="meetings/sections/turnout.html",
        findings=turnout.findings,
        label=_("Kehadiran"),
        anchor="kehadiran",
        order=40,
    )
)
register(
    Section(
        name="minutes",
        subjects=rows.SUBJECTS,
        snapshot=minutes.minutes,
        template="meetings/sections/minutes.html",
        label=_("Pembahasan"),
        anchor="pembahasan",
        order=50,
    )
)
register(
    Section(
        name="photos",
        subjects=rows.SUBJECTS,
        snapshot=evidence.photographs,
        template="meetings/sections/photos.html",
        pictures=evidence.PICTURES,
        label=_("Foto"),
        anchor="foto",
        order=65,
    )
)
register(
    Section(
        name="next",
        subjects=rows.SUBJECTS,
        snapshot=steps.steps,
        template="meetings/sections/next.html",
        label=_("Berikutnya"),
        anchor="berikutnya",
        order=70,
    )
)
register(
    Section(
        name="publicity",
        subjects=rows.SUBJECTS,
        snapshot=evidence.publicity,
        template="meetings/sections/publicity.html",
        label=_("Publikasi"),
        anchor="publikasi",
        order=75,
    )
)
register(
    Section(
        name="record",
        subjects=rows.SUBJECTS,
        snapshot=record.record,
        template="meetings/sections/record.html",
        findings=file.findings,
        evidence=rows.versions,
        label=_("Catatan resmi"),
        anchor="catatan",
        order=80,
    )
)
