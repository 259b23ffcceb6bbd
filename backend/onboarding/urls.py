"""Addresses of people, slips, hand-overs, and of what a kabupaten sets up."""

from django.urls import path

from backend.onboarding.pages import handover, people, roster, second_factor, setup, slips

_ONE = "orang/<uuid:person>/"
_HELD = f"{_ONE}tugas/<uuid:assignment>/"
app_name = "people"
urlpatterns = [
    path("orang/", people.index, name="index"),
    path("orang/tabel/", roster.bring, name="bring"),
    path("orang/tabel/contoh.xlsx", roster.template, name="template"),
    path("orang/tabel/<uuid:table>/", roster.preview, name="preview"),
    path("orang/slip/", slips.several, name="slips"),
    path(_ONE, people.person, name="person"),
    path(f"{_ONE}setel-ulang/", slips.reset, name="reset"),
    path(f"{_ONE}kunci-kedua/", second_factor.lost, name="second_factor"),
    path(f"{_HELD}akhir/", people.end, name="end"),
    path(f"{_HELD}serah-terima/", handover.page, name="hand_over"),
    path("persiapan/", setup.checklist, name="setup"),
    path("persiapan/<str:kabupaten>/sebutan/", setup.terms, name="terms"),
    path("persiapan/<str:kabupaten>/aturan/<int:year>/", setup.rules, name="rules"),
]
