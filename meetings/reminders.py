"""Ready words for whoever has not reported; a person sends them by WhatsApp from their own phone.

They go to villages, so they are Indonesian whatever the language of the officer's screen.
"""

from collections.abc import Iterable
from urllib.parse import quote

from django.utils import translation
from django.utils.formats import date_format

from meetings.coverage import Cell, Line
from villages.models import User

WHATSAPP = "https://wa.me/?text="
LANGUAGE = "id"


def for_village(line: Line, fiscal_year: int, by: User) -> str:
    """What is late in one village, each with its last day, and what to do."""
    with translation.override(LANGUAGE):
        owed = [f"{number}. {_owed(cell, fiscal_year)}" for number, cell in enumerate(line.unreported, start=1)]
    return "\n".join(
        [
            f"Yth. Pemerintah Desa dan BPD {line.name}.",
            "Kami belum menerima catatan musyawarah ini di Rembuk Desa:",
            *owed,
            "Mohon dicatat di HP lalu dikirim.",
            "Bila sudah digelar tetapi belum terkirim, buka aplikasi saat ada sinyal.",
            f"Terima kasih. {by.name}",
        ]
    )


def for_group(lines: Iterable[Line], fiscal_year: int, by: User) -> str:
    """Which villages of a kecamatan are late, for a group's chat."""
    late = [line for line in lines if line.unreported]
    with translation.override(LANGUAGE):
        told = [f"- {line.name}: " + ", ".join(str(cell.due.name.label) for cell in line.unreported) for line in late]
    return "\n".join(
        [
            f"{len(late)} desa belum lapor musyawarah tahun anggaran {fiscal_year}:",
            *told,
            f"Mohon dicatat di aplikasi Rembuk Desa dan dikirim. Terima kasih. {by.name}",
        ]
    )


def link(text: str) -> str:
    """Opens WhatsApp with the text; nothing is sent before a person chooses to whom."""
    return WHATSAPP + quote(text)


def _owed(cell: Cell, fiscal_year: int) -> str:
    return f"{cell.due.name.label} {fiscal_year} (batas {date_format(cell.due.by(fiscal_year), 'j F Y')})"
