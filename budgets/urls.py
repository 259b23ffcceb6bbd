"""Addresses of money and of taking part: ``public`` ones for villagers, and the ``office`` of those who record."""

from django.urls import path

import villages.board.urls  # noqa: F401 -- registers how a village's code looks in an address
from budgets.board import pages as money
from budgets.board import watch
from budgets.pages import (
    apb,
    apb_history,
    apb_rows,
    ceilings,
    codes,
    excusing,
    plans,
    realisation,
    summary,
    tables,
    village,
    villagers,
)

_VILLAGE = "desa/<village:code>/"
app_name = "money"
urlpatterns = [
    path(f"{_VILLAGE}usulan/<int:year>/", money.proposals, name="proposals"),
    path(f"{_VILLAGE}anggaran/<int:year>/", money.budget, name="budget"),
    path(f"{_VILLAGE}banding/<int:year>/", money.comparison, name="comparison"),
    path(f"{_VILLAGE}terbitan/<int:number>/tabel/<slug:name>/", money.table, name="table"),
    path(f"{_VILLAGE}pengawasan.ics", watch.subscription, name="watch"),
]
public = (
    [
        path(f"{_VILLAGE}rembuk/", villagers.coming, name="coming"),
        path(f"{_VILLAGE}rembuk/<uuid:meeting>/usul/", villagers.propose, name="propose"),
        path(f"{_VILLAGE}terbitan/<int:number>/tanya/", villagers.ask, name="ask"),
        path(f"{_VILLAGE}tanya-jawab/", villagers.talk, name="talk"),
        path("usulan/", villagers.find, name="find"),
        path("usulan/<str:code>/", villagers.status, name="status"),
    ],
    "taking_part",
)
office = (
    [
        path("warga/", village.queue, name="queue"),
        path("warga/<uuid:voice>/", village.one, name="one"),
    ],
    "voices",
)
books = (
    [
        path("apb/", apb.years, name="years"),
        path("apb/<uuid:budget>/", apb.one, name="one"),
        path("apb/<uuid:budget>/temuan/", excusing.budget, name="excuse"),
        path("apb/<uuid:budget>/riwayat/", apb_history.history, name="history"),
        path("apb/<uuid:budget>/kegiatan/", apb_rows.work, name="add_work"),
        path("apb/<uuid:budget>/kegiatan/<uuid:thread>/", apb_rows.work, name="work"),
        path("apb/<uuid:budget>/baris/", apb_rows.line, name="add_line"),
        path("apb/<uuid:budget>/baris/<uuid:thread>/", apb_rows.line, name="line"),
    ],
    "apb",
)
"""The APB Desa at the desk."""
desk = (
    [
        path("pagu/", ceilings.year, name="ceilings"),
        path("pagu/<int:year>/<uuid:village>/", ceilings.village, name="ceiling"),
        path("kode-kegiatan/", codes.search, name="codes"),
        path("kode-kegiatan/<int:code>/akhiri/", codes.end, name="end_code"),
        path("tabel/", plans.mine, name="plans"),
        path("<uuid:village>/musyawarah/<uuid:meeting>/tabel/", plans.plan, name="plan"),
        path(
            "<uuid:village>/musyawarah/<uuid:meeting>/tabel/Ta_RPJM_Pagu_Tahunan.csv",
            plans.treasury_table,
            name="treasury",
        ),
        path("tabel/<uuid:table>/", tables.preview, name="preview"),
    ],
    "tables",
)
"""Tables that come in at the desk."""
oversight = (
    [
        path("ringkasan/", summary.area, name="area"),
        path("ringkasan/hitung/", summary.reckon, name="reckon"),
        path("ringkasan/<int:year>/<str:code>", realisation.village, name="village"),
        path("ringkasan/<int:year>/<str:code>/temuan/", excusing.year, name="excuse"),
    ],
    "money_desk",
)
