"""DU-RKP Desa: what the village asks of the kabupaten, the province and the ministries, on the official form.

Columns and their order: Permendagri 114/2014, Lampiran. "Sumber usulan" is the budget that the meeting asks, and stays
empty where it did not say one.
"""

from backend.kernel import money
from budgets.documents.form import (
    CENTRE,
    FIGURE,
    TOTAL,
    Column,
    Form,
    Head,
    Line,
    Money,
    as_pdf,
    as_xlsx,
    made,
)
from budgets.documents.plan import facts_of, place_of, signers_of, volume_of, whom
from budgets.terms import AskedOf, Fate
from villages.board.sections import Snapshot
from villages.models import Publication

COLUMNS = (
    Column(5, CENTRE),
    Column(22),
    Column(32),
    Column(20),
    Column(13, CENTRE),
    Column(24),
    Column(20, FIGURE),
    Column(16),
    Column(24),
)
HEADS = (
    (
        Head("No", down=2),
        Head("Bidang", down=2),
        Head("Jenis Kegiatan", down=2),
        Head("Lokasi", down=2),
        Head("Prakiraan Volume", down=2),
        Head("Sasaran / Manfaat", down=2),
        Head("Prakiraan Biaya", across=2),
        Head("Keterangan", down=2),
    ),
    (Head("Jumlah (Rp)"), Head("Sumber Usulan (APBD Kab / APBD Prov / APBN)")),
)

ASKED_OF = {AskedOf.APBD_KAB: "APBD Kab", AskedOf.APBD_PROV: "APBD Prov", AskedOf.APBN: "APBN"}
"""The budgets in the words of the form's own head."""


def asked(publication: Publication) -> list[Snapshot]:
    """The proposals of a publication that go to the kabupaten."""
    told = publication.snapshot.get("proposals", {}).get("proposals", ())
    return [one for one in told if one.get("fate") == Fate.HIGHER_LIST]


def holds(publication: Publication) -> bool:
    """Whether there is a DU-RKP to show."""
    return bool(asked(publication))


def form(publication: Publication) -> Form | None:
    """The DU-RKP of a publication; ``None`` where no proposal goes to the kabupaten."""
    rows = asked(publication)
    if not rows:
        return None
    total = sum(one.get("estimate", 0) for one in rows)
    year = publication.fiscal_year
    return Form(
        name=f"DU-RKP {year}",
        title=("DAFTAR USULAN RENCANA KERJA PEMERINTAH DESA", f"TAHUN {year}"),
        facts=facts_of(publication),
        columns=COLUMNS,
        heads=HEADS,
        lines=[
            *(_line(number, one) for number, one in enumerate(rows, start=1)),
            Line(["", "", "Jumlah Total", "", "", "", Money(total), "", ""], TOTAL, wide=True),
        ],
        closing=(f"Terbilang: {money.spelled(total)}.",),
        signatures=signers_of(publication),
    )


def pdf(publication: Publication) -> bytes:
    """The DU-RKP as PDF; raises ``LookupError`` where there is none."""
    return as_pdf(made(form(publication)), publication)


def xlsx(publication: Publication) -> bytes:
    """The DU-RKP as a spreadsheet; raises ``LookupError`` where there is none."""
    return as_xlsx(made(form(publication)), at=publication.published_at)


def _line(number: int, one: Snapshot) -> Line:
    return Line(
        [
            number,
            one.get("field_name", ""),
            one.get("activity", ""),
            place_of(one),
            volume_of(one),
            whom(one),
            Money(one["estimate"]) if "estimate" in one else "",
            ASKED_OF.get(one.get("asked_of", ""), ""),
            one.get("reason", ""),
        ]
    )
