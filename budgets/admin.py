"""Account codes in the administration pages: a kabupaten adds its own here."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from budgets.models import AccountCode


@admin.register(AccountCode)
class AccountCodeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("code", "name", "level", "kabupaten", "year_from", "year_until")
    list_per_page = 50
    list_filter = ("ranah", "level", "sector", "year_from")
    list_select_related = ("kabupaten",)
    autocomplete_fields = ("kabupaten",)
    search_fields = ("code", "name", "siskeudes")
    search_help_text = _("Kode atau nama, misalnya 2.3.10 atau jalan. Kode 90-99 lebih mudah diisi di meja petugas.")
    show_full_result_count = False
