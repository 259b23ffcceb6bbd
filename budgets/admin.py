"""Account codes in the administration pages: a kabupaten adds its own here."""

from django.contrib import admin

from budgets.models import AccountCode


@admin.register(AccountCode)
class AccountCodeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("code", "name", "level", "ranah", "kabupaten", "sector", "year_from", "year_until")
    list_filter = ("ranah", "level", "sector", "year_from")
    list_select_related = ("kabupaten",)
    autocomplete_fields = ("kabupaten",)
    search_fields = ("code", "name", "siskeudes")
    show_full_result_count = False
