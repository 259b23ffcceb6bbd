"""DU-RKP: what goes to the kabupaten, in the official columns; only where something does."""

from budgets.documents import proposals
from budgets.models import Proposal
from budgets.terms import Fate
from tests.factories.meetings import JUTA, put
from tests.villages.board.printed import Printed
from villages.board import papers

COLUMNS = [
    *("No", "Bidang", "Jenis Kegiatan", "Lokasi", "Prakiraan Volume", "Sasaran / Manfaat", "Jumlah (Rp)"),
    *("Sumber Usulan (APBD Kab / APBD Prov / APBN)", "Keterangan"),
]


def ask(meeting, activity, estimate, **fields):
    given = {"meeting": meeting.id, "fate": Fate.HIGHER_LIST, "estimate": estimate, "activity": activity}
    put(Proposal, meeting.village, **{**given, **fields})


def test_what_goes_to_the_kabupaten_stands_there_with_place_volume_and_sum(published, meeting, rows_of):
    ask(meeting, "Jembatan Ciherang", 750 * JUTA, account="2.3.13", hamlet="Pasir", volume=12_500, unit="m")
    ask(meeting, "Puskesmas pembantu", 300 * JUTA, account="2.2.09", beneficiaries_female=400)

    rows = rows_of(proposals.xlsx(published(meeting)))

    head = next(place for place, row in enumerate(rows) if row[0] == "No")
    assert [below or above for above, below in zip(rows[head], rows[head + 1], strict=True)] == COLUMNS
    body = {row[2]: row for row in rows[head + 2 :] if row[2]}
    assert body["Jembatan Ciherang"][3:5] == ["Pasir", "12,5 m"]
    assert body["Jembatan Ciherang"][6] == 750_000_000
    assert body["Puskesmas pembantu"][5] == "P 400"
    assert body["Jumlah Total"][6] == 1_050_000_000
    assert "Lapangan bola" not in body


def test_the_paper_is_offered_only_where_there_is_something(published, meeting):
    one = published(meeting)
    assert not {paper.name for paper in papers.of(one)} & {"du-rkp.pdf", "du-rkp.xlsx"}

    ask(meeting, "Jembatan Ciherang", 750 * JUTA)
    two = published(meeting)

    assert {"du-rkp.pdf", "du-rkp.xlsx"} <= {paper.name for paper in papers.of(two)}
    assert "750.000.000,00" in Printed(proposals.pdf(two)).text
