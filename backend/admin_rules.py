"""The administration page of a kabupaten's rules: the fields and tables of the page at the desk, no JSON."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from backend.onboarding.customs_forms import RulesForm
from villages.models import RuleSet


class RuleSetForm(RulesForm):
    """The rules with the kabupaten and the year that they are of."""

    class Meta:
        model = RuleSet
        fields = ("kabupaten", "year", *RulesForm.Meta.fields)

    def _post_clean(self) -> None:
        if not self.errors:
            self.instance.reviewers_by_kind = self.rules()["reviewers_by_kind"]
        super()._post_clean()  # type: ignore[misc]


@admin.register(RuleSet)
class RuleSetAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    form = RuleSetForm
    fieldsets = (
        (None, {"fields": ("kabupaten", "year", "legal_basis")}),
        (
            _("Kuorum dan kehadiran"),
            {
                "fields": (
                    ("quorum_numerator", "quorum_denominator"),
                    ("adjourn_hours", "resume_days"),
                    "minimum_women_percent",
                    "required_elements",
                )
            },
        ),
        (_("Tenggat"), {"fields": (("invitation_days", "report_working_days"), "holidays")}),
        (_("Pemeriksaan"), {"fields": ("reviewers",)}),
        (
            _("Pemeriksa yang berbeda per jenis musyawarah"),
            {"classes": ("collapse",), "fields": tuple(RulesForm.kinds())},
        ),
        (
            _("Penanda tangan berita acara"),
            {
                "fields": ("signers",),
                "description": _(
                    "Tanpa baris: pimpinan musyawarah, kepala desa, dan satu wakil peserta. Baris kosong baru muncul"
                    " setelah disimpan."
                ),
            },
        ),
        (
            _("Porsi dana"),
            {
                "fields": ("fund_shares",),
                "description": _(
                    "Contoh: operasional pemerintah desa, bagian dari Dana Desa, kode 1.1.08, paling banyak 3%,"
                    " Permendes PDT 16/2025 Pasal 11. Cocokkan dengan naskah peraturan. Baris kosong baru muncul"
                    " setelah disimpan."
                ),
            },
        ),
    )
    list_display = ("kabupaten", "year", "quorum", "reviewers", "legal_basis")
    list_filter = ("year", "reviewers")
    list_select_related = ("kabupaten",)
    search_fields = ("kabupaten__name", "kabupaten__code", "legal_basis")
    autocomplete_fields = ("kabupaten",)
    list_per_page = 50

    class Media:
        css = {"all": ("backend/admin.css",)}

    @admin.display(description=_("kuorum"), ordering="quorum_numerator")
    def quorum(self, rules: RuleSet) -> str:
        return f"{rules.quorum_numerator}/{rules.quorum_denominator}"

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **named: Any) -> Any:  # noqa: FBT001, FBT002 -- Django's
        """The fields of the model alone: those for each kind of meeting the form adds by itself."""
        return super().get_form(request, obj, change, **{**named, "fields": RuleSetForm.Meta.fields})
