"""The house's addresses, and one behind which something breaks."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from backend.urls import urlpatterns as ours


def broken(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("kata sandi basis data: rahasia")


urlpatterns = [path("rusak/", broken), path("petugas/rusak/", broken), *ours]
