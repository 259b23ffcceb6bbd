"""Admin pages of places and people; 83,000 rows a table, so no select boxes and no counting of everything."""

from typing import Any

from django import forms
from django.contrib import admin
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


def actor_of(request: HttpRequest) -> Actor:
    """Who sits before the page."""
    user: Any = request.user
    return Actor(user=user.pk, name=user.name)


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


@admin.register(Assignment)
class AssignmentAdmin(NeverDeleted, admin.ModelAdmin):  # type: ignore[type-arg]
    form = AssignmentForm
    list_display = ("user", "role", "area", "from_on", "until_on")
    list_filter = ("role",)
    list_select_related = ("user", "village__region", "region")
    search_fields = ("user__username", "user__name", "village__region__name", "region__name")
    search_help_text = _("Nama orang, nama pengguna, desa, kecamatan, atau kabupaten.")
    autocomplete_fields = ("user", "village", "region")
    date_hierarchy = "from_on"
    list_per_page = 50
    show_full_result_count = False

    @admin.display(description=_("wilayah"))
    def area(self, assignment: Assignment) -> str:
        return str(assignment.village or assignment.region or _("semua wilayah"))

    def save_model(self, request: HttpRequest, obj: Assignment, form: Any, change: bool) -> None:  # noqa: FBT001 -- Django's
        """Keeps what was done about the person, as the verbs do."""
        super().save_model(request, obj, form, change)
        what = Happened.CORRECTED if change else Happened.APPOINTED
        facts = {"fields": list(form.changed_data)} if change else {"from_on": obj.from_on.isoformat()}
        note(obj.user_id, what, by=actor_of(request), assignment=obj, **facts)


class ChangeLines(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]
    model = RegionChange
    extra = 0


class CodeLines(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]
    model = VillageCode
    extra = 0


@admin.register(Region)
class RegionAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("code", "name", "level", "retired_in")
    list_per_page = 50
    search_help_text = _("Nama atau awal kode Kemendagri, misalnya 32.05.")
    list_filter = ("level",)
    search_fields = ("name", "code__startswith")
    ordering = ("code",)
    inlines = (ChangeLines,)
    show_full_result_count = False


class Lines(forms.CharField):
    """A list of words, one a line, where the model keeps JSON."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return list(dict.fromkeys(line.strip() for line in (value or "").splitlines() if line.strip()))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(data) != (initial or []))


class VillageForm(forms.ModelForm):  # type: ignore[type-arg]
    hamlets = Lines(label=_("Dusun"), required=False, max_length=4000, help_text=_("Satu nama dusun sebaris."))

    class Meta:
        model = Village
        fields = ("zone", "hamlets", "usual_place", "complaint_contact")


@admin.register(Village)
class VillageAdmin(NeverDeleted, admin.ModelAdmin):  # type: ignore[type-arg]
    form = VillageForm
    fields = ("region", "zone", "hamlets", "usual_place", "complaint_contact")
    list_display = ("code", "named", "kecamatan", "zone")
    list_display_links = ("code", "named")
    list_per_page = 50
    search_help_text = _("Nama desa atau awal kode Kemendagri, misalnya 32.05.09.")
    list_filter = ("zone",)
    list_select_related = ("region__parent__parent",)
    search_fields = ("region__name", "region__code__startswith")
    ordering = ("region_id",)
    readonly_fields = ("region",)
    inlines = (CodeLines,)
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=_("kode"), ordering="region_id")
    def code(self, village: Village) -> str:
        return village.code

    @admin.display(description=_("nama"), ordering="region__name")
    def named(self, village: Village) -> str:
        return village.name

    @admin.display(description=_("kecamatan"))
    def kecamatan(self, village: Village) -> str:
        above = village.region.parent
        return f"{above.name}, {above.parent.name}" if above and above.parent else ""


@admin.register(LocalTerms)
class LocalTermsAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("kabupaten", "village", "village_head", "hamlet", "council")
    list_select_related = ("kabupaten",)
    search_fields = ("kabupaten__name", "kabupaten__code", "village")
    autocomplete_fields = ("kabupaten",)
