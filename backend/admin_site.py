"""The administration pages: reached through the desk's own door, in Indonesian, ordered by what one comes for."""

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sync.desk import SECOND_FACTOR

GROUPS = (
    (_("Menyiapkan kabupaten"), ("RuleSet", "LocalTerms", "AccountCode")),
    (
        _("Orang dan cara masuk"),
        (
            *("User", "Assignment", "PersonEvent", "SignInCode", "Device", "TOTPDevice", "StaticDevice"),
            *("NoticeChoice", "Group"),
        ),
    ),
    (_("Wilayah dan desa"), ("Region", "RegionChange", "Village", "VillageCode")),
    (
        _("Terbitan dan pemeriksaan"),
        (
            *("Publication", "Verdict", "LineVerdict", "CheckAnswer", "Taking", "Look", "Sight"),
            *("StoredFinding", "CheckRun", "DoubleVerdict", "TwinVerdict", "DailyDigest"),
        ),
    ),
    (
        _("Anggaran dan warga"),
        ("VillageBudget", "BudgetChange", "YearStanding", "Voice", "BroughtTable", "ColumnMapping"),
    ),
    (_("Kiriman"), ("Conflict", "Held", "Rejection", "Blob", "Feed", "SweepRun")),
    (_("Riwayat"), ("LogEntry",)),
)
"""Models by name, in the order in which the first page lists them; what is named nowhere comes last."""
OTHERS = _("Lainnya")


class OfficeSite(AdminSite):
    site_header = _("Administrasi Rembuk Desa")
    site_title = _("Administrasi")
    index_title = _("Yang tidak ada di meja periksa")
    site_url = "/petugas/"
    empty_value_display = "–"

    def has_permission(self, request: HttpRequest) -> bool:
        """Who may enter; where a second factor is required, only with it."""
        if settings.SECOND_FACTOR_REQUIRED and SECOND_FACTOR not in request.session:
            return False
        return bool(super().has_permission(request))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The desk's door, which counts tries and asks for the second factor; 403 for who has no rights here."""
        if not request.user.is_authenticated:
            asked = QueryDict(mutable=True)
            asked["next"] = request.GET.get("next") or reverse("admin:index", current_app=self.name)
            return redirect(f"{settings.LOGIN_URL}?{asked.urlencode(safe='/')}")
        if settings.SECOND_FACTOR_REQUIRED and SECOND_FACTOR not in request.session:
            return redirect("entrance:second_factor")
        raise PermissionDenied

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One's own, at the desk."""
        return redirect("entrance:password")

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The models that the person may see, in ``GROUPS``; an app's own page lists that app."""
        apps = super().get_app_list(request, app_label)
        if app_label is not None:
            return apps
        found = {one["object_name"]: one for app in apps for one in app["models"]}
        groups = [(title, [found.pop(name) for name in names if name in found]) for title, names in GROUPS]
        groups.append((OTHERS, list(found.values())))
        return [
            {
                "name": str(title),
                "app_label": f"group-{number}",
                "app_url": reverse("admin:index", current_app=self.name),
                "has_module_perms": True,
                "models": models,
            }
            for number, (title, models) in enumerate(groups)
            if models
        ]
