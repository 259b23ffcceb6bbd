"""Places, people and publications."""

from villages.models.people import Assignment, User
from villages.models.places import LocalTerms, Region, RegionChange, RuleSet, Village, VillageCode
from villages.models.publication import Publication

__all__ = [
    "Assignment",
    "LocalTerms",
    "Publication",
    "Region",
    "RegionChange",
    "RuleSet",
    "User",
    "Village",
    "VillageCode",
]
