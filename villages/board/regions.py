"""From the country down to a village, a step at a time: for whoever cannot spell a name."""

from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from villages.board import areas
from villages.board.answers import missing, page, public
from villages.board.areas import Area
from villages.models import Region
from villages.terms import Level


@dataclass(frozen=True, slots=True)
class Step:
    """A region one level down, and how many of its villages published something."""

    code: str
    title: str
    published: int


@public()
def overview(request: HttpRequest, code: str = "") -> HttpResponse:
    """The regions right below one; a village's code leads to its board."""
    area = areas.area_of(code)
    if area is None:
        return missing(_("Tidak ada wilayah dengan kode ini."))
    if area.is_village:
        return HttpResponseRedirect(reverse("board:village", args=[code]))
    return page("board/regions.html", {"area": area, "steps": below(area)})


def below(area: Area) -> list[Step]:
    """The regions right below an area, by name; a kelurahan has no musyawarah desa. Two queries."""
    regions = Region.objects.filter(parent=area.code or None, retired_in="").exclude(level=Level.KELURAHAN)
    there = list(regions.order_by("name", "code"))
    length = len(there[0].code) if there else 0
    counted = area.publications().order_by().annotate(part=Substr("village__region_id", 1, length or 1))
    published = dict(counted.values_list("part").annotate(villages=Count("village", distinct=True)))
    return [Step(one.code, areas.title_of(one), published.get(one.code, 0)) for one in there]
