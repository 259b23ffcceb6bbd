"""Places, people and publications."""

from villages.models.daily import DailyDigest, GivenOut
from villages.models.files import BoardFiles
from villages.models.finding import CheckRun, StoredFinding
from villages.models.joining import PersonEvent, SignInCode
from villages.models.people import Assignment, User
from villages.models.places import LocalTerms, Region, RegionChange, RuleSet, Village, VillageCode
from villages.models.publication import Publication
from villages.models.search import SearchEntry

__all__ = [
    "Assignment",
    "BoardFiles",
    "CheckRun",
    "DailyDigest",
    "GivenOut",
    "LocalTerms",
    "PersonEvent",
    "Publication",
    "Region",
    "RegionChange",
    "RuleSet",
    "SearchEntry",
    "SignInCode",
    "StoredFinding",
    "User",
    "Village",
    "VillageCode",
]
