"""Public pages on money. They show publications, never live records, and need neither script nor cookie."""

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from budgets import lives
from budgets.board import compare, fates, lines, parts
from budgets.documents import FILES, FORMS
from villages.board import papers, places, queries
from villages.board.answers import HOUR, missing, of_village, page, public
from villages.board.dossier import LANGUAGE
from villages.board.pages import duties_of, frame
from villages.models import Village


@public()
@of_village
def proposals(request: HttpRequest, home: Village, year: int) -> HttpResponse:
    """The fate of every proposal of a year, and what became of every activity since it was adopted."""
    published = queries.of_year(home, year)
    if not published:
        return missing(_("Belum ada terbitan untuk tahun ini."))
    followed, threads = lives.lives_of(published)
    wishes = lives.wishes_of(published, threads)
    return page(
        "budgets/board/proposals.html",
        {
            **frame(places.place_of(home)),
            "year": year,
            "counted": fates.counted(wishes),
            "joined": sum(not one.stands for one in wishes),
            "elements": fates.by_element(wishes),
            "hamlets": fates.by_hamlet(wishes),
            "lives": followed,
        },
    )


@public()
@of_village
def budget(request: HttpRequest, home: Village, year: int) -> HttpResponse:
    """What was adopted for a year against what stands in the APB Desa, and the seven duties of that year."""
    published = queries.ever_of_year(home, year)
    if not published:
        return missing(_("Belum ada terbitan untuk tahun ini."))
    place, compared = places.place_of(home), lines.compared(published)
    return page(
        "budgets/board/budget.html",
        {
            **frame(place),
            "year": year,
            "lines": compared,
            "adopted": sum(line.adopted or 0 for line in compared),
            "budgeted": sum(line.budget or 0 for line in compared),
            "parts": parts.groups_of(published),
            "duties": duties_of(place, queries.duties_met(one for one in reversed(published) if one.current)),
        },
    )


@public()
@of_village
def table(request: HttpRequest, home: Village, number: int, name: str) -> HttpResponse:
    """An official table of a publication, as it is printed: the RKP, the DU-RKP, the APB Desa."""
    found = queries.numbered(home, number)
    if found is None or name not in FORMS:
        return missing(_("Tabel ini tidak ada pada terbitan ini."))
    if found.withdrawn_at:
        return missing(_("Terbitan ini ditarik kembali."))
    label, make = FORMS[name]
    with translation.override(LANGUAGE):
        form = make(found)
    if form is None:
        return missing(_("Tabel ini tidak ada pada terbitan ini."))
    told = {
        **frame(places.place_of(home)),
        "publication": found,
        "label": label,
        "form": form,
        "newer": queries.newer_than(found),
        "files": [one for one in papers.of(found) if one.name.startswith(FILES[name])],
    }
    return page("budgets/board/table.html", told)


@public(seconds=HOUR)
@of_village
def comparison(request: HttpRequest, home: Village, year: int) -> HttpResponse:
    """A year's plan beside the village's other years, the kecamatan's villages and the kabupaten's prices."""
    place = places.place_of(home)
    return page(
        "budgets/board/comparison.html",
        {
            **frame(place),
            "year": year,
            "years": compare.years_of(home),
            "neighbours": compare.neighbours_of(place, year),
            "bands": compare.bands_of(place, year),
            "fewest": compare.FEWEST_VILLAGES,
        },
    )
