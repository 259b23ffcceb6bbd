"""Admin pages of places and people; 83,000 rows a table, so no select boxes and no counting of everything."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from backend.kernel.actor import Actor
from backend.kernel.problems import Problem
from villages import people
from villages.models import (
    Assignment,
    LocalTerms,
    Region,
    RegionChange,
    RuleSet,
    User,
    Village,
    VillageCode,
)
from villages.notes import note
from villages.terms import Happened


class ReadOnly(admin.options.BaseModelAdmin):  # type: ignore[type-arg]
    """Written by verbs only; the admin page shows."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class NeverDeleted(admin.options.BaseModelAdmin):  # type: ignore[type-arg]
    """A ledger may name this row; it is switched off or ended instead."""

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def _actor(request: HttpRequest) -> Actor:
    user: Any = request.user
    return Actor(user=user.pk, name=user.name)


class PersonCreationForm(AdminUserCreationForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ("username", "name")


class AssignmentForm(forms.ModelForm):  # type: ignore[type-arg]
    """Says what stands against an assignment, in the words of ``people``."""

    class Meta:
        model = Assignment
        fields = ("user", "role", "village", "region", "from_on", "until_on")

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if {"user", "role", "from_on"} <= self.cleaned_data.keys():
            try:
                people.refuse_unsound(self.instance)
            except Problem as problem:
                self.add_error(None, str(problem.title))


@admin.register(User)
class UserAdmin(NeverDeleted, DjangoUserAdmin):  # type: ignore[type-arg]
    add_form = PersonCreationForm
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Orang"), {"fields": ("name", "phone", "email")}),
        (_("Hak"), {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")}),
        (_("Tanggal"), {"fields": ("last_login", "joined_at")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("username", "name", "usable_password", "password1", "password2"),
            },
        ),
    )
    readonly_fields = ("last_login", "joined_at")
    list_display = ("username", "name", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "assignments__role")
    search_fields = ("username", "name", "phone")
    ordering = ("username",)
    date_hierarchy = "joined_at"
    show_full_result_count = False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:  # noqa: FBT001 -- Django's
        """Keeps what was done about the person, as the verbs do."""
        super().save_model(request, obj, form, change)
        what = Happened.CORRECTED if change else Happened.REGISTERED
        note(obj.pk, what, by=_actor(request), fields=list(form.changed_data) if change else [])


@admin.register(Assignment)
class AssignmentAdmin(NeverDeleted, admin.ModelAdmin):  # type: ignore[type-arg]
    form = AssignmentForm
    list_display = ("user", "role", "village", "region", "from_on", "until_on")
    list_filter = ("role",)
    list_select_related = ("user", "village__region", "region")
    search_fields = ("user__username", "user__name", "village__region__name", "region__name")
    autocomplete_fields = ("user", "village", "region")
    date_hierarchy = "from_on"
    show_full_result_count = False

    def save_model(self, request: HttpRequest, obj: Assignment, form: Any, change: bool) -> None:  # noqa: FBT001 -- Django's
        """Keeps what was done about the person, as the verbs do."""
        super().save_model(request, obj, form, change)
        what = Happened.CORRECTED if change else Happened.APPOINTED
        facts = {"fields": list(form.changed_data)} if change else {"from_on": obj.from_on.isoformat()}
        note(obj.user_id, what, by=_actor(request), assignment=obj, **facts)


class ChangeLines(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]
    model = RegionChange
    extra = 0


class CodeLines(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]
    model = VillageCode
    extra = 0


@admin.register(Region)
class RegionAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("code", "name", "level", "retired_in")
    list_filter = ("level",)
    search_fields = ("name", "code__startswith")
    ordering = ("code",)
    inlines = (ChangeLines,)
    show_full_result_count = False


@admin.register(Village)
class VillageAdmin(NeverDeleted, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("region_id", "name", "kecamatan", "zone")
    list_display_links = ("region_id", "name")
    list_filter = ("zone",)
    list_select_related = ("region__parent__parent",)
    search_fields = ("region__name", "region__code__startswith")
    ordering = ("region_id",)
    readonly_fields = ("id", "region")
    inlines = (CodeLines,)
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=_("kecamatan"))
    def kecamatan(self, village: Village) -> str:
        above = village.region.parent
        return f"{above.name}, {above.parent.name}" if above and above.parent else ""


@admin.register(RuleSet)
class RuleSetAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    fieldsets = (
        (None, {"fields": ("kabupaten", "year", "legal_basis")}),
        (
            _("Kuorum dan kehadiran"),
            {
                "fields": (
                    "quorum_numerator",
                    "quorum_denominator",
                    "adjourn_hours",
                    "resume_days",
                    "minimum_women_percent",
                    "required_elements",
                )
            },
        ),
        (_("Tenggat"), {"fields": ("invitation_days", "report_working_days", "holidays")}),
        (_("Pemeriksaan dan penanda tangan"), {"fields": ("reviewers", "reviewers_by_kind", "signers")}),
        (_("Dana"), {"fields": ("fund_shares",)}),
    )
    list_display = ("kabupaten", "year", "quorum_numerator", "quorum_denominator", "reviewers", "legal_basis")
    list_filter = ("year", "reviewers")
    list_select_related = ("kabupaten",)
    search_fields = ("kabupaten__name", "kabupaten__code")
    autocomplete_fields = ("kabupaten",)


@admin.register(LocalTerms)
class LocalTermsAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("kabupaten", "village", "village_head", "hamlet", "council")
    list_select_related = ("kabupaten",)
    search_fields = ("kabupaten__name", "kabupaten__code", "village")
    autocomplete_fields = ("kabupaten",)
