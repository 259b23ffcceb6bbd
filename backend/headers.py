"""Headers of every answer, static files' too, that Django has no setting for."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_OFF = (
    "accelerometer",
    "autoplay",
    "bluetooth",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
"""What no page of ours asks of a browser. Photographs come from the phone's own camera app, not from ``camera``."""
_EVERYWHERE = ", ".join(f"{feature}=()" for feature in _OFF)
POLICY = f"{_EVERYWHERE}, geolocation=()"
POLICY_OF_THE_APP = f"{_EVERYWHERE}, geolocation=(self)"
"""The app asks for the place of a photograph, and only where the person agreed."""
APP = "/app"


def guard(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: no other site may load what is answered, and no page gets at the device's sensors."""

    def answer(request: HttpRequest) -> HttpResponse:
        found = get_response(request)
        found.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        found.setdefault("Permissions-Policy", POLICY_OF_THE_APP if request.path_info.startswith(APP) else POLICY)
        return found

    return answer
