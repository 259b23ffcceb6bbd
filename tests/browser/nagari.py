"""Cangkuang, were it a nagari: a kabupaten with its own words and its own rules of the year."""

from backend.kernel import clock
from tests.browser.seed import seed
from villages.models import LocalTerms, RuleSet


def seed_nagari() -> None:
    """The small world, and what its kabupaten says of itself."""
    seed()
    LocalTerms.objects.create(
        kabupaten_id="32.05",
        village="Nagari",
        village_head="Wali Nagari",
        hamlet="Jorong",
        kecamatan="Kecamatan",
        kecamatan_head="Camat",
        council="Bamus Nagari",
    )
    now = clock.today().year
    for year in (now, now + 1):
        RuleSet.objects.create(
            kabupaten_id="32.05",
            year=year,
            legal_basis=f"Perbup {year} tentang Nagari",
            quorum_numerator=1,
            quorum_denominator=2,
            required_elements=["adat", "perempuan"],
        )
