"""Administration pages of what the desk does not show; verbs own these tables, so the pages only show.

Synced records have keys of two parts, which Django's administration cannot carry, and are read at the desk. Tables that
are reckoned again from others hold nothing that anybody said, and by what somebody signs in is theirs (``NOT_SHOWN``).
"""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import display_for_field, display_for_value, lookup_field, unquote
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static import admin as otp_static
from django_otp.plugins.otp_totp import admin as otp_totp

import backend.admin_people
import backend.admin_rules  # noqa: F401 -- they register themselves
from backend.admin_words import NAMES, WORDS
from budgets import models as budgets
from meetings import models as meetings
from sync import models as sync
from villages import models as villages
from villages.admin import ReadOnly

NOT_SHOWN = (
    *(budgets.BudgetWork, budgets.BudgetLine, budgets.BudgetRealised, budgets.Reckoned, budgets.TakenItem),
    *(meetings.PhotoPrint, meetings.MinutesPrint, villages.SearchEntry, villages.GivenOut, villages.BoardFiles),
    *(sync.Browser, sync.PaperCode),
)
BESIDE_A_VILLAGE = ("village__region",)
IN_A_HEADLINE = 3


def name_fields(model: type[Model]) -> None:
    """Gives the fields of a model that have no words of their own those of ``WORDS``: columns, filters, pages."""
    for field in model._meta.concrete_fields:
        if str(field.verbose_name) == field.name.replace("_", " ") and field.name in WORDS:
            field.verbose_name = WORDS[field.name]


class Shown(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """A list that is searched and narrowed, and pages that nothing is changed on. ``hidden``: what no page shows."""

    hidden: Sequence[str] = ()
    change_form_template = "admin/shown.html"
    show_full_result_count = False
    list_per_page = 50

    def get_fields(self, _request: HttpRequest, _obj: Model | None = None) -> Any:
        return [field.name for field in self.model._meta.concrete_fields if field.name not in self.hidden]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return self.get_fields(request, obj)

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        row = self.get_object(request, unquote(object_id))
        named = {"headline": self.headline(row)} if row else {}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **named})

    def headline(self, row: Model) -> str:
        """A row by its first columns, as its list names it."""
        told = []
        for name in self.list_display[:IN_A_HEADLINE]:
            field, _attribute, value = lookup_field(name, row, self)
            empty = self.get_empty_value_display()
            told.append(display_for_field(value, field, empty) if field else display_for_value(value, empty))
        return " · ".join(map(str, told))


def show(model: type[Model], *columns: Any, **more: Any) -> None:
    """Registers a read-only page. ``more``: what a ``ModelAdmin`` takes, and ``hidden``."""
    name, names = NAMES.get(model.__name__, (None, None))
    if name is not None:
        model._meta.verbose_name, model._meta.verbose_name_plural = name, names
    name_fields(model)
    admin.site.register(model, type(f"{model.__name__}Page", (Shown,), {"list_display": columns, **more}))


@admin.display(description=_("APB Desa"), ordering="budget__fiscal_year")
def budget_of(change: budgets.BudgetChange) -> str:
    return f"{change.budget.village}, {change.budget.fiscal_year}/{change.budget.edition}"


for second_factor in (otp_totp.TOTPDevice, otp_static.StaticDevice):
    # django-otp's own pages show the secret of everybody's second factor, and let it be typed
    admin.site.unregister(second_factor)
    show(
        second_factor,
        *("user", "name", "confirmed", "created_at", "last_used_at"),
        hidden=("key",),
        list_filter=("confirmed",),
        list_select_related=("user",),
        search_fields=("user__username", "user__name"),
    )

_BY_VILLAGE = {"list_select_related": (*BESIDE_A_VILLAGE, "by"), "search_fields": ("village__region__name", "by__name")}
_SENT = {"search_fields": ("kind", "village__region__name"), "list_filter": ("kind",), "date_hierarchy": "received_at"}

