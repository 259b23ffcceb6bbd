"""What a village published, as Atom news and as a list of documents."""

import re
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import override

from villages.board import places, queries
from villages.board.answers import of_village, page, public
from villages.board.dossier import LANGUAGE
from villages.board.pages import frame
from villages.models import Publication, Village

IN_FEED = 40
_UNSPEAKABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write."""


@public()
@of_village
def news(request: HttpRequest, home: Village) -> HttpResponse:
    """Publications and withdrawals of a village as Atom (RFC 4287), newest first."""
    place = places.place_of(home)
    found = queries.newest_of(home, IN_FEED)
    with override(LANGUAGE):
        feed = _Feed(
            title=_written(_("Papan %(name)s") % {"name": place.name}),
            link=_address("board:village", place.code),
            description="",
            subtitle=_written(place.within),
            language=LANGUAGE,
            feed_url=_address("board:news", place.code),
            author_name=_written(place.name),
        )
        for one in found:
            feed.add_item(**_entry(place.code, one))
        return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@public()
@of_village
def documents(request: HttpRequest, home: Village) -> HttpResponse:
    """Every publication that ever was, with its page and its data."""
    return page(
        "board/archive.html", {**frame(places.place_of(home)), "documents": queries.newest_of(home, queries.LISTED)}
    )


class _Feed(Atom1Feed):
    """A feed that is as new as its newest entry; an empty one is as old as the law on villages' plans."""

    def latest_post_date(self) -> datetime:
        """When anything of it changed last: never the hour of asking, or no cache could keep it."""
        return max((item["updateddate"] for item in self.items), default=datetime(2015, 1, 1, tzinfo=UTC))


def _entry(code: str, one: Publication) -> dict[str, Any]:
    address = _address("board:publication", code, one.number)
    told = one.withdrawn_reason if one.withdrawn_at else "\n".join(part for part in (_why(one), _summary(one)) if part)
    title = _("Ditarik kembali: %(title)s") % {"title": one.title} if one.withdrawn_at else one.title
    return {
        "title": _written(title),
        "link": address,
        "description": _written(told),
        "unique_id": f"urn:uuid:{one.pk}",
        "pubdate": one.published_at,
        "updateddate": one.withdrawn_at or one.published_at,
    }


def _why(one: Publication) -> str:
    """That this one corrects an earlier one, and why."""
    if one.supersedes_id is None:
        return ""
    return _("Pembetulan: %(reason)s") % {"reason": one.reason or _("alasannya tidak dicatat")}


def _summary(one: Publication) -> str:
    """The plain words of the first section that has any."""
    told = (content.get("summary") for _section, content in queries.contents(one))
    return next((text for text in told if isinstance(text, str)), "")


def _address(name: str, *rest: object) -> str:
    return f"{settings.PUBLIC_URL}{reverse(name, args=rest)}"


def _written(text: str) -> str:
    return _UNSPEAKABLE.sub("", text)
