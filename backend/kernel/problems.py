"""Refusals: raised anywhere, answered in one place (``backend.answers``)."""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Problem(Exception):
    """Something is the case that stops a request: a stable ``code``, an HTTP ``status``, facts for a machine.

    ``title`` is a sentence for the person, in Indonesian, that says what to do next.
    """

    code: ClassVar[str] = "problem"
    status: ClassVar[int] = 400
    title: ClassVar[str | Promise] = _("Permintaan tidak dapat diproses. Periksa isinya lalu coba lagi.")

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        super().__init__(self.code)

    @property
    def headers(self) -> dict[str, str]:
        """Headers that belong to the answer, such as ``Retry-After``."""
        retry = self.facts.get("retry_after")
        return {} if retry is None else {"Retry-After": str(retry)}


class NotFound(Problem):
    code = "not_found"
    status = 404
    title = _("Tidak ditemukan, atau Anda tidak berwenang melihatnya.")


class Forbidden(Problem):
    code = "forbidden"
    status = 403
    title = _("Anda tidak berwenang melakukan ini.")