show(
    villages.PersonEvent,
    *("at", "person", "what", "by"),
    list_filter=("what",),
    list_select_related=("person", "by"),
    search_fields=("person__username", "person__name", "by__name"),
    date_hierarchy="at",
    ordering=("-at",),
)
show(
    villages.SignInCode,
    *("user", "made_at", "expires_at"),
    hidden=("digest",),
    list_select_related=("user",),
    search_fields=("user__username", "user__name"),
    date_hierarchy="made_at",
)
show(
    villages.RegionChange,
    *("region", "what", "before", "after", "dataset", "recorded_at"),
    list_filter=("what", "dataset"),
    list_select_related=("region",),
    search_fields=("region__name", "region__code__startswith", "before", "after"),
    date_hierarchy="recorded_at",
    ordering=("-recorded_at", "region"),
)
show(
    villages.VillageCode,
    *("code", "name", "village", "from_on", "until_on", "decree"),
    list_select_related=BESIDE_A_VILLAGE,
    search_fields=("name", "code__startswith", "decree"),
    date_hierarchy="from_on",
    ordering=("code", "from_on"),
)
show(
    villages.DailyDigest,
    *("day", "kabupaten", "size", "value"),
    hidden=("leaves",),
    list_select_related=("kabupaten",),
    search_fields=("kabupaten__name", "value__startswith"),
    date_hierarchy="day",
    ordering=("-day",),
)
show(
    villages.StoredFinding,
    *("found_at", "village", "code", "severity", "gone_at"),
    list_filter=("severity", "code"),
    list_select_related=BESIDE_A_VILLAGE,
    search_fields=("village__region__name", "code"),
    date_hierarchy="found_at",
    ordering=("-found_at",),
)
show(
    villages.CheckRun,
    *("checked_at", "village", "subject_kind", "version"),
    list_select_related=BESIDE_A_VILLAGE,
    search_fields=("village__region__name",),
    date_hierarchy="checked_at",
    ordering=("-checked_at",),
)
show(
    villages.Publication,
    *("title", "village", "fiscal_year", "published_at", "current"),
    hidden=("snapshot",),
    list_filter=("current", "fiscal_year", "subject_kind"),
    list_select_related=BESIDE_A_VILLAGE,
    search_fields=("title", "village__region__name"),
    ordering=("-published_at",),
    date_hierarchy="published_at",
)
show(
    sync.Device,
    *("user", "name", "seen_at", "unsent_changes", "revoked_at"),
    hidden=("digest", "token_key"),
    list_filter=("app_version",),
    list_select_related=("user",),
    search_fields=("user__username", "user__name", "name"),
    date_hierarchy="seen_at",
    ordering=("-seen_at",),
)
show(
    sync.Conflict,
    "received_at",
    "village",
    "kind",
    "user",
    "settled_at",
    list_select_related=(*BESIDE_A_VILLAGE, "user"),
    **_SENT,
)
show(sync.Held, "received_at", "village", "kind", "reason", "decision", list_select_related=BESIDE_A_VILLAGE, **_SENT)
show(sync.Rejection, "received_at", "village", "kind", "record", list_select_related=BESIDE_A_VILLAGE, **_SENT)
show(
    sync.Blob,
    *("received_at", "village", "media_type", "size"),
    list_filter=("media_type",),
    list_select_related=BESIDE_A_VILLAGE,
    search_fields=("village__region__name", "sha256__startswith"),
    date_hierarchy="received_at",
    ordering=("-received_at",),
)
show(
    sync.Feed,
    *("village", "epoch", "head"),
    list_select_related=BESIDE_A_VILLAGE,
    search_fields=("village__region__name",),
    ordering=("village__region",),
)
show(
    sync.SweepRun,
    *("name", "ran_at", "ended_well_at", "failure"),
    list_filter=("failure",),
    search_fields=("name",),
    date_hierarchy="ran_at",
    ordering=("name",),
)
show(
    meetings.Verdict,
    "at",
    "village",
    "level",
    "said",
    "by",
    list_filter=("level", "said"),
    date_hierarchy="at",
    **_BY_VILLAGE,
)
show(meetings.LineVerdict, "at", "village", "said", "by", list_filter=("said",), date_hierarchy="at", **_BY_VILLAGE)
show(
    meetings.CheckAnswer,
    "at",
    "village",
    "item",
    "answer",
    "by",
    list_filter=("item",),
    date_hierarchy="at",
    **_BY_VILLAGE,
)
show(meetings.Taking, "at", "village", "level", "by", list_filter=("level",), date_hierarchy="at", **_BY_VILLAGE)
show(
    sync.Sight,
    *("on", "village", "user", "place"),
    list_filter=("place",),
    list_select_related=(*BESIDE_A_VILLAGE, "user"),
    search_fields=("village__region__name", "user__name"),
    date_hierarchy="on",
)
show(meetings.Look, "at", "village", "by", date_hierarchy="at", **_BY_VILLAGE)
show(
    meetings.DoubleVerdict,
    "at",
    "village",
    "verdict",
    "by",
    list_filter=("verdict",),
    date_hierarchy="at",
    **_BY_VILLAGE,
)
show(meetings.TwinVerdict, "at", "village", "said", "by", list_filter=("said",), date_hierarchy="at", **_BY_VILLAGE)
show(
    meetings.NoticeChoice,
    *("user", "by_mail", "mailed_at"),
    list_filter=("by_mail",),
    list_select_related=("user",),
    search_fields=("user__username", "user__name"),
)
show(
    budgets.VillageBudget,
    *("village", "fiscal_year", "edition", "state", "adopted_on"),
    list_filter=("fiscal_year", "state"),
    list_select_related=BESIDE_A_VILLAGE,
    search_fields=("village__region__name", "legal_reference"),
    date_hierarchy="adopted_on",
    ordering=("-fiscal_year", "village__region"),
)
show(
    budgets.BudgetChange,
    *("at", budget_of, "what", "about", "by"),
    list_filter=("what",),
    list_select_related=("budget__village__region", "by"),
    search_fields=("budget__village__region__name", "about", "by__name"),
    date_hierarchy="at",
    ordering=("-at",),
)
show(
    budgets.YearStanding,
    *("village", "fiscal_year", "items", "planned", "spent"),
    list_filter=("fiscal_year",),
    list_select_related=BESIDE_A_VILLAGE,
    search_fields=("village__region__name",),
    ordering=("-fiscal_year", "village__region"),
)
show(
    budgets.Voice,
    *("received_at", "village", "kind", "code", "state", "decided_by"),
    list_filter=("kind", "state"),
    list_select_related=(*BESIDE_A_VILLAGE, "decided_by"),
    search_fields=("village__region__name", "code"),
    date_hierarchy="received_at",
    ordering=("-received_at",),
)
show(
    budgets.BroughtTable,
    *("brought_at", "user", "form", "name"),
    hidden=("content",),
    list_filter=("form",),
    list_select_related=("user",),
    search_fields=("user__name", "name"),
    date_hierarchy="brought_at",
    ordering=("-brought_at",),
)
show(
    budgets.ColumnMapping,
    *("saved_at", "user", "kabupaten", "form"),
    list_filter=("form",),
    list_select_related=("user", "kabupaten"),
    search_fields=("user__name", "kabupaten__name"),
    date_hierarchy="saved_at",
)
show(
    LogEntry,
    *("action_time", "user", "content_type", "object_repr", "action_flag"),
    list_filter=("action_flag",),
    list_select_related=("user", "content_type"),
    search_fields=("user__name", "user__username", "object_repr"),
    date_hierarchy="action_time",
    ordering=("-action_time",),
)

for changed in (villages.Region, villages.Village, villages.User, villages.Assignment):
    name_fields(changed)
