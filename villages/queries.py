"""Reads that more than one place needs."""

from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, When

from villages import access, rules
from villages.models import Region, Village
from villages.terms import Right

FOUND_AT_MOST = 50
WORTH_LOOKING_INSIDE = 3
"""Letters from which on a name is also searched in its middle."""


def villages_of(user: UUID) -> QuerySet[Village]:
    """The villages that a person may see today, in the order of codes. One query, and one when evaluated."""
    return access.villages_with(user, Right.READ)


def villages_in(code: str) -> QuerySet[Village]:
    """The villages of a province, kabupaten or kecamatan (or the one of this code), in the order of codes.

    Retired codes are left out. One query.
    """
    inside = Q(region__code=code) | Q(region__code__startswith=f"{code}.")
    return Village.objects.filter(inside, region__retired_in="").select_related("region").order_by("region_id")


def path_of(code: str) -> list[Region]:
    """A region and all above it, province first. One query."""
    return list(Region.objects.filter(code__in=rules.lineage(code)).order_by("code"))


def children_of(code: str | None) -> QuerySet[Region]:
    """The regions right below ``code`` (``None``: the provinces) that exist today, by name. One query."""
    return Region.objects.filter(parent=code, retired_in="").order_by("name", "code")


def search_villages(text: str, *, within: str = "", limit: int = FOUND_AT_MOST) -> list[Village]:
    """Villages whose name begins with ``text``, then those that contain it; a code finds what lies under it.

    Names repeat by the dozen (Sidomulyo 91 times), so the kecamatan and kabupaten come along as
    ``village.region.parent.parent``. ``within`` narrows to a region. One query: some 20 ms over all 75,266
    villages, since it reads the names in one pass; one or two letters look at beginnings only.
    """
    wanted = " ".join(text.split())
    if not wanted:
        return []
    villages = Village.objects.select_related("region__parent__parent").filter(region__retired_in="")
    if within:
        villages = villages.filter(region__code__startswith=f"{within}.")
    if rules.is_code(wanted):
        under = Q(region=wanted) | Q(region__code__startswith=f"{wanted}.")
        return list(villages.filter(under).order_by("region_id")[:limit])
    begins = Q(region__name__istartswith=wanted)
    found = villages.filter(begins if len(wanted) < WORTH_LOOKING_INSIDE else Q(region__name__icontains=wanted))
    rank = Case(When(begins, then=0), default=1, output_field=IntegerField())
    return list(found.order_by(rank, "region__name", "region_id")[:limit])
