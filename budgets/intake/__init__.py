"""Tables that people bring: bytes of CSV or XLSX to checked values, every bad cell named by row and column.

    FORM = Form("ceilings", (
        Column("village", _("Kode desa"), also=("kd desa", "kode wilayah"), read=cells.village_code, needed=True),
        Column("amount", _("Pagu"), also=("pagu rp", "jumlah"), read=cells.amount, needed=True),
    ))
    book = sheets.read(content)             # raises sheets.NotATable: too large, no table, damaged
    found = columns.find(book, FORM)        # where the head is and which column is what; never raises
    if found.missing: ...                   # let the person choose; columns.find(book, FORM, chosen={"amount": 4})
    for line in found.lines():              # rows under the head: no blank rows, no row that numbers the columns
        values, bad = found.values(line)    # {"village": "32.05.09.2006", "amount": 90000000000}, [Bad(...)]

A cell is text in Indonesian spelling, as a spreadsheet in Indonesia would show it: the number 48232.91 of a sheet is
``"48232,91"``. ``line.number`` is the row that a spreadsheet shows. An empty cell is ``None`` in ``values``, and bad
only where the column is ``needed``. Labels are compared without case, signs and "Rp" (``columns.keyed``).
"""
