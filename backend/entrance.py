"""The desk's door: signing in and out of the officials' pages, with the same counted tries as a phone's sign-in."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from django.views.i18n import set_language

from backend import first_sign_in, own_places, second_factor, sittings
from backend.auth import OwnPasswordNeeded, Uncounted, desk_of, sign_in
from backend.kernel.counting import TooManyTries
from backend.kernel.problems import Problem
from sync import devices
from villages.codes import LIFE
from villages.models import PersonEvent
from villages.terms import Happened

NOT_RIGHT = 422


class SignInForm(AuthenticationForm):
    """Name and password; a refusal is an error of the form."""

    refusal: Problem | None = None

    def clean(self) -> dict[str, Any]:
        username, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        request = self.request
        if not isinstance(request, HttpRequest) or not username or not password:
            raise ValidationError(_("Isi nama pengguna dan kata sandi."))
        try:
            user = sign_in(request, username=username, password=password, place=desk_of(request))
        except Problem as refusal:
            self.refusal = refusal
            raise ValidationError(str(refusal.title), code=refusal.code) from None
        self.confirm_login_allowed(user)
        self.user_cache = user
        return self.cleaned_data


def _remind(request: HttpRequest, user: Any) -> None:
    """Tells who signs in for the first time since an officer took the second factor away. One query.

    ``user``: as read before this sign-in is noted.
    """
    taken = PersonEvent.objects.filter(person=user, what=Happened.FACTOR_TAKEN)
    if user.last_login:
        taken = taken.filter(at__gt=user.last_login)
    if taken.exists():
        messages.warning(
            request,
            _(
                "Kunci kedua Anda dihapus oleh petugas sejak Anda terakhir masuk. Pasang yang baru di halaman Kunci"
                " kedua. Bila bukan Anda yang meminta, ganti kata sandi dan hubungi kantor Anda."
            ),
        )


class SignIn(LoginView):
    template_name = "registration/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(why=_why(self.request), **more)

    def form_valid(self, form: Any) -> HttpResponse:
        """Signs in whoever has no second factor; the others are asked for their code first."""
        user = form.get_user()
        if not second_factor.has_one(user):
            _remind(self.request, user)
            return super().form_valid(form)
        second_factor.remember(self.request, user, then=self.get_success_url())
        return redirect("entrance:code")

    def form_invalid(self, form: Any) -> HttpResponse:
        """A refusal beside the form; whoever gave the code of a slip is led to choose a password."""
        if isinstance(form.refusal, OwnPasswordNeeded):
            given = {"username": form.cleaned_data["username"], "code": form.cleaned_data["password"]}
            return render(self.request, "registration/first.html", {**given, "long": LIFE.days})
        response = super().form_invalid(form)
        if isinstance(form.refusal, TooManyTries | Uncounted):
            response.status_code = form.refusal.status
            for name, value in form.refusal.headers.items():
                response[name] = value
        return response


@method_decorator((sensitive_post_parameters(), never_cache), name="dispatch")
class ChangePassword(PasswordChangeView):
    """One's own password: asks for the present one; other browsers are signed out, phones where that is ticked."""

    template_name = "registration/password.html"
    success_url = reverse_lazy("entrance:second_factor")

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        if "phones" in self.request.POST:
            devices.sign_out(form.user.pk)
        messages.success(self.request, _("Kata sandi diganti."))
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        answer = super().form_invalid(form)
        answer.status_code = NOT_RIGHT
        return answer


def _why(request: HttpRequest) -> list[str]:
    """Sentences for whom ``backend.sittings`` sent here."""
    minutes, hours = settings.DESK_IDLE_MINUTES, settings.SESSION_COOKIE_AGE // 3600
    said = {
        sittings.IDLE: ngettext(
            "Meja ini %(long)d menit tidak dipakai, jadi ditutup. Masuk lagi untuk melanjutkan.",
            "Meja ini %(long)d menit tidak dipakai, jadi ditutup. Masuk lagi untuk melanjutkan.",
            minutes,
        )
        % {"long": minutes},
        sittings.LONG: ngettext(
            "Sesudah %(long)d jam setiap orang diminta masuk lagi.",
            "Sesudah %(long)d jam setiap orang diminta masuk lagi.",
            hours,
        )
        % {"long": hours},
    }
    why = [said[request.GET["sebab"]]] if request.GET.get("sebab") in said else []
    if why and sittings.LOST in request.GET:
        why.append(_("Isian yang baru Anda kirim BELUM tersimpan. Sesudah masuk, periksa lalu kirim lagi."))
    return why


app_name = "entrance"
urlpatterns = [
    path("masuk/", SignIn.as_view(), name="sign_in"),
    path("masuk-pertama/", first_sign_in.first, name="first"),
    path("kode/", second_factor.code, name="code"),
    path("kunci-kedua/", second_factor.manage, name="second_factor"),
    path("kata-sandi/", ChangePassword.as_view(), name="password"),
    path("tempat-masuk/", own_places.places, name="places"),
    path("keluar/", LogoutView.as_view(next_page=reverse_lazy("entrance:signed_out")), name="sign_out"),
    path("sudah-keluar/", TemplateView.as_view(template_name="registration/signed_out.html"), name="signed_out"),
    path("bahasa/", require_POST(set_language), name="language"),
]
