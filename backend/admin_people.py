"""People on the administration pages. Nobody types a password for somebody else: adding and resetting make a slip."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from backend.kernel.problems import Problem
from backend.onboarding import lost_factor, renewal
from backend.onboarding.slips import slips_of
from backend.second_factor import has_one
from villages import codes
from villages.admin import NeverDeleted, actor_of
from villages.board.dossier import LANGUAGE
from villages.models import User
from villages.notes import note
from villages.terms import Happened

RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    """A person without a password, which only they themselves know."""

    class Meta:
        model = User
        fields = ("username", "name", "phone", "email", "is_active", *RIGHTS)

    def clean_username(self) -> str:
        """Refuses a name that somebody has in whatever letters."""
        said: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=said).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Nama pengguna ini sudah dipakai. Pilih yang lain."))
        return said


@admin.register(User)
class UserAdmin(NeverDeleted, DjangoUserAdmin):  # type: ignore[type-arg]
    form = add_form = PersonForm
    add_form_template = None
    change_form_template = "admin/villages/user/change_form.html"
    fieldsets = (
        (_("Orang"), {"fields": ("username", "name", "phone", "email")}),
        (_("Hak"), {"fields": ("is_active", *RIGHTS)}),
        (_("Tanggal"), {"fields": ("last_login", "joined_at")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "fields": ("username", "name", "phone", "email", "is_staff"),
                "description": _(
                    "Setelah disimpan, slip dengan kode sekali pakai ditampilkan satu kali. Orang itu membuat kata"
                    " sandinya sendiri dengan kode itu dalam 30 hari."
                ),
            },
        ),
    )
    readonly_fields = ("last_login", "joined_at")
    list_display = ("username", "name", "is_active", "last_login")
    list_filter = ("is_active", "is_staff", "assignments__role")
    search_fields = ("username", "name", "phone")
    search_help_text = _("Nama pengguna, nama lengkap, atau nomor telepon.")
    ordering = ("username",)
    date_hierarchy = "joined_at"
    list_per_page = 50
    show_full_result_count = False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Only a superuser gives rights on these pages."""
        root: Any = request.user
        return self.readonly_fields if root.is_superuser else (*self.readonly_fields, *RIGHTS)

    def get_urls(self) -> list[Any]:
        """Django's page on which an operator types somebody's password is not there."""
        kept = [one for one in super().get_urls() if one.name != "auth_user_password_change"]
        guard = self.admin_site.admin_view
        return [
            path("<uuid:person>/kode/", guard(self.reset), name="villages_user_code"),
            path("<uuid:person>/kunci-kedua/", guard(self.lost_factor), name="villages_user_second_factor"),
            *kept,
        ]

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:  # noqa: FBT001 -- Django's
        """Keeps what was done about the person, as the verbs do."""
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        what = Happened.CORRECTED if change else Happened.REGISTERED
        note(obj.pk, what, by=actor_of(request), fields=list(form.changed_data) if change else [])

    @method_decorator(sensitive_variables())
    def response_add(self, request: HttpRequest, obj: User, post_url_continue: str | None = None) -> HttpResponse:
        """The new person's slip, once; beside another form the slip is made later, on the person's page."""
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return self._slip(request, obj, codes.give([obj], by=actor_of(request))[obj.pk])

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        user = self.get_object(request, object_id)
        may = user is not None and self._may(request, user)
        more = {"may_renew": may, "second_factor": may and user is not None and has_one(user)}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **more})

    @method_decorator(sensitive_variables())
    def reset(self, request: HttpRequest, person: UUID) -> HttpResponse:
        """Asks, then makes a one-time code in place of a password."""
        user = self._person(request, person)
        if request.method == "POST":
            try:
                code = renewal.reset(user, by=actor_of(request), keep="tetap" in request.POST)
            except Problem as refusal:
                messages.error(request, str(refusal.title))
                return redirect("admin:villages_user_change", person)
            return self._slip(request, user, code)
        return render(request, "admin/villages/user/reset.html", self._shown(request, user))

    @method_decorator(sensitive_post_parameters("password", "code"))
    def lost_factor(self, request: HttpRequest, person: UUID) -> HttpResponse:
        """Takes away a lost second factor."""
        user = self._person(request, person)
        form = lost_factor.LostFactorForm(request, request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                messages.success(request, lost_factor.take(form, user))
            except Problem as refusal:
                messages.error(request, str(refusal.title))
            return redirect("admin:villages_user_change", person)
        shown = {**self._shown(request, user), "form": form}
        return render(request, "admin/villages/user/lost_factor.html", shown, status=422 if form.errors else 200)

    def _may(self, request: HttpRequest, user: User) -> bool:
        me: Any = request.user
        return bool(me.is_superuser) and renewal.may_renew(user, by=actor_of(request))

    def _person(self, request: HttpRequest, person: UUID) -> User:
        user = User.objects.filter(pk=person).first()
        if user is None:
            raise Http404
        if not self._may(request, user):
            raise PermissionDenied
        return user

    def _shown(self, request: HttpRequest, user: User) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts, "original": user}

    def _slip(self, request: HttpRequest, user: User, code: str) -> HttpResponse:
        with translation.override(LANGUAGE):
            slips = slips_of([(user, code)])
        back = reverse("admin:villages_user_change", args=[user.pk])
        return render(request, "onboarding/slips.html", {"slips": slips, "back": back})
