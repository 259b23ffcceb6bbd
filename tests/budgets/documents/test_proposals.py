"""DU-RKP: what goes to the kabupaten, in the official columns; only where something does."""

import pytest

from budgets.documents import proposals
from budgets.models import Proposal
from budgets.opendata.tables import PROPOSALS
from budgets.terms import Fate
from meetings.models import Meeting
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


@pytest.mark.parametrize(
    ("asked_of", "printed", "said"),
    [
        ("apbd_kab", "APBD Kab", "APBD kabupaten/kota"),
        ("apbd_prov", "APBD Prov", "APBD provinsi"),
        ("apbn", "APBN", "APBN"),
    ],
)
def test_the_budget_that_the_phone_says_is_asked_stands_in_its_column(
    siti, published, rows_of, client, asked_of, printed, said
):
    meeting = siti.phone.record("meeting", type="musdes_rkp", title="Musdes RKP", fiscal_year=2027)
    wish = siti.phone.record("proposal", meeting=meeting, activity="Jembatan Ciherang", estimate=750 * JUTA)
    siti.phone.change(wish, fate="higher_list", asked_of=asked_of, reason="Jalan di luar wewenang desa.")
    siti.phone.sync()

    one = published(Meeting.objects.get())

    (line,) = [row for row in rows_of(proposals.xlsx(one)) if row[2] == "Jembatan Ciherang"]
    assert line[6:] == [750_000_000, printed, "Jalan di luar wewenang desa."]
    text = Printed(proposals.pdf(one)).text
    assert text.count(printed) == 2  # the head of the column, and the line
    (row,) = PROPOSALS.rows(one)
    assert dict(zip([column.name for column in PROPOSALS.columns], row, strict=True))["sumber_usulan"] == asked_of
    page = client.get(f"/desa/{siti.village.region.code}/terbitan/{one.number}/").content.decode()
    assert f"Diusulkan ke kabupaten (DU-RKP): {said}" in page


def test_what_a_phone_that_knows_no_budgets_changes_leaves_the_one_that_is_asked(siti, published, rows_of):
    meeting = siti.phone.record("meeting", type="musdes_rkp", title="Musdes RKP", fiscal_year=2027)
    known = {"fate": "higher_list", "asked_of": "apbn", "estimate": 5 * JUTA}
    wish = siti.phone.record("proposal", meeting=meeting, activity="Jembatan Ciherang", **known)
    siti.phone.sync()

    siti.phone.change(wish, reason="Jalan nasional.")
    siti.phone.sync()
    assert Proposal.objects.get().asked_of == "apbn"
    siti.phone.change(wish, asked_of="dana_hibah")
    siti.phone.sync()

    assert siti.phone.outcomes() == ["rejected"]
    assert Proposal.objects.get().asked_of == "apbn"


def test_a_wish_that_was_adopted_after_all_asks_nobody_any_more(siti, published):
    meeting = siti.phone.record("meeting", type="musdes_rkp", title="Musdes RKP", fiscal_year=2027)
    wish = siti.phone.record("proposal", meeting=meeting, activity="Jembatan", fate="higher_list", asked_of="apbn")
    siti.phone.change(wish, fate="adopted")
    siti.phone.sync()

    (told,) = published(Meeting.objects.get()).snapshot["proposals"]["proposals"]
    assert "asked_of" not in told
    assert "asked_of_label" not in told
