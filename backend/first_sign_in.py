"""The first sign-in, or the first after a reset: the one-time code of a slip against a password of one's own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from backend.auth import CredentialsInvalid, OwnPasswordNeeded, desk_of, sign_in
from backend.kernel.problems import Problem
from villages import codes
from villages.models import User


class PasswordsDiffer(Problem):
    code = "passwords_differ"
    status = 422
    title = gettext_lazy("Kedua kata sandi tidak sama. Ketik sekali lagi.")


def exchange(request: HttpRequest, *, username: str, code: str, password: str, place: str) -> User:
    """The person whose one-time code this is, now with a password of their own.

    Tries are counted as those of a password are. Raises ``CredentialsInvalid``, ``TooManyTries`` or
    ``PasswordTooWeak``; a password in place of a code is no code.
    """
    try:
        sign_in(request, username=username, password=code, place=place)
    except OwnPasswordNeeded:
        return codes.redeem(username, code, password=password)
    raise CredentialsInvalid


@sensitive_post_parameters("code", "password", "again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def first(request: HttpRequest) -> HttpResponse:
    """The desk's page for the code of a slip; afterwards one signs in as always, second factor included."""
    shown: dict[str, object] = {"long": codes.LIFE.days}
    if request.method != "POST":
        return render(request, "registration/first.html", shown)
    given = {name: request.POST.get(name, "").replace("\x00", "")[:1000] for name in ("username", "code", "password")}
    shown |= {"username": given["username"], "code": given["code"]}
    try:
        if given["password"] != request.POST.get("again", ""):
            raise PasswordsDiffer
        exchange(request, **given, place=desk_of(request))
    except Problem as refusal:
        answer = render(request, "registration/first.html", {**shown, "refusal": refusal}, status=refusal.status)
        for name, value in refusal.headers.items():
            answer[name] = value
        return answer
    messages.success(request, _("Kata sandi tersimpan. Masuk dengan kata sandi baru itu."))
    return redirect("entrance:sign_in")
