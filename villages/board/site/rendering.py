"""Verbs: bring the files of a village, and the front page, up to date. What is written is what the views answer."""

import hashlib
from collections import Counter
from collections.abc import Container, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.http import HttpRequest
from django.urls import resolve, reverse
from django.urls.exceptions import Resolver404

from backend.kernel import clock
from villages.board import places, shelf
from villages.board.answers import WHOLE
from villages.board.site import due, leaves, store
from villages.board.site.serving import FRESH
from villages.models import BoardFiles, Village
from villages.templatetags.sections import drawn_once

NOBODY_KNOWS = ["", ""]
"""Of a file that may lie there, old or new: noted before it is written, so that a crash leaves nothing unknown."""


def bring_up_to_date(village: UUID, *, anew: bool = False) -> Counter[str] | None:
    """Writes the pages of a village whose bytes changed and takes away those that are no more; counts both.

    ``None`` where somebody else is at it, or nobody enrolled the village. ``anew`` renders and writes every page, for
    a store that lost some.
    """
    with _taken(village) as row, shelf.filled(village), drawn_once():
        if row is None:
            return None
        home = places.villages().get(pk=village)
        wanted = leaves.of(home)
        removed = _sweep_out(row, wanted)
        known = {} if anew else dict(row.pages)
        old = [one for one in wanted if known.get(one, NOBODY_KNOWS)[0] != wanted[one].key]
        done = Counter(removed=removed, same=len(wanted) - len(old))
        _announce(row, old)
        drawn: dict[str, bytes | None] = {}
        for address in old:
            page = wanted[address]
            drawn[address] = drawn[page.same_as] if page.same_as in drawn else answer_of(address, home)
            done[_keep(row, address, page.key, drawn[address], before=known.get(address, NOBODY_KNOWS)[1])] += 1
        row.made, row.looked_on, row.drawn_with = row.wanted, clock.today(home.timezone), leaves.drawn_with()
        row.taken_until = None
        row.save(update_fields=["made", "looked_on", "drawn_with", "taken_until", *(["pages"] if old else [])])
        return done


def front() -> bool:
    """Writes the front page where it changed; answers whether it did. Two queries, and a look into the store."""
    address = reverse("board:front")
    content = answer_of(address)
    if content is None or content == store.read(address):
        return False
    store.write(address, content)
    return True


def answer_of(address: str, home: Village | None = None) -> bytes | None:
    """The bytes that the view of an address answers, whoever asks; ``None`` where it has none to show."""
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", address, address
    request.META[FRESH] = home
    try:
        match = resolve(address)
    except Resolver404:
        return None
    request.resolver_match = match
    answer = match.func(request, *match.args, **match.kwargs)
    return bytes(answer.content) if answer.status_code == WHOLE else None


@contextmanager
def _taken(village: UUID) -> Iterator[BoardFiles | None]:
    row = due.take(village)
    try:
        yield row
    except BaseException:
        due.give_back(village)
        raise


def _sweep_out(row: BoardFiles, wanted: Container[str]) -> int:
    """First of all, since what was withdrawn must not be read while other pages are drawn."""
    gone = [address for address in row.pages if address not in wanted]
    for address in gone:
        store.remove(address)
        del row.pages[address]
    if gone:
        row.save(update_fields=["pages"])
    return len(gone)


def _announce(row: BoardFiles, addresses: list[str]) -> None:
    if addresses:
        row.pages.update(dict.fromkeys(addresses, NOBODY_KNOWS))
        row.save(update_fields=["pages"])


def _keep(row: BoardFiles, address: str, key: str, content: bytes | None, *, before: str) -> str:
    """Writes a page unless its bytes are those of ``before``; answers what came of it."""
    if content is None:
        store.remove(address)
        del row.pages[address]
        return "absent"
    digest = hashlib.sha256(content).hexdigest()[: leaves.KEY]
    row.pages[address] = [key, digest]
    if digest == before:
        return "same"
    store.write(address, content)
    return "written"
