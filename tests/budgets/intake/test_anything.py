"""Whatever is brought, a person gets a sentence and never a crash."""

from hypothesis import given, settings
from hypothesis import strategies as st

from budgets import ceilings, local_codes
from budgets.intake import columns, plan_form, plan_rows, sheets
from budgets.intake.plan_rows import Code, Knows

KNOWS = Knows(lambda code: Code(code, "Jalan", "kegiatan") if code == "2.3.10" else None, "32.05.09.2006", 2027)
WORDS = (
    *("Kode", "Jenis kegiatan", "Jumlah (Rp)", "Sumber", "Biaya", "Kd_Keg", "ID_Keg", "Volume", "Jumlah per Bidang 2"),
    *("2.3.10", "02.03.10.", "1.250.000", "-5", "DDS", "SiLPA", "DDS 5; ADD 7", "", "April - Juni", "√", "9" * 30),
    *("Bidang Pelaksanaan Pembangunan", "Jumlah Total", "450 m", "²", "1,250", "32.05.09.2006", "Pagu", "'=1"),
)
TABLE = st.lists(st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=8), max_size=12)


@settings(deadline=None)
@given(st.binary(max_size=400) | st.binary(max_size=200).map(lambda rest: b"PK\x03\x04" + rest))
def test_any_bytes_are_a_table_or_refused(content):
    try:
        assert sheets.read(content).sheets
    except sheets.NotATable:
        return


@settings(deadline=None)
@given(TABLE, st.sampled_from([";", ",", "\t"]))
def test_any_table_is_read_to_its_last_bad_cell(rows, separator):
    text = "\n".join(separator.join(row) for row in rows)
    try:
        book = sheets.read(text.encode())
    except sheets.NotATable:
        return
    for form in (ceilings.FORM, local_codes.FORM, plan_form.FORM):
        found = columns.find(book, form)
        for line in found.lines():
            _values, bad = found.values(line)
            assert all(one.why and one.row == line.number for one in bad)
    read = plan_rows.read(columns.find(book, plan_form.FORM), KNOWS)
    assert all(one.fields.get("amount", 0) >= 0 for one in read.activities) or read.bad
